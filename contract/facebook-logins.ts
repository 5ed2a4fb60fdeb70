import { z } from 'zod';
import { departmentId, facebookLoginId, metaAppId, pageId } from './ids.ts';
import { instant } from './instant.ts';
import { page } from './pages.ts';

/** Where the browser comes back to from Facebook's dialog; entered in the Meta app as a valid redirect. */
export const facebookLoginPath = '/facebook/login';

/** Begins a login: to connect pages through an app, or to connect one page again. */
export const startFacebookLogin = z.union([
  z.strictObject({
    metaAppId,
    /** Has Facebook show the choice of pages and permissions anew. */
    asksAgain: z.boolean().optional(),
  }),
  z.strictObject({ pageId }),
]);
export type StartFacebookLogin = z.infer<typeof startFacebookLogin>;

/** Where to send the browser. */
export const startedFacebookLogin = z.object({ id: facebookLoginId, url: z.url() });
export type StartedFacebookLogin = z.infer<typeof startedFacebookLogin>;

/** What the browser brought back from Facebook's dialog: a code, or a refusal. */
export const completeFacebookLogin = z.strictObject({
  state: z.string().min(1).max(200),
  code: z.string().min(1).max(4000).optional(),
  /** `access_denied` when the person pressed Cancel. */
  error: z.string().max(200).optional(),
});
export type CompleteFacebookLogin = z.infer<typeof completeFacebookLogin>;

/** A page that the login found, or why one is not to be had. */
export const offeredPage = z.object({
  facebookId: z.string(),
  name: z.string(),
  category: z.string().nullable(),
  /** `free`: can be connected; `returning`: was here before, its history goes on; `move`: another app of ours has it. */
  choice: z.enum(['free', 'returning', 'move', 'none']),
  /** What to know before choosing it, or why it cannot be chosen. */
  reason: z.string().nullable(),
  /** The page on the desk, when it is there. */
  pageId: pageId.nullable(),
});
export type OfferedPage = z.infer<typeof offeredPage>;

export const facebookLogin = z.object({
  id: facebookLoginId,
  metaApp: z.object({ id: metaAppId, name: z.string() }),
  /** The page to be connected again; null: others are to be chosen. */
  pageId: pageId.nullable(),
  status: z.enum(['begun', 'exchanging', 'granted', 'denied', 'failed']),
  /** Why it was denied or failed, in a sentence. */
  problem: z.string().nullable(),
  facebookUser: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  /** What was asked for and not granted. */
  missing: z.array(
    z.object({ scope: z.string(), words: z.string(), isEssential: z.boolean(), without: z.string() }),
  ),
  /** The pages, those that can be chosen first. */
  pages: z.array(offeredPage),
  /** Why the page cannot be updated with this login; null when it can, or when no page is to be updated. */
  mismatch: z.string().nullable(),
  /** What it brought is forgotten then. */
  expiresAt: instant,
});
export type FacebookLogin = z.infer<typeof facebookLogin>;

/** Connects pages that were ticked. */
export const connectPages = z.strictObject({
  facebookIds: z.array(z.string().min(1).max(40)).min(1, 'Tick a page.').max(500),
  departmentId: departmentId.optional(),
});
export type ConnectPages = z.infer<typeof connectPages>;

/** What became of each page that was ticked, in the order of ticking. */
export const connectedPages = z.object({
  items: z.array(
    z.object({
      facebookId: z.string(),
      name: z.string(),
      /** Null when it was not connected; `problem` says why. */
      page: page.nullable(),
      problem: z.string().nullable(),
    }),
  ),
});
export type ConnectedPages = z.infer<typeof connectedPages>;
