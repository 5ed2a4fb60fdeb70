import type { CommentAct, CommentHappening } from '../../../../contract/comments.ts';
import { timeOfDay } from '../../../lib/dates.ts';

/** What is under way, in the words of the comment's line. */
export const doingWords: Record<CommentAct, string> = {
  like: 'Liking',
  unlike: 'Taking the like back',
  hide: 'Hiding',
  unhide: 'Showing again',
  delete: 'Deleting',
  ban: 'Banning the author',
  unban: 'Letting the author back',
};

/** What did not succeed. */
export const failedWords: Record<CommentAct, string> = {
  like: 'Not liked.',
  unlike: 'The like is still there.',
  hide: 'Not hidden.',
  unhide: 'Still hidden.',
  delete: 'Not deleted.',
  ban: 'Not banned.',
  unban: 'Still banned.',
};

const happened: Record<CommentHappening['what'], string> = {
  hidden: 'Hidden',
  shown: 'Shown again',
  removed: 'Deleted',
};

/** `Hidden by Priya at 14:05`. Of a removal that was not ours the author is the one who did it. */
export function happeningWords({ what, by, at }: CommentHappening): string {
  const who = by ?? (what === 'removed' ? 'its author' : 'somebody on Facebook');
  return `${happened[what]} by ${who.replace(/^A rule/, 'a rule')} at ${timeOfDay(at)}`;
}

const dayMs = 86_400_000;

/** `6 d 23 h left`; null when it is over. */
export function leftWords(endsAt: string, nowMs: number): string | null {
  const leftMs = Date.parse(endsAt) - nowMs;
  if (leftMs <= 0) return null;
  const days = Math.floor(leftMs / dayMs);
  const hours = Math.floor((leftMs % dayMs) / 3_600_000);
  const minutes = Math.max(1, Math.floor((leftMs % 3_600_000) / 60_000));
  if (days > 0) return `${days} d ${hours} h left`;
  return hours > 0 ? `${hours} h ${minutes} min left` : `${minutes} min left`;
}
