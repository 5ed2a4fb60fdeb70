import { z } from 'zod';
import { conversationId, departmentId, pageId, userId } from './ids.ts';
import { instant } from './instant.ts';
import { departmentRef, presence, userRef } from './team.ts';
import { timeZone } from './time-zone.ts';

/** What a report is cut into. `hour-of-day`: all days one above the other. */
export const reportCut = z.enum(['day', 'hour', 'hour-of-day', 'page', 'department', 'agent']);
export type ReportCut = z.infer<typeof reportCut>;

const calendarDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'Write a day as 2026-12-24.')
  .refine((day) => {
    const at = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  }, 'There is no such day.');

const dayMs = 86_400_000;
export const reportLimits = { days: 366, daysByHour: 31 } as const;

export const readReport = z
  .strictObject({
    /** First and last day, by the calendar of the time zone. */
    from: calendarDay,
    to: calendarDay,
    timeZone: timeZone.default('UTC'),
    by: reportCut.default('day'),
    department: departmentId.optional(),
    page: pageId.optional(),
    agent: userId.optional(),
    kind: z.enum(['messenger', 'comment']).optional(),
    /** Waits and answers are measured in the operating hours of their departments. */
    openHours: z.stringbool().optional(),
    /** A chat that ended later than so many minutes after the customer's first words, unanswered, was missed. */
    missedAfter: z.coerce
      .number()
      .int('A whole number.')
      .min(0, 'At least 0.')
      .max(1440, 'At most 1,440.')
      .default(1),
  })
  .superRefine(({ from, to, by }, context) => {
    const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
    const most = by === 'hour' ? reportLimits.daysByHour : reportLimits.days;
    if (days < 1) context.addIssue({ code: 'custom', path: ['to'], message: 'It ends before it begins.' });
    if (days > most) {
      context.addIssue({ code: 'custom', path: ['to'], message: `At most ${most} days at once.` });
    }
  });
export type ReadReport = z.input<typeof readReport>;

/**
 * Every figure of a report. `ms`: a span of time · `percent`: of those to which it applies.
 * What a figure is counted by stands with it: what begins by when it begins, what ends by when it ends.
 */
export const reportFigures = {
  begun: { name: 'Begun', unit: 'count', of: 'Conversations that began.' },
  reopened: {
    name: 'Reopened',
    unit: 'count',
    of: 'Conversations that were taken up again after their end.',
  },
  ended: { name: 'Ended', unit: 'count', of: 'Conversations that ended.' },
  unanswered: { name: 'Unanswered', unit: 'count', of: 'Of those ended: nobody answered the customer.' },
  taken: { name: 'Taken', unit: 'count', of: 'How often somebody took a waiting conversation.' },
  averageWait: { name: 'Average wait', unit: 'ms', of: 'From waiting for somebody until somebody had it.' },
  longWaits: { name: 'Waits over 5 min', unit: 'count', of: 'Of those taken.' },
  answered: { name: 'First answers', unit: 'count', of: 'Customers who got a person’s first answer.' },
  medianFirstAnswer: { name: 'First answer, median', unit: 'ms', of: 'Half of them came sooner.' },
  averageFirstAnswer: { name: 'First answer, average', unit: 'ms', of: 'From the customer’s word on.' },
  replies: { name: 'Replies', unit: 'count', of: 'Written by people; automated texts never count.' },
  averageAnswer: { name: 'Answer, average', unit: 'ms', of: 'Each time a customer waited for one.' },
  averageHandling: {
    name: 'Handling, average',
    unit: 'ms',
    of: 'Of those ended: in somebody’s hands, wrap-up included.',
  },
  longHandlings: { name: 'Handling over 5 min', unit: 'count', of: 'Of those ended.' },
  medianResolution: { name: 'Resolution, median', unit: 'ms', of: 'From the beginning to the end.' },
  averageResolution: { name: 'Resolution, average', unit: 'ms', of: 'From the beginning to the end.' },
  handovers: { name: 'Handed on', unit: 'count', of: 'To another department or agent.' },
  consults: { name: 'Consulted', unit: 'count', of: 'How often a colleague came to advise.' },
  consultTime: {
    name: 'Consult time',
    unit: 'ms',
    of: 'As long as they stayed, up to now; counted where it began.',
  },
  respondInTime: { name: 'First answer in time', unit: 'percent', of: 'Of those for which it was promised.' },
  resolveInTime: { name: 'Resolved in time', unit: 'percent', of: 'Of those for which it was promised.' },
  failedReplies: { name: 'Failed replies', unit: 'count', of: 'Replies that did not go out.' },
  expiredWindows: {
    name: 'Expired windows',
    unit: 'count',
    of: 'Customers who waited for more than 24 hours.',
  },
  missedRequests: {
    name: 'Requests missed',
    unit: 'count',
    of: 'Offered to somebody, and not answered in time.',
  },
  rejectedRequests: { name: 'Requests rejected', unit: 'count', of: 'Offered to somebody who said no.' },
  missed: {
    name: 'Missed chats',
    unit: 'count',
    of: 'Ended: the customer had waited longer than the delay, and nobody had answered.',
  },
  downtime: { name: 'Not sending', unit: 'ms', of: 'How long nothing could be sent on the page.' },
  available: { name: 'There', unit: 'ms', of: 'Available or busy.' },
} as const satisfies Record<string, { name: string; unit: 'count' | 'ms' | 'percent'; of: string }>;
export type ReportFigure = keyof typeof reportFigures;

const figureNames = Object.keys(reportFigures) as [ReportFigure, ...ReportFigure[]];
/** Null: there was nothing to measure, or the figure does not apply. */
const figures = z.record(z.enum(figureNames), z.number().nullable());

/**
 * How what ended ended. `successful`: at least three messages from the customer and three from people · `answered`: fewer ·
 * `dissuaded`: told that nobody is there or comes, or that the house is closed, and answered by nobody · `abandoned`: unanswered, after more than 10 s ·
 * `cancelled`: unanswered, within 10 s · `no-interaction`: the customer wrote nothing · `unfinished`: not
 * closed yet, also while it is wrapped up.
 */
export const outcome = z.enum([
  'successful',
  'answered',
  'dissuaded',
  'abandoned',
  'cancelled',
  'no-interaction',
  'unfinished',
]);
export type Outcome = z.infer<typeof outcome>;

export const report = z.object({
  from: instant,
  /** Exclusive. */
  to: instant,
  by: reportCut,
  rows: z.array(
    z.object({
      /** `2026-11-20`, `2026-11-20 14`, `14`, or an id; empty: nobody's, or from outside the desk. */
      key: z.string(),
      name: z.string(),
      figures,
    }),
  ),
  totals: figures,
  /** Of episodes that ended in the time; `unfinished`: that began in it and are not closed. */
  outcomes: z.record(outcome, z.number().int()),
  /** Chats that were missed, the latest first, at most 50. */
  missed: z.array(
    z.object({
      conversation: z.object({ id: conversationId, number: z.number().int(), name: z.string() }),
      department: departmentRef,
      begunAt: instant,
      endedAt: instant,
    }),
  ),
  /** How long people were seen as what, offline aside; told where the figures are of people. */
  presences: z.array(
    z.object({
      user: userRef,
      presence,
      /** Of the house's, where they chose one. */
      name: z.string().nullable(),
      ms: z.number().int(),
    }),
  ),
  /** Shown with figures about people. */
  notice: z.string().nullable(),
});
export type Report = z.infer<typeof report>;

export const peopleNotice =
  'These figures are for organising work. They must not be used to decide about employment: to hire, judge, promote or dismiss somebody.';
