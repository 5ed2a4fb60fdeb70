import { z } from 'zod';
import { tagId } from './ids.ts';

/** A word that conversations are sorted by. */
export const tag = z.object({
  id: tagId,
  name: z.string(),
  /** Index of its colour in the design tokens, 1 to 6. */
  color: z.number().int().min(1).max(6),
});
export type Tag = z.infer<typeof tag>;

const name = z.string().trim().min(1).max(40);
const color = z.number().int().min(1).max(6);

export const createTag = z.strictObject({ name, color: color.default(1) });
export type CreateTag = z.input<typeof createTag>;

export const changeTag = z.strictObject({ name: name.optional(), color: color.optional() });
export type ChangeTag = z.infer<typeof changeTag>;
