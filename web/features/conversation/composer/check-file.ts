import { limits } from '../../../../contract/messages.ts';

/** What is wrong with a file for Messenger, in a sentence; null when it may go. */
export function findFileFault(file: { name: string; size: number; type: string }): string | null {
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
