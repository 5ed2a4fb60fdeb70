import { expect, test } from 'vitest';
import type { Message } from '../../../contract/messages.ts';
import { GraphUnreachable } from '../../facebook/graph/error.ts';
import type { Graph } from '../../facebook/graph/client.ts';
import { useMessengerDesk, type ConnectedPage, type User } from '../../testing/messenger-desk.ts';
import { writeMessage } from '../messages/reply.ts';
import { presentMessages } from '../messages/present.ts';
import type { Problem } from '../problems.ts';
import { actOnComment } from './act-on-comment.ts';
import { fetchComment } from './fetch-comment.ts';
import { hideByRule } from './hide-by-rule.ts';
import { markHandled } from './mark-handled.ts';
import { readThread } from './read-thread.ts';
import { sayLikeness } from './say-likeness.ts';
import { writePrivateReply } from './write-private-reply.ts';

const desk = useMessengerDesk();

interface Shown {
  id: string;
  message?: string;
  isHidden: boolean;
  by: string | null;
  byName: string;
  reactions: { by: string | null; type: string }[];
  replies?: Shown[];
}

/** A comment of a person's on a post of a page, as it came here. */
async function aComment(options: { page?: ConnectedPage; text?: string; picture?: boolean } = {}) {
  const page = options.page ?? (await desk.page());
  const person = (await desk.control('POST', '/people', { name: 'Ana Lima' })) as { id: string };
  const post = (await desk.control('POST', `/pages/${page.facebookId}/posts`, {
    text: 'Slow Sundays',
    silent: true,
    ...(options.picture ? { attachments: [{ type: 'image' }] } : {}),
  })) as { id: string };
  const comment = (await desk.control('POST', `/posts/${post.id}/comments`, {
    by: person.id,
    text: options.text ?? 'Does the cover come off?',
    silent: true,
  })) as Shown;
  await fetchComment(desk.system, { pageId: page.id, commentId: comment.id, attempts: 1 });
  const row = await desk.db
    .selectFrom('message')
    .innerJoin('comment', 'comment.messageId', 'message.id')
    .select(['message.id', 'message.conversationId'])
    .where('comment.facebookId', '=', comment.id)
    .where('message.pageId', '=', page.id)
    .executeTakeFirstOrThrow();
  const agent = await desk.user('agent', [page.departmentId]);
  return {
    page,
    person,
    post,
    comment,
    agent,
    messageId: row.id,
    conversationId: row.conversationId,
    as: desk.as(agent),
    shown: async (): Promise<Shown> => (await desk.control('GET', `/comments/${comment.id}`)) as Shown,
    onPost: async (): Promise<Shown[]> => {
      const wall = (await desk.control('GET', `/posts/${post.id}`)) as { comments: Shown[] };
      return wall.comments;
    },
    here: async (id = row.id): Promise<Message> => {
      const [message] = await presentMessages(desk.db, [id]);
      if (!message) throw new Error('It is gone.');
      return message;
    },
  };
}

type Thread = Awaited<ReturnType<typeof aComment>>;

function reply(thread: Thread, text: string, more: object = {}, user: User = thread.agent) {
  return writeMessage(desk.as(user), thread.conversationId, {
    clientId: desk.newId(),
    kind: 'reply',
    text,
    ...more,
  });
}

const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => ({ code: 'nothing', message: '' }),
    (error: Problem) => ({ code: error.code, message: error.message }),
  );

const work = () => desk.worker().drain();

