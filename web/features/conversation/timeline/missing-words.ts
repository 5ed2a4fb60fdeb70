import type { Attachment } from '../../../../contract/messages.ts';
import { sizeWords } from '../composer/check-file.ts';

type Missing = Pick<Attachment, 'kind' | 'name' | 'sizeBytes' | 'failure'>;

const kinds: Partial<Record<Attachment['kind'], string>> = {
  image: 'Picture',
  video: 'Video',
  audio: 'Voice message',
  sticker: 'Sticker',
};

const reasons: Record<NonNullable<Attachment['failure']>, string> = {
  off: 'this page takes no files from customers',
  'too-large': 'larger than this page takes',
  type: 'not of a type that this page takes',
  blocked: 'blocked, since it could do harm',
  expired: 'Facebook no longer had it',
  unreachable: 'Facebook did not hand it over',
  'refused-host': 'its address is none of Facebook’s',
};

/** Why there is no copy of what a customer sent, with its kind and size. */
export function missingWords({ kind, name, sizeBytes, failure }: Missing): { title: string; fact: string } {
  const isRefused =
    failure === 'off' || failure === 'too-large' || failure === 'type' || failure === 'blocked';
  const what = [kinds[kind] ?? 'File', name, sizeBytes === null ? null : sizeWords(sizeBytes)];
  return {
    title: isRefused ? 'A file was not accepted' : 'File not available',
    fact: `${what.filter((word) => word !== null).join(' · ')}: ${reasons[failure ?? 'expired']}`,
  };
}
