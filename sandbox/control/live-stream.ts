import type { ServerResponse } from 'node:http';
import type { Simulation } from '../simulation.ts';

const heartbeatMs = 15_000;

/** `GET /_sim/live`: server-sent events, as long as the listener stays. */
export function streamLive(simulation: Simulation, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const { clock, live } = simulation;
  const write = (news: unknown) => response.write(`data: ${JSON.stringify(news)}\n\n`);
  write({ type: 'hello', nowMs: clock.nowMs(), offsetMs: clock.offsetMs, isPaused: clock.isPaused });
  const stop = live.listen(write);
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs);
  response.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