test('a comment that is fetched comes as a ticket with its author and its post', async () => {
  const thread = await aComment({ picture: true });
  await work();
  const { post, likenesses, previous } = await readThread(thread.as, thread.conversationId);
  expect(post).toMatchObject({
    text: 'Slow Sundays',
    state: 'known',
    isByPage: true,
    threads: { live: 1, waiting: 1 },
  });
  expect(post?.pictureUrl).toMatch(/^\/api\/posts\//);
  expect({ likenesses, previous }).toEqual({ likenesses: [], previous: null });
  expect(await thread.here()).toMatchObject({
    author: { name: 'Ana Lima' },
    comment: { origin: 'comment', isHidden: false },
  });
});

test('H-T2 a public reply is a comment under the one it answers, once, and its own webhook changes nothing (behaviour 93)', async () => {
  const thread = await aComment();
  const { messageIds } = await reply(thread, 'It does: zips on all three sides.');
  await work();
  const [comment] = await thread.onPost();
  expect(comment?.replies).toMatchObject([{ message: 'It does: zips on all three sides.', by: null }]);
  const [own] = comment?.replies ?? [];
  const sent = await thread.here(messageIds[0]);
  expect(sent).toMatchObject({ status: 'sent', author: { kind: 'user' }, comment: { facebookId: own?.id } });
  expect(sent.replyTo?.messageId).toBe(thread.messageId);
  await fetchComment(desk.system, { pageId: thread.page.id, commentId: own?.id ?? '', attempts: 1 });
  const all = await desk.db
    .selectFrom('message')
    .select('id')
    .where('conversationId', '=', thread.conversationId)
    .where('direction', '=', 'out')
    .execute();
  expect(all).toHaveLength(1);
});

test('the same click twice is one public reply', async () => {
  const thread = await aComment();
  const clientId = desk.newId();
  await reply(thread, 'Yes', { clientId });
  expect(await reply(thread, 'Yes', { clientId })).toMatchObject({ isRepeat: true });
});

test('a public reply whose answer never came is found under the comment, and not written again', async () => {
  const thread = await aComment();
  const graph: Graph = {
    ...desk.graph,
    async call(request) {
      const answer = await desk.graph.call(request);
      if (request.method !== 'POST') return answer;
      throw new GraphUnreachable({ phase: 'after-send', reason: 'timeout' });
    },
  };
  const { messageIds } = await reply(thread, 'It does.');
  await desk.worker({ graph }).drain();
  expect(await thread.here(messageIds[0])).toMatchObject({ status: 'unknown' });
  desk.advance(6_000);
  await work();
  expect(await thread.here(messageIds[0])).toMatchObject({ status: 'sent' });
  expect((await thread.onPost())[0]?.replies).toHaveLength(1);
});

test('H-T5 what was deleted cannot be answered, in public or privately', async () => {
  const thread = await aComment();
  await desk.db
    .updateTable('message')
    .set({ unsentAt: desk.clock.now() })
    .where('id', '=', thread.messageId)
    .execute();
  expect((await refused(reply(thread, 'Hello?'))).code).toBe('conflict');
  const text = { clientId: desk.newId(), text: 'Hello?' };
  expect((await refused(writePrivateReply(thread.as, thread.messageId, text))).code).toBe('conflict');
});

test('H-T3 a private reply goes out once and opens a conversation in Messenger; a second one is refused (behaviours 94 and 117)', async () => {
  const thread = await aComment();
  const first = { clientId: desk.newId(), text: 'I wrote to you about the order.' };
  expect(await writePrivateReply(thread.as, thread.messageId, first)).toBe(true);
  expect(await writePrivateReply(thread.as, thread.messageId, first)).toBe(false);
  await work();
  const { comment } = await thread.here();
  expect(comment?.privateReply).toMatchObject({
    state: 'used',
    written: { status: 'done', text: first.text },
  });
  const inMessenger = await desk.db
    .selectFrom('conversation')
    .innerJoin('message', 'message.conversationId', 'conversation.id')
    .select([
      'conversation.kind',
      'conversation.status',
      'conversation.windowAnchorAt',
      'message.text',
      'message.ground',
      'message.authorId',
    ])
    .where('conversation.id', '=', comment?.privateReply.written?.conversationId ?? '')
    .execute();
  expect(inMessenger).toEqual([
    {
      kind: 'messenger',
      status: 'closed',
      // It opens no window: that is for the customer's own word.
      windowAnchorAt: null,
      text: first.text,
      ground: 'private-reply',
      authorId: thread.agent.userId,
    },
  ]);
  const second = await refused(
    writePrivateReply(thread.as, thread.messageId, { clientId: desk.newId(), text: 'And more.' }),
  );
  expect(second.code).toBe('conflict');
  const { likenesses } = await readThread(thread.as, thread.conversationId);
  expect(likenesses).toMatchObject([{ state: 'linked', because: 'private-reply', identity: 'messenger' }]);
});

test('a private reply that Facebook refuses because there is one says so, and leaves the page alone (behaviour 94)', async () => {
  const thread = await aComment();
  await desk.graph.call({
    method: 'POST',
    path: [thread.page.facebookId, 'messages'],
    body: { recipient: { comment_id: thread.comment.id }, message: { text: 'From elsewhere' } },
    ...(await keyOf(thread.page)),
  });
  await writePrivateReply(thread.as, thread.messageId, { clientId: desk.newId(), text: 'Hello' });
  await work();
  const { comment } = await thread.here();
  expect(comment?.privateReply.written).toMatchObject({
    status: 'failed',
    failure: {
      code: 'not-replyable',
      message: 'Not sent. This comment has already had its one private reply.',
      mayRetry: false,
    },
  });
  const page = await desk.db
    .selectFrom('page')
    .select('state')
    .where('id', '=', thread.page.id)
    .executeTakeFirstOrThrow();
  expect(page.state).toBe('connected');
});

async function keyOf(page: ConnectedPage) {
  const { openAccess } = await import('../messages/send-context.ts');
  const { readPageKey } = await import('../../store/comments.ts');
  const key = await readPageKey(desk.db, page.id);
  if (!key?.tokenSealed) throw new Error('The page has no token.');
  return openAccess(desk.system.secrets, { ...key, tokenSealed: key.tokenSealed });
}

test('a private reply whose answer never came is not written again: the comment tells', async () => {
  const thread = await aComment();
  const graph: Graph = {
    ...desk.graph,
    async call(request) {
      const answer = await desk.graph.call(request);
      if (request.method !== 'POST') return answer;
      throw new GraphUnreachable({ phase: 'after-send', reason: 'timeout' });
    },
  };
  await writePrivateReply(thread.as, thread.messageId, { clientId: desk.newId(), text: 'Hello' });
  await desk.worker({ graph }).drain();
  expect((await thread.here()).comment?.privateReply.written).toMatchObject({ status: 'unknown' });
  desk.advance(6_000);
  await work();
  expect((await thread.here()).comment?.privateReply.written).toMatchObject({ status: 'done' });
});

test('after seven days there is no private reply any more; the last moment before is in time', async () => {
  const thread = await aComment();
  const { at } = await thread.here();
  desk.advance(Date.parse(at) + 7 * 86_400_000 - desk.clock.now().getTime() - 1);
  const input = () => ({ clientId: desk.newId(), text: 'Hello' });
  expect(await writePrivateReply(thread.as, thread.messageId, input())).toBe(true);
  const late = await aComment({ page: thread.page });
  desk.advance(7 * 86_400_000);
  expect((await refused(writePrivateReply(late.as, late.messageId, input()))).message).toMatch(/seven days/);
  // In public there is no window.
  await reply(late, 'Better late than never');
  await work();
  expect((await late.onPost())[0]?.replies).toMatchObject([{ message: 'Better late than never' }]);
});

test('like, hide, unhide, ban and delete are done on Facebook, told here, and audited', async () => {
  const thread = await aComment();
  await actOnComment(thread.as, thread.messageId, 'like');
  await actOnComment(thread.as, thread.messageId, 'hide');
  await work();
  expect(await thread.shown()).toMatchObject({ isHidden: true, reactions: [{ by: null, type: 'like' }] });
  expect((await thread.here()).comment).toMatchObject({
    isHidden: true,
    isLiked: true,
    history: [{ what: 'hidden', by: thread.agent.name }],
    act: null,
  });
  await actOnComment(thread.as, thread.messageId, 'unhide');
  await actOnComment(thread.as, thread.messageId, 'ban');
  await work();
  expect((await thread.here()).comment).toMatchObject({ isHidden: false, isAuthorBanned: true });
  const wall = (await desk.control('GET', `/pages/${thread.page.facebookId}/wall`)) as {
    banned: { name: string }[];
  };
  expect(wall.banned).toMatchObject([{ name: 'Ana Lima' }]);
  await actOnComment(thread.as, thread.messageId, 'unban');
  await actOnComment(thread.as, thread.messageId, 'delete');
  await work();
  expect(await thread.onPost()).toEqual([]);
  const gone = await thread.here();
  expect(gone.unsentAt).not.toBeNull();
  expect(gone.comment?.history.at(-1)).toMatchObject({ what: 'removed', by: thread.agent.name });
  const entries = await desk.db
    .selectFrom('auditEntry')
    .select('action')
    .where('subjectId', '=', thread.messageId)
    .orderBy('id')
    .execute();
  expect(entries.map(({ action }) => action)).toEqual([
    'comment.hide',
    'comment.unhide',
    'comment.ban',
    'comment.unban',
    'comment.delete',
  ]);
});

test('an act that Facebook refuses says so in plain words, and may be tried again', async () => {
  const thread = await aComment();
  const graph: Graph = {
    ...desk.graph,
    call: async (request) => {
      if (request.method === 'GET') return desk.graph.call(request);
      return desk.graph.call({ ...request, path: ['999_888'] });
    },
  };
  await actOnComment(thread.as, thread.messageId, 'hide');
  await desk.worker({ graph }).drain();
  const { comment } = await thread.here();
  expect(comment?.act).toMatchObject({ act: 'hide', status: 'failed', by: thread.agent.name });
  expect(comment?.act?.failure?.message).toMatch(/^Not done\./);
  await actOnComment(thread.as, thread.messageId, 'hide');
  await work();
  expect((await thread.here()).comment).toMatchObject({ isHidden: true, act: null });
});

test('a rule hides a comment under its own name', async () => {
  const thread = await aComment({ text: 'I sell it cheaper' });
  await hideByRule(desk.system, thread.messageId);
  await work();
  expect((await thread.here()).comment).toMatchObject({
    isHidden: true,
    history: [{ by: 'A rule of the page' }],
  });
});

test('a colleague’s ticket is left alone, another department’s does not exist, and leads may', async () => {
  const thread = await aComment();
  const colleague = await desk.user('agent', [thread.page.departmentId]);
  const stranger = await desk.user('agent', [await desk.department()]);
  const lead = await desk.user('supervisor');
  await desk.db
    .updateTable('conversation')
    .set({ assigneeId: thread.agent.userId, status: 'active' })
    .where('id', '=', thread.conversationId)
    .execute();
  const input = { clientId: desk.newId(), text: 'x' };
  for (const [user, code] of [
    [colleague, 'forbidden'],
    [stranger, 'not-found'],
  ] as const) {
    expect((await refused(actOnComment(desk.as(user), thread.messageId, 'hide'))).code).toBe(code);
    expect((await refused(writePrivateReply(desk.as(user), thread.messageId, input))).code).toBe(code);
  }
  expect((await refused(readThread(desk.as(stranger), thread.conversationId))).code).toBe('not-found');
  expect((await refused(markHandled(desk.as(stranger), thread.conversationId))).code).toBe('not-found');
  await actOnComment(desk.as(lead), thread.messageId, 'hide');
});

test('marked as handled it is closed in the hands of who said so; a colleague’s is not', async () => {
  const thread = await aComment();
  await markHandled(thread.as, thread.conversationId);
  await markHandled(thread.as, thread.conversationId);
  const row = await desk.db
    .selectFrom('conversation')
    .select(['status', 'assigneeId', 'waitingSince'])
    .where('id', '=', thread.conversationId)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ status: 'closed', assigneeId: thread.agent.userId, waitingSince: null });
  const other = await aComment({ page: thread.page });
  await desk.db
    .updateTable('conversation')
    .set({ assigneeId: thread.agent.userId, status: 'active' })
    .where('id', '=', other.conversationId)
    .execute();
  const colleague = await desk.user('agent', [thread.page.departmentId]);
  expect((await refused(markHandled(desk.as(colleague), other.conversationId))).code).toBe('conflict');
});

