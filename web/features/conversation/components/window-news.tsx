import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { useTimeUntil } from '../../../lib/clock.ts';

/** Told once to screen readers: an hour before the window closes, and ten minutes before. */
export function WindowNews({ state, endsAt }: Pick<ConversationDetails['window'], 'state' | 'endsAt'>) {
  const now = useTimeUntil(endsAt);
  const leftMinutes = endsAt === null ? Infinity : (Date.parse(endsAt) - now) / 60_000;
  return (
    <span className="sr" role="status">
      {state === 'closed' ? '' : newsOf(leftMinutes)}
    </span>
  );
}

function newsOf(leftMinutes: number): string {
  if (leftMinutes <= 0 || leftMinutes > 60) return '';
  return leftMinutes <= 10 ? 'Ten minutes left to reply.' : 'One hour left to reply.';
}
