import { z } from 'zod';
import { backfillDays } from './backfills.ts';
import { departmentId, metaAppId, operatingHoursId, pageId, workStreamId } from './ids.ts';
import { instant } from './instant.ts';
import { userRef } from './team.ts';

/** How a page's connection to Facebook stands. Inbound messages are kept in every state. */
export const pageState = z.enum([
  'connected',
  'expiring',
  'expired',
  'permission-missing',
  'subscription-lost',
  'in-development',
  'restricted',
  'unsubscribed',
  'silent',
]);
export type PageState = z.infer<typeof pageState>;

export const pageRef = z.object({
  id: pageId,
  name: z.string(),
  /** Whether a reply could leave now; when false, `reason` says in a sentence why not. */
  canSend: z.boolean(),
  reason: z.string().nullable(),
  /** Taken off the desk; its history stays. */
  isRemoved: z.boolean(),
  /** Index of its colour in the design tokens, 1 to 6; null: none. */
  color: z.number().int().min(1).max(6).nullable(),
});
export type PageRef = z.infer<typeof pageRef>;

export const page = pageRef.extend({
  facebookId: z.string(),
  metaAppId,
  departmentId,
  /** Null: the default one. */
  workStreamId: workStreamId.nullable(),
  /** When it is open; null: always. */
  operatingHoursId: operatingHoursId.nullable(),
  state: pageState,
  stateSince: instant,
  humanAgentAllowed: z.boolean(),
  lastWebhookAt: instant.nullable(),
  /** When its access key ends; null: it does not end by itself. */
  tokenExpiresAt: instant.nullable(),
  /** When Facebook stops showing data of people, until somebody signs in again; null when it does not say. */
  dataAccessExpiresAt: instant.nullable(),
  hasPicture: z.boolean(),
  removedAt: instant.nullable(),
});
export type Page = z.infer<typeof page>;

export const metaApp = z.object({
  id: metaAppId,
  name: z.string(),
  appId: z.string(),
  /** Where Meta delivers; paste it and the verify token into the app's webhook settings. */
  callbackUrl: z.string(),
  verifyToken: z.string(),
  /** Where a login with Facebook comes back; enter it as a valid redirect of the app. */
  redirectUrl: z.string(),
  /** Pages connected through it; removed ones do not count. */
  pageCount: z.number().int(),
  createdAt: instant,
});
export type MetaApp = z.infer<typeof metaApp>;

const appName = z.string().trim().min(1, 'Give it a name that your team knows.').max(120);
const appSecret = z.string().trim().min(1).max(200);

export const createMetaApp = z.strictObject({
  name: appName,
  appId: z
    .string()
    .trim()
    .regex(/^\d{1,32}$/, 'The App ID is digits only.'),
  appSecret,
});
export type CreateMetaApp = z.infer<typeof createMetaApp>;

/** Another name, or the secret that Meta made anew. */
export const changeMetaApp = z.strictObject({ name: appName.optional(), appSecret: appSecret.optional() });
export type ChangeMetaApp = z.infer<typeof changeMetaApp>;

/** A page by hand: id and name are read from the token. */
export const createPage = z.strictObject({
  metaAppId,
  pageToken: z.string().trim().min(1).max(1000),
  departmentId: departmentId.optional(),
  /** Take it over from another of our apps. Without it that is refused, and `data.metaAppName` tells which app has it. */
  move: z.boolean().optional(),
  /** How many days of a new page's past are read into the desk, in the background; 0: none. Not said: 90. */
  importDays: z
    .int('A whole number of days.')
    .min(0)
    .max(backfillDays.most, `At most ${backfillDays.most} days.`)
    .optional(),
});
export type CreatePage = z.infer<typeof createPage>;

export const changePage = z.strictObject({
  departmentId: departmentId.optional(),
  /** Null: the default one. Of conversations that begin from now on. */
  workStreamId: workStreamId.nullable().optional(),
  humanAgentAllowed: z.boolean().optional(),
  operatingHoursId: operatingHoursId.nullable().optional(),
  pageToken: z.string().trim().min(1).max(1000).optional(),
});
export type ChangePage = z.infer<typeof changePage>;

/** What the connection of a page to Facebook is made of; for administrators. Never holds a token. */
export const pageConnection = z.object({
  page,
  metaApp: z.object({ id: metaAppId, name: z.string(), appId: z.string() }),
  /** Who connected it here; null for a program, or somebody who is no longer there. */
  connectedBy: userRef.nullable(),
  connectedAt: instant.nullable(),
  /** Whose Facebook account gave the access key. */
  facebookUser: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  permissions: z.array(
    z.object({
      scope: z.string(),
      words: z.string(),
      isGranted: z.boolean(),
      isEssential: z.boolean(),
      /** What does not work without it. */
      without: z.string(),
    }),
  ),
  /** What that person may do on the page, by Meta's words; empty when not known. */
  tasks: z.array(z.string()),
  /** When Facebook was last asked about the access key. */
  checkedAt: instant.nullable(),
  /** What the page tells us of; null: nothing, or not known. */
  subscribedFields: z.array(z.string()).nullable(),
  /** Events that came while it was unsubscribed, acknowledged and left unread. */
  ignoredCount: z.number().int(),
  /** Replies that wait to be sent. */
  heldReplies: z.number().int(),
});
export type PageConnection = z.infer<typeof pageConnection>;

/** What became of each page of an app: `problem` says why one is still there. */
export const removedPages = z.object({
  items: z.array(z.object({ id: pageId, name: z.string(), problem: z.string().nullable() })),
});
export type RemovedPages = z.infer<typeof removedPages>;

/** Requests at an app's webhook address that bore a wrong signature, in the last day. */
export const wrongSignatures = z.object({
  metaAppId,
  name: z.string(),
  count: z.number().int(),
  /** The minute of the last ones. */
  lastAt: instant,
});
export type WrongSignatures = z.infer<typeof wrongSignatures>;

/** What intake kept without being able to use it: shown to administrators under Diagnostics. */
export const setAside = z.object({
  id: z.string(),
  receivedAt: instant,
  reason: z.enum(['unknown-page', 'malformed', 'unknown-kind', 'failed', 'other-object']),
  facebookPageId: z.string().nullable(),
  detail: z.string(),
  body: z.unknown(),
});
export type SetAside = z.infer<typeof setAside>;
