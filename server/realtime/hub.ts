import type { WebSocket } from 'ws';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  viewConversation,
  clearDeadDesks,
  closeDesk,
  closeDesksOfProcess,
  keepDesks,
} from '../desk/presence/desks.ts';
import type { Context } from '../desk/context.ts';
import { policyNow } from '../desk/privacy/policy.ts';
import { toActor, type Identity } from '../desk/team/identify.ts';
import { createFence, outsideWords } from '../desk/team/networks.ts';
import type { Logger } from '../kit/logger.ts';
import {
  openLiveLog,
  pruneLiveLog,
  readLiveEvents,
  readLogPosition,
  type LiveLogRow,
  type LogPosition,
} from '../store/live-log.ts';
import { findLiveCredentials, findSignedIn } from '../store/sessions.ts';
import { Listener } from './listener.ts';
import { writeLiveCursor } from './live-cursor.ts';
import { KEPT_MS, readMissedEvents } from './missed-events.ts';
import { prepareEvents, textFor, type PreparedEvent } from './prepare-events.ts';

const POLL_MS = 1_000;
/** Events of this long are gathered into one frame while there are many; after a pause the first leaves at once. */
const GATHER_MS = 12;
const BEAT_MS = 10_000;
/** One in so many beats asks every socket for a sign of life, and whether its session still holds. */
const BEATS_PER_PROBE = 3;
/** Between tries after a failure, and after how many what failed is skipped. */
const RETRY_MS = 250;
const TRIES = 4;
/** So many sockets are admitted in one go, so that a restart's rush does not hold up the news. */
const ADMITTED_AT_ONCE = 25;
const PRUNED_AT_ONCE = 20_000;

export const CLOSE_SIGNED_OUT = 4401;
/** The networks that the desk may be used from were changed, and the socket is in none of them. */
export const CLOSE_OUTSIDE = 4403;
const CLOSE_GOING_AWAY = 1001;

export interface HubOptions {
  ground: Omit<Context, 'actor'>;
  /** Of the row in `process`, which is there before the hub starts. */
  processId: string;
  log: Logger;
}

/** Who was let in at the door, and from where. */
export interface Admitted {
  identity: Identity;
  address: string;
  /** Where the browser stood, as it was told; null when it begins. */
  cursor: string | null;
}

interface Joiner {
  listener: Listener;
  cursor: string | null;
}

/**
 * Follows the live log and tells the open desks, each what its user may see.
 *
 * While nobody listens it does not even read. Several processes follow the same log, each for its own sockets.
 */
export class Hub {
  readonly #ground: Omit<Context, 'actor'>;
  readonly #processId: string;
  readonly #log: Logger;
  readonly #listeners = new Map<string, Listener>();
  readonly #joiners: Joiner[] = [];
  #epoch = '';
  #position: LogPosition | null = null;
  #isRung = false;
  #running: Promise<void> | null = null;
  #lastTickAtMs = 0;
  #failures = 0;
  #beats = 0;
  #isStopped = false;
  #timers: NodeJS.Timeout[] = [];
  #unlisten: () => void = () => undefined;
  #beating: Promise<void> = Promise.resolve();

  constructor(options: HubOptions) {
    this.#ground = options.ground;
    this.#processId = options.processId;
    this.#log = options.log;
  }

  /** How many desks are open in this process. */
  get size(): number {
    return this.#listeners.size + this.#joiners.length;
  }

