import { describe, expect, test } from 'vitest';
import { answerError, answerJson, stubGraph } from '../../testing/stub-graph.ts';
import { useMessengerDesk, type User } from '../../testing/messenger-desk.ts';
import { getConversation } from '../conversations/get.ts';
import { writeMessage } from '../messages/reply.ts';
import { handOverThread, takeOverThread } from './move-thread.ts';
import { refreshThreadOwner } from './refresh-owner.ts';

const desk = useMessengerDesk();
const inbox = '263902037430900';

async function held(by: string | null, assignee?: User) {
  const chat = await desk.chat(assignee ? { assigneeId: assignee.userId } : {});
  await desk.db
    .updateTable('contact')
    .set({ threadOwner: by, threadOwnerAt: desk.clock.now() })
    .where('id', '=', chat.contactId)
    .execute();
  const agent = await desk.user('agent', [chat.page.departmentId]);
  return { chat, agent, ctx: desk.as(agent) };
}
const reply = () => ({ clientId: crypto.randomUUID(), kind: 'reply' as const, text: 'Hello' });
const depsOf = (graph: Awaited<ReturnType<typeof stubGraph>>['graph']) => ({
  graph,
  secrets: desk.system.secrets,
});

describe('a thread that another app holds (behaviour 122)', () => {
  test('nothing of ours goes into it: neither what is written now, nor what was queued', async () => {
    const { chat, ctx } = await held(null);
    await writeMessage(ctx, chat.id, reply());
    await desk.db
      .updateTable('contact')
      .set({ threadOwner: inbox, threadOwnerAt: desk.clock.now() })
      .where('id', '=', chat.contactId)
      .execute();
    await desk.worker().drain();
    expect(await chat.received()).toEqual([]);
    const [queued] = await desk.db
      .selectFrom('message')
      .select(['status', 'failure'])
      .where('conversationId', '=', chat.id)
      .where('kind', '=', 'message')
      .execute();
    expect(queued).toMatchObject({
      status: 'failed',
      failure: { code: 'thread-owned-elsewhere', mayRetry: true },
    });
    await expect(writeMessage(ctx, chat.id, reply())).rejects.toMatchObject({
      code: 'conflict',
      data: { threadOwner: { appId: inbox, name: 'the Page Inbox' } },
    });
    const shown = await getConversation(ctx, chat.id);
    expect(shown).toMatchObject({
      threadOwner: { name: 'the Page Inbox' },
      may: { reply: false, moveThread: true },
    });
  });

  test('it is taken over: Facebook first, then a line with who did it, and replies go again', async () => {
    const { chat, agent, ctx } = await held(inbox);
    const { graph, seen } = await stubGraph(answerJson({ success: true }));
    await takeOverThread(ctx, depsOf(graph), chat.id);
    expect(seen.map((call) => call.url.pathname)).toEqual([
      `/v26.0/${chat.page.facebookId}/take_thread_control`,
    ]);
    expect(await getConversation(ctx, chat.id)).toMatchObject({ threadOwner: null, may: { reply: true } });
    const line = await desk.db
      .selectFrom('message')
      .select('activity')
      .where('conversationId', '=', chat.id)
      .where('kind', '=', 'activity')
      .executeTakeFirst();
    expect(line?.activity).toEqual({ type: 'thread-control', change: 'taken', appId: inbox, by: agent.name });
    await writeMessage(ctx, chat.id, reply());
    await desk.worker().drain();
    expect((await chat.received()).map(({ text }) => text)).toEqual(['Hello']);
  });

  test('what Facebook refuses changes nothing', async () => {
    const { chat, ctx } = await held('777');
    const { graph } = await stubGraph(answerError(10, undefined, 403));
    await expect(takeOverThread(ctx, depsOf(graph), chat.id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await getConversation(ctx, chat.id)).threadOwner).toMatchObject({ appId: '777' });
  });

  test('handed over to the Page Inbox it waits for us no longer', async () => {
    const { chat, ctx } = await held(null);
    const { graph, seen } = await stubGraph(answerJson({ success: true }));
    await handOverThread(ctx, depsOf(graph), chat.id, undefined);
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ target_app_id: inbox });
    const shown = await getConversation(ctx, chat.id);
    expect(shown).toMatchObject({ threadOwner: { appId: inbox }, waitingSince: null });
  });

  test('who may not see it, or whose it is not, may not move it', async () => {
    const owner = await desk.user('agent');
    const { chat, ctx } = await held(inbox, owner);
    const { graph, seen } = await stubGraph(answerJson({ success: true }));
    await expect(takeOverThread(ctx, depsOf(graph), chat.id)).rejects.toMatchObject({ code: 'forbidden' });
    const stranger = desk.as(await desk.user('agent', []));
    await expect(takeOverThread(stranger, depsOf(graph), chat.id)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(seen).toEqual([]);
  });

  test('error 2018300 of a send settles the same state, and Meta is asked who holds it', async () => {
    const { chat, ctx } = await held(null);
    await writeMessage(ctx, chat.id, reply());
    const { graph } = await stubGraph((call, response) =>
      call.method === 'GET'
        ? answerJson({ data: [{ thread_owner: { app_id: 777 } }] })(call, response)
        : answerError(10, 2018300, 403)(call, response),
    );
    await desk.worker({ graph }).drain();
    expect((await getConversation(ctx, chat.id)).threadOwner).toMatchObject({ appId: '777' });
  });

  test('asked and told that nobody holds it any more, or that we do, the composer opens again', async () => {
    const { chat, ctx } = await held('777');
    const { graph } = await stubGraph(answerJson({ data: [] }));
    await refreshThreadOwner({ ...desk.system, graph }, chat.contactId);
    expect((await getConversation(ctx, chat.id)).threadOwner).toBeNull();
  });

  test('what we only listen to, and nobody holds by name, is the default app’s', async () => {
    const { chat, ctx } = await held('unknown');
    const { graph } = await stubGraph(answerJson({ data: [] }));
    await refreshThreadOwner({ ...desk.system, graph }, chat.contactId);
    expect((await getConversation(ctx, chat.id)).threadOwner).toMatchObject({ appId: null });
  });
});
