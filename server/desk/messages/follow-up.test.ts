import { expect, test } from 'vitest';
import { useMessengerDesk, type Chat } from '../../testing/messenger-desk.ts';
import { endConversation } from '../conversations/end.ts';
import { getConversation } from '../conversations/get.ts';
import { Problem } from '../problems.ts';
import { followUp } from './reply.ts';

const desk = useMessengerDesk();
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

async function closedChat(humanAgentAllowed: boolean) {
  const page = await desk.page({ humanAgentAllowed });
  const chat = await desk.chat({ page });
  const lead = desk.as(await desk.user('supervisor'));
  await endConversation(lead, chat.id);
  const agent = desk.as(await desk.user('agent', [page.departmentId]));
  const say = (text = 'It is on its way.', clientId: string = crypto.randomUUID()) =>
    followUp(agent, chat.id, { clientId, kind: 'reply', text });
  return { chat, agent, say };
}

const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
const stateOf = (chat: Chat) =>
  desk.db
    .selectFrom('conversation')
    .select(['status', 'assigneeId', 'reopenedCount'])
    .where('id', '=', chat.id)
    .executeTakeFirstOrThrow();

test('R86: a follow-up goes out at 6 d 23 h 59 min, under the tag, and the conversation stays closed', async () => {
  const { chat, agent, say } = await closedChat(true);
  const before = await stateOf(chat);
  desk.advance(7 * dayMs - minuteMs);
  expect((await getConversation(agent, chat.id)).may).toMatchObject({ reply: false, followUp: true });
  await say();
  await desk.worker().drain();
  expect(await chat.received()).toMatchObject([
    { text: 'It is on its way.', messagingType: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' },
  ]);
  expect(await stateOf(chat)).toEqual(before);
});

test('R86: at 7 d 1 min it is refused with the reason, and nothing goes out', async () => {
  const { chat, agent, say } = await closedChat(true);
  desk.advance(7 * dayMs + minuteMs);
  expect((await getConversation(agent, chat.id)).may.followUp).toBe(false);
  expect(await problemOf(say())).toBe('window-closed');
  await desk.worker().drain();
  expect(await chat.received()).toEqual([]);
});

test('R86, behaviour 70: without the permission a follow-up ends with the first 24 hours', async () => {
  const { say } = await closedChat(false);
  desk.advance(dayMs - minuteMs);
  await say();
  desk.advance(minuteMs);
  expect(await problemOf(say())).toBe('window-closed');
});

test('the same click again is the same follow-up', async () => {
  const { chat, say } = await closedChat(true);
  const clientId = crypto.randomUUID();
  const [first, again] = [await say('Once.', clientId), await say('Once.', clientId)];
  expect([first.isRepeat, again.isRepeat]).toEqual([false, true]);
  await desk.worker().drain();
  expect(await chat.received()).toHaveLength(1);
});

test('an open conversation takes no follow-up, and who does not see it follows up nothing', async () => {
  const chat = await desk.chat();
  const input = { clientId: crypto.randomUUID(), kind: 'reply', text: 'Hello' } as const;
  const agent = desk.as(await desk.user('agent', [chat.page.departmentId]));
  expect(await problemOf(followUp(agent, chat.id, input))).toBe('conflict');
  const stranger = desk.as(await desk.user('agent', [await desk.department()]));
  expect(await problemOf(followUp(stranger, chat.id, input))).toBe('not-found');
});

test('where the customer has begun another conversation since, one writes there', async () => {
  const { chat, say } = await closedChat(true);
  const now = desk.clock.now();
  await desk.db
    .insertInto('conversation')
    .values({
      id: desk.newId(),
      pageId: chat.page.id,
      contactId: chat.contactId,
      departmentId: chat.page.departmentId,
      status: 'open',
      lastActivityAt: now,
      openedAt: now,
      createdAt: now,
    })
    .execute();
  expect(await problemOf(say())).toBe('conflict');
});
