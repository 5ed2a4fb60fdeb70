/** `Dutch`, `English (United Kingdom)` of Facebook's `nl_NL`, `en_GB`; null when it is not one. */
export function languageWords(locale: string | null): string | null {
  if (locale === null) return null;
  try {
    const tag = new Intl.Locale(locale.replaceAll('_', '-'));
    const language = new Intl.DisplayNames('en-GB', { type: 'language' }).of(tag.language);
    if (language === undefined || language === tag.language) return null;
    const region =
      tag.region === undefined || tag.region === likelyRegion(tag.language)
        ? undefined
        : new Intl.DisplayNames('en-GB', { type: 'region' }).of(tag.region);
    return region === undefined ? language : `${language} (${region})`;
  } catch {
    return null;
  }
}

/** Where a language is at home: not worth saying. */
function likelyRegion(language: string): string | undefined {
  return new Intl.Locale(language).maximize().region;
}
