import type { FileTooLarge } from '../../store/file-storage.ts';
import { forbidden, invalid, Problem } from '../problems.ts';
import { refusalOf, type AttachmentPolicy, type JudgedFile } from './attachment-policy.ts';

/**
 * Whether a page sends this file of an agent's.
 * @throws Problem `forbidden` · `too-large` · `invalid`, each saying what would be accepted.
 */
export function requireAccepted(policy: AttachmentPolicy, file: JudgedFile): void {
  switch (refusalOf(policy, 'agents', file)) {
    case null:
      return;
    case 'off':
      throw filesOff();
    case 'too-large':
      throw tooLarge(policy.maxKb * 1024);
    case 'type':
      throw invalid(
        'file',
        `Files of the type ${file.mimeType} are not sent from this page, only ${policy.types.join(', ')}.`,
      );
    case 'blocked':
      throw blocked();
  }
}

/** Its ending is blocked, or it is a program. */
export function blocked(): Problem {
  return invalid(
    'file',
    'Programs, scripts and shortcuts are not taken, since they could harm the customer; nor is what else this page has blocked.',
  );
}

/** The page sends no files at all. */
export function filesOff(): Problem {
  return forbidden('Sending files is switched off for this page.');
}

/** A file over the limit, as a problem. */
export function tooLarge(maxBytes: number, cause?: FileTooLarge): Problem {
  return new Problem(
    'too-large',
    `The file is larger than ${sizeWords(maxBytes)}, the most that is taken here.`,
    {
      data: { maxBytes },
      ...(cause ? { cause } : {}),
    },
  );
}

/** `512 KB`, `5 MB`, `24.9 MB`. */
function sizeWords(bytes: number): string {
  const kilobytes = Math.floor(bytes / 1024);
  return kilobytes < 1024 ? `${kilobytes} KB` : `${Math.floor((kilobytes / 1024) * 10) / 10} MB`;
}
