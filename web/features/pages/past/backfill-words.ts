import type { Backfill, BackfillReason } from '../../../../contract/backfills.ts';

/** Why a page's past is read. */
export const reasonWords: Record<BackfillReason, string> = {
  'first-connection': 'History of the page, when it was connected',
  reconnected: 'Missed messages, when the page was connected again',
  subscription: 'Missed messages, when its events were delivered again',
  outage: 'Missed messages, after an outage of the desk',
  asked: 'Missed messages, on demand',
};

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const grouped = new Intl.NumberFormat('en-GB');

/** How it stands, and how far back it goes. */
export function stateWords({ state, since, progress }: Backfill): string {
  const back = `back to ${day.format(new Date(since))}`;
  switch (state) {
    case 'running':
      return `${Math.round(progress * 100)} % ${back}`;
    case 'paused':
      return `Paused, ${back}`;
    case 'done':
      return `Read ${back}`;
    case 'cancelled':
      return 'Stopped for good';
    case 'failed':
      return 'Failed';
  }
}

/** What came of it. */
export function resultWords(backfill: Backfill): string {
  const { conversationsRead, messagesAdded, postsRead, commentsAdded, state } = backfill;
  const posts = postsRead > 0 ? ` and ${count(postsRead, 'post')}` : '';
  const read = `${count(conversationsRead, 'conversation')}${posts} read`;
  const added = [
    ...(messagesAdded > 0 ? [count(messagesAdded, 'message')] : []),
    ...(commentsAdded > 0 ? [count(commentsAdded, 'comment')] : []),
  ];
  if (added.length === 0) return state === 'done' ? `${read}, nothing was missing` : read;
  return `${read}, ${added.join(' and ')} added`;
}

function count(number: number, word: string): string {
  return `${grouped.format(number)} ${word}${number === 1 ? '' : 's'}`;
}
