import { expect, test } from 'vitest';
import { eventsOf, type EventFacts } from './event-of.ts';

const line = (more: Partial<EventFacts>): EventFacts => ({
  kind: 'message',
  direction: 'in',
  authorKind: 'customer',
  automation: null,
  standby: false,
  activity: null,
  isFirst: false,
  status: 'open',
  ...more,
});
const activity = (type: EventFacts['activity']) =>
  line({ kind: 'activity', direction: null, activity: type });

test.each<[string, EventFacts, string[]]>([
  [
    'a first word',
    line({ isFirst: true }),
    ['conversation.begun', 'conversation.queued', 'message.customer'],
  ],
  [
    'a first word that somebody has taken since',
    line({ isFirst: true, status: 'active' }),
    ['conversation.begun', 'message.customer'],
  ],
  ['a later word', line({}), ['message.customer']],
  ['a word while another app has the thread', line({ isFirst: true, standby: true }), ['message.customer']],
  ['a word of who is shut out', line({ isFirst: true, status: 'closed' }), ['message.customer']],
  ['a reply', line({ direction: 'out', authorKind: 'user' }), ['message.agent']],
  ['a reply from outside the desk', line({ direction: 'out', authorKind: 'outside' }), ['message.agent']],
  [
    'the offline text',
    line({ direction: 'out', authorKind: 'system', automation: 'offline' }),
    ['message.offline'],
  ],
  ['another text', line({ direction: 'out', authorKind: 'system', automation: 'welcome' }), []],
  ['a note', line({ kind: 'note', direction: null }), []],
  ['taken', activity({ type: 'taken' }), ['conversation.taken']],
  ['assigned', activity({ type: 'assigned' }), ['conversation.taken']],
  ['accepted', activity({ type: 'accepted' }), ['conversation.taken']],
  ['given back', activity({ type: 'released' }), ['conversation.queued']],
  ['handed on', activity({ type: 'transferred' }), ['conversation.forwarded', 'conversation.queued']],
  ['reopened', activity({ type: 'reopened' }), ['conversation.begun', 'conversation.queued']],
  ['ended', activity({ type: 'ended' }), ['conversation.closed']],
  ['a wrap-up that is finished', activity({ type: 'finished' }), []],
  ['parked', activity({ type: 'parked' }), []],
])('N20 %s', (_what, facts, events) => {
  expect(eventsOf(facts)).toEqual(events);
});

test('N20 what the clock closes is told once, at its end', () => {
  const over = (from: string) => eventsOf(activity({ type: 'timed-out', from } as EventFacts['activity']));
  expect([over('idle'), over('parked'), over('wrap-up')]).toEqual([
    ['conversation.closed'],
    ['conversation.closed'],
    [],
  ]);
});
