import { wordText, type WordedPlace } from './word-text.ts';

/**
 * What has to be said ahead of an automated text: that it is one. Once per conversation; null where the page does not
 * want it. Some laws do, as those of Germany and California.
 */
export function disclosureFor(place: WordedPlace): { automation: string; key: string; text: string } | null {
  const text = wordText('disclosure', place);
  return text === null ? null : { automation: 'disclosure', key: 'disclosure', text };
}
