/**
 * Which of some languages is meant by a tag, whoever wrote it: `de_AT`, `pt-BR`, `zh-Hant`. The same one, else one of the
 * same language; of Chinese, where the scripts differ, the one that the place writes. Null: none of them.
 */
export function matchLanguage(tag: string | null, codes: readonly string[]): string | null {
  if (tag === null) return null;
  const wanted = tag.replaceAll('_', '-').toLowerCase();
  const exact = codes.find((code) => code.toLowerCase() === wanted);
  if (exact) return exact;
  const ofSame = codes.filter((code) => baseOf(code) === baseOf(wanted));
  const script = scriptOf(wanted);
  return ofSame.find((code) => scriptOf(code) === script) ?? ofSame[0] ?? null;
}

/** Whether who reads the one reads the other: countries aside, scripts not. */
export function isSameLanguage(a: string, b: string): boolean {
  return baseOf(a) === baseOf(b) && scriptOf(a) === scriptOf(b);
}

function baseOf(code: string): string {
  return code.toLowerCase().split(/[-_]/)[0] ?? '';
}

/** Of Chinese; null of what is written in one script, as far as we need to tell. */
function scriptOf(code: string): 'hans' | 'hant' | null {
  const tag = code.toLowerCase();
  if (baseOf(tag) !== 'zh') return null;
  return /hant|tw|hk|mo/.test(tag) ? 'hant' : 'hans';
}
