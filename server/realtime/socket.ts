import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { clientFrame } from '../../contract/live-events.ts';
import type { Identity } from '../desk/team/identify.ts';
import { isWithin } from '../desk/team/networks.ts';
import type { Logger } from '../kit/logger.ts';
import type { Admitted, Hub } from './hub.ts';
import type { Listener } from './listener.ts';

const PATH = '/api/live';
/** The longest frame that a browser has reason to send has some 80 bytes. */
const MAX_FRAME_BYTES = 4 * 1024;
/** More frames than this in ten seconds are no person at work. */
const MAX_FRAMES = 60;
const FRAMES_WINDOW_MS = 10_000;
const CLOSE_POLICY = 1008;

/** Tells who knocks; the HTTP side's gate fits. */
export interface LiveGate {
  identify(headers: IncomingHttpHeaders): Promise<Identity | null>;
  isFromOurPages(headers: IncomingHttpHeaders): boolean;
  addressOf(request: IncomingMessage): string;
}

/** Lets browsers and programs with a session or key listen at `/api/live`, on the HTTP side's own server. */
export function openLiveDoor(options: { server: Server; hub: Hub; gate: LiveGate; log: Logger }): {
  close(): void;
} {
  const { server, hub, gate, log } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
  });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const drop = () => socket.destroy();
    socket.on('error', drop);
    admit(request)
      .then((admitted) => {
        if (typeof admitted === 'string') return refuse(socket, admitted);
        socket.off('error', drop);
        sockets.handleUpgrade(request, socket, head, (opened) => attend(opened, admitted));
      })
      .catch((error: unknown) => {
        log.error({ err: error }, 'A live socket could not be opened.');
        refuse(socket, '500 Internal Server Error');
      });
  };

  async function admit(request: IncomingMessage): Promise<Admitted | string> {
    const address = `http://desk${request.url ?? '/'}`;
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url?.pathname !== PATH) return '404 Not Found';
    if (!gate.isFromOurPages(request.headers)) return '403 Forbidden';
    const identity = await gate.identify(request.headers);
    if (identity === null) return '401 Unauthorized';
    const from = gate.addressOf(request);
    if (identity.owesNotice || !isWithin(identity.networks, from)) return '403 Forbidden';
    return { identity, address: from, cursor: url.searchParams.get('cursor') };
  }

  function attend(socket: WebSocket, admitted: Admitted): void {
    const listener = hub.join(socket, admitted);
    const meter = createMeter();
    // One after another: of two conversations opened quickly the second one is seen last.
    let told = Promise.resolve();
    const later = (work: () => Promise<void>) => {
      told = told.then(work).catch((error: unknown) => log.error({ err: error }, 'A live socket stumbled.'));
    };
    socket.on('pong', () => listener.noteAlive());
    socket.on('message', (data, isBinary) => {
      listener.noteAlive();
      if (isBinary || !meter()) return socket.close(CLOSE_POLICY, 'too much');
      hear(listener, String(data), later);
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => later(() => hub.leave(listener)));
  }

  function hear(listener: Listener, text: string, later: (work: () => Promise<void>) => void): void {
    const frame = clientFrame.safeParse(parse(text));
    if (!frame.success) return listener.close(CLOSE_POLICY, 'not understood');
    if (frame.data.type === 'ping') return listener.sendFrame({ type: 'pong' });
    const { conversationId } = frame.data;
    later(() => hub.view(listener, conversationId));
  }

  server.on('upgrade', onUpgrade);
  return {
    close() {
      server.off('upgrade', onUpgrade);
      sockets.close();
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns a function that answers false once there were too many calls. */
function createMeter(): () => boolean {
  let count = 0;
  let sinceMs = performance.now();
  return () => {
    const nowMs = performance.now();
    if (nowMs - sinceMs > FRAMES_WINDOW_MS) [count, sinceMs] = [0, nowMs];
    count += 1;
    return count <= MAX_FRAMES;
  };
}

function refuse(socket: Duplex, status: string): void {
  // Node leaves an upgraded socket half open, and nothing else would ever close it.
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
