/** The ending of a name, small, without the dot; null when it has none. Windows drops dots and spaces at the end. */
export function endingOf(name: string): string | null {
  const trimmed = name.replace(/[.\s]+$/, '');
  const dot = trimmed.lastIndexOf('.');
  return dot === -1 ? null : trimmed.slice(dot + 1).toLowerCase();
}

const longestName = 120;

/**
 * A name from outside, made harmless: no folders, no control or direction-changing characters, not too long,
 * never empty. The ending is kept.
 */
export function cleanFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).pop() ?? '';
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
    .trim()
    .replace(/^\.+/, '');
  if (clean === '') return 'file';
  const points = [...clean];
  if (points.length <= longestName) return clean;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(clean)?.[0] ?? '';
  return points.slice(0, longestName - ending.length).join('') + ending;
}

/**
 * The name of a file that a customer sent, read from Meta's link. Pictures bear random numbers there, which
 * help nobody: those become `PageName-2026-11-20-143100.jpg` (UTC); names that say something are kept.
 *
 * @param extension  what the bytes say, without the dot; null: not known.
 */
export function nameOfReceived(
  link: string | null,
  pageName: string,
  at: Date,
  extension: string | null,
): string {
  const original = link ? nameInLink(link) : null;
  if (original && !isRandom(original)) return cleanFileName(original);
  const page =
    pageName
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'Page';
  const iso = at.toISOString();
  const stem = `${page.slice(0, 60)}-${iso.slice(0, 10)}-${iso.slice(11, 19).replaceAll(':', '')}`;
  return extension ? `${stem}.${extension}` : stem;
}

/** The last part of a link's path, decoded; null when there is none. */
export function nameInLink(link: string): string | null {
  if (!URL.canParse(link)) return null;
  const last = new URL(link).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last) || null;
  } catch {
    // A lone percent sign: the name is taken as it stands.
    return last || null;
  }
}

/** Digits and single letters, as in `461234567_1084567890123456_n.jpg`, a hash, or no ending at all. */
function isRandom(name: string): boolean {
  const stem = name.replace(/\.[A-Za-z0-9]{1,10}$/, '');
  if (stem === name) return true;
  return (
    /^[\d_-]+(?:_[a-z])?$/i.test(stem) ||
    /^(?:audioclip|videoclip)?-?\d{6,}/i.test(stem) ||
    /^[0-9a-f-]{24,}$/i.test(stem)
  );
}
