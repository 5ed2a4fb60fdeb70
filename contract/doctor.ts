import { z } from 'zod';
import { pageId } from './ids.ts';
import { instant } from './instant.ts';
import { pageState } from './pages.ts';

/** What the doctor looks at, in the order of the chain: from Facebook to us, then from us to Facebook. */
export const doctorCheckId = z.enum([
  'address',
  'certificate',
  'clock',
  'messenger-product',
  'callback',
  'app-fields',
  'page-fields',
  'comment-fields',
  'signatures',
  'last-heard',
  'token',
  'permissions',
  'tasks',
  'expiry',
  'published',
  'messaging',
  'app-access',
  'human-agent',
  'other-apps',
  'sending',
  'team',
]);
export type DoctorCheckId = z.infer<typeof doctorCheckId>;

/** What Pagedesk can mend by itself when somebody presses the button. */
export const mendAction = z.enum(['subscribe-page', 'subscribe-app', 'try-sending']);
export type MendAction = z.infer<typeof mendAction>;

/** `skipped`: it could not be looked at; the explanation says why. */
export const doctorVerdict = z.enum(['passed', 'warning', 'failed', 'skipped']);
export type DoctorVerdict = z.infer<typeof doctorVerdict>;

export const doctorCheck = z.object({
  id: doctorCheckId,
  title: z.string(),
  verdict: doctorVerdict,
  /** What was seen, in a few words: `86 ms`, `6 days`. */
  fact: z.string().nullable(),
  /** What is wrong, and the exact step that mends it; null when it passed. */
  explanation: z.string().nullable(),
  advice: z.string().nullable(),
  mend: z.object({ action: mendAction, label: z.string() }).nullable(),
  /** Where at Meta, or in this console, it is set. */
  link: z.object({ label: z.string(), href: z.string() }).nullable(),
});
export type DoctorCheck = z.infer<typeof doctorCheck>;

export const doctorReport = z.object({
  pageId,
  lookedAt: instant,
  /** What it means for the page, in a sentence or two. */
  headline: z.string(),
  checks: z.array(doctorCheck),
});
export type DoctorReport = z.infer<typeof doctorReport>;

export const mendPage = z.strictObject({ action: mendAction });

/** How a page has stood, the newest first. */
export const pageHealth = z.object({
  state: pageState,
  reason: z.string().nullable(),
  since: instant,
  /** Replies that wait until the page can send. */
  heldReplies: z.number().int(),
  history: z.array(z.object({ at: instant, state: pageState, reason: z.string().nullable() })),
});
export type PageHealth = z.infer<typeof pageHealth>;

/** The test that waits for a real message. */
export const connectionTest = z.object({
  startedAt: instant,
  /** From then on it has failed. */
  endsAt: instant,
  state: z.enum(['waiting', 'arrived', 'failed']),
  /** Where one can write to the page. */
  writeAt: z.string(),
  /** The link of the chain that failed, once it has. */
  broken: doctorCheck.nullable(),
});
export type ConnectionTest = z.infer<typeof connectionTest>;
