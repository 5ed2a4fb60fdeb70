import type { ConversationId, MessageId } from '../../../contract/ids.ts';
import type { Message, Upload, WriteMessage, WrittenMessages } from '../../../contract/messages.ts';
import type { MessageTemplate } from '../../../contract/templates.ts';
import type { WritePurpose } from '../../../contract/send-purpose.ts';
import type { OwnWords } from '../../../contract/translation.ts';
import type { UserRef } from '../../../contract/team.ts';
import { isProblem, Problem } from '../../lib/api.ts';

/** A reply or note on its way from this browser to the server. */
export type OutboxEntry = {
  /** Made at the click: whatever is tried again with it is the same message. */
  clientId: string;
  conversationId: ConversationId;
  kind: 'reply' | 'note';
  author: UserRef;
  text: string;
  uploads: Upload[];
  quickReplies: { title: string; payload?: string }[];
  /** What Messenger draws by itself, from a saved reply. */
  template?: MessageTemplate | null;
  replyTo: { messageId: MessageId; text: string | null; authorName: string } | null;
  /** The newest message that was on screen at the click. */
  seen: MessageId | null;
  createdAt: string;
  /** What its writer wrote, where the text is a translation of it. */
  ownWords?: OwnWords;
  /** What it is for, after the first 24 hours. */
  purpose?: WritePurpose;
  /** It goes into a closed conversation, which stays closed. */
  isFollowUp?: boolean;
  /** `waiting`: the server cannot be reached, tried again by itself. `refused`: the server said no, and why. */
  state: 'sending' | 'waiting' | 'refused';
  problem: { code: string; message: string } | null;
};

export type NewEntry = Omit<OutboxEntry, 'state' | 'problem'>;

type OutboxPorts = {
  write: (
    entry: Pick<OutboxEntry, 'conversationId' | 'isFollowUp'>,
    body: WriteMessage,
  ) => Promise<WrittenMessages>;
  /** The server has it: its messages take the place of the entry. */
  onWritten: (entry: OutboxEntry, written: WrittenMessages) => void;
  /** A colleague was faster: nothing was sent, and the words are still the writer's. */
  onStale: (entry: OutboxEntry, newer: Message) => void;
  /** Runs `act` after `delayMs`; returned function prevents it. */
  schedule: (act: () => void, delayMs: number) => () => void;
  /** Keeps what is not sent over a reload. */
  keep: (entries: readonly OutboxEntry[]) => void;
};

const firstDelayMs = 1_000;
const longestDelayMs = 15_000;

/**
 * What was said and is not with the server yet. Each conversation's entries go one after another in the
 * order of their clicks; an unreachable server is tried again until it answers.
 */
export class Outbox {
  #ports: OutboxPorts;
  #entries: readonly OutboxEntry[];
  #running = new Set<ConversationId>();
  #attempt = 0;
  #cancelRetry: (() => void) | null = null;
  #listeners = new Set<() => void>();

  constructor(ports: OutboxPorts, kept: readonly OutboxEntry[] = []) {
    this.#ports = ports;
    // What a closed page left as `sending` may or may not have arrived: the same clientId settles it.
    this.#entries = kept.map((entry) => (entry.state === 'sending' ? { ...entry, state: 'waiting' } : entry));
  }

