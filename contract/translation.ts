import { z } from 'zod';
import { acknowledgementText } from './extensions.ts';
import { pageId } from './ids.ts';
import { instant } from './instant.ts';
import { userRef } from './team.ts';
import { webAddress } from './webhooks.ts';

/** A language as the translation service calls it: `en`, `pt-BR`, `zh-Hant`. */
export const translationLanguage = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'Write a language as en or pt-BR.');

/** What the service translates from, and into what. */
export const serviceLanguage = z.object({
  code: translationLanguage,
  name: z.string(),
  targets: z.array(translationLanguage),
});
export type ServiceLanguage = z.infer<typeof serviceLanguage>;

/** Of a page: never, where somebody opens it, or in every conversation until somebody closes it there. */
export const translationMode = z.enum(['off', 'by-hand', 'automatic']);
export type TranslationMode = z.infer<typeof translationMode>;

/** From where a customer's language is known. What was chosen, here or in an earlier conversation, is not guessed anew. */
export const languageOrigin = z.enum(['chosen', 'earlier', 'detected', 'profile']);
export type LanguageOrigin = z.infer<typeof languageOrigin>;

/** How a conversation is translated, where its page allows it at all. */
export const conversationTranslation = z.object({
  isOn: z.boolean(),
  /** What is written to the customer goes into this language; null: not known yet. */
  customerLanguage: translationLanguage.nullable(),
  knownFrom: languageOrigin.nullable(),
  /** What the customer writes is translated into these by itself. */
  readsIn: z.array(translationLanguage),
});
export type ConversationTranslation = z.infer<typeof conversationTranslation>;

/** Why something was not translated; the words for it are in `translationProblem`. */
export const translationFault = z.enum([
  'unreachable',
  'too-slow',
  'refused-address',
  'key-refused',
  'language-unknown',
  'busy',
  'faulty',
  'not-understood',
  'limit',
  'off',
]);
export type TranslationFault = z.infer<typeof translationFault>;

/** What happened, and what to do. */
export const translationProblem = z.object({
  fault: translationFault,
  message: z.string(),
  advice: z.string(),
});
export type TranslationProblem = z.infer<typeof translationProblem>;

/** The words of a message in another language. The message itself is never changed by it. */
export const messageTranslation = z.object({
  language: translationLanguage,
  /** `author`: what the agent wrote, where something else was sent. */
  madeBy: z.enum(['service', 'author']),
  /** `same`: it is in this language already. */
  state: z.enum(['asked', 'done', 'same', 'failed']),
  /** Null unless it is done. */
  text: z.string().nullable(),
  /** What it was translated from, or of an author's words into; null: not told. */
  otherLanguage: translationLanguage.nullable(),
  problem: translationProblem.nullable(),
});
export type MessageTranslation = z.infer<typeof messageTranslation>;

/** What the author wrote, where `text` is the translation of it that goes out. */
export const ownWords = z.strictObject({
  text: z.string().trim().min(1).max(20_000),
  language: translationLanguage,
  /** The language of what goes out. */
  sentIn: translationLanguage,
});
export type OwnWords = z.infer<typeof ownWords>;

/** Whether there is a service, for everybody who reads conversations. */
export const translationOffer = z.object({ isOn: z.boolean(), languages: z.array(serviceLanguage) });
export type TranslationOffer = z.infer<typeof translationOffer>;

/** Opens or closes translation in a conversation. What is not named stays as it is. */
export const changeTranslation = z.strictObject({
  isOn: z.boolean().optional(),
  /** Who asks reads in it: what the customer writes is translated into it from now on, their newest words at once. */
  readsIn: translationLanguage.optional(),
  /** Null: to be found out. */
  customerLanguage: translationLanguage.nullable().optional(),
});
export type ChangeTranslation = z.infer<typeof changeTranslation>;

export const translateMessage = z.strictObject({ language: translationLanguage });

/** Words that are about to be sent. Nothing is kept of them. */
export const previewTranslation = z.strictObject({
  text: z.string().trim().min(1, 'Write something.').max(20_000, 'At most 20,000 characters.'),
  from: translationLanguage,
  to: translationLanguage,
});
export type PreviewTranslation = z.infer<typeof previewTranslation>;

/** A failure is an answer: the words can be sent as they are. */
export const translationPreview = z.union([
  z.object({ text: z.string() }),
  z.object({ text: z.null(), problem: translationProblem }),
]);
export type TranslationPreview = z.infer<typeof translationPreview>;

/** The service that is asked. Its key is told to nobody. */
export const translationService = z.object({
  /** Null: none is named. */
  url: z.string().nullable(),
  hasKey: z.boolean(),
  isOn: z.boolean(),
  /** So many characters a day (UTC) are sent at most; null: as many as there are. */
  dailyCharacters: z.number().int().nullable(),
  languages: z.array(serviceLanguage),
  /** When it last worked as it is set now; null: it was not tried, or does not work. */
  triedAt: instant.nullable(),
  /** What has to be accepted before it is turned on. */
  acknowledgement: acknowledgementText,
  acceptance: z.object({ version: z.string(), by: userRef.nullable(), at: instant }).nullable(),
});
export type TranslationService = z.infer<typeof translationService>;

export const setTranslationService = z.strictObject({
  url: webAddress.refine((url) => !/[?#]/.test(url), 'The address alone, without what follows a ? or a #.'),
  /** Absent: the one that stands stays. Null: none. */
  apiKey: z.string().trim().min(1, 'Write the key, or leave it away.').max(500).nullable().optional(),
  dailyCharacters: z
    .int('A whole number.')
    .min(1_000, 'At least 1,000.')
    .max(1_000_000_000, 'At most 1,000,000,000.')
    .nullable(),
});
export type SetTranslationService = z.infer<typeof setTranslationService>;

/** On only with the version of the text that was accepted. */
export const switchTranslation = z.strictObject({
  isOn: z.boolean(),
  acknowledgedVersion: z.string().max(40).optional(),
});
export type SwitchTranslation = z.infer<typeof switchTranslation>;

/** What it is tried with. */
export const tryTranslation = z.strictObject({
  from: translationLanguage,
  to: translationLanguage,
  text: z.string().trim().min(1, 'Write something.').max(500, 'At most 500 characters.'),
});
export type TryTranslation = z.infer<typeof tryTranslation>;

export const triedTranslation = z.object({
  /** Null: it does not work, and `problem` says why. */
  text: z.string().nullable(),
  problem: translationProblem.nullable(),
  tookMs: z.number().int(),
  service: translationService,
});
export type TriedTranslation = z.infer<typeof triedTranslation>;

/** A month of the calendar, in UTC. */
export const usageOfMonth = z.strictObject({
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Write a month as 2026-11.')
    .optional(),
});

export const translationUsage = z.object({
  month: z.string(),
  characters: z.number().int(),
  requests: z.number().int(),
  /** Of this day, whatever the month. */
  charactersToday: z.number().int(),
  pages: z.array(
    z.object({
      id: pageId,
      name: z.string(),
      mode: translationMode,
      isRemoved: z.boolean(),
      characters: z.number().int(),
      requests: z.number().int(),
    }),
  ),
});
export type TranslationUsage = z.infer<typeof translationUsage>;
