import { beforeEach, expect, test } from 'vitest';
import type { TicketStatus } from '../../../contract/tickets.ts';
import { getConversation } from '../conversations/get.ts';
import { at, meta, readConversation, useIntake } from '../../testing/intake.ts';

const intake = useIntake();
let page: string;
let pageId: string;
let pages = 0;
const hour = 3_600;
const who = () => ({ psid: '28', page });
const read = () => readConversation(intake, pageId);

beforeEach(async () => {
  page = `7104${pages++}`;
  pageId = await intake.page(page, { reopenHours: 72 });
  await intake.tell(meta.message('m1', 'Hi', 1, who()));
});
const close = async (ticketSet: TicketStatus | null, more: object = {}) => {
  const over = {
    status: 'closed' as const,
    closedAt: new Date(at(1_000)),
    waitingSince: null,
    unreadCount: 0,
  };
  const change = (values: object) =>
    intake.db.updateTable('conversation').set(values).where('pageId', '=', pageId).execute();
  await change({ ...over, ...more });
  await change({ ticketSet });
};

test('H-T8 a customer’s word reopens a solved ticket and begins a new one after a closed one, which it names (K34)', async () => {
  await close(null);
  await intake.tell(meta.message('m2', 'More', 1_000 + hour, who()));
  expect((await read()).conversations).toMatchObject([{ status: 'open', reopenedCount: 1 }]);
  await close('closed');
  await intake.tell(meta.message('m3', 'Something else', 1_000 + 2 * hour, who()));
  const { conversations } = await read();
  expect(conversations).toMatchObject([
    { status: 'closed', ticketSet: 'closed' },
    { status: 'open', ticketSet: null, previousId: conversations[0]?.id },
  ]);
  const [old, fresh] = conversations;
  const system = { ...intake, actor: { kind: 'system', name: 'test' } } as const;
  expect(await getConversation(system, fresh?.id ?? '')).toMatchObject({
    previous: { id: old?.id, number: old?.number },
    next: null,
  });
  expect(await getConversation(system, old?.id ?? '')).toMatchObject({
    previous: null,
    next: { id: fresh?.id, number: fresh?.number },
  });
  // Who has the old one open is shown the new one at once.
  const told = await intake.db
    .selectFrom('liveEvent')
    .select('subjectId')
    .where('kind', '=', 'conversation.details-changed')
    .execute();
  expect(told).toEqual([{ subjectId: old?.id }]);
});

test('what was set to solved is reopened whenever the customer writes', async () => {
  await close('solved');
  await intake.tell(meta.message('m2', 'At last', 1_000 + 900 * hour, who()));
  expect((await read()).conversations).toMatchObject([{ status: 'open', ticketSet: null, reopenedCount: 1 }]);
});

test('who wrote spam calls nobody while the ticket could be reopened, and is heard again after that (N23)', async () => {
  await close('spam');
  await intake.tell(meta.message('m2', 'Buy now', 1_000 + hour, who()));
  const { conversations, messages } = await read();
  expect(conversations).toMatchObject([
    { status: 'closed', ticketSet: 'spam', unreadCount: 0, waitingSince: null },
  ]);
  expect(messages.map((m) => m.text)).toEqual(['Hi', 'Buy now']);
  await intake.tell(meta.message('m3', 'A question', 1_000 + 73 * hour, who()));
  expect((await read()).conversations).toMatchObject([{ ticketSet: 'spam' }, { status: 'open' }]);
});

test('a status that was set by hand goes with the customer’s next word (N23)', async () => {
  await intake.db
    .updateTable('conversation')
    .set({ ticketSet: 'pending', unreadCount: 0 })
    .where('pageId', '=', pageId)
    .execute();
  await intake.tell(meta.read(3, who()));
  expect((await read()).conversation.ticketSet).toBe('pending');
  await intake.tell(meta.message('m2', 'And?', 5, who()));
  expect((await read()).conversation.ticketSet).toBeNull();
});

test('R119 on a page of tickets a message makes a new ticket and no chat', async () => {
  const settings = JSON.stringify({ general: { mode: 'ticket' } });
  await intake.db.updateTable('page').set({ settings }).where('id', '=', pageId).execute();
  await intake.tell(meta.message('t1', 'Hello', 10, { psid: '29', page }));
  const { conversations } = await readConversation(intake, pageId, '29');
  expect(conversations).toMatchObject([
    { kind: 'messenger', mode: 'ticket', status: 'open', isTouched: false, ticketSet: null },
  ]);
});

test('R123 once the page is one of chats, what comes next is a chat, and a ticket stays a ticket', async () => {
  const mode = (word: string) =>
    intake.db
      .updateTable('page')
      .set({ settings: JSON.stringify({ general: { mode: word } }) })
      .where('id', '=', pageId)
      .execute();
  await mode('ticket');
  await intake.tell(meta.message('a1', 'First', 10, { psid: '30', page }));
  await mode('chat');
  await intake.tell(meta.message('a2', 'Again', 20, { psid: '30', page }));
  await intake.tell(meta.message('b1', 'New here', 21, { psid: '31', page }));
  expect((await readConversation(intake, pageId, '30')).conversation.mode).toBe('ticket');
  expect((await readConversation(intake, pageId, '31')).conversation.mode).toBe('chat');
});
