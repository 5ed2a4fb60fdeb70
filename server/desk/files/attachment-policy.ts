import type { PageSettings } from '../../../contract/page-settings.ts';
import { endingOf } from './file-names.ts';

export type AttachmentPolicy = PageSettings['attachments'];

/** A file as its bytes tell it; `name` is what its sender called it. */
export interface JudgedFile {
  name: string | null;
  sizeBytes: number;
  mimeType: string;
  /** As the bytes say, without the dot; null when they tell none. */
  extension: string | null;
  /** A program or script by its bytes: never taken, whatever is set. */
  isProgram: boolean;
}

/**
 * Why a page does not take a file. `off`: the direction is switched off · `too-large` · `type`: not among the
 * accepted types · `blocked`: among the blocked extensions.
 */
export type FileRefusal = 'off' | 'too-large' | 'type' | 'blocked';

/**
 * Whether a page takes a file, and if not, why: first the switch, then the size, then the accepted types, then the
 * blocked extensions. Of the extensions both count: the one the bytes tell, and the one in the name, since that is
 * what a double click goes by. The same rule holds for both directions.
 *
 * @returns null when it is taken.
 */
export function refusalOf(
  policy: AttachmentPolicy,
  direction: 'customers' | 'agents',
  file: JudgedFile,
): FileRefusal | null {
  if (!policy[direction]) return 'off';
  if (file.sizeBytes > policy.maxKb * 1024) return 'too-large';
  const types = typesOf(file);
  if (policy.types.length > 0 && !policy.types.some((pattern) => types.some((type) => fits(pattern, type)))) {
    return 'type';
  }
  return isBlocked(policy, file) ? 'blocked' : null;
}

function isBlocked(policy: AttachmentPolicy, { name, extension, isProgram }: JudgedFile): boolean {
  if (isProgram || (name !== null && isBlockedName(policy, name))) return true;
  return extension !== null && policy.blockedExtensions.includes(extension.toLowerCase());
}

/** Whether a name alone is enough to refuse a file, before a byte of it came. */
export function isBlockedName({ blockedExtensions }: AttachmentPolicy, name: string): boolean {
  const ending = endingOf(name);
  return ending !== null && blockedExtensions.includes(ending);
}

/** `image/*` fits every picture. Types are compared without regard to case. */
function fits(pattern: string, type: string): boolean {
  const [wanted, exact] = [pattern.toLowerCase(), type.toLowerCase()];
  return wanted.endsWith('/*') ? exact.startsWith(wanted.slice(0, -1)) : exact === wanted;
}

/** Bytes tell these from one another no further than that they are text; only the name does. */
const textTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  ics: 'text/calendar',
  json: 'application/json',
  md: 'text/markdown',
  vcf: 'text/vcard',
  xml: 'application/xml',
};

function typesOf({ name, mimeType }: JudgedFile): string[] {
  const named = mimeType === 'text/plain' && name !== null ? textTypes[endingOf(name) ?? ''] : undefined;
  return named === undefined ? [mimeType] : [mimeType, named];
}
