import type { Activity, QuickReply } from '../../../contract/messages.ts';
import { policyWindow, sendGround } from '../../facebook/messenger/policy-window.ts';
import { insertAutomated, type AutomationPlace } from '../../store/automation.ts';
import { adMessageAt } from '../conversations/ad-message.ts';
import type { Change, Context } from '../context.ts';
import { deliverMessageJob } from '../jobs.ts';

/** A text that a rule sends in the page's name. */
export interface AutomatedMessage {
  /** Which text it is: `welcome`. Shown over its bubble. */
  automation: string;
  /** Its cause, once per conversation whatever comes twice: `finished:2`. */
  key: string;
  text: string;
  quickReplies?: readonly QuickReply[];
}

/**
 * Sends a text in the page's name, once for each cause: a job that runs again, a webhook that comes twice and two
 * processes at once make one message. It answers nobody: the customer goes on waiting, and nothing becomes read.
 * Outside of the 24 hours in which rules may write nothing is sent, and the timeline says so; never with the tag.
 *
 * No access check: a rule speaks, and who set it was checked.
 *
 * @returns the message's id; null when it was there already, or was not sent.
 */
export async function writeAutomated(
  ctx: Context,
  story: Change,
  place: Pick<
    AutomationPlace,
    'id' | 'pageId' | 'contactId' | 'departmentId' | 'windowAnchorAt' | 'referrals'
  >,
  message: AutomatedMessage,
): Promise<string | null> {
  const at = ctx.clock.now();
  const mayGo = isOpenForRules(place, at);
  const id = ctx.newId();
  const { pageId, contactId } = place;
  const isNew = await insertAutomated(story.tx, {
    id,
    conversationId: place.id,
    pageId,
    contactId,
    automation: message.automation,
    automationKey: message.key,
    at,
    text: mayGo ? message.text : null,
    activity: mayGo ? null : ({ type: 'text-not-sent', text: message.automation } satisfies Activity),
    quickReplies: mayGo ? (message.quickReplies ?? []) : [],
  });
  if (!isNew) return null;
  const departments = [place.departmentId];
  story.announce({ kind: 'message.added', subjectId: place.id, messageId: id, departments });
  if (!mayGo) return null;
  story.enqueue(deliverMessageJob({ id, contactId, pageId }));
  return id;
}

function isOpenForRules(place: Pick<AutomationPlace, 'windowAnchorAt' | 'referrals'>, now: Date): boolean {
  const window = policyWindow({
    lastCustomerActionAt: place.windowAnchorAt,
    adMessageAt: adMessageAt(place.referrals),
    now,
    humanAgentAllowed: false,
  });
  return sendGround(window, { authorKind: 'automated' }) !== null;
}
