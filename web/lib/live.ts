import type { ClientFrame, LiveEvent, ServerFrame } from '../../contract/live-events.ts';
import type { ConversationId } from '../../contract/ids.ts';
import { apiPaths } from './paths.ts';

/** `connecting`: the first time. `online`: frames come. `waiting`: lost, and trying again at `retryAtMs`. */
export type LiveState =
  | { status: 'connecting' }
  | { status: 'online' }
  | {
      status: 'waiting';
      retryAtMs: number;
      attempt: number;
      /** Why the server does not let this desk listen, in its words; null: it is only out of reach. */
      refusal: string | null;
    };

export type LiveListener = {
  /** Events in the order in which they happened, without a gap. */
  onEvents(events: LiveEvent[]): void;
  /** What was fetched before may be old: fetch everything anew. */
  onResync(): void;
  /** The socket was lost, or did not open, for the `attempt`-th time in a row. */
  onLost(attempt: number): void;
};

/** What the connection needs of a browser. */
export type LiveDoor = {
  /** Opens a socket to a path of the desk's own server. */
  open(path: string): WebSocket;
  /** Calls when the network or the reader is back, until the answer is called. */
  onReturn(listener: () => void): () => void;
};

const browserDoor: LiveDoor = {
  open(path) {
    const url = new URL(path, window.location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return new WebSocket(url);
  },
  onReturn(listener) {
    const onVisible = () => {
      if (document.visibilityState === 'visible') listener();
    };
    window.addEventListener('online', listener);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('online', listener);
      document.removeEventListener('visibilitychange', onVisible);
    };
  },
};

/** The server lets nobody listen from here: its reason is in words for people. */
const closedOutside = 4403;
const firstDelayMs = 400;
const longestDelayMs = 15_000;
const pingEveryMs = 20_000;
/** A silent socket is taken for dead after this, although the browser still calls it open. */
const silentForMs = 35_000;

/** How long to wait before attempt `attempt` (from 1): doubled each time, and spread so that desks do not return as one. */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  const whole = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  return Math.round(whole / 2 + (whole / 2) * random());
}

/** The one socket of a desk: it resumes from its cursor after a loss, and says when the thread is broken. */
export class LiveConnection {
  #listener: LiveListener;
  #door: LiveDoor;
  #stopListening: () => void = () => {};
  #socket: WebSocket | null = null;
  #cursor: string | null = null;
  #attempt = 0;
  #refusal: string | null = null;
  #stopped = true;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #pingTimer: ReturnType<typeof setInterval> | undefined;
  #heardAtMs = 0;
  #viewing: ConversationId | null = null;
  #state: LiveState = { status: 'connecting' };
  #stateListeners = new Set<() => void>();

  constructor(listener: LiveListener, door: LiveDoor = browserDoor) {
    this.#listener = listener;
    this.#door = door;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#stopListening = this.#door.onReturn(() => this.retryNow());
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopListening();
    clearTimeout(this.#retryTimer);
    this.#drop();
    // The next user's events are another stream.
    this.#cursor = null;
    this.#attempt = 0;
    this.#refusal = null;
    this.#viewing = null;
    this.#become({ status: 'connecting' });
  }

  /** Tells colleagues which conversation this desk has open. */
  view(conversationId: ConversationId | null): void {
    this.#viewing = conversationId;
    this.#send({ type: 'viewing', conversationId });
  }

  /** The server said why it does not let this desk in: told until it does. */
  noteRefusal(words: string): void {
    if (this.#state.status !== 'waiting') return;
    this.#refusal = words;
    this.#become({ ...this.#state, refusal: words });
  }

  /** Tries again at once, when it waits to. */
  retryNow(): void {
    if (this.#stopped || this.#state.status !== 'waiting') return;
    clearTimeout(this.#retryTimer);
    this.#drop();
    this.#connect();
  }

  readonly getState = (): LiveState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  };

  #connect(): void {
    const socket = this.#door.open(apiPaths.live(this.#cursor));
    this.#socket = socket;
    this.#heardAtMs = Date.now();
    socket.addEventListener('message', (event) => {
      if (socket === this.#socket && typeof event.data === 'string') this.#hear(event.data);
    });
    socket.addEventListener('close', ({ code, reason }) => {
      if (socket !== this.#socket) return;
      if (code === closedOutside) this.#refusal = reason;
      this.#lost();
    });
    this.#pingTimer = setInterval(() => {
      if (Date.now() - this.#heardAtMs > silentForMs) this.#lost();
      else this.#send({ type: 'ping' });
    }, pingEveryMs);
  }

  #hear(data: string): void {
    this.#heardAtMs = Date.now();
    // The server's frames keep the contract; they are its own and come over our own origin.
    const frame = JSON.parse(data) as ServerFrame;
    switch (frame.type) {
      case 'hello': {
        const hadCursor = this.#cursor !== null;
        const wasLost = this.#attempt > 0;
        this.#cursor = frame.cursor;
        this.#attempt = 0;
        this.#refusal = null;
        this.#become({ status: 'online' });
        if (this.#viewing) this.#send({ type: 'viewing', conversationId: this.#viewing });
        // Lost before the first hello: nothing says from where on events are missing.
        if (wasLost && !hadCursor) this.#listener.onResync();
        return;
      }
      case 'events':
        this.#cursor = frame.cursor;
        this.#listener.onEvents(frame.events);
        return;
      case 'resync':
        this.#cursor = frame.cursor;
        this.#listener.onResync();
        return;
      case 'pong':
        return;
    }
  }

  #lost(): void {
    this.#drop();
    if (this.#stopped) return;
    this.#attempt += 1;
    const delayMs = retryDelayMs(this.#attempt);
    const retryAtMs = Date.now() + delayMs;
    this.#become({ status: 'waiting', retryAtMs, attempt: this.#attempt, refusal: this.#refusal });
    this.#retryTimer = setTimeout(() => this.#connect(), delayMs);
    this.#listener.onLost(this.#attempt);
  }

  #drop(): void {
    clearInterval(this.#pingTimer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState === this.#socket?.OPEN) this.#socket?.send(JSON.stringify(frame));
  }

  #become(state: LiveState): void {
    this.#state = state;
    for (const listener of this.#stateListeners) listener();
  }
}