  readonly read = (): readonly OutboxEntry[] => this.#entries;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Sends, once; a second call with the same clientId is the same click. */
  add(entry: NewEntry): void {
    if (this.#entries.some((one) => one.clientId === entry.clientId)) return;
    this.#publish([...this.#entries, { ...entry, state: 'sending', problem: null }]);
    void this.#run(entry.conversationId);
  }

  /** Tries an entry that was refused once more. */
  retry(clientId: string): void {
    const entry = this.#find(clientId);
    if (!entry) return;
    this.#change(clientId, { state: 'sending', problem: null });
    void this.#run(entry.conversationId);
  }

  /** Forgets an entry that is not with the server. */
  discard(clientId: string): void {
    this.#publish(this.#entries.filter((entry) => entry.clientId !== clientId));
  }

  /** Tries everything that waits, at once: the network is back, or the desk has just been opened. */
  readonly flush = (): void => {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    for (const entry of this.#entries) {
      if (entry.state === 'waiting') void this.#run(entry.conversationId);
    }
  };

  /** Takes over what another tab of the same desk keeps. */
  replace(entries: readonly OutboxEntry[]): void {
    const running = this.#entries.filter((entry) => this.#running.has(entry.conversationId));
    const others = entries.filter((entry) => !this.#running.has(entry.conversationId));
    this.#entries = [...running, ...others];
    this.#tell();
  }

  async #run(conversationId: ConversationId): Promise<void> {
    if (this.#running.has(conversationId)) return;
    this.#running.add(conversationId);
    try {
      for (;;) {
        const entry = this.#entries.find(
          (one) => one.conversationId === conversationId && one.state !== 'refused',
        );
        if (!entry || !(await this.#send(entry))) return;
      }
    } finally {
      this.#running.delete(conversationId);
    }
  }

  /** Whether the next one may go. */
  async #send(entry: OutboxEntry): Promise<boolean> {
    try {
      const written = await this.#ports.write(entry, toBody(entry));
      this.#attempt = 0;
      // First the server's copy, then away with ours: at no moment are there none.
      this.#ports.onWritten(entry, written);
      this.discard(entry.clientId);
      return true;
    } catch (error) {
      return this.#settleFailure(entry, error);
    }
  }

  #settleFailure(entry: OutboxEntry, error: unknown): boolean {
    if (isProblem(error, 'unreachable') || isProblem(error, 'rate-limited')) {
      this.#change(entry.clientId, { state: 'waiting' });
      this.#retryLater();
      return false;
    }
    if (isProblem(error, 'unauthenticated')) {
      // It goes out under the same name once its writer has signed in again.
      this.#change(entry.clientId, { state: 'waiting' });
      return false;
    }
    const newer = isProblem(error, 'conflict') ? newerOf(error) : null;
    if (newer !== null) {
      this.discard(entry.clientId);
      this.#ports.onStale(entry, newer);
      return true;
    }
    const problem =
      error instanceof Problem
        ? { code: error.code, message: error.message }
        : { code: 'internal', message: 'Something in this desk went wrong.' };
    this.#change(entry.clientId, { state: 'refused', problem });
    return true;
  }

  #retryLater(): void {
    if (this.#cancelRetry) return;
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** this.#attempt);
    this.#attempt += 1;
    this.#cancelRetry = this.#ports.schedule(this.flush, delayMs);
  }

  #find(clientId: string): OutboxEntry | undefined {
    return this.#entries.find((entry) => entry.clientId === clientId);
  }

  #change(clientId: string, change: Partial<OutboxEntry>): void {
    this.#publish(
      this.#entries.map((entry) => (entry.clientId === clientId ? { ...entry, ...change } : entry)),
    );
  }

  #publish(entries: readonly OutboxEntry[]): void {
    this.#entries = entries;
    this.#ports.keep(entries);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function toBody(entry: OutboxEntry): WriteMessage {
  return {
    clientId: entry.clientId,
    kind: entry.kind,
    ...(entry.text === '' ? {} : { text: entry.text }),
    ...(entry.uploads.length === 0 ? {} : { uploads: entry.uploads.map((upload) => upload.id) }),
    ...(entry.kind === 'note' || entry.quickReplies.length === 0 ? {} : { quickReplies: entry.quickReplies }),
    ...(entry.kind === 'note' || !entry.template ? {} : { template: entry.template }),
    ...(entry.replyTo === null ? {} : { replyTo: entry.replyTo.messageId }),
    ...(entry.kind === 'note' || entry.seen === null ? {} : { seen: entry.seen }),
    ...(entry.kind === 'note' || entry.purpose === undefined ? {} : { purpose: entry.purpose }),
    ...(entry.ownWords === undefined ? {} : { ownWords: entry.ownWords }),
  };
}

/** The colleague's reply that a 409 carries; null when it says no for another reason. */
function newerOf(problem: Problem): Message | null {
  const { newer } = problem.data;
  // The border: what the server puts there keeps the contract of a message.
  return typeof newer === 'object' && newer !== null && 'id' in newer ? (newer as Message) : null;
}
