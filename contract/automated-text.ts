/** What may stand in braces in a text that is sent by itself. */
export const placeholders = [
  'CustomerFirstName',
  'CustomerFullName',
  'PageName',
  'AgentName',
  'QueueName',
] as const;
export type Placeholder = (typeof placeholders)[number];

const inBraces = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

/** The first word in braces that means nothing; null when all do. */
export function unknownPlaceholder(text: string): string | null {
  const known: readonly string[] = placeholders;
  return (
    [...text.matchAll(inBraces)].map(([, word]) => word ?? '').find((word) => !known.includes(word)) ?? null
  );
}

/** `fr_CA` is `fr-CA`; what is no language is null. */
function tagOf(locale: string | null): string | null {
  const found = /^([a-z]{2,3})(?:[_-]([A-Za-z]{2}))?$/.exec(locale ?? '');
  if (!found) return null;
  return found[2] === undefined ? (found[1] ?? null) : `${found[1]}-${found[2].toUpperCase()}`;
}

/**
 * The wording for one customer: in their own language, else its base (`fr-CA`: `fr`), else the page's, else
 * English; null when there is none of these.
 *
 * @param customerLocale  as Facebook tells it, `fr_CA`; null: not known.
 */
export function pickText(
  byLanguage: Readonly<Record<string, string>>,
  { customerLocale, pageLanguage }: { customerLocale: string | null; pageLanguage: string },
): string | null {
  for (const tag of [tagOf(customerLocale), tagOf(pageLanguage), 'en']) {
    if (tag === null) continue;
    const text = byLanguage[tag] ?? byLanguage[tag.split('-')[0] ?? ''];
    if (text !== undefined && text.trim() !== '') return text;
  }
  return null;
}

/** Puts values in place of the braces. What is not known leaves nothing behind, not even the space before it. */
export function fillText(
  text: string,
  values: Readonly<Partial<Record<Placeholder, string | null>>>,
): string {
  return text
    .replaceAll(/[ \t]*\{([A-Za-z][A-Za-z0-9]*)\}/g, (whole, word: string) => {
      const value = values[word as Placeholder] ?? null;
      return value === null || value === '' ? '' : whole.replace(`{${word}}`, () => value);
    })
    .trim();
}
