/**
 * Endings that are never taken in from our own people, since a recipient might run them with a double click.
 * The list is the one that Dynamics 365 blocks by default, with `svg` (a script may hide in it).
 */
const blockedEndings = new Set(
  `ade adp app asa ashx asmx asp bas bat cdx cer chm class cmd com config cpl crt csh dll exe fxp hlp hta htr htw
  ida idc idq inf ins isp its jar js jse ksh lnk mad maf mag mam maq mar mas mat mau mav maw mda mdb mde mdt mdw
  mdz msc msh msh1 msh1xml msh2 msh2xml mshxml msi msp mst ops pcd pif prf prg printer pst reg rem scf scr sct
  shb shs shtm shtml soap stm svg tmp url vb vbe vbs vsmacros vss vst vsw ws wsc wsf wsh`.split(/\s+/),
);

/** Whether a file of this name is refused. Windows drops dots and spaces at the end, so they do not hide it. */
export function isBlockedName(name: string): boolean {
  const ending = name
    .replace(/[.\s]+$/, '')
    .split('.')
    .pop();
  return ending !== undefined && name.includes('.') && blockedEndings.has(ending.toLowerCase());
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

function nameInLink(link: string): string | null {
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
