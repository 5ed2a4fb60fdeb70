import type { Activity } from '../../../contract/messages.ts';
import type { TriggerEvent } from '../../../contract/triggers.ts';

/** What a line of a timeline says of itself. */
export interface LineFacts {
  kind: 'message' | 'note' | 'activity';
  direction: 'in' | 'out' | null;
  authorKind: 'customer' | 'user' | 'outside' | 'system';
  conversationKind: 'messenger' | 'comment';
  /** Another app had the thread: it asked nothing of us. */
  standby: boolean;
  /** The customer answers a survey by it, and asks nothing. */
  answers: 'survey' | null;
  activity: Pick<Activity, 'type'> | null;
  /** The customer's first word in the conversation. */
  isFirst: boolean;
  /** It was read long afterwards, and what came behind it was known before: that set off what there was to do. */
  isLate: boolean;
  status: 'open' | 'active' | 'waiting' | 'wrapup' | 'closed';
}

/** What a line sets off, in order. What calls nobody sets off nothing: who is shut out, and what answers a survey. */
export function triggerEventsOf(line: LineFacts): TriggerEvent[] {
  if (line.kind === 'note') return [];
  if (line.kind === 'activity') return line.activity ? ofActivity(line.activity) : [];
  if (line.isLate) return [];
  if (line.direction === 'out') return isAnswer(line) ? ['agent-wrote'] : [];
  if (line.standby || line.answers !== null || line.status === 'closed') return [];
  const wrote = line.conversationKind === 'comment' ? 'comment' : 'customer-wrote';
  return line.isFirst ? ['begun', wrote] : [wrote];
}

/** What the page said elsewhere in a conversation that is over is mostly its history, read afterwards. */
function isAnswer({ authorKind, status }: LineFacts): boolean {
  return authorKind === 'user' || (authorKind === 'outside' && status !== 'closed');
}

function ofActivity(activity: Pick<Activity, 'type'>): TriggerEvent[] {
  switch (activity.type) {
    case 'taken':
    case 'assigned':
    case 'given':
    case 'accepted':
      return ['assigned'];
    case 'released':
    case 'agent-lost':
      return ['released'];
    case 'transferred':
      return ['moved'];
    case 'parked':
    case 'snoozed':
      return ['parked'];
    case 'overflowed':
      return 'to' in activity && activity.to !== null ? ['moved'] : ['ended'];
    case 'reopened':
      return ['reopened'];
    case 'ended':
      return ['ended'];
    case 'timed-out':
      // A wrap-up that is over was told when it was ended.
      return 'from' in activity && activity.from === 'wrap-up' ? [] : ['ended'];
    default:
      return [];
  }
}
