/** What may stand in braces in a text that is sent by itself. */
export const placeholders = [
  'CustomerFirstName',
  'CustomerFullName',
  'PageName',
  'AgentName',
  'QueueName',
  'OpensAt',
  'Position',
  'TicketId',
  'SurveyLink',
] as const;
export type Placeholder = (typeof placeholders)[number];

const inBraces = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

/** The first word in braces that means nothing here; null when all do. */
export function unknownPlaceholder(text: string, known: readonly string[] = placeholders): string | null {
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
 * @returns the words, and the language in which to write what is put into them: `fr-CA` also where the words are `fr`.
 */
export function pickText(
  byLanguage: Readonly<Record<string, string>>,
  { customerLocale, pageLanguage }: { customerLocale: string | null; pageLanguage: string },
): { text: string; language: string } | null {
  for (const language of [tagOf(customerLocale), tagOf(pageLanguage), 'en']) {
    if (language === null) continue;
    const text = byLanguage[language] ?? byLanguage[language.split('-')[0] ?? ''];
    if (text !== undefined && text.trim() !== '') return { text, language };
  }
  return null;
}

/**
 * When it opens next, as people say it: `Monday at 9:00 AM`, and with the date when that is a week away or more.
 * @param timeZone  of the operating hours; an IANA name.
 */
export function wordOpensAt(
  opensAt: Date,
  { now, timeZone, language }: { now: Date; timeZone: string; language: string },
): string {
  const isNear = opensAt.getTime() - now.getTime() < 6 * 24 * 3_600_000;
  return new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: 'long',
    ...(isNear ? {} : { day: 'numeric', month: 'long' }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(opensAt);
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
