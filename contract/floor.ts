import { z } from 'zod';
import { loadBound } from './capacity.ts';
import { conversationStatus } from './conversations.ts';
import { conversationId, departmentId, pageId, userId } from './ids.ts';
import { instant } from './instant.ts';
import { score } from './score.ts';
import { departmentRef, presence, userRef } from './team.ts';

/** How the work stands at this moment, for those who lead. */
export const readFloor = z.strictObject({
  department: departmentId.optional(),
  page: pageId.optional(),
});
export type ReadFloor = z.infer<typeof readFloor>;

/** A conversation as the floor names it. */
const conversationRef = z.object({
  id: conversationId,
  number: z.number().int(),
  /** The customer's name. */
  name: z.string(),
});

export const floorDepartment = z.object({
  department: departmentRef,
  /** Nobody has them. */
  waiting: z.number().int(),
  /** Since when the one waits that waits longest. */
  longestSince: instant.nullable(),
  served: z.number().int(),
  /** Of those who work in it, how many are there and take conversations. */
  agentsIn: z.number().int(),
  agents: z.number().int(),
  /** Of first answers today, how many came within what is promised; null: nothing is, or nobody was answered. */
  inTimePercent: z.number().int().min(0).max(100).nullable(),
  /** Conversations begun in the last hour, in eighths of it, oldest first. */
  lastHour: z.array(z.number().int()).length(8),
});
export type FloorDepartment = z.infer<typeof floorDepartment>;

export const floorAgent = z.object({
  user: userRef,
  presence,
  /** What is offered to them while they are there. */
  takesChats: z.boolean(),
  takesTickets: z.boolean(),
  /** By which name of the house; null: by none. */
  presenceName: z.string().nullable(),
  /** Null: nobody knows. */
  presenceSince: instant.nullable(),
  departmentIds: z.array(departmentId),
  /** What their conversations take of them; what they have in all, null: as much as comes. */
  usedUnits: z.number().int(),
  capacityUnits: z.number().int().nullable(),
  /** What bounds them: units, profiles, conversations at once; none: as much as comes. */
  bounds: z.array(loadBound),
  /** Being served, or wrapped up. */
  conversations: z.number().int(),
  /** The one that moved last. */
  now: conversationRef.nullable(),
  /** Replies in the last hour. */
  replies: z.number().int(),
});
export type FloorAgent = z.infer<typeof floorAgent>;

/** What somebody who leads should look at, the most urgent first. */
export const floorNeed = z.discriminatedUnion('kind', [
  /** The customer waits, and Facebook closes the window soon. */
  z.object({
    kind: z.literal('window-closing'),
    conversation: conversationRef,
    department: departmentRef,
    until: instant,
    waitingSince: instant,
  }),
  /** What was promised is over, and not kept. */
  z.object({
    kind: z.literal('promise-broken'),
    conversation: conversationRef,
    department: departmentRef,
    promise: z.enum(['respond', 'resolve']),
    dueAt: instant,
  }),
  /** Nobody is there to take what comes. */
  z.object({
    kind: z.literal('nobody-there'),
    department: departmentRef,
    waiting: z.number().int(),
    since: instant,
  }),
  /** Offered to several people within ten minutes, and nobody took it. It stays open. */
  z.object({
    kind: z.literal('declined'),
    conversation: conversationRef,
    department: departmentRef,
    times: z.number().int(),
  }),
  /** Somebody let a request go by. */
  z.object({ kind: z.literal('inactive'), user: userRef, since: instant }),
  /** Replies that did not go out. */
  z.object({ kind: z.literal('failed-replies'), count: z.number().int(), conversation: conversationRef }),
  /** Nothing can be sent on this page. */
  z.object({
    kind: z.literal('page-down'),
    page: z.object({ id: pageId, name: z.string() }),
    since: instant,
  }),
]);
export type FloorNeed = z.infer<typeof floorNeed>;

export const floor = z.object({
  at: instant,
  waiting: z.number().int(),
  longestSince: instant.nullable(),
  served: z.number().int(),
  agentsIn: z.number().int(),
  agents: z.number().int(),
  away: z.number().int(),
  inactive: z.number().int(),
  /** Until when Facebook lets us write is over within the hour. */
  closing: z.number().int(),
  /** Of these, where the customer waits. */
  closingUnanswered: z.number().int(),
  /** First answers today: half of them came sooner; null: there were none. */
  medianResponseMs: z.number().int().nullable(),
  inTimePercent: z.number().int().min(0).max(100).nullable(),
  departments: z.array(floorDepartment),
  agentList: z.array(floorAgent),
  needs: z.array(floorNeed),
  /** What customers said who were asked in the last 24 hours; null: nobody was. */
  surveys: z
    .object({
      asked: z.number().int(),
      answered: z.number().int(),
      /** Of the scores, all brought to five; null: there is none. */
      averageOfFive: z.number().nullable(),
      /** Who was unhappy, the latest first, at most 5. */
      low: z.array(
        z.object({
          conversation: conversationRef,
          department: departmentRef,
          agent: userRef.nullable(),
          score,
          answeredAt: instant,
        }),
      ),
    })
    .nullable(),
  /** The last twelve hours, the present one last. */
  hours: z.array(z.object({ from: instant, begun: z.number().int(), ended: z.number().int() })).length(12),
});
export type Floor = z.infer<typeof floor>;

/** What the list of conversations under way shows first; each person's own. */
export const floorFilter = z.strictObject({
  status: conversationStatus.exclude(['closed']).nullable(),
  departmentId: departmentId.nullable(),
  userId: userId.nullable(),
});
export type FloorFilter = z.infer<typeof floorFilter>;

/** Into a conversation of a colleague's: `internal` with notes, unseen by the customer; `public` is told to them. */
export const joinConversation = z.strictObject({ mode: z.enum(['internal', 'public']).default('internal') });
export type JoinConversation = z.input<typeof joinConversation>;
