import type { Activity } from '../../../contract/messages.ts';
import type { WebhookEvent } from '../../../contract/webhooks.ts';

/** What a line of a timeline says of itself. */
export interface EventFacts {
  kind: 'message' | 'note' | 'activity';
  direction: 'in' | 'out' | null;
  authorKind: 'customer' | 'user' | 'outside' | 'system';
  /** Which text of a rule's. */
  automation: string | null;
  /** Another app had the thread: it asked nothing of us. */
  standby: boolean;
  activity: Pick<Activity, 'type'> | null;
  /** The customer's first word in the conversation. */
  isFirst: boolean;
  status: 'open' | 'active' | 'waiting' | 'wrapup' | 'closed';
}

/** What other programs are told of a line, in order; nothing for most lines about the life of a conversation. */
export function eventsOf(line: EventFacts): WebhookEvent[] {
  if (line.kind === 'note') return [];
  if (line.kind === 'activity') return line.activity ? ofActivity(line.activity, line.status) : [];
  if (line.direction === 'in') {
    // Who is shut out, and who writes where it calls nobody, begins nothing.
    const begins = line.isFirst && !line.standby && line.status !== 'closed';
    const isQueued = begins && line.status === 'open';
    return [
      ...(begins ? (['conversation.begun'] as const) : []),
      ...(isQueued ? (['conversation.queued'] as const) : []),
      'message.customer',
    ];
  }
  if (line.automation !== null) return line.automation === 'offline' ? ['message.offline'] : [];
  return line.authorKind === 'system' ? [] : ['message.agent'];
}

function ofActivity(activity: Pick<Activity, 'type'>, status: EventFacts['status']): WebhookEvent[] {
  switch (activity.type) {
    case 'taken':
    case 'assigned':
    case 'given':
    case 'accepted':
      return ['conversation.taken'];
    case 'released':
    case 'agent-lost':
      return ['conversation.queued'];
    case 'transferred':
      return ['conversation.forwarded', 'conversation.queued'];
    case 'reopened':
      return ['conversation.begun', ...(status === 'open' ? (['conversation.queued'] as const) : [])];
    case 'ended':
      return ['conversation.closed'];
    case 'overflowed':
      return 'to' in activity && activity.to === null
        ? ['conversation.closed']
        : ['conversation.forwarded', 'conversation.queued'];
    case 'timed-out':
      // A wrap-up that is over was told when it was ended.
      return 'from' in activity && activity.from === 'wrap-up' ? [] : ['conversation.closed'];
    default:
      return [];
  }
}
