import type { ConversationStatus } from '../../../contract/conversations.ts';
import { readSurveySettings } from '../../store/survey-requests.ts';
import { actorId } from '../access.ts';
import type { Change, Context } from '../context.ts';
import { askSurveyJob } from '../jobs.ts';

/** A conversation as it was before the act that ends it. */
interface Ending {
  id: string;
  kind: 'messenger' | 'comment';
  contactId: string;
  pageId: string;
  assigneeId: string | null;
}

/**
 * Leaves the work of asking how it went, in the transaction that ends a conversation: whoever ends it, or had it when
 * the clock did, is credited with the answer. Nothing for most pages.
 */
export async function considerSurvey(
  ctx: Context,
  story: Change,
  { id, kind, contactId, pageId, assigneeId }: Ending,
): Promise<void> {
  if (kind !== 'messenger' || !isOn(await readSurveySettings(story.tx, pageId))) return;
  story.enqueue(askSurveyJob({ id, contactId, pageId, agentId: actorId(ctx.actor) ?? assigneeId }));
}

/** Whether nothing more is expected of anybody in a conversation that stands so. */
export function isOver(status: ConversationStatus): boolean {
  return status === 'wrapup' || status === 'closed';
}

function isOn(stored: unknown): boolean {
  return typeof stored === 'object' && stored !== null && 'isOn' in stored && stored.isOn === true;
}