  /** Opens the log, and follows it from now on: when the bell rings, and once a second. */
  async start(): Promise<void> {
    await this.open();
    this.#unlisten = this.#ground.bell.listen('live', () => this.#ring());
    this.#timers.push(setInterval(() => this.#ring(), POLL_MS));
    this.#timers.push(
      setInterval(() => {
        this.#beating = this.beat().catch((error: unknown) => this.#complain(error));
      }, BEAT_MS),
    );
  }

  /** Names the log. Part of `start`; alone for tests that turn the hub by hand. */
  async open(): Promise<void> {
    this.#epoch = await openLiveLog(this.#ground.db, this.#ground.newId());
  }

  /** Closes every desk, with a code that makes browsers come again. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unlisten();
    for (const timer of this.#timers) clearInterval(timer);
    for (const { listener } of this.#joiners.splice(0)) listener.close(CLOSE_GOING_AWAY, 'restarting');
    for (const listener of this.#listeners.values()) listener.close(CLOSE_GOING_AWAY, 'restarting');
    this.#listeners.clear();
    await this.#running;
    await this.#beating;
    await closeDesksOfProcess(this.#ground, this.#processId);
  }

  /** Takes a socket in. Its first frame is `hello`; with a cursor, what it missed follows. */
  join(socket: WebSocket, { identity, address, cursor }: Admitted): Listener {
    const { newId, clock } = this.#ground;
    const listener = new Listener({ id: newId(), socket, identity, address, openedAt: clock.now() });
    this.#joiners.push({ listener, cursor });
    this.#ring();
    return listener;
  }

  /** The clock was put ahead or back: what every desk shows by the time of day is fetched anew. */
  startAnew(): void {
    if (this.#position === null) return;
    const cursor = this.#cursorAt(this.#position);
    for (const listener of this.#listeners.values()) {
      if (listener.isReady()) listener.sendFrame({ type: 'resync', cursor });
    }
  }

  /** Lets a socket go. */
  async leave(listener: Listener): Promise<void> {
    const waiting = this.#joiners.findIndex((joiner) => joiner.listener === listener);
    if (waiting >= 0) this.#joiners.splice(waiting, 1);
    this.#listeners.delete(listener.id);
    if (!this.#isStopped) await closeDesk(this.#ground, listener.id);
  }

  /** The desk has this conversation open. */
  async view(listener: Listener, conversationId: string | null): Promise<void> {
    const ctx = { ...this.#ground, actor: listener.actor };
    listener.viewing = await viewConversation(ctx, listener.id, conversationId);
  }

  #ring(): void {
    this.#isRung = true;
    if (this.#running || this.#isStopped) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      // Rung between the last look and here.
      if (this.#isRung && !this.#isStopped) this.#ring();
    });
  }

  async #run(): Promise<void> {
    while (this.#isRung && !this.#isStopped) {
      this.#isRung = false;
      const pauseMs = this.#lastTickAtMs + GATHER_MS - performance.now();
      if (pauseMs > 0) await sleep(pauseMs);
      this.#lastTickAtMs = performance.now();
      try {
        await this.tick();
        this.#failures = 0;
      } catch (error) {
        this.#complain(error);
        // The position did not move: what failed is read again.
        this.#failures += 1;
        this.#isRung = true;
        await sleep(RETRY_MS);
        if (this.#failures % TRIES === 0)
          await this.#skip().catch((failure: unknown) => this.#complain(failure));
      }
    }
  }

  /** Something in the log cannot be told: rather than hold up all news for it, everybody fetches anew. */
  async #skip(): Promise<void> {
    const position = await readLogPosition(this.#ground.db);
    // Among what is skipped may be changes of rights.
    await this.#recheck([...this.#listeners.values()]);
    this.#position = position;
    const cursor = this.#cursorAt(position);
    for (const listener of this.#listeners.values()) {
      if (listener.isReady()) listener.sendFrame({ type: 'resync', cursor });
    }
  }

  #complain(error: unknown): void {
    this.#log.error({ err: error }, 'The live hub stumbled, and goes on.');
  }

  /** One look at the log: admits who waits at the door, then tells what is new. */
  async tick(): Promise<void> {
    if (this.#joiners.length > 0) await this.#admit(this.#joiners.slice(0, ADMITTED_AT_ONCE));
    if (this.#listeners.size === 0 || this.#position === null) {
      this.#position = null;
      return;
    }
    const { position, events } = await readLiveEvents(this.#ground.db, this.#position);
    if (events.length > 0) await this.#tell(events, this.#cursorAt(position));
    this.#position = position;
    if (this.#joiners.length > 0) this.#isRung = true;
  }

  async #tell(events: readonly LiveLogRow[], cursor: string): Promise<void> {
    await this.#renewRights(events, cursor);
    const prepared = await prepareEvents(this.#ground, events);
    const addressed = new Set(
      prepared.flatMap(({ userId, variants }) => [userId, ...(variants?.keys() ?? [])]),
    );
    const shared = new Map<string, Buffer | null>();
    for (const listener of this.#listeners.values()) {
      if (!listener.isReady()) continue;
      const key = addressed.has(listener.userId) ? `user ${listener.userId}` : listener.audience;
      let bytes = shared.get(key);
      if (bytes === undefined) {
        bytes = frameFor(listener, prepared, cursor);
        shared.set(key, bytes);
      }
      if (bytes) listener.sendShared(bytes, cursor);
    }
  }

  /** Before the news of a change of rights are told, the new rights hold; who may not listen any more is let go. */
  async #renewRights(events: readonly LiveLogRow[], cursor: string): Promise<void> {
    if (events.some(({ kind }) => kind === 'privacy-policy.changed')) {
      this.#sendAnew(await this.#recheck([...this.#listeners.values()]), cursor);
      return;
    }
    const userIds = new Set(
      events.filter(({ kind }) => kind === 'me.changed').map(({ subjectId }) => subjectId),
    );
    if (userIds.size === 0) return;
    await this.#recheck([...this.#listeners.values()].filter((listener) => userIds.has(listener.userId)));
  }

  /** These see something else now, of which no event tells. */
  #sendAnew(listeners: readonly Listener[], cursor: string | null): void {
    if (cursor === null) return;
    for (const listener of listeners) {
      if (listener.isReady()) listener.sendFrame({ type: 'resync', cursor });
    }
  }

  /** Lets their present rights hold. @returns those who see something else than before. */
  async #recheck(listeners: readonly Listener[]): Promise<Listener[]> {
    const changed: Listener[] = [];
    if (listeners.length === 0) return changed;
    const { db, clock } = this.#ground;
    const [rows, credentials, { networks }] = await Promise.all([
      findSignedIn(db, [...new Set(listeners.map((listener) => listener.userId))], clock.now()),
      findLiveCredentials(db, [...new Set(listeners.map((listener) => listener.credential))], clock.now()),
      policyNow(db),
    ]);
    const isInside = createFence(networks);

    const actors = new Map(rows.map((row) => [row.userId, toActor(row)]));
    for (const listener of listeners) {
      const actor = actors.get(listener.userId);
      if (!actor || !credentials.has(listener.credential)) {
        this.#release(listener, CLOSE_SIGNED_OUT, 'signed out');
      } else if (!isInside(listener.address)) {
        this.#release(listener, CLOSE_OUTSIDE, outsideWords);
      } else {
        if (listener.become(actor)) changed.push(listener);
      }
    }
    return changed;
  }

  #release(listener: Listener, code: number, reason: string): void {
    this.#listeners.delete(listener.id);
    listener.close(code, reason);
  }

  async #admit(joiners: readonly Joiner[]): Promise<void> {
    const { db } = this.#ground;
    const position = (this.#position ??= await readLogPosition(db));
    for (const { listener } of joiners) this.#listeners.set(listener.id, listener);
    // What changed between the socket's sign-in and this moment is in no event that it will hear.
    await this.#recheck(joiners.map(({ listener }) => listener));
    const stayed = joiners.filter(({ listener }) => this.#listeners.has(listener.id));
    // Before the first frame: the browser answers it with what it has open. Failing that, the next beat does it.
    await keepDesks(
      this.#ground,
      stayed.map(({ listener }) => this.#rowOf(listener)),
    ).catch((error: unknown) => this.#complain(error));
    for (const joiner of stayed) await this.#welcome(joiner, position);
    // Let go while it was admitted: its row must not stay.
    const gone = stayed.filter((joiner) => !this.#joiners.includes(joiner));
    for (const joiner of joiners) {
      const index = this.#joiners.indexOf(joiner);
      if (index >= 0) this.#joiners.splice(index, 1);
    }
    for (const { listener } of gone) {
      this.#listeners.delete(listener.id);
      await closeDesk(this.#ground, listener.id);
    }
  }

  async #welcome({ listener, cursor }: Joiner, position: LogPosition): Promise<void> {
    const now = this.#cursorAt(position);
    const missed = await readMissedEvents(this.#ground, { epoch: this.#epoch, cursor, until: position })
      .then((rows) => rows && prepareEvents(this.#ground, rows))
      .catch((error: unknown) => {
        this.#complain(error);
        return null;
      });
    if (missed === null) {
      listener.sendFrame({ type: 'hello', cursor: now });
      listener.sendFrame({ type: 'resync', cursor: now });
      return;
    }
    // Until the missed events are through, the browser keeps the cursor from before them.
    listener.sendFrame({ type: 'hello', cursor: cursor ?? now });
    const bytes = frameFor(listener, missed, now);
    if (bytes) listener.sendShared(bytes, now);
    else if (cursor !== null) listener.sendFrame({ type: 'events', cursor: now, events: [] });
  }

  #cursorAt(position: LogPosition): string {
    return writeLiveCursor({ epoch: this.#epoch, atMs: this.#ground.clock.now().getTime(), position });
  }

  #rowOf(listener: Listener) {
    return {
      id: listener.id,
      processId: this.#processId,
      userId: listener.userId,
      viewing: listener.viewing,
      openedAt: listener.openedAt,
    };
  }

  /**
   * The slow pulse: sends slow sockets that caught up to fetch anew, moves quiet ones' cursors on, asks for signs
   * of life, looks whether sessions still hold, clears dead processes' desks, and forgets old events.
   */
  async beat(): Promise<void> {
    this.#beats += 1;
    const isProbing = this.#beats % BEATS_PER_PROBE === 0;
    const listeners = [...this.#listeners.values()];
    const cursor = this.#position === null ? null : this.#cursorAt(this.#position);
    for (const listener of listeners) {
      if (isProbing && !listener.probe()) {
        listener.terminate();
        continue;
      }
      if (cursor === null) continue;
      if (listener.hasCaughtUp()) listener.sendFrame({ type: 'resync', cursor });
      else if (isProbing && listener.isReady()) listener.sendFrame({ type: 'events', cursor, events: [] });
    }
    // What one handed on is read for a while: no event tells that the while is over.
    if (isProbing) this.#sendAnew(await this.#recheck(listeners), cursor);
    await keepDesks(
      this.#ground,
      listeners
        .filter((listener) => this.#listeners.has(listener.id))
        .map((listener) => this.#rowOf(listener)),
    );
    await clearDeadDesks(this.#ground, this.#processId);
    const before = new Date(this.#ground.clock.now().getTime() - KEPT_MS);
    await pruneLiveLog(this.#ground.db, before, PRUNED_AT_ONCE);
  }
}

/** Events as one frame, encoded once; null when the listener hears none of them. */
function frameFor(listener: Listener, events: readonly PreparedEvent[], cursor: string): Buffer | null {
  const texts = events.flatMap((event) => textFor(event, listener) ?? []);
  if (texts.length === 0) return null;
  return Buffer.from(`{"type":"events","cursor":${JSON.stringify(cursor)},"events":[${texts.join(',')}]}`);
}
