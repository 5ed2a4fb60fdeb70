import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line between browsers and a desk that can be cut: open connections break, and new ones are refused. */
export interface Wire {
  url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function openWire(port: number, targetPort: number): Promise<Wire> {
  const open = new Set<Socket>();
  let server: Server | null = null;

  const mend = () =>
    new Promise<void>((resolve, reject) => {
      server = createServer((near) => {
        const far = connect(targetPort, '127.0.0.1');
        for (const [socket, other] of [
          [near, far],
          [far, near],
        ] as const) {
          open.add(socket);
          socket.on('error', () => other.destroy());
          socket.on('close', () => {
            open.delete(socket);
            other.destroy();
          });
          socket.pipe(other);
        }
      });
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  const cut = () =>
    new Promise<void>((resolve) => {
      if (server === null) return resolve();
      server.close(() => resolve());
      server = null;
      for (const socket of open) socket.destroy();
    });

  await mend();
  return { url: `http://127.0.0.1:${port}`, cut, mend, close: cut };
}
