import { describe, expect, test } from 'vitest';
import type { PastMessage, PastThread } from '../../facebook/messenger/past-threads.ts';
import type { KnownMessage } from '../../store/backfills.ts';
import { planThread, type ThreadFacts } from './plan-thread.ts';

const noonMs = Date.UTC(2026, 10, 20, 12);
const hour = 3_600;
const at = (seconds: number) => new Date(noonMs + seconds * 1_000);

const said = (mid: string, seconds: number, more: Partial<PastMessage> = {}): PastMessage => ({
  mid,
  at: at(seconds),
  isFromPage: false,
  text: mid,
  attachments: [],
  replyTo: null,
  isUnsupported: false,
  raw: null,
  ...more,
});
const thread = (...messages: PastMessage[]): PastThread => ({ psid: '28', updatedAt: at(0), messages });
const known = (mid: string | null, seconds: number, more: Partial<KnownMessage> = {}): KnownMessage => ({
  mid,
  direction: 'in',
  text: mid,
  at: at(seconds),
  status: 'received',
  attachmentCount: 0,
  ...more,
});
const facts = (more: Partial<ThreadFacts> = {}): ThreadFacts => ({
  pageFacebookId: '700',
  appId: '9001',
  humanAgentAllowed: false,
  since: at(-90 * 24 * hour),
  known: [],
  now: at(hour),
  ...more,
});
const told = (events: ReturnType<typeof planThread>) =>
  events.map(({ event, past }) => ['mid' in event ? event.mid : '', event.kind, past]);

describe('what is missing in a thread', () => {
  test('a message that is known by its id is not added again', () => {
    const events = planThread(thread(said('m_1', 0), said('m_2', 10)), facts({ known: [known('m_1', 0.4)] }));
    expect(told(events)).toEqual([['m_2', 'message', 'waiting']]);
  });

  test('an id of an older form is told by sender, second and words', () => {
    const inThread = thread(
      said('m_new', 5, { text: 'Hello' }),
      said('m_out', 6, { text: 'Hello', isFromPage: true }),
    );
    const old = [
      known('mid.1:a', 5.8, { text: 'Hello' }),
      known('mid.2:b', 6.2, { text: 'Hello', direction: 'out', status: 'sent' }),
    ];
    expect(planThread(inThread, facts({ known: old }))).toEqual([]);
  });

  test('the same word twice in one second is two messages', () => {
    const twice = thread(said('m_1', 5, { text: 'ok' }), said('m_2', 5, { text: 'ok' }));
    expect(told(planThread(twice, facts({ known: [known('m_1', 5.2, { text: 'ok' })] })))).toEqual([
      ['m_2', 'message', 'waiting'],
    ]);
    const [second] = planThread(twice, facts({ known: [known('m_1', 5.2, { text: 'ok' })] }));
    expect(second?.event.at).toEqual(at(5.201));
  });

  test('nothing older than the time asked for is added', () => {
    const events = planThread(thread(said('m_1', -2 * hour), said('m_2', 0)), facts({ since: at(-hour) }));
    expect(told(events)).toEqual([['m_2', 'message', 'waiting']]);
  });
});

describe('what a missing message asks', () => {
  test('answered on Facebook meanwhile, it asks nothing', () => {
    const events = planThread(thread(said('m_1', 0), said('m_2', 10, { isFromPage: true })), facts());
    expect(told(events)).toEqual([
      ['m_1', 'message', 'over'],
      ['m_2', 'echo', 'over'],
    ]);
  });

  test('a reply that failed has answered nobody', () => {
    const failed = known(null, 20, { direction: 'out', status: 'failed' });
    expect(told(planThread(thread(said('m_1', 30)), facts({ known: [failed] })))).toEqual([
      ['m_1', 'message', 'waiting'],
    ]);
  });

  test('of one second, what stands behind the answer still waits', () => {
    const oneSecond = thread(said('m_1', 5), said('m_2', 5, { isFromPage: true }), said('m_3', 5));
    expect(told(planThread(oneSecond, facts()))).toEqual([
      ['m_1', 'message', 'over'],
      ['m_2', 'echo', 'over'],
      ['m_3', 'message', 'waiting'],
    ]);
  });

  test('past the reply window it is history: after a day, or after seven with Human Agent', () => {
    const old = thread(said('m_1', -30 * hour));
    expect(told(planThread(old, facts()))).toEqual([['m_1', 'message', 'over']]);
    expect(told(planThread(old, facts({ humanAgentAllowed: true })))).toEqual([
      ['m_1', 'message', 'waiting'],
    ]);
  });

  test('what came after it is known: it calls nobody a second time', () => {
    const events = planThread(thread(said('m_1', 0)), facts({ known: [known('m_2', 60)] }));
    expect(told(events)).toEqual([['m_1', 'message', 'late']]);
  });

  test('our own send of which nobody knew is told by its words, as its echo would be', () => {
    const sent = thread(said('m_1', 30, { isFromPage: true, text: 'It is.' }));
    const unknown = known(null, 29, { direction: 'out', status: 'unknown', text: 'It is.' });
    const [ours] = planThread(sent, facts({ known: [unknown] }));
    expect(ours?.event).toMatchObject({ kind: 'echo', appId: '9001' });
    const [others] = planThread(sent, facts());
    expect(others?.event).toMatchObject({ kind: 'echo', appId: null });
  });
});
