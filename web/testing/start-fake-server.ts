import type { LiveEvent } from '../../contract/live-events.ts';
import { FakeServer, type FakeMode } from './fake-server.ts';

// Stands in for the network: everything under /api is answered here, in the page itself.
const asked = new URLSearchParams(window.location.search).get('fake');
if (asked) sessionStorage.setItem('fake', asked);
const mode = (sessionStorage.getItem('fake') ?? 'normal') as FakeMode;
const server = new FakeServer(mode);

const realFetch = window.fetch.bind(window);
const answersAfterMs = () => (server.mode === 'slow' ? 4_000 : 30);

window.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input, window.location.href);
  if (!url.pathname.startsWith('/api/')) return realFetch(input, init);
  await new Promise((resolve) => setTimeout(resolve, answersAfterMs()));
  if (!FakeSocket.isUp) throw new TypeError('Failed to fetch');
  if (init?.signal?.aborted) throw new DOMException('Aborted', 'AbortError');
  const body = typeof init?.body === 'string' ? JSON.parse(init.body) : init?.body;
  const answer = server.handle(init?.method ?? 'GET', url, body);
  return new Response(answer.status === 204 ? null : JSON.stringify(answer.body), {
    status: answer.status,
    headers: { 'content-type': 'application/json' },
  });
};

/** The socket of live events. */
class FakeSocket extends EventTarget {
  static isUp = true;
  static all = new Set<FakeSocket>();
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readyState = 0;
  #stop = () => {};
  #cursor = 0;

  constructor() {
    super();
    FakeSocket.all.add(this);
    setTimeout(() => {
      if (!FakeSocket.isUp) return this.close();
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
      this.#say({ type: 'hello', cursor: '0' });
      this.#stop = server.listen((events: LiveEvent[]) => {
        this.#cursor += events.length;
        this.#say({ type: 'events', cursor: String(this.#cursor), events });
      });
    }, 20);
  }

  send(data: string): void {
    if (data.includes('ping')) this.#say({ type: 'pong' });
  }

  close(): void {
    this.#stop();
    FakeSocket.all.delete(this);
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }

  #say(frame: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }
}

const RealSocket = window.WebSocket;
window.WebSocket = new Proxy(RealSocket, {
  construct: (target, args: [string | URL, ...string[]]) =>
    new URL(args[0]).pathname === '/api/live' ? new FakeSocket() : Reflect.construct(target, args),
});

/** For pictures and measurements: `fakeDesk.server.receive('Elena Marković', 'Hello')`, `fakeDesk.goOffline()`. */
const fakeDesk = {
  server,
  goOffline() {
    FakeSocket.isUp = false;
    for (const socket of FakeSocket.all) socket.close();
  },
  goOnline() {
    FakeSocket.isUp = true;
  },
};
Object.assign(window, { fakeDesk });
