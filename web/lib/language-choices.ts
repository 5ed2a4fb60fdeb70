/** What Messenger's own screens speak, as far as a page is likely to need it. */
const offered =
  'ar bg bn cs da de el en en-GB en-US es es-MX et fa fi fr fr-CA he hi hr hu id it ja ko lt lv ms nb nl pl pt pt-BR ' +
  'ro ru sk sl sr sv sw th tl tr uk ur vi zh zh-TW';

const names = new Intl.DisplayNames(['en'], { type: 'language' });

/** A language by its name, in the language of the desk: `pt-BR` as `Brazilian Portuguese`. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Several of them in a row: `English, German`. */
export function languageNames(tags: readonly string[]): string {
  return tags
    .map(languageName)
    .toSorted((a, b) => a.localeCompare(b))
    .join(', ');
}

/** Languages by name, in the language of the desk; the present one is among them whatever it is. */
export function languageChoices(present: string): { value: string; label: string }[] {
  return [...new Set([...offered.split(' '), present])]
    .map((value) => ({ value, label: languageName(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}
