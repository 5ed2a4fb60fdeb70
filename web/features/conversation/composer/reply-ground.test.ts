import { describe, expect, test } from 'vitest';
import { banId, pageId, userId } from '../../../../contract/ids.ts';
import { findReplyGround, humanAgentReminder } from './reply-ground.ts';

const nowMs = Date.parse('2026-11-20T12:00:00.000Z');
const anId = '01937000-0000-7000-8000-000000000001';
const open = { state: 'standard', endsAt: '2026-11-21T11:00:00.000Z', reason: null } as const;
const may = {
  reply: true,
  followUp: false,
  note: true,
  take: true,
  assign: true,
  end: true,
  reopen: true,
  moveThread: true,
  park: true,
  resume: true,
  transfer: true,
  close: true,
  setStatus: true,
  ban: true,
  liftBan: true,
  join: false,
  leave: false,
  consult: false,
  invite: false,
};
const facts: Parameters<typeof findReplyGround>[0] = {
  window: open,
  page: {
    id: pageId.parse(anId),
    name: 'Harbour & Pine',
    canSend: true,
    reason: null,
    isRemoved: false,
    color: null,
  },
  may,
  assignee: { id: userId.parse(anId), name: 'Jonas' },
  status: 'active',
  threadOwner: null,
  ban: null,
  contact: { name: 'Elena Marković', firstName: 'Elena' },
};

describe('findReplyGround', () => {
  test('who is shut out is not written to, and nothing offers to reopen it (N30)', () => {
    const ban = { id: banId.parse(anId), until: null, note: '', setAt: '2026-11-20T12:00:00Z', setBy: null };
    const shut = { ...facts, ban, status: 'closed' as const, may: { ...may, reply: false, reopen: false } };
    expect(findReplyGround(shut, nowMs)).toMatchObject({ title: 'Elena is shut out', way: null });
  });

  test('inside 24 hours a reply is a standard one', () => {
    expect(findReplyGround(facts, nowMs)).toEqual({ kind: 'open', manner: 'standard' });
  });

  test.each(['none', 'asked', 'declined'] as const)('where consent is required, %s shuts it', (state) => {
    const ground = findReplyGround({ ...facts, consent: { state, isRequired: true } }, nowMs);
    expect(ground).toMatchObject({ kind: 'shut', because: 'desk', title: 'Elena has not agreed to be read' });
    expect(findReplyGround({ ...facts, consent: { state, isRequired: false } }, nowMs).kind).toBe('open');
  });

  test('J16: over a late answer stands that it may hold no offers and that nothing automatic is sent', () => {
    expect(humanAgentReminder).toMatch(/No offers or advertising/);
    expect(humanAgentReminder).toMatch(/Automated texts .* stay off/);
  });

  test('up to 7 days it is written by hand', () => {
    const human = { ...facts, window: { ...open, state: 'human-agent' as const } };
    expect(findReplyGround(human, nowMs)).toEqual({ kind: 'open', manner: 'human' });
  });

  test.each(['never-wrote', 'over-24-hours', 'over-7-days'] as const)(
    'a window closed for %s says why',
    (reason) => {
      const shut = { ...facts, window: { state: 'closed' as const, endsAt: null, reason } };
      const ground = findReplyGround(shut, nowMs);
      expect(ground).toMatchObject({ kind: 'shut', because: 'window', way: null });
      expect(ground.kind === 'shut' && ground.text).toContain('Elena');
    },
  );

  test('a window that ran out on this screen is shut before the server says so', () => {
    const ground = findReplyGround(facts, Date.parse(open.endsAt));
    expect(ground).toMatchObject({ kind: 'shut', because: 'window' });
  });

  test('a page that cannot send shuts it with the page’s own reason', () => {
    const page = { ...facts.page, canSend: false, reason: 'The access key ended on 17 November.' };
    expect(findReplyGround({ ...facts, page }, nowMs)).toMatchObject({
      kind: 'shut',
      because: 'page',
      text: 'The access key ended on 17 November.',
    });
  });

  test('who may not reply is shown the way: take, reopen, or none', () => {
    const shut = { ...facts, may: { ...may, reply: false, reopen: false } };
    expect(findReplyGround({ ...shut, assignee: null }, nowMs)).toMatchObject({ way: 'take' });
    expect(
      findReplyGround({ ...shut, may: { ...shut.may, reopen: true }, status: 'closed' }, nowMs),
    ).toMatchObject({ way: 'reopen' });
    expect(findReplyGround({ ...shut, may: { ...shut.may, take: false } }, nowMs)).toMatchObject({
      title: 'Jonas answers here',
      way: null,
    });
  });

  test('another app holds the thread on Facebook: it is said who, and it can be taken over', () => {
    const owner = { appId: '263902037430900', name: 'the Page Inbox', until: '2026-11-21T11:00:00.000Z' };
    const held = { ...facts, may: { ...may, reply: false }, threadOwner: owner };
    expect(findReplyGround(held, nowMs)).toMatchObject({ because: 'thread', way: 'take-over' });
    expect(findReplyGround({ ...held, may: { ...held.may, moveThread: false } }, nowMs)).toMatchObject({
      because: 'thread',
      way: null,
    });
    const lapsed = { ...facts, threadOwner: { ...owner, until: new Date(nowMs).toISOString() } };
    expect(findReplyGround(lapsed, nowMs)).toMatchObject({ kind: 'open' });
  });
});
