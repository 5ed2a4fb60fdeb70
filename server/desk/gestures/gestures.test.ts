import { describe, expect, test } from 'vitest';
import { useMessengerDesk } from '../../testing/messenger-desk.ts';
import { markSeen } from '../conversations/mark-seen.ts';
import { listMessages } from '../messages/list.ts';
import { writeMessage } from '../messages/reply.ts';
import { joinConversation } from '../participants/join.ts';
import { reactToMessage } from './react.ts';
import { signalTyping } from './signal-typing.ts';

const desk = useMessengerDesk();

async function open(messages: object = {}) {
  const agent = await desk.user('agent');
  const page = await desk.page();
  agent.departmentIds = [page.departmentId];
  await desk.db
    .updateTable('page')
    .set({ settings: JSON.stringify({ messages }) })
    .where('id', '=', page.id)
    .execute();
  const chat = await desk.chat({ page, assigneeId: agent.userId });
  const thread = () =>
    desk.control('GET', `/threads/${page.facebookId}/${chat.psid}`) as Promise<{
      typing: { page: boolean };
      readByPageAt: number | null;
      messages: { mid: string; from: string; reactions: { by: string; emoji: string }[] }[];
    }>;
  const ctx = desk.as(agent);
  return { agent, chat, ctx, thread };
}

/** The customer's message as intake would have written it. */
async function incoming(chat: Awaited<ReturnType<typeof open>>['chat'], mid: string) {
  const id = desk.newId();
  const at = desk.clock.now();
  await desk.db
    .insertInto('message')
    .values({
      id,
      conversationId: chat.id,
      pageId: chat.page.id,
      contactId: chat.contactId,
      kind: 'message',
      direction: 'in',
      authorKind: 'customer',
      mid,
      text: 'Is it in stock?',
      at,
      createdAt: at,
      status: 'received',
    })
    .execute();
  return id;
}
const midOf = async ({ thread }: Awaited<ReturnType<typeof open>>) => (await thread()).messages[0]?.mid ?? '';

describe('typing and seen (K24)', () => {
  test('the customer sees that an agent types; sending ends it, and what comes late is not shown', async () => {
    const { chat, ctx, thread } = await open();
    await signalTyping(ctx, chat.id);
    await signalTyping(ctx, chat.id);
    const waiting = await desk.db.selectFrom('job').select('id').where('kind', '=', 'gesture').execute();
    expect(waiting.length).toBe(1);
    await desk.worker().drain();
    expect((await thread()).typing.page).toBe(true);

    await signalTyping(ctx, chat.id);
    await writeMessage(ctx, chat.id, { clientId: crypto.randomUUID(), kind: 'reply', text: 'It is.' });
    await desk.worker().drain();
    expect((await thread()).typing.page).toBe(false);

    await signalTyping(ctx, chat.id);
    desk.advance(6_000);
    await desk.worker().drain();
    expect((await thread()).typing.page).toBe(false);
  });

  test('a page may keep it to itself, and a stranger shows nothing', async () => {
    const { chat, ctx, thread } = await open({ typing: false });
    await signalTyping(ctx, chat.id);
    await desk.worker().drain();
    expect((await thread()).typing.page).toBe(false);
    const stranger = desk.as(await desk.user('agent', []));
    await expect(signalTyping(stranger, chat.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('only who may write to the customer shows that they type (K24, K30)', async () => {
    const { agent, chat } = await open();
    const types = async (who: Awaited<ReturnType<typeof desk.user>>) => {
      await desk.db.deleteFrom('job').where('kind', '=', 'gesture').execute();
      await signalTyping(desk.as(who), chat.id);
      return (await desk.db.selectFrom('job').select('id').where('kind', '=', 'gesture').execute()).length;
    };
    const departmentIds = [...agent.departmentIds];
    const colleague = await desk.user('agent', departmentIds);
    const lead = await desk.user('supervisor', departmentIds);
    expect([await types(agent), await types(colleague), await types(lead)]).toEqual([1, 0, 1]);
    // Who looks on unseen stays unseen.
    await joinConversation(desk.as(lead), chat.id, { mode: 'internal' });
    expect(await types(lead)).toBe(0);
    await joinConversation(desk.as(lead), chat.id, { mode: 'public' });
    expect(await types(lead)).toBe(1);
    await desk.db.deleteFrom('job').where('kind', '=', 'gesture').execute();
  });

  test.each([
    ['on-open', true, true],
    ['on-reply', false, true],
    ['never', false, false],
  ] as const)('seen %s', async (seen, afterLooking, afterAnswering) => {
    const desk_ = await open({ seen });
    const { chat, ctx, thread } = desk_;
    const id = await incoming(chat, await midOf(desk_));
    await markSeen(ctx, chat.id, id);
    await desk.worker().drain();
    expect((await thread()).readByPageAt !== null).toBe(afterLooking);
    await writeMessage(ctx, chat.id, { clientId: crypto.randomUUID(), kind: 'reply', text: 'It is.' });
    await desk.worker().drain();
    expect((await thread()).readByPageAt !== null).toBe(afterAnswering);
  });
});

describe('reactions of the page', () => {
  test('stand on the message with who did it, at Facebook too, until they are taken back', async () => {
    const opened = await open();
    const { agent, chat, ctx, thread } = opened;
    const id = await incoming(chat, await midOf(opened));
    await reactToMessage(ctx, id, '❤️');
    const shown = async () =>
      (await listMessages(ctx, chat.id, { limit: 50 })).items.flatMap(({ reactions }) => reactions);
    expect(await shown()).toEqual([{ by: 'page', emoji: '❤️', name: agent.name }]);
    await desk.worker().drain();
    expect((await thread()).messages[0]?.reactions).toMatchObject([{ by: 'page', emoji: '❤️' }]);
    await reactToMessage(ctx, id, null);
    await desk.worker().drain();
    expect((await thread()).messages[0]?.reactions).toEqual([]);
    expect(await shown()).toEqual([]);
  });

  test('what Facebook does not take is taken back here', async () => {
    const { chat, ctx } = await open();
    const id = await incoming(chat, 'm_nowhere');
    await reactToMessage(ctx, id, '👍');
    await desk.worker().drain();
    const { items } = await listMessages(ctx, chat.id, { limit: 50 });
    expect(items.flatMap(({ reactions }) => reactions)).toEqual([]);
  });

  test('who may not see or answer it does not react', async () => {
    const opened = await open();
    const id = await incoming(opened.chat, 'm_x');
    const stranger = desk.as(await desk.user('agent', []));
    await expect(reactToMessage(stranger, id, '👍')).rejects.toMatchObject({ code: 'not-found' });
    const colleague = desk.as(await desk.user('agent', [opened.chat.page.departmentId]));
    await expect(reactToMessage(colleague, id, '👍')).rejects.toMatchObject({ code: 'forbidden' });
  });
});
