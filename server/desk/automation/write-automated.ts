import type { Activity, QuickReply } from '../../../contract/messages.ts';
import type { FeedbackForm, MessageTemplate } from '../../../contract/templates.ts';
import { policyWindow, sendGround } from '../../facebook/messenger/policy-window.ts';
import { insertAutomated, type AutomatedRow, type AutomationPlace } from '../../store/automation.ts';
import { adMessageAt } from '../conversations/ad-message.ts';
import type { Change, Context } from '../context.ts';
import { deliverMessageJob } from '../jobs.ts';
import { attachmentRows } from '../messages/attachment-rows.ts';
import type { PlannedAttachment } from '../messages/plan-reply.ts';
import { disclosureFor } from './disclose.ts';
import type { WordedPlace } from './word-text.ts';

/** A text that a rule sends in the page's name. */
export interface AutomatedMessage {
  /** Which text it is: `welcome`. Shown over its bubble. */
  automation: string;
  /** Its cause, once per conversation whatever comes twice: `finished:2`. */
  key: string;
  /** Null: what is attached, or drawn by Messenger, goes out. */
  text: string | null;
  quickReplies?: readonly QuickReply[];
  template?: FeedbackForm | MessageTemplate | null;
  attachments?: readonly PlannedAttachment[];
}

/**
 * Sends a text in the page's name, once for each cause: a job that runs again, a webhook that comes twice and two
 * processes at once make one message. It answers nobody: the customer goes on waiting, and nothing becomes read.
 * Where the page wants it, the first one of a conversation is preceded by a sentence that says what it is.
 * Outside of the 24 hours in which rules may write nothing is sent, and the timeline says so; never with the tag.
 *
 * No access check: a rule speaks, and who set it was checked.
 *
 * @returns the message's id; null when it was there already, or was not sent.
 */
export async function writeAutomated(
  ctx: Context,
  story: Change,
  place: Place & Pick<AutomationPlace, 'windowAnchorAt' | 'referrals'> & WordedPlace,
  message: AutomatedMessage,
): Promise<string | null> {
  const { automation, key } = message;
  if (!isOpenForRules(place, ctx.clock.now())) {
    const activity = { type: 'text-not-sent', text: automation } as const;
    await tellNotSent(ctx, story, place, { automation, key, activity });
    return null;
  }
  const disclosure = disclosureFor(place);
  if (disclosure !== null) await send(ctx, story, place, disclosure);
  return send(ctx, story, place, message);
}

async function send(
  ctx: Context,
  story: Change,
  place: Place,
  { automation, key, text, quickReplies = [], template = null, attachments = [] }: AutomatedMessage,
): Promise<string | null> {
  const words = { automation, key, text, quickReplies, template, activity: null };
  const id = await add(ctx, story, place, words, attachments);
  if (id === null) return null;
  const { pageId, contactId } = place;
  story.enqueue(deliverMessageJob({ id, contactId, pageId }));
  return id;
}

type Place = Pick<AutomationPlace, 'id' | 'pageId' | 'contactId' | 'departmentId'>;

/** Tells in the timeline, once for each cause, why a text that was due is not sent. */
export async function tellNotSent(
  ctx: Context,
  story: Change,
  place: Place,
  { automation, key, activity }: { automation: string; key: string; activity: Activity },
): Promise<void> {
  await add(ctx, story, place, { automation, key, activity, text: null, quickReplies: [], template: null });
}

/** @returns the row's id; null when the cause had one already. */
async function add(
  ctx: Context,
  story: Change,
  place: Place,
  row: Pick<AutomatedRow, 'automation' | 'text' | 'activity' | 'quickReplies' | 'template'> & { key: string },
  attachments: readonly PlannedAttachment[] = [],
): Promise<string | null> {
  const { key, ...content } = row;
  const { id: conversationId, pageId, contactId } = place;
  const id = ctx.newId();
  const at = ctx.clock.now();
  const message = { id, conversationId, pageId, contactId, at, automationKey: key, ...content };
  if (!(await insertAutomated(story.tx, message, attachmentRows(ctx, message, attachments)))) return null;
  const departments = [place.departmentId];
  story.announce({ kind: 'message.added', subjectId: place.id, messageId: id, departments });
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
