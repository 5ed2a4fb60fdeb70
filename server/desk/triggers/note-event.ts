import type { TriggerEvent } from '../../../contract/triggers.ts';
import { listWantedEvents } from '../../store/triggers.ts';
import type { Change } from '../context.ts';
import { runTriggersJob } from '../jobs.ts';

/** Something that may set triggers off. */
export interface HappenedEvent {
  /** The same thing has the same id, however often it is told. */
  id: string;
  event: TriggerEvent;
  conversationId: string;
  at: Date;
  /** The line that was written, if it is one. */
  messageId?: string | undefined;
  /** Of the clock: the one trigger that it is for, and since when the conversation is as it is. */
  triggerId?: string | undefined;
  since?: Date | undefined;
  /** The run of a trigger that brought it about. */
  runId?: string | undefined;
}

/** Leaves it to triggers what happened that no line of a timeline tells; nothing where none of them wants it. */
export async function noteTriggerEvent(story: Change, happened: HappenedEvent): Promise<void> {
  if ((await listWantedEvents(story.tx)).has(happened.event)) story.enqueue(runTriggersJob(happened));
}
