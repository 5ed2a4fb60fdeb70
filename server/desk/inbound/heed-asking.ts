import { isAnswered, isPast, readAnswerPayload, readAsking, type TappedAnswer } from '../surveys/asking.ts';
import type { NewJob } from '../../store/job-queue.ts';
import { hearAnswerJob } from '../jobs.ts';
import type { NewMessage } from './add-message.ts';
import type { PlannedContact, PlannedConversation } from './plan.ts';

/**
 * The conversation whose survey a message answers within its time; null: it answers none, and is a message like any
 * other. A tapped button names its survey; typed words answer the one that is being asked where nothing else is going on.
 */
export function surveyedBy(
  { conversations }: PlannedContact,
  message: NewMessage,
): PlannedConversation | null {
  if (message.standby) return null;
  const surveyed = conversations.filter(({ row }) => row.asking !== null);
  if (surveyed.length === 0) return null;
  const tapped = answerIn(message);
  const { at, content } = message;
  const found = surveyed.find(({ row }) => {
    const asking = readAsking(row.asking);
    if (asking?.kind !== 'survey') return false;
    if (tapped) return tapped.id === asking.id && !isPast(asking, at);
    const isOver = row.status === 'closed' || row.status === 'wrapup';
    const isPlain = message.tapped === null && content.attachments.length === 0;
    return isOver && isPlain && isAnswered(asking, content.text, at);
  });
  if (!found || tapped) return found ?? null;
  // Words are for the conversation that they are said in.
  const isElsewhere = conversations.some(({ row }) => row.id !== found.row.id && row.status !== 'closed');
  return isElsewhere ? null : found;
}

/** The work of hearing what a message answers; null: it answers nothing, as almost all do. */
export function hearingOf(
  { row }: PlannedConversation,
  message: NewMessage,
  stored: Parameters<typeof hearAnswerJob>[0],
): NewJob | null {
  if (message.standby) return null;
  if (answerIn(message)) return hearAnswerJob(stored, null);
  if (row.asking === null) return null;
  const asking = readAsking(row.asking);
  const isMeant = message.answers === 'survey' || asking?.kind === 'pre-chat';
  if (!asking || !isMeant || !isAnswered(asking, message.content.text, message.at)) return null;
  return hearAnswerJob(stored, asking);
}

function answerIn({ tapped }: NewMessage): TappedAnswer | null {
  return tapped === null || tapped === undefined ? null : readAnswerPayload(tapped.payload);
}
