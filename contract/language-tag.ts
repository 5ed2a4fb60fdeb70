import { z } from 'zod';

/** `en`, `fr`, `fr-CA`: a language, and where it matters a country. */
export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'Write a language as en, or with its country as fr-CA.');
