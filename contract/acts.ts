import { z } from 'zod';
import { unknownPlaceholder } from './automated-text.ts';
import { departmentId, savedReplyId, tagId, userId, webhookEndpointId } from './ids.ts';
import { languageTag } from './language-tag.ts';
import { limits } from './messages.ts';
import { writePurpose } from './send-purpose.ts';
import { ticketStatus } from './tickets.ts';

/** What can be done with a conversation, by a macro's click or by a trigger: one vocabulary for both. */

const tagIds = z.array(tagId).min(1, 'Choose a tag.').max(20, 'At most 20 tags.');

const take = z.strictObject({ kind: z.literal('take') });
const tag = z.strictObject({ kind: z.literal('tag'), tagIds });
const untag = z.strictObject({ kind: z.literal('untag'), tagIds });
/** 1 comes first, 5 last. */
const priority = z.strictObject({
  kind: z.literal('priority'),
  priority: z.int().min(1, 'From 1 to 5.').max(5, 'From 1 to 5.'),
});
const status = z.strictObject({ kind: z.literal('status'), status: ticketStatus });
const department = z.strictObject({ kind: z.literal('department'), departmentId });
const assign = z.strictObject({ kind: z.literal('assign'), userId });
const note = z.strictObject({
  kind: z.literal('note'),
  text: z.string().trim().min(1, 'Write something.').max(2000, 'A note has at most 2,000 characters.'),
});
const reply = z.strictObject({ kind: z.literal('reply'), savedReplyId });
/** `purpose`: what it is for after the first 24 hours, where only people may write; rules never do then. */
const replyOfPerson = reply.extend({ purpose: writePurpose.optional() });
const snooze = z.strictObject({
  kind: z.literal('snooze'),
  hours: z.int('A whole number of hours.').min(1, 'At least 1 hour.').max(2160, 'At most 90 days.'),
});
const park = z.strictObject({ kind: z.literal('park') });
const end = z.strictObject({ kind: z.literal('end') });

const sayable = ['CustomerFirstName', 'CustomerFullName', 'PageName', 'AgentName', 'QueueName', 'TicketId'];
/** In the page's name, by language; never outside of the time in which rules may write. */
const say = z.strictObject({
  kind: z.literal('say'),
  byLanguage: z
    .record(languageTag, z.string().max(limits.textUnits, 'A message has at most 2,000 characters.'))
    .refine((all) => Object.values(all).some((text) => text.trim() !== ''), 'Write something.')
    .superRefine((all, ctx) => {
      for (const [language, text] of Object.entries(all)) {
        const unknown = unknownPlaceholder(text, sayable);
        if (unknown === null) continue;
        ctx.addIssue({ code: 'custom', path: [language], message: `{${unknown}} means nothing here.` });
      }
    }),
});
/** People of the desk, in the app, and by e-mail where wanted. */
const notify = z
  .strictObject({
    kind: z.literal('notify'),
    userIds: z.array(userId).max(50, 'At most 50 people.'),
    /** Those who lead the department that has it. */
    leads: z.boolean(),
    /** Whose it is. */
    agent: z.boolean(),
    text: z.string().trim().min(1, 'Write something.').max(300, 'At most 300 characters.'),
    byMail: z.boolean(),
  })
  .refine(({ userIds, leads, agent }) => userIds.length > 0 || leads || agent, {
    path: ['userIds'],
    message: 'Choose who is told.',
  });
/** Another program is told of it, as of any event. */
const webhook = z.strictObject({ kind: z.literal('webhook'), endpointId: webhookEndpointId });

const shared = [tag, untag, priority, status, department, assign, note, snooze, park, end] as const;

export const macroAct = z.discriminatedUnion('kind', [take, ...shared, replyOfPerson]);
export type MacroAct = z.infer<typeof macroAct>;

export const triggerAct = z.discriminatedUnion('kind', [...shared, reply, say, notify, webhook]);
export type TriggerAct = z.infer<typeof triggerAct>;

export type Act = MacroAct | TriggerAct;
export type ActKind = Act['kind'];

/** As lists and forms call them. */
export const actWords: Readonly<Record<ActKind, string>> = {
  take: 'Take it',
  tag: 'Put tags on it',
  untag: 'Take tags off it',
  priority: 'Set its priority',
  status: 'Set the ticket’s status',
  department: 'Hand it to a department',
  assign: 'Give it to somebody',
  note: 'Leave a note',
  say: 'Say something to the customer',
  reply: 'Send a saved reply',
  snooze: 'Put it aside for a while',
  park: 'Park it',
  end: 'End it',
  notify: 'Notify people',
  webhook: 'Call a webhook',
};
