import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import pg from 'pg';

/**
 * The measure that intake is held against: the same request, its signature checked, one durable INSERT of the body
 * for each on 16 connections with a named statement, then 200. No batching, no queue, nothing else. Under `/nothing`
 * it answers without the INSERT: what the generator and a bare Node server can do on this machine at all.
 */
export async function startBareInsert(
  database: pg.PoolConfig,
  secret: string,
): Promise<{ port: number; close(): Promise<void> }> {
  const pool = new pg.Pool({ ...database, max: 16 });
  await pool.query(
    'create table if not exists bench_bare (id bigint generated always as identity primary key, body text not null)',
  );
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const expected = createHmac('sha256', secret).update(body).digest();
      const given = Buffer.from(String(request.headers['x-hub-signature-256']).slice(7), 'hex');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        response.writeHead(403).end();
        return;
      }
      if (request.url === '/nothing') {
        response.writeHead(200, { 'content-length': 2 }).end('ok');
        return;
      }
      pool
        .query({
          name: 'bare',
          text: 'insert into bench_bare (body) values ($1)',
          values: [body.toString('utf8')],
        })
        .then(() => response.writeHead(200, { 'content-length': 2 }).end('ok'))
        .catch(() => response.writeHead(503, { 'content-length': 0 }).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await pool.query('drop table bench_bare');
      await pool.end();
    },
  };
}

process.on('message', (order: { database: pg.PoolConfig; secret: string } | 'stop') => {
  if (order === 'stop') {
    running
      ?.then((server) => server.close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
    return;
  }
  running = startBareInsert(order.database, order.secret);
  running.then(
    (server) => process.send?.({ port: server.port }),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
let running: Promise<{ port: number; close(): Promise<void> }> | undefined;
