import { z } from 'zod';
import { capacityProfile, capacitySettings } from './capacity.ts';
import { changesOf } from './changes-of.ts';
import { offerTemplate } from './offer-templates.ts';
import { pageRef } from './pages.ts';
import { departmentRef } from './team.ts';
import { webAddress } from './webhooks.ts';
import { capacityProfileId, offerTemplateId, skillId, workStreamId } from './ids.ts';

/**
 * A work stream says how the conversations of its pages come to agents. A page without one is in the default stream.
 * What is changed holds for what comes from then on; what agents have stays as it is.
 */

/** What an agent may be seen as and yet be offered work. */
export const workPresence = z.enum(['available', 'busy', 'do-not-disturb', 'away']);
export type WorkPresence = z.infer<typeof workPresence>;

/**
 * Who of those who can take it gets it.
 *
 * `highest-capacity`: most room; then fewest conversations of this stream, then longest without a new one ·
 * `round-robin`: whoever was given one longest ago in this department · `fewest-given`: who was given the fewest ever
 * in this department, then the one longest without · `load-balancing`: fewest in hand, then longest without a new one
 * · `load-rotation`: longest without a new one, whatever they have in hand · `broadcast`: offered to all at once, the
 * first to accept has it · `steps`: offered to the least busy first, and to more after each step · `weights`: the same by a
 * score of which the stream says how much load, idleness and skills count · `external`: whom a program outside of the
 * desk names, if they can take it; else most room.
 */
export const algorithm = z.enum([
  'highest-capacity',
  'round-robin',
  'fewest-given',
  'load-balancing',
  'load-rotation',
  'broadcast',
  'steps',
  'weights',
  'external',
]);
export type Algorithm = z.infer<typeof algorithm>;

const whole = (from: number, to: number) =>
  z.int('A whole number.').min(from, `At least ${from}.`).max(to, `At most ${to}.`);

const weight = z.number('A number.').min(0, 'At least 0.').max(1, 'At most 1.');

/** Something a routing rule may ask for, taken from a link, an ad or the answers to questions. */
export const streamVariable = z.object({
  name: z
    .string()
    .trim()
    .regex(/^[\p{L}_][\p{L}\p{N}_.-]*$/u, 'A name begins with a letter and has no spaces.')
    .max(200, 'At most 200 characters.'),
  type: z.enum(['text', 'number']),
});

const fields = z.object({
  /** `push`: offered to agents one after another. `pick`: agents take from the list. */
  mode: z.enum(['push', 'pick']).default('push'),
  /** How much of an agent's capacity one conversation takes. */
  units: whole(0, 1000).default(20),
  /** Of what one conversation takes one, where the house goes by profiles. */
  capacityProfileIds: z.array(capacityProfileId).max(10, 'At most 10.').default([]),
  /** What is offered; the rest waits to be picked. */
  pushes: z.array(z.enum(['chat', 'ticket', 'comment'])).default(['chat']),
  algorithm: algorithm.default('highest-capacity'),
  /** Of `weights`: how much each counts. */
  weights: z
    .strictObject({
      /** How much of their capacity is free. */
      load: weight,
      /** How long they had nothing new, up to an hour. */
      idle: weight,
      /** How many of the preferred skills they have. */
      skills: weight,
    })
    .refine(({ load, idle, skills }) => load + idle + skills > 0, 'At least one must count.')
    .default({ load: 1, idle: 0.5, skills: 0.5 }),
  /** Of `steps` and `weights`: how many, and for how long each waits before the next is asked too. */
  stepCount: whole(1, 10).default(3),
  stepSeconds: whole(5, 300).default(12),
  allowedPresences: z.array(workPresence).min(1, 'Choose at least one.').default(['available']),
  /** Whether agents may take a waiting conversation themselves: never, while they have room, or always. */
  selfAssign: z.enum(['never', 'with-room', 'always']).default('with-room'),
  /** What is parked is closed after so long without anything; null: as each page says. */
  autoCloseHours: whole(1, 24 * 90)
    .nullable()
    .default(null),
  /** What was parked goes back to its agent when the customer writes, whatever they have in hand. */
  keepsAgent: z.boolean().default(true),
  /** A new conversation is offered first to whoever served this customer last. */
  prefersPreviousAgent: z.boolean().default(false),
  /** For so long it waits for them when they cannot take it. */
  waitsForAgentMinutes: whole(0, 1440).default(0),
  /** How its requests look, and how long they run: then these say so, and not the next four. Null: by no template. */
  offerTemplateId: offerTemplateId.nullable().default(null),
  offerSeconds: whole(1, 600).default(120),
  showsCountdown: z.boolean().default(true),
  canReject: z.boolean().default(true),
  /** Given without asking. */
  givesWithoutAsking: z.boolean().default(false),
  /** Whoever lets an offer go by becomes inactive until this is taken back. */
  missedMakesInactive: z.boolean().default(true),
  /** For so long; null: until they, or somebody who leads, take that back. */
  inactiveMinutes: whole(1, 1440).nullable().default(null),
  /** A colleague to whom it is handed is asked first, for so long; null, or when they are at no desk: it is theirs at once. */
  transferSeconds: whole(5, 600).nullable().default(60),
  /** Who does not answer, or says no: it stays with who asked; else it waits in its department for somebody else. */
  transferBounces: z.boolean().default(true),
  /** A colleague without room, or seen as something that is not allowed, may be asked all the same. */
  transfersToBusy: z.boolean().default(true),
  /** What is handed over waits before all that has a higher number; 15 is everything else, 1 the first. */
  transferPriority: whole(1, 30).default(15),
  /** A conversation in which nothing happened for so long takes no capacity; 0: it always does. */
  idleSeconds: z
    .int('A whole number.')
    .refine((seconds) => seconds === 0 || (seconds >= 60 && seconds <= 600), '0, or 60 to 600.')
    .default(0),
  /** What an agent whose desk is gone for so long had goes back to its department; null: it stays theirs. */
  lostAgentSeconds: whole(10, 86_400).nullable().default(60),
  /** What is served first: who waits longest, the higher priority, whose reply window closes soonest, or what is due soonest. */
  order: z.enum(['waiting', 'priority', 'window', 'due']).default('waiting'),
  /** What waits for longer is not offered any more, and can be picked; null: however old. */
  maxAgeHours: whole(1, 24 * 90)
    .nullable()
    .default(null),
  /** At most so many to one agent within so many minutes; null: as many as they have room for. */
  fairShare: z
    .object({ most: whole(1, 1000), minutes: whole(1, 1440) })
    .nullable()
    .default(null),
  /** Whoever lacks one is not offered it. */
  requiredSkillIds: z.array(skillId).max(20, 'At most 20.').default([]),
  /** Whoever has more of them comes first. */
  preferredSkillIds: z.array(skillId).max(20, 'At most 20.').default([]),
  variables: z
    .array(streamVariable)
    .max(50, 'At most 50.')
    .default([])
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'Two have the same name.'),
});

