import type { TriggerAct } from '../../../contract/acts.ts';
import type { SavedReplyVariant } from '../../../contract/saved-replies.ts';
import { uuidOf } from '../../kit/uuid-of.ts';
import { readAutomationPlace, type AutomationPlace } from '../../store/automation.ts';
import { findBanOf } from '../../store/bans.ts';
import { readConversationEvent } from '../../store/desk-events.ts';
import { listLeadsOf, listWhoSee } from '../../store/notices.ts';
import { insertDeliveries, listWanting } from '../../store/outgoing-webhooks.ts';
import { listSavedReplies, readFillFacts } from '../../store/saved-replies.ts';
import { wordFor } from '../automation/word-text.ts';
import { writeAutomated } from '../automation/write-automated.ts';
import type { Change, Context } from '../context.ts';
import { requireAccepted } from '../files/require-accepted.ts';
import { sendWebhookJob } from '../jobs.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { planReply, type PlannedMessage } from '../messages/plan-reply.ts';
import { tellPeople } from '../notices/tell.ts';
import { bodyOf } from '../outgoing-webhooks/body.ts';
import { conflict, notFound } from '../problems.ts';
import { fillVariant, pickVariant } from '../saved-replies/fill.ts';
import { valuesFor } from '../saved-replies/values.ts';
import { lockedNow, requireFilled } from './perform.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

type RuleAct = Extract<TriggerAct, { kind: 'say' | 'reply' | 'notify' | 'webhook' }>;

/** Which act of which run it is: whatever comes twice is one. */
export interface Cause {
  /** Of what is done once. */
  key: string;
  triggerName: string;
}

/**
 * What only rules do: they say something in the page's name, tell people, and call other programs.
 * @returns why it was not done, where the timeline tells it too; null: it was done.
 * @throws Problem where it is refused.
 */
export async function performByRule(
  ctx: Context,
  story: Change,
  id: string,
  act: RuleAct,
  cause: Cause,
): Promise<string | null> {
  switch (act.kind) {
    case 'say':
      return say(ctx, story, id, cause, (place) => {
        const text = wordFor(place, act.byLanguage, { pageLanguage: languageOf(place) });
        return text === null || text === ''
          ? []
          : [{ text, attachments: [], quickReplies: [], template: null }];
      });
    case 'reply':
      return reply(ctx, story, id, act.savedReplyId, cause);
    case 'notify':
      return notify(ctx, story, id, act, cause);
    case 'webhook':
      return callWebhook(ctx, story, id, act.endpointId, cause);
  }
}

/** Says something in the page's name, in as many messages as it takes. */
async function say(
  ctx: Context,
  story: Change,
  id: string,
  { key }: Cause,
  words: (place: AutomationPlace) => readonly PlannedMessage[],
): Promise<string | null> {
  const place = await readAutomationPlace(story.tx, id);
  if (!place) throw notFound('conversation');
  if (place.kind === 'comment') throw conflict('Under comments only people write.');
  if (place.windowAnchorAt === null) throw conflict('The customer has not written yet.');
  if (await findBanOf(story.tx, place.contactId, ctx.clock.now()))
    throw conflict('The customer is shut out.');
  const planned = words(place);
  if (planned.length === 0) throw conflict('It has no words for this customer.');
  for (const [index, message] of planned.entries()) {
    const sent = await writeAutomated(ctx, story, place, {
      ...message,
      automation: 'trigger',
      key: index === 0 ? key : `${key}:${index}`,
    });
    if (sent === null) return 'The time in which rules may write to the customer was over.';
  }
  return null;
}

async function reply(
  ctx: Context,
  story: Change,
  id: string,
  savedReplyId: string,
  cause: Cause,
): Promise<string | null> {
  const [row] = await listSavedReplies(story.tx, { userId: null, departments: 'all' }, savedReplyId);
  const facts = await readFillFacts(story.tx, id);
  if (!row || !facts) throw conflict('The saved reply is gone, or somebody’s own.');
  const { general, messages, attachments } = settingsOfPage(facts.settings);
  // The column is written by our own verb alone.
  const variants = row.variants as SavedReplyVariant[];
  const variant = pickVariant(variants, { locale: facts.locale, pageLanguage: general.language });
  if (!variant) throw conflict('It has no words for this customer.');
  const { text, quickReplies, template, missing } = fillVariant(variant, valuesFor(facts, null));
  requireFilled(missing);
  const files = row.files ?? [];
  for (const file of files) requireAccepted(attachments, { ...file, isProgram: false });
  if (messages.longTexts === 'refuse' && text.length > messages.maxLength)
    throw conflict('The saved reply is longer than one message of this page.');
  return say(ctx, story, id, cause, () =>
    planReply({ text, quickReplies, template }, files, messages.maxLength),
  );
}

async function notify(
  ctx: Context,
  story: Change,
  id: string,
  { userIds, leads, agent, text, byMail }: Extract<RuleAct, { kind: 'notify' }>,
  { key, triggerName }: Cause,
): Promise<string | null> {
  const conversation = await lockedNow(story, id);
  const { departmentId, assigneeId } = conversation;
  const named = [...userIds, ...(agent && assigneeId !== null ? [assigneeId] : [])];
  const people = new Map(
    [
      ...(await listWhoSee(story.tx, named, departmentId)),
      ...(leads ? await listLeadsOf(story.tx, departmentId) : []),
    ].map((one) => [one.id, one.email]),
  );
  if (people.size === 0) throw conflict('Nobody who would be told may see this conversation.');
  const cause = `trigger:${key}`;
  const detail = { text, trigger: triggerName };
  await tellPeople(ctx, story, [...people.keys()], { cause, kind: 'trigger', conversationId: id, detail });
  if (!byMail) return null;
  await enqueueMail(ctx, story, {
    cause,
    to: [...people.values()],
    subject: text,
    paragraphs: [text, `The trigger “${triggerName}” tells you this.`],
    link: { label: 'Open the conversation', path: `/inbox/all/c/${id}` },
  });
  return null;
}

async function callWebhook(
  ctx: Context,
  story: Change,
  id: string,
  endpointId: string,
  { key, triggerName }: Cause,
): Promise<string | null> {
  const endpoint = (await listWanting(story.tx)).find((one) => one.id === endpointId);
  if (!endpoint) throw conflict('The webhook is gone, or switched off.');
  const row = await readConversationEvent(story.tx, id);
  if (!row) throw notFound('conversation');
  const event = 'trigger';
  const createdAt = ctx.clock.now();
  const eventId = uuidOf(key, endpointId);
  const { contactId } = row;
  const body = bodyOf({ id: eventId, event, at: createdAt, trigger: triggerName }, row);
  const delivery = {
    id: ctx.newId(),
    endpointId,
    eventId,
    event,
    conversationId: id,
    contactId,
    body,
    createdAt,
  };
  for (const _ of await insertDeliveries(story.tx, [delivery])) story.enqueue(sendWebhookJob(delivery));
  return null;
}

function languageOf(place: Pick<AutomationPlace, 'pageSettings'>): string {
  return settingsOfPage(place.pageSettings).general.language;
}
