import type { Simulation } from '../simulation.ts';
import type { MessageRecord, ThreadRecord } from '../world/records.ts';
import { Refusal } from './refusal.ts';

/** Of every act of a person: when it happened (default: now), and whether Meta keeps it to itself. */
export interface Circumstances {
  at?: number | undefined;
  silent?: boolean | undefined;
}

/** What came of an act; `mid` when there is a message it made or touched. */
export interface Deed {
  timestamp: number;
  mid?: string;
}

export function timeOf(simulation: Simulation, circumstances: Circumstances): number {
  return circumstances.at ?? simulation.clock.nowMs();
}

/** A new message of a thread with everything that is not said left empty. */
export function newMessage(
  about: Partial<MessageRecord> & Pick<MessageRecord, 'mid' | 'from' | 'sentAt'>,
): MessageRecord {
  return {
    kind: 'message',
    attachments: [],
    quickReplies: [],
    reactions: [],
    edits: 0,
    unsent: false,
    unsupported: false,
    ...about,
  };
}

export function findMessage(thread: ThreadRecord, mid: string): MessageRecord {
  const message = thread.messages.find((candidate) => candidate.mid === mid);
  if (!message) throw new Refusal(404, `There is no message ${mid} in this thread.`);
  return message;
}

/** Announces the thread to the screens and, unless the act is silent, the event to the apps. */
export function publish(
  simulation: Simulation,
  thread: ThreadRecord,
  circumstances: Circumstances,
  makeEvent: () => Record<string, unknown>,
): void {
  if (!circumstances.silent) simulation.tell(thread, makeEvent());
  simulation.live.thread(thread);
}

/** The referral that brought the person here goes with the first message or tap, once. */
export function takeWaitingReferral(thread: ThreadRecord): ThreadRecord['waitingReferral'] {
  const referral = thread.waitingReferral;
  thread.waitingReferral = null;
  return referral;
}
