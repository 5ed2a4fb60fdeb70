import type { WritingRules } from '../../../../contract/conversations.ts';
import { limits } from '../../../../contract/messages.ts';

type FileRules = Pick<WritingRules['files'], 'isOn' | 'maxBytes' | 'blockedExtensions'>;

/** What is wrong with a file for a page, in a sentence; null when it may go. Its type is told by the server, from the bytes. */
export function findFileFault(
  file: { name: string; size: number; type: string },
  rules: FileRules | null,
): string | null {
  return (rules === null ? null : faultByRules(file, rules)) ?? faultForMessenger(file);
}

function faultByRules(file: { name: string; size: number }, rules: FileRules): string | null {
  if (!rules.isOn) return `${file.name} was not attached: sending files is switched off for this page.`;
  const ending = /\.([^.]+?)[.\s]*$/u.exec(file.name)?.[1]?.toLowerCase();
  if (ending !== undefined && rules.blockedExtensions.includes(ending)) {
    return `${file.name} was not attached: .${ending} is blocked for this page.`;
  }
  return file.size > rules.maxBytes
    ? `${file.name} has ${sizeWords(file.size)}. This page sends ${sizeWords(rules.maxBytes)} at most.`
    : null;
}

/** What Messenger itself does not take. */
function faultForMessenger(file: { name: string; size: number; type: string }): string | null {
  if (file.size === 0) return `${file.name} is empty.`;
  const isImage = file.type.startsWith('image/');
  const most = isImage ? limits.imageBytes : limits.uploadBytes;
  if (file.size <= most) return null;
  const kind = isImage ? 'A picture' : 'A file';
  return `${file.name} has ${sizeWords(file.size)}. ${kind} may have ${sizeWords(most)} at most.`;
}

/** `88 kB`, `1.4 MB`: in steps of 1024, as the limits are. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  if (kilo < 1000) return `${Math.round(kilo)} kB`;
  const mega = kilo / 1024;
  return `${mega < 10 ? Number(mega.toFixed(1)) : Math.round(mega)} MB`;
}