export const workStreamSettings = fields
  .refine(
    ({ mode, missedMakesInactive, allowedPresences }) =>
      mode === 'pick' || !missedMakesInactive || !allowedPresences.includes('away'),
    {
      message: 'Who is away misses requests: allow Away only where a missed request makes nobody inactive.',
      path: ['allowedPresences'],
    },
  )
  .refine(({ mode, selfAssign }) => mode === 'push' || selfAssign !== 'never', {
    message: 'Nobody could take anything: in a stream to pick from, agents take conversations themselves.',
    path: ['selfAssign'],
  });
export type WorkStreamSettings = z.infer<typeof workStreamSettings>;

export const workStream = z.object({
  id: workStreamId,
  name: z.string(),
  channel: z.enum(['facebook']),
  /** What no page is set for is here. It cannot be deleted. */
  isDefault: z.boolean(),
  settings: workStreamSettings,
  version: z.number().int(),
  /** The program that `external` asks; null: none is set, or it is not theirs to know. */
  service: z.object({ url: z.string() }).nullable(),
  /** Pages that are in it; of the default one also those that are set for none. */
  pages: z.array(pageRef),
});
export type WorkStream = z.infer<typeof workStream>;

/** One work stream with what decides to whom its conversations come; of departments and conversations those in sight. */
export const workStreamDetails = workStream.extend({
  /** Conversations of it that are not closed. */
  liveCount: z.number().int(),
  /** Where its conversations may come to: by its pages, by its rules, or by hand. */
  departments: z.array(departmentRef),
  /** What bounds how much somebody has in hand; of the profiles those that its conversations take one of. */
  capacity: capacitySettings.pick({ model: true, mostConversations: true }).extend({
    profiles: z.array(capacityProfile.omit({ workStreams: true })),
  }),
  /** The template of its requests; null: it says itself how they look. */
  offerTemplate: offerTemplate.omit({ workStreams: true }).nullable(),
});
export type WorkStreamDetails = z.infer<typeof workStreamDetails>;

const name = z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.');

export const createWorkStream = z.strictObject({
  name,
  channel: z.enum(['facebook']).default('facebook'),
  /** What is absent follows the defaults. */
  settings: changesOf(fields).prefault({}),
});
export type CreateWorkStream = z.input<typeof createWorkStream>;

/** Sets some fields; `version` is the one that was looked at. */
export const changeWorkStream = z.strictObject({
  version: z.number().int(),
  name: name.optional(),
  settings: changesOf(fields).optional(),
});
export type ChangeWorkStream = z.input<typeof changeWorkStream>;

/** The program that says who gets a conversation, and what proves to it that the desk asks. */
export const setAgentService = z.strictObject({
  url: webAddress,
  /** Absent: the one that stands. */
  secret: z.string().trim().min(8, 'At least 8 characters.').max(200, 'At most 200 characters.').optional(),
});
export type SetAgentService = z.infer<typeof setAgentService>;

export const skill = z.object({ id: skillId, name: z.string() });
export type Skill = z.infer<typeof skill>;
export const nameSkill = z.strictObject({ name: z.string().trim().min(1).max(80) });
