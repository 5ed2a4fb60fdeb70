import { z } from 'zod';
import {
  messageOf,
  placeholdersOf,
  settableMessages,
  type AutomatedKey,
  type AutomatedText,
} from './automated-messages.ts';
import { unknownPlaceholder } from './automated-text.ts';
import { languageTag } from './language-tag.ts';

/** The longest leaves as one message on every page. */
const mostCharacters = 1986;

/** What one layer says of a text; what it does not say comes from the layer below it. */
export function textLayer(key: AutomatedKey) {
  const words = z
    .string()
    .trim()
    .max(mostCharacters, 'At most 1,986 characters.')
    .refine((text) => unknownPlaceholder(text, placeholdersOf(key)) === null, {
      error: ({ input }) =>
        `{${unknownPlaceholder(String(input), placeholdersOf(key))}} is not known here. There are ${placeholdersOf(
          key,
        )
          .map((word) => `{${word}}`)
          .join(', ')}.`,
    });
  return z.strictObject({
    /** Null: as the layer below has it. */
    isOn: z.boolean().nullable().default(null),
    /** Own words; a language that is not here is taken from the layer below. */
    byLanguage: z.record(languageTag, words).default({}),
  });
}
export type TextLayer = z.infer<ReturnType<typeof textLayer>>;

/** Words and switches, the most specific layer first; the desk's own defaults come last. */
export function resolveText(key: AutomatedKey, layers: readonly (TextLayer | undefined)[]): AutomatedText {
  const { byDefault } = messageOf(key);
  const isOn = layers.map((layer) => layer?.isOn ?? null).find((said) => said !== null) ?? byDefault.isOn;
  const byLanguage = Object.assign(
    {},
    byDefault.byLanguage,
    ...layers.map((layer) => layer?.byLanguage).toReversed(),
  );
  return { isOn, byLanguage: byLanguage as Record<string, string> };
}

const keys = settableMessages.map(({ key }) => key) as [AutomatedKey, ...AutomatedKey[]];
export const automatedKey = z.enum(keys);

/** What is set for all pages of a channel. */
export const channelTexts = z.object({
  items: z.array(
    z.object({
      key: automatedKey,
      isOn: z.boolean().nullable(),
      byLanguage: z.record(z.string(), z.string()),
    }),
  ),
});
export type ChannelTexts = z.infer<typeof channelTexts>;

/** What is not named stays; null and `{}` are what the desk has by itself. */
export const changeChannelText = z.strictObject({
  isOn: z.boolean().nullable().optional(),
  byLanguage: z
    .record(languageTag, z.string().trim().max(mostCharacters, 'At most 1,986 characters.'))
    .optional(),
});
export type ChangeChannelText = z.infer<typeof changeChannelText>;
