import {
  purposeKind,
  purposeWords,
  type PurposeKind,
  type SendPurpose,
  type WritePurpose,
} from '../../../../contract/send-purpose.ts';

/** What an answer is for, as far as its writer has said. */
export type ChosenPurpose = { kind: PurposeKind | null; words: string };

export const noPurpose: ChosenPurpose = { kind: null, words: '' };

export const purposeChoices = purposeKind.options.map((value) => ({ value, label: purposeWords[value] }));

/** What is sent; null while something is missing. */
export function saidPurpose({ kind, words }: ChosenPurpose): WritePurpose | null {
  const own = words.trim();
  if (kind === null || (kind === 'other' && own === '')) return null;
  return { kind, ...(own === '' ? {} : { words: own }) };
}

/** How a sent answer tells what it was for. */
export function purposeLine({ kind, words }: SendPurpose): string {
  if (kind === 'other' && words !== null) return words;
  return words === null ? purposeWords[kind] : `${purposeWords[kind]}: ${words}`;
}
