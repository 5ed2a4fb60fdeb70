import { expect, test } from 'vitest';
import { triggerEventsOf, type LineFacts } from './events-of.ts';

const line = (more: Partial<LineFacts>): LineFacts => ({
  ...{ kind: 'message', direction: 'in', authorKind: 'customer', conversationKind: 'messenger' },
  ...{ standby: false, answers: null, activity: null, isFirst: false, isLate: false, status: 'open' },
  ...more,
});
const activity = (type: string, more: object = {}) =>
  line({ kind: 'activity', direction: null, activity: { type, ...more } as LineFacts['activity'] });

test.each<[string, LineFacts, string[]]>([
  ['a first word', line({ isFirst: true }), ['begun', 'customer-wrote']],
  ['a later word', line({}), ['customer-wrote']],
  ['a word that is read after those behind it', line({ isFirst: true, isLate: true }), []],
  ['a first comment', line({ isFirst: true, conversationKind: 'comment' }), ['begun', 'comment']],
  ['a word while another app has the thread', line({ isFirst: true, standby: true }), []],
  ['what answers a survey', line({ answers: 'survey' }), []],
  ['a word of who is shut out', line({ status: 'closed' }), []],
  ['a reply', line({ direction: 'out', authorKind: 'user' }), ['agent-wrote']],
  ['a reply from outside the desk', line({ direction: 'out', authorKind: 'outside' }), ['agent-wrote']],
  [
    'a reply from outside the desk in what is over, as history is',
    line({ direction: 'out', authorKind: 'outside', status: 'closed' }),
    [],
  ],
  ['what a rule says', line({ direction: 'out', authorKind: 'system' }), []],
  ['a note', line({ kind: 'note', direction: null }), []],
  ['given', activity('given'), ['assigned']],
  ['given back', activity('released'), ['released']],
  ['handed on', activity('transferred'), ['moved']],
  ['too much for its department', activity('overflowed', { to: 'Billing' }), ['moved']],
  ['ended as too much waited', activity('overflowed', { to: null }), ['ended']],
  ['put aside', activity('snoozed'), ['parked']],
  ['reopened', activity('reopened'), ['reopened']],
  ['ended', activity('ended'), ['ended']],
  ['closed by the clock', activity('timed-out', { from: 'idle' }), ['ended']],
  ['a wrap-up that is over', activity('timed-out', { from: 'wrap-up' }), []],
  ['a text that was not sent', activity('text-not-sent'), []],
])('N24 %s', (_what, facts, events) => {
  expect(triggerEventsOf(facts)).toEqual(events);
});
