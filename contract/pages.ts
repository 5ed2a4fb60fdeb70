import { z } from 'zod';
import { departmentId, metaAppId, pageId } from './ids.ts';
import { instant } from './instant.ts';

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
});
export type PageRef = z.infer<typeof pageRef>;

export const page = pageRef.extend({
  facebookId: z.string(),
  metaAppId,
  departmentId,
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
  createdAt: instant,
});
export type MetaApp = z.infer<typeof metaApp>;

export const createMetaApp = z.strictObject({
  name: z.string().trim().min(1).max(120),
  appId: z
    .string()
    .trim()
    .regex(/^\d{1,32}$/, 'The App ID is digits only.'),
  appSecret: z.string().trim().min(1).max(200),
});
export type CreateMetaApp = z.infer<typeof createMetaApp>;

/** A page by hand: id and name are read from the token. */
export const createPage = z.strictObject({
  metaAppId,
  pageToken: z.string().trim().min(1).max(1000),
  departmentId: departmentId.optional(),
});
export type CreatePage = z.infer<typeof createPage>;

export const changePage = z.strictObject({
  departmentId: departmentId.optional(),
  humanAgentAllowed: z.boolean().optional(),
  pageToken: z.string().trim().min(1).max(1000).optional(),
});
export type ChangePage = z.infer<typeof changePage>;

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