test('who writes in Messenger under the same id is proposed, and linked or dismissed by hand only (behaviour 95)', async () => {
  const thread = await aComment();
  const { psid } = await desk.db
    .selectFrom('message')
    .innerJoin('contact', 'contact.id', 'message.contactId')
    .select('contact.psid')
    .where('message.id', '=', thread.messageId)
    .executeTakeFirstOrThrow();
  const chat = await desk.chat({ page: thread.page });
  await desk.db.updateTable('contact').set({ psid, name: 'Ana' }).where('id', '=', chat.contactId).execute();
  const proposed = await readThread(thread.as, thread.conversationId);
  expect(proposed.likenesses).toMatchObject([
    { contactId: chat.contactId, state: 'suggested', because: 'same-id', conversation: { id: chat.id } },
  ]);
  expect((await readThread(thread.as, chat.id)).likenesses).toMatchObject([
    { identity: 'commenter', state: 'suggested' },
  ]);
  const contactId = proposed.likenesses[0]?.contactId;
  if (!contactId) throw new Error('Nobody was proposed.');
  await sayLikeness(thread.as, thread.conversationId, { contactId, isSame: true });
  expect((await readThread(thread.as, chat.id)).likenesses).toMatchObject([
    { state: 'linked', because: 'said' },
  ]);
  await sayLikeness(thread.as, thread.conversationId, { contactId, isSame: false });
  expect((await readThread(thread.as, thread.conversationId)).likenesses).toEqual([]);
  const contacts = await desk.db
    .selectFrom('contact')
    .select('id')
    .where('pageId', '=', thread.page.id)
    .execute();
  expect(contacts).toHaveLength(2);
});

test('a post that Facebook does not show leaves its comments as they are (behaviour 92)', async () => {
  const thread = await aComment();
  await desk.db.updateTable('post').set({ facebookId: '1_2' }).where('pageId', '=', thread.page.id).execute();
  await work();
  const { post } = await readThread(thread.as, thread.conversationId);
  expect(post).toMatchObject({ state: 'unavailable', text: null });
  expect((await thread.here()).text).toBe('Does the cover come off?');
});
