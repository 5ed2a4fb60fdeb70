import { beforeEach, expect, test } from 'vitest';
import { at, meta, readConversation, useIntake } from '../../testing/intake.ts';

const intake = useIntake();
let page: string;
let pageId: string;
let pages = 0;
beforeEach(async () => {
  page = `7004${pages++}`;
  pageId = await intake.page(page, { reopenHours: 72 });
  await intake.tell(meta.message('m1', 'Hi', 1, who()));
});
const who = () => ({ psid: '28', page });
const read = () => readConversation(intake, pageId);
const hour = 3_600;
const closedAtSeconds = 1_000;

async function agent(disabled = false) {
  const id = intake.newId();
  await intake.db
    .insertInto('deskUser')
    .values({
      id,
      email: `${id}@desk.example`,
      name: 'Ada',
      passwordHash: 'x',
      role: 'agent',
      disabledAt: disabled ? intake.clock.now() : null,
      createdAt: intake.clock.now(),
    })
    .execute();
  return id;
}
const set = (values: object) =>
  intake.db.updateTable('conversation').set(values).where('pageId', '=', pageId).execute();
const close = (more: object = {}) =>
  set({
    status: 'closed',
    closedAt: new Date(at(closedAtSeconds)),
    waitingSince: null,
    unreadCount: 0,
    ...more,
  });

test('a message after the close reopens the same conversation for its agent, and says so (behaviour 24)', async () => {
  const assigneeId = await agent();
  await close({ assigneeId });
  await intake.tell(meta.message('m2', 'One more thing', closedAtSeconds + hour, who()));
  const { conversations, messages } = await read();
  expect(conversations).toMatchObject([
    {
      status: 'active',
      assigneeId,
      closedAt: null,
      reopenedCount: 1,
      unreadCount: 1,
      waitingSince: new Date(at(closedAtSeconds + hour)),
    },
  ]);
  expect(messages.map((m) => m.activity ?? m.text)).toEqual([
    'Hi',
    { type: 'reopened', by: null },
    'One more thing',
  ]);
});

test('one whose agent has left goes back to the department (behaviour 24)', async () => {
  await close({ assigneeId: await agent(true) });
  await intake.tell(meta.message('m2', 'x', closedAtSeconds + hour, who()));
  expect((await read()).conversations).toMatchObject([{ status: 'open', assigneeId: null }]);
});

test('after the page’s time to reopen a new conversation begins (behaviour 24)', async () => {
  await close();
  await intake.tell(meta.message('m2', 'x', closedAtSeconds + 72 * hour, who()));
  expect((await read()).conversations).toMatchObject([{ status: 'open', reopenedCount: 1 }]);
  await close();
  await intake.tell(meta.message('m3', 'y', closedAtSeconds + 72 * hour + 1, who()));
  const { conversations, messages } = await read();
  expect(conversations).toMatchObject([
    { status: 'closed' },
    { status: 'open', reopenedCount: 0, unreadCount: 1 },
  ]);
  expect(messages.at(-1)?.conversationId).toBe(conversations[1]?.id);
});

test('a page that never reopens begins a new conversation each time (behaviour 24)', async () => {
  const settings = JSON.stringify({ life: { reopenHours: 0 } });
  await intake.db.updateTable('page').set({ settings }).where('id', '=', pageId).execute();
  await close();
  await intake.tell(meta.message('m2', 'x', closedAtSeconds + 1, who()));
  expect((await read()).conversations).toMatchObject([{ status: 'closed' }, { status: 'open' }]);
});

test('what was written long before the close belongs to what was closed, and does not reopen it', async () => {
  await close();
  await intake.tell(meta.message('m0', 'lost on its way', 100, who()), meta.message('m1', 'Hi', 1, who()));
  const { conversations, messages } = await read();
  expect(conversations).toMatchObject([{ status: 'closed', unreadCount: 1, waitingSince: null }]);
  expect(messages.map((m) => m.text)).toEqual(['Hi', 'lost on its way']);
});

test('what was written moments before the close was on nobody’s screen: it reopens', async () => {
  await close();
  await intake.tell(meta.message('m2', 'wait!', closedAtSeconds - 5, who()));
  expect((await read()).conversations).toMatchObject([{ status: 'open', reopenedCount: 1, unreadCount: 1 }]);
});

test('what belongs to an earlier conversation goes there, while a newer one is live', async () => {
  await close();
  await intake.tell(meta.message('m2', 'new', closedAtSeconds + 100 * hour, who()));
  await intake.tell(meta.message('m0', 'old', 200, who()));
  const { conversations, messages } = await read();
  expect(messages.find((m) => m.mid === 'm0')?.conversationId).toBe(conversations[0]?.id);
  expect(conversations).toMatchObject([
    { status: 'closed' },
    { status: 'open', openedAt: new Date(at(closedAtSeconds + 100 * hour)) },
  ]);
});

test.each(['waiting', 'wrapup'] as const)(
  'a message to one that is %s brings it back to its agent (C-T2, C-T5)',
  async (status) => {
    const assigneeId = await agent();
    await set({ status, assigneeId });
    await intake.tell(meta.message('m2', 'Hello again', 50, who()));
    expect((await read()).conversations).toMatchObject([{ status: 'active', assigneeId }]);
  },
);

test('a new conversation is in the department of its page', async () => {
  const id = intake.newId();
  await intake.db
    .insertInto('department')
    .values({ id, name: `Sales ${pages}`, color: 2, createdAt: intake.clock.now() })
    .execute();
  await intake.db.updateTable('page').set({ departmentId: id }).where('id', '=', pageId).execute();
  await intake.tell(meta.message('n1', 'x', 1, { psid: '99', page }));
  expect((await readConversation(intake, pageId, '99')).conversation.departmentId).toBe(id);
  expect((await read()).conversation.departmentId).not.toBe(id);
});

test('waits since the oldest message without an answer, whatever the order', async () => {
  const waiting = async () => (await read()).conversation.waitingSince;
  await intake.tell(meta.message('m3', 'three', 30, who()));
  expect(await waiting()).toEqual(new Date(at(1)));
  await intake.tell(meta.echo('e1', 'answer', 20, who()));
  expect(await waiting()).toEqual(new Date(at(30)));
  await intake.tell(meta.message('m2', 'between', 25, who()));
  expect(await waiting()).toEqual(new Date(at(25)));
  await intake.tell(meta.echo('e2', 'answer', 40, who()));
  expect(await waiting()).toBeNull();
  await intake.tell(meta.message('m4', 'long ago', 35, who()));
  expect(await waiting()).toBeNull();
});

test('a link or an ad after the time to reopen leads to the conversation that the next message begins (behaviour 27)', async () => {
  await close();
  const backAt = closedAtSeconds + 100 * hour;
  await intake.tell(meta.referral('autumn', backAt, who()));
  expect((await read()).conversations.map(({ status }) => status)).toEqual(['closed', 'closed']);
  await intake.tell(meta.message('m2', 'Is it still on offer?', backAt + 5, who()));
  const { conversations } = await read();
  expect(conversations).toMatchObject([
    { status: 'closed', referrals: [] },
    { status: 'open', referrals: [{ ref: 'autumn' }], unreadCount: 1 },
  ]);
});
