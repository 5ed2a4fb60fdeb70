import type { WritingRules } from '../../../../contract/conversations.ts';
import { limits } from '../../../../contract/messages.ts';
import { partsOf, type ReplyPart } from '../timeline/merge-outbox.ts';

/** What the composer says about the size of a reply. */
export type ReplySize = {
  /** `91 / 2,000`; null while there is room enough. */
  counter: string | null;
  /** `goes out as 2 messages`; null when it is one. */
  split: string | null;
  parts: readonly ReplyPart[];
  /** How many characters a reply may have. */
  allowed: number;
  tooLong: boolean;
};

/** From this share of one message on the counter is shown. */
const showFrom = 0.8;
const grouped = new Intl.NumberFormat('en-GB');

/** Of a text that is longer than this, only its ends are shown: they tell where the cuts are. */
const shownWholeUnits = 320;
const endUnits = 130;

/** The beginning and the end of a part, at words; the whole of it when it is short. */
export function showEnds(text: string): string {
  if (text.length <= shownWholeUnits) return text;
  const head = text.slice(0, endUnits).replace(/\s+\S*$/u, '');
  const tail = text.slice(-endUnits).replace(/^\S*\s+/u, '');
  return `${head} … ${tail}`;
}

type LengthRules = Pick<WritingRules, 'longTexts' | 'maxLength'>;
const usual: LengthRules = { longTexts: 'split', maxLength: limits.textUnits };

export function measureReply(
  reply: Parameters<typeof partsOf>[0],
  { longTexts, maxLength }: LengthRules = usual,
): ReplySize {
  const units = reply.text.trim().length;
  const parts = partsOf(reply, maxLength);
  const allowed = longTexts === 'refuse' ? maxLength : limits.replyUnits;
  const most = units > maxLength ? allowed : maxLength;
  const isCounted = units >= maxLength * showFrom || parts.length > 1;
  return {
    counter: isCounted ? `${grouped.format(units)} / ${grouped.format(most)}` : null,
    split: parts.length > 1 ? `goes out as ${parts.length} messages` : null,
    parts,
    allowed,
    tooLong: units > allowed,
  };
}
