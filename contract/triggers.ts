import { z } from 'zod';
import { triggerAct, type ActKind } from './acts.ts';
import { conditionGroup, finding } from './conditions.ts';
import { conversationId, triggerId, triggerRunId } from './ids.ts';
import { instant } from './instant.ts';
import { userRef } from './team.ts';

/** What sets a trigger off. Those with a time are set off by the clock, once per stretch. */
export const triggerEvent = z.enum([
  'begun',
  'reopened',
  'customer-wrote',
  'agent-wrote',
  'comment',
  'assigned',
  'released',
  'moved',
  'parked',
  'ended',
  'tagged',
  'survey-answered',
  'low-score',
  'waiting-for-us',
  'waiting-for-customer',
  'window-closing',
  'promise-near',
  'promise-broken',
]);
export type TriggerEvent = z.infer<typeof triggerEvent>;

/** As the screens say it, behind “When”. */
export const eventWords: Readonly<Record<TriggerEvent, string>> = {
  begun: 'a conversation begins',
  reopened: 'a conversation is reopened',
  'customer-wrote': 'the customer writes',
  'agent-wrote': 'one of us writes',
  comment: 'a comment comes',
  assigned: 'somebody gets it',
  released: 'its agent has it no longer',
  moved: 'it comes to another department',
  parked: 'it is parked',
  ended: 'it is ended',
  tagged: 'a tag is put on it',
  'survey-answered': 'a survey is answered',
  'low-score': 'a survey is answered with a low score',
  'waiting-for-us': 'the customer has waited for us',
  'waiting-for-customer': 'we have waited for the customer',
  'window-closing': 'the reply window closes',
  'promise-near': 'a promise is due',
  'promise-broken': 'a promise is broken',
};

/** What the minutes of a trigger say; events without them take none. */
export const timedEvents = {
  'waiting-for-us': { most: 43_200, words: 'for' },
  'waiting-for-customer': { most: 43_200, words: 'for' },
  'window-closing': { most: 1_380, words: 'within' },
  'promise-near': { most: 10_080, words: 'within' },
} as const satisfies Partial<Record<TriggerEvent, { most: number; words: string }>>;

/** Set off by the clock. */
export const clockEvents: ReadonlySet<TriggerEvent> = new Set([
  ...(Object.keys(timedEvents) as TriggerEvent[]),
  'promise-broken',
]);

function mostMinutes(event: TriggerEvent): number | null {
  return event in timedEvents ? timedEvents[event as keyof typeof timedEvents].most : null;
}

/** Minutes, or null where the event takes none. */
const when = z
  .strictObject({
    event: triggerEvent,
    minutes: z.int('A whole number.').min(1, 'At least 1 minute.').nullable(),
  })
  .superRefine(({ event, minutes }, ctx) => {
    const most = mostMinutes(event);
    const issue = (message: string) => ctx.addIssue({ code: 'custom', path: ['minutes'], message });
    if (most === null && minutes !== null) issue('This takes no time.');
    if (most !== null && minutes === null) issue('Say how long.');
    if (most !== null && minutes !== null && minutes > most) issue(`At most ${most} minutes.`);
  });

const content = {
  name: z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.'),
  isOn: z.boolean(),
  when,
  conditions: conditionGroup,
  /** One after another; one that is refused does not keep the others. */
  acts: z.array(triggerAct).min(1, 'Say what it does.').max(20, 'At most 20 things.'),
  /** Those behind it are not asked of the same event. */
  stopsHere: z.boolean(),
  /** At most once in a conversation; else once for each event. */
  oncePerConversation: z.boolean(),
};

export const saveTrigger = z.strictObject(content);
export type SaveTrigger = z.infer<typeof saveTrigger>;

/** `version`: the one that was looked at. */
export const changeTrigger = z.strictObject({ ...content, version: z.int() });
export type ChangeTrigger = z.infer<typeof changeTrigger>;

export const trigger = z.object({
  ...content,
  id: triggerId,
  version: z.int(),
  /** What is named in it and is not there any more; what hangs on it is refused when its time comes. */
  faults: z.array(z.string()),
  /** In the last 7 days: how often it acted, and how often something of it was refused. */
  acted: z.int(),
  refused: z.int(),
  changedAt: instant,
  changedBy: userRef.nullable(),
});
export type Trigger = z.infer<typeof trigger>;

export const triggerList = z.object({
  /** In their order, those that are off among them. */
  items: z.array(trigger),
  /** In whose name triggers act and write. */
  sender: z.string(),
});
export type TriggerList = z.infer<typeof triggerList>;

export const orderTriggers = z.strictObject({ ids: z.array(triggerId).max(500) });

export const setTriggerSender = z.strictObject({
  name: z.string().trim().min(1, 'Give it a name.').max(50, 'At most 50 characters.'),
});

const actKinds = triggerAct.options.map((option) => option.shape.kind.value) as [ActKind, ...ActKind[]];

/** What became of one of its acts. `why`: of one that was refused. */
export const actOutcome = z.object({
  kind: z.enum(actKinds),
  state: z.enum(['done', 'refused', 'failed']),
  why: z.string().nullable(),
});
export type ActOutcome = z.infer<typeof actOutcome>;

const conversationRef = z.object({ id: conversationId, number: z.int(), name: z.string() });

export const triggerRun = z.object({
  id: triggerRunId,
  at: instant,
  event: triggerEvent,
  /** Null: one that the reader may not see. */
  conversation: conversationRef.nullable(),
  outcomes: z.array(actOutcome),
  /** It would have acted, and was held back, since it acts on this conversation again and again. */
  isHeldBack: z.boolean(),
});
export type TriggerRun = z.infer<typeof triggerRun>;

export const listTriggerRuns = z.strictObject({
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const triggerRunList = z.object({ items: z.array(triggerRun), before: z.string().nullable() });
export type TriggerRunList = z.infer<typeof triggerRunList>;

/** Which of the last conversations its conditions hold for as they are now; nothing is done. */
export const tryTrigger = z.strictObject({
  conditions: conditionGroup,
  last: z.int().min(1).max(1_000).default(200),
});
export const triggerTrial = z.object({
  tried: z.int(),
  matched: z.int(),
  /** The newest of both, those that match first. */
  samples: z.array(z.object({ conversation: conversationRef, holds: z.boolean(), finding })),
});
export type TriggerTrial = z.infer<typeof triggerTrial>;
