import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/**
 * The load generator, a process of its own: N connections, each with one request in flight (closed loop).
 * Speaks HTTP/1.1 on bare sockets, so that it takes as little as possible of the two cores it shares.
 *
 * Told by one message, answers by one message. Bounded by count and by time.
 */
export interface LoadOrder {
  host: string;
  port: number;
  path: string;
  secret: string;
  pageId: string;
  concurrency: number;
  /** Stop after this many requests … */
  requests: number;
  /** … or this much time, whichever comes first. */
  durationMs: number;
  /** How many people write; message `n` comes from person `n % people`. */
  people: number;
  /** Prefix of message ids and texts, so that no two runs share one. */
  run: string;
  /** First person's number: raise it for people never seen before. */
  firstPerson: number;
}

export interface LoadReport {
  accepted: number;
  refused: number;
  elapsedMs: number;
  p50Ms: number;
  p99Ms: number;
  /** What the generator itself took of the two cores. */
  cpuMs: number;
}

function run(order: LoadOrder): Promise<LoadReport> {
  const latencies: number[] = [];
  let started = 0;
  let refused = 0;
  const cpuBefore = process.cpuUsage();
  const cpuBeforeUs = cpuBefore.user + cpuBefore.system;
  const begunMs = performance.now();
  const endMs = begunMs + order.durationMs;
  // Real bodies are near 600 bytes; the padding stands for the longer message ids and texts of Meta.
  const padding = 'x'.repeat(220);

  const nextRequest = (): Buffer | undefined => {
    if (started >= order.requests || performance.now() >= endMs) return undefined;
    const n = started;
    started += 1;
    const person = `28${String(order.firstPerson + (n % order.people)).padStart(15, '0')}`;
    const at = Date.now();
    const body =
      `{"object":"page","entry":[{"id":"${order.pageId}","time":${at},"messaging":[{"sender":{"id":"${person}"},` +
      `"recipient":{"id":"${order.pageId}"},"timestamp":${at},"message":{"mid":"m_${order.run}_${n}_${padding}",` +
      `"text":"${order.run} message ${n}: is the desk still in stock, and when would it come to Utrecht?"}}]}]}`;
    const signature = createHmac('sha256', order.secret).update(body).digest('hex');
    return Buffer.from(
      `POST ${order.path} HTTP/1.1\r\nHost: ${order.host}\r\nContent-Type: application/json\r\n` +
        `X-Hub-Signature-256: sha256=${signature}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  };

  const drive = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      let sentMs = 0;
      let answer = '';
      const send = () => {
        const request = nextRequest();
        if (request === undefined) {
          socket.destroy();
          resolve();
          return;
        }
        sentMs = performance.now();
        socket.write(request);
      };
      socket.setNoDelay(true);
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
        const head = answer.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
        if (answer.length < head + 4 + length) return;
        latencies.push(performance.now() - sentMs);
        if (!answer.startsWith('HTTP/1.1 200')) refused += 1;
        answer = '';
        send();
      });
    });

  const sockets = Array.from({ length: order.concurrency }, () => drive(connect(order.port, order.host)));
  return Promise.all(sockets).then(() => {
    const elapsedMs = performance.now() - begunMs;
    latencies.sort((a, b) => a - b);
    const at = (q: number) =>
      latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * q))] ?? Number.NaN;
    const { user, system } = process.cpuUsage();
    return {
      accepted: latencies.length - refused,
      refused,
      elapsedMs,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      cpuMs: (user + system - cpuBeforeUs) / 1_000,
    };
  });
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (report) => process.send?.(report, undefined, undefined, () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
