import type { WebSocket } from 'ws';
import type { ServerFrame } from '../../contract/live-events.ts';
import { seenBesides, sightOf, type Sight } from '../desk/access.ts';
import type { Identity, UserActor } from '../desk/team/identify.ts';

/** A socket with more than this unsent is too slow: it hears no more until it has caught up, then fetches anew. */
const SLOW_BYTES = 1024 * 1024;
/** So little unsent counts as caught up. */
const CAUGHT_UP_BYTES = 64 * 1024;

/** One open desk, as the hub speaks to it. */
export class Listener {
  readonly id: string;
  readonly openedAt: Date;
  readonly credential: string;
  /** Where it comes from. */
  readonly address: string;
  readonly #socket: WebSocket;
  #actor: UserActor;
  #audience: string;
  /** The cursor that was sent last. */
  sentCursor: string | null = null;
  /** The conversation it has open. */
  viewing: string | null = null;
  #isBehind = false;
  #isAlive = true;

  constructor(options: {
    id: string;
    socket: WebSocket;
    identity: Identity;
    address: string;
    openedAt: Date;
  }) {
    this.id = options.id;
    this.#socket = options.socket;
    this.openedAt = options.openedAt;
    this.credential = options.identity.credential;
    this.address = options.address;
    this.#actor = options.identity.actor;
    this.#audience = audienceOf(options.identity.actor);
  }

  get actor(): UserActor {
    return this.#actor;
  }

  get userId(): string {
    return this.#actor.userId;
  }

  get sight(): Sight {
    return sightOf(this.#actor);
  }

  /** Conversations that it sees whatever their department. */
  get parts(): readonly string[] {
    return seenBesides(this.#actor);
  }

  /** Listeners of one audience see the same and share their frames. */
  get audience(): string {
    return this.#audience;
  }

  /** @returns whether it sees something else from now on. */
  become(actor: UserActor): boolean {
    const before = this.#audience;
    this.#actor = actor;
    this.#audience = audienceOf(actor);
    return this.#audience !== before;
  }

  /** Whether it can take another frame; one that is too slow is left out until it has caught up. */
  isReady(): boolean {
    if (!this.#isBehind && this.#socket.bufferedAmount > SLOW_BYTES) this.#isBehind = true;
    return !this.#isBehind;
  }

  /** Whether it was too slow, and has caught up since: true once, then it must fetch anew. */
  hasCaughtUp(): boolean {
    if (!this.#isBehind || this.#socket.bufferedAmount > CAUGHT_UP_BYTES) return false;
    this.#isBehind = false;
    return true;
  }

  sendFrame(frame: ServerFrame): void {
    if ('cursor' in frame) this.sentCursor = frame.cursor;
    this.#socket.send(JSON.stringify(frame));
  }

  /** @param bytes  a frame that many share, encoded once. */
  sendShared(bytes: Buffer, cursor: string): void {
    this.sentCursor = cursor;
    this.#socket.send(bytes, { binary: false });
  }

  /** Something was heard of it. */
  noteAlive(): void {
    this.#isAlive = true;
  }

  /** Asks for a sign of life. @returns false when none came since it was last asked. */
  probe(): boolean {
    if (!this.#isAlive) return false;
    this.#isAlive = false;
    this.#socket.ping();
    return true;
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

function audienceOf(actor: UserActor): string {
  const sight = sightOf(actor);
  if (sight === 'all') return 'all';
  return [sight.toSorted().join(), ...seenBesides(actor)].join(' ');
}
