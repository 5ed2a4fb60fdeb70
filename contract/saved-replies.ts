import { z } from 'zod';
import { conversationId, departmentId, savedReplyId, uploadId } from './ids.ts';
import { instant } from './instant.ts';
import { limits, quickReply, upload } from './messages.ts';
import { languageTag } from './language-tag.ts';
import { placeholders, type Placeholder } from './placeholders.ts';
import { departmentRef, userRef } from './team.ts';
import { messageTemplate } from './templates.ts';

/** `everyone` at the desk, the members of one `department`, or its owner alone. */
export const savedReplyScope = z.enum(['everyone', 'department', 'private']);
export type SavedReplyScope = z.infer<typeof savedReplyScope>;

/** The reply in one language. The first variant is for whoever speaks none of the others. */
export const savedReplyVariant = z.strictObject({
  language: languageTag,
  /** With placeholders; empty when the template says it all. */
  text: z.string().max(limits.replyUnits),
  quickReplies: z
    .array(
      z.strictObject({
        title: z.string().trim().min(1).max(limits.quickReplyTitle),
        payload: z.string().max(limits.quickReplyPayload).optional(),
      }),
    )
    .max(limits.quickReplies),
  template: messageTemplate.nullable(),
});
export type SavedReplyVariant = z.infer<typeof savedReplyVariant>;

export const savedReplyFile = z.object({
  id: z.uuid(),
  name: z.string(),
  sizeBytes: z.number().int(),
  mimeType: z.string(),
});
export type SavedReplyFile = z.infer<typeof savedReplyFile>;

export const savedReply = z.object({
  id: savedReplyId,
  /** Who changes it names the version that they looked at. */
  version: z.number().int(),
  title: z.string(),
  /** What is typed behind a slash. */
  shortcut: z.string().nullable(),
  scope: savedReplyScope,
  department: departmentRef.nullable(),
  owner: userRef.nullable(),
  variants: z.array(savedReplyVariant).min(1),
  files: z.array(savedReplyFile),
  /** Whether the caller may change it. */
  mayChange: z.boolean(),
  updatedAt: instant,
});
export type SavedReply = z.infer<typeof savedReply>;

const content = z.strictObject({
  title: z.string().trim().min(1, 'Give it a title.').max(120, 'At most 120 characters.'),
  shortcut: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[\p{L}\p{N}_-]{1,32}$/u, 'A shortcut is one word of letters and digits, up to 32.')
    .nullable(),
  scope: savedReplyScope,
  departmentId: departmentId.nullable(),
  variants: z.array(savedReplyVariant).min(1, 'Write it in at least one language.').max(20),
  /** Files that it has and keeps, in their order. */
  keepFiles: z.array(z.uuid()).max(limits.uploadsPerReply),
  /** Files that come to it. */
  uploads: z.array(uploadId).max(limits.uploadsPerReply),
});

export const createSavedReply = content;
export type CreateSavedReply = z.infer<typeof createSavedReply>;

export const changeSavedReply = content.extend({ version: z.number().int().positive() });
export type ChangeSavedReply = z.infer<typeof changeSavedReply>;

export const useSavedReply = z.strictObject({ conversationId });
export type UseSavedReply = z.infer<typeof useSavedReply>;

const placeholderName = z.enum(Object.keys(placeholders) as [Placeholder, ...Placeholder[]]);

/** A saved reply made ready for one conversation: to be looked over, changed and sent. */
export const filledReply = z.object({
  language: languageTag,
  text: z.string(),
  quickReplies: z.array(quickReply),
  template: messageTemplate.nullable(),
  uploads: z.array(upload),
  /** What is not known of this customer and has no word to stand in. */
  missing: z.array(placeholderName),
});
export type FilledReply = z.infer<typeof filledReply>;
