import { z } from 'zod';
import { pageId } from './ids.ts';
import { instant } from './instant.ts';
import { userRef } from './team.ts';

/** A part of the desk that an administrator switches on: a channel that needs a decision of the organisation. */
export const extensionId = z.enum(['facebook', 'online-chat']);
export type ExtensionId = z.infer<typeof extensionId>;

/** Something the part is allowed at somebody else's, by its name there. */
export const extensionPermission = z.object({ name: z.string(), purpose: z.string() });
export type ExtensionPermission = z.infer<typeof extensionPermission>;

/** What an administrator reads before the part is switched on. A new wording has a new version. */
export const acknowledgementText = z.object({
  version: z.string(),
  paragraphs: z.array(z.string()),
});
export type AcknowledgementText = z.infer<typeof acknowledgementText>;

export const extension = z.object({
  id: extensionId,
  name: z.string(),
  summary: z.string(),
  isOn: z.boolean(),
  /** When and by whom it was last switched; null: never, or by the installation itself. */
  switchedAt: instant.nullable(),
  switchedBy: z.string().nullable(),
  permissions: z.array(extensionPermission),
  /** What switching on means, said before it; `acknowledgement` has to be accepted as well. */
  onMeans: z.array(z.string()),
  offMeans: z.array(z.string()),
  /** Null: there is nothing to accept. */
  acknowledgement: acknowledgementText.nullable(),
  /** The newest acceptance; it may be of an older wording. */
  acceptance: z.object({ version: z.string(), by: userRef, at: instant }).nullable(),
  /** What would be touched by switching off or uninstalling. */
  uses: z.object({
    pages: z.number().int(),
    chatChannels: z.number().int(),
    conversations: z.number().int(),
  }),
});
export type Extension = z.infer<typeof extension>;

/** Switches a part. On, for a part with an acknowledgement, only with the version of the text that was accepted. */
export const switchExtension = z.strictObject({
  isOn: z.boolean(),
  acknowledgedVersion: z.string().max(40).optional(),
});
export type SwitchExtension = z.infer<typeof switchExtension>;

/** Takes the authorisation of every page back. The pages are named, so that only what was read stops. */
export const unauthorizeFacebook = z.strictObject({ pageIds: z.array(pageId).max(1000) });
export type UnauthorizeFacebook = z.infer<typeof unauthorizeFacebook>;

/** The second step of uninstalling: the word is typed, the pages are named, and the data goes only when ticked. */
export const uninstallFacebook = unauthorizeFacebook.extend({
  confirm: z.literal('uninstall', 'Write the word uninstall.'),
  deleteData: z.boolean(),
});
export type UninstallFacebook = z.infer<typeof uninstallFacebook>;

/** What became of each page: `problem` says why one is still there. `isDone`: none is. */
export const stoppedPages = z.object({
  isDone: z.boolean(),
  items: z.array(z.object({ id: pageId, name: z.string(), problem: z.string().nullable() })),
});
export type StoppedPages = z.infer<typeof stoppedPages>;
