import type { ConversationStatus } from '../../../contract/conversations.ts';
import { readEndingSettings } from '../../store/page-settings.ts';
import { actorId } from '../access.ts';
import type { Change, Context } from '../context.ts';
import { askSurveyJob, sendTranscriptJob } from '../jobs.ts';
import { isOver } from '../surveys/is-over.ts';

/** A conversation as it was before the act that ends it. */
interface Ending {
  id: string;
  kind: 'messenger' | 'comment';
  status: ConversationStatus;
  contactId: string;
  pageId: string;
  assigneeId: string | null;
}

/**
 * Leaves what follows on an end, in its transaction: asking how it went once nothing more is expected of anybody, and the
 * transcript once it is closed. Whoever ends it, or had it when the clock did, is credited with the survey's answer.
 * Nothing for most pages, and for comments.
 */
export async function considerEnding(
  ctx: Context,
  story: Change,
  before: Ending,
  status: ConversationStatus,
): Promise<void> {
  const { id, kind, contactId, pageId, assigneeId } = before;
  const isEnding = isOver(status) && !isOver(before.status);
  const isClosing = status === 'closed' && before.status !== 'closed';
  if (kind !== 'messenger' || !(isEnding || isClosing)) return;
  const { asks, sendsTranscript } = await readEndingSettings(story.tx, pageId);
  const place = { id, contactId, pageId };
  if (isEnding && asks) story.enqueue(askSurveyJob({ ...place, agentId: actorId(ctx.actor) ?? assigneeId }));
  if (isClosing && sendsTranscript) story.enqueue(sendTranscriptJob(place));
}
