import { expect, test } from 'vitest';
import type { WriteMessage } from '../../../contract/messages.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useMessengerDesk } from '../../testing/messenger-desk.ts';
import { uploadFile } from '../files/upload-file.ts';
import { Problem } from '../problems.ts';
import { presentMessages } from './present.ts';
import { writeMessage } from './reply.ts';

const desk = useMessengerDesk();
const { settings } = deskFacts(desk);

const reply = (text: string, more: Partial<WriteMessage> = {}): WriteMessage => ({
  clientId: crypto.randomUUID(),
  kind: 'reply',
  text,
  ...more,
});

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw new Error(`No problem: ${String(error)}`);
  return error;
}

async function agentWith(chat: { page: { departmentId: string } }) {
  return desk.user('agent', [chat.page.departmentId]);
}

const rowsOf = (conversationId: string) =>
  desk.db
    .selectFrom('message')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .orderBy('id')
    .execute();

const jobsOf = (contactId: string) =>
  desk.db.selectFrom('job').selectAll().where('key', '=', contactId).orderBy('id').execute();

test('a reply is stored as queued, with a job, and the customer counts as answered', async () => {
  const chat = await desk.chat();
  const agent = await agentWith(chat);
  const written = await writeMessage(desk.as(agent), chat.id, reply('  It is.\r\nCome by!  '));

  const [message] = await presentMessages(desk.db, written.messageIds);
  expect(message).toMatchObject({
    kind: 'message',
    direction: 'out',
    status: 'queued',
    text: 'It is.\nCome by!',
    part: null,
    author: { kind: 'user', name: agent.name },
  });
  const conversation = await desk.db
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', chat.id)
    .executeTakeFirstOrThrow();
  expect(conversation).toMatchObject({
    waitingSince: null,
    unreadCount: 0,
    version: 2,
    lastMessage: { text: 'It is.\nCome by!', kind: 'text', direction: 'out' },
  });
  expect(await jobsOf(chat.contactId)).toMatchObject([{ kind: 'deliver-message', pageId: chat.page.id }]);
  const events = await desk.db
    .selectFrom('liveEvent')
    .selectAll()
    .where('subjectId', '=', chat.id)
    .orderBy('id')
    .execute();
  expect(events.map((event) => event.kind)).toEqual([
    'conversation.changed',
    'message.added',
    'message.added',
  ]);
  expect(events.every((event) => event.departments?.[0] === chat.page.departmentId)).toBe(true);
});

test('whoever answers what is nobody’s takes it by that', async () => {
  const chat = await desk.chat();
  const agent = await agentWith(chat);
  await writeMessage(desk.as(agent), chat.id, reply('Mine now.'));
  const conversation = await desk.db
    .selectFrom('conversation')
    .select(['assigneeId', 'status'])
    .where('id', '=', chat.id)
    .executeTakeFirstOrThrow();
  expect(conversation).toEqual({ assigneeId: agent.userId, status: 'active' });
  expect((await rowsOf(chat.id))[0]?.activity).toEqual({ type: 'taken', by: agent.name });
});

test('a colleague’s conversation is not answered by another agent, and is by a supervisor without taking it', async () => {
  const chat = await desk.chat();
  const owner = await agentWith(chat);
  await writeMessage(desk.as(owner), chat.id, reply('I have it.'));
  const other = await agentWith(chat);
  const problem = await problemOf(writeMessage(desk.as(other), chat.id, reply('Me too.')));
  expect(problem.code).toBe('forbidden');
  expect(problem.message).toContain(owner.name);

  await writeMessage(desk.as(await desk.user('supervisor')), chat.id, reply('Let me.'));
  const { assigneeId } = await desk.db
    .selectFrom('conversation')
    .select('assigneeId')
    .where('id', '=', chat.id)
    .executeTakeFirstOrThrow();
  expect(assigneeId).toBe(owner.userId);
});

test('who may not see a conversation does not learn that it exists', async () => {
  const chat = await desk.chat();
  const stranger = await desk.user('agent', [await desk.department()]);
  const unseen = await problemOf(writeMessage(desk.as(stranger), chat.id, reply('Hello')));
  const missing = await problemOf(writeMessage(desk.as(stranger), desk.newId(), reply('Hello')));
  expect([unseen.code, unseen.message]).toEqual([missing.code, missing.message]);
  expect(unseen.code).toBe('not-found');
});

test('a note stays in the team: nothing is queued, taken or answered (behaviour 47)', async () => {
  const chat = await desk.chat();
  const agent = await agentWith(chat);
  await writeMessage(desk.as(agent), chat.id, { ...reply('She called before.'), kind: 'note' });
  expect(await rowsOf(chat.id)).toMatchObject([{ kind: 'note', status: null, direction: null }]);
  expect(await jobsOf(chat.contactId)).toEqual([]);
  const conversation = await desk.db
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', chat.id)
    .executeTakeFirstOrThrow();
  expect(conversation).toMatchObject({
    assigneeId: null,
    unreadCount: 1,
    lastMessage: { kind: 'note', text: 'She called before.' },
  });
  expect(conversation.waitingSince).not.toBeNull();
});

test('a note may be written when the window is closed, and into a colleague’s conversation', async () => {
  const owner = await desk.user('agent');
  const chat = await desk.chat({ wroteAgoMs: 30 * 24 * 3_600_000, assigneeId: owner.userId });
  const other = await agentWith(chat);
  await writeMessage(desk.as(other), chat.id, { ...reply('Old story.'), kind: 'note' });
  expect(await rowsOf(chat.id)).toHaveLength(1);
});

test('the same click twice is one reply, also at the same moment', async () => {
  const chat = await desk.chat();
  const ctx = desk.as(await agentWith(chat));
  const twice = reply('Once only.', { quickReplies: [{ title: 'Yes' }] });
  const answers = await Promise.all([writeMessage(ctx, chat.id, twice), writeMessage(ctx, chat.id, twice)]);
  expect(answers.map((answer) => answer.isRepeat).toSorted()).toEqual([false, true]);
  expect(answers[0]?.messageIds).toEqual(answers[1]?.messageIds);
  expect(await jobsOf(chat.contactId)).toHaveLength(1);
});

test('one clientId for two texts is refused', async () => {
  const chat = await desk.chat();
  const ctx = desk.as(await agentWith(chat));
  const first = reply('One.');
  await writeMessage(ctx, chat.id, first);
  const problem = await problemOf(writeMessage(ctx, chat.id, { ...first, text: 'Two.' }));
  expect(problem.code).toBe('conflict');
});

test('one clientId for two conversations at the same moment is one message and one refusal', async () => {
  const chats = [await desk.chat(), await desk.chat()];
  const lead = desk.as(await desk.user('supervisor'));
  const note = { ...reply('Which one?'), kind: 'note' as const };
  const answers = await Promise.allSettled(chats.map((chat) => writeMessage(lead, chat.id, note)));
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused).toMatchObject([{ reason: { code: 'conflict' } }]);
});

test('of two agents who answer at the same moment one is refused and shown the other’s text (behaviour 59)', async () => {
  const chat = await desk.chat();
  const seen = desk.newId();
  await desk.db
    .insertInto('message')
    .values({
      id: seen,
      conversationId: chat.id,
      pageId: chat.page.id,
      contactId: chat.contactId,
      kind: 'message',
      direction: 'in',
      authorKind: 'customer',
      text: 'Is it in stock?',
      status: 'received',
      at: desk.clock.now(),
      createdAt: desk.clock.now(),
    })
    .execute();
  desk.advance(1_000);
  const [one, two] = [await desk.user('supervisor'), await desk.user('supervisor')];
  const results = await Promise.allSettled([
    writeMessage(desk.as(one), chat.id, reply('Yes!', { seen: seen as never })),
    writeMessage(desk.as(two), chat.id, reply('No!', { seen: seen as never })),
  ]);
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  expect(refused).toHaveLength(1);
  const stored = (await rowsOf(chat.id)).filter((row) => row.direction === 'out');
  expect(refused[0]).toMatchObject({ code: 'conflict', data: { newer: { text: stored[0]?.text } } });
});

test('one’s own newer reply, a note and a customer’s message do not stand in the way', async () => {
  const chat = await desk.chat();
  const agent = await agentWith(chat);
  const first = await writeMessage(desk.as(agent), chat.id, reply('First.'));
  const seen = first.messageIds[0] as never;
  desk.advance(1_000);
  await writeMessage(desk.as(agent), chat.id, reply('Second.', { seen }));
  await writeMessage(desk.as(await desk.user('supervisor')), chat.id, { ...reply('Nice.'), kind: 'note' });
  await writeMessage(desk.as(agent), chat.id, reply('Third.', { seen }));
});

test('over 2,000 characters a reply becomes parts in order, the buttons on the last (behaviour 58)', async () => {
  const chat = await desk.chat();
  const ctx = desk.as(await agentWith(chat));
  const sentence = `${'word '.repeat(30)}end. `;
  const { messageIds } = await writeMessage(
    ctx,
    chat.id,
    reply(sentence.repeat(30), { quickReplies: [{ title: 'Yes', payload: 'YES' }, { title: 'No' }] }),
  );
  const parts = await presentMessages(desk.db, messageIds);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.map((part) => part.part)).toEqual(
    parts.map((_, index) => ({ index: index + 1, of: parts.length })),
  );
  expect(parts.every((part) => (part.text ?? '').length <= 2000 && part.text?.endsWith('end.'))).toBe(true);
  expect(parts.map((part) => part.quickReplies.length)).toEqual([...parts.slice(1).map(() => 0), 2]);
  expect(parts.at(-1)?.quickReplies).toEqual([
    { title: 'Yes', payload: 'YES' },
    { title: 'No', payload: 'No' },
  ]);
});

test('R138, behaviour 58: 1,986 characters leave as one message, one more as two, or are refused, as the page is set', async () => {
  const chat = await desk.chat();
  const ctx = desk.as(await agentWith(chat));
  const parts = async (text: string) => (await writeMessage(ctx, chat.id, reply(text))).messageIds.length;
  const most = 'a'.repeat(1986);
  expect([await parts('a'.repeat(2000)), await parts('a'.repeat(2001))]).toEqual([1, 2]);
  await settings(chat.page.id, { messages: { maxLength: 1986 } });
  expect([await parts(most), await parts(`${most}b`)]).toEqual([1, 2]);
  await settings(chat.page.id, { messages: { maxLength: 1986, longTexts: 'refuse' } });
  expect(await parts(most)).toBe(1);
  const problem = await problemOf(writeMessage(ctx, chat.id, reply(`${most}b`)));
  expect(problem).toMatchObject({ code: 'invalid', data: { field: 'text' } });
  expect(problem.message).toContain('1 too many');
});

test('the same click again is the same reply, also when the page parts texts elsewhere by now', async () => {
  const chat = await desk.chat();
  const ctx = desk.as(await agentWith(chat));
  const input = reply('A sentence of some length. '.repeat(120));
  const first = await writeMessage(ctx, chat.id, input);
  await settings(chat.page.id, { messages: { maxLength: 1986 } });
  expect(await writeMessage(ctx, chat.id, input)).toEqual({ isRepeat: true, messageIds: first.messageIds });
});

test('text and files become one message each, the text first, the buttons on the last (behaviour 50)', async () => {
  const chat = await desk.chat();
  const ctx = { ...desk.as(await agentWith(chat)), storage: desk.storage };
  const upload = async (name: string, content: string) =>
    (await uploadFile(ctx, { name, source: chunks(content) })).id;
  const uploads = [await upload('a.txt', 'the first'), await upload('b.txt', 'the second')];
  const quickReplies = [{ title: 'Thank you' }];
  const { messageIds } = await writeMessage(ctx, chat.id, reply('See the files.', { uploads, quickReplies }));
  const messages = await presentMessages(desk.db, messageIds);
  expect(messages.map((message) => message.text)).toEqual(['See the files.', null, null]);
  expect(messages.map((message) => message.attachments.map((file) => file.name))).toEqual([
    [],
    ['a.txt'],
    ['b.txt'],
  ]);
  expect(messages.map((message) => message.quickReplies.length)).toEqual([0, 0, 1]);
  expect(messages[1]?.attachments[0]).toMatchObject({ kind: 'file', state: 'stored', sizeBytes: 9 });
  const lines = await desk.db
    .selectFrom('conversation')
    .select('lastMessage')
    .where('id', '=', chat.id)
    .executeTakeFirstOrThrow();
  expect(lines.lastMessage).toMatchObject({ kind: 'file', text: '' });
});

test('another’s upload cannot be sent', async () => {
  const chat = await desk.chat();
  const owner = { ...desk.as(await agentWith(chat)), storage: desk.storage };
  const { id } = await uploadFile(owner, { name: 'a.txt', source: chunks('mine') });
  const thief = desk.as(await agentWith(chat));
  const problem = await problemOf(writeMessage(thief, chat.id, reply('', { uploads: [id] })));
  expect(problem).toMatchObject({ code: 'invalid', data: { field: 'uploads' } });
});

test('nothing to say is refused, and what PostgreSQL cannot hold is taken out', async () => {
  const chat = await desk.chat();
  const ctx = desk.as(await agentWith(chat));
  expect((await problemOf(writeMessage(ctx, chat.id, reply(' \0\n ')))).data).toEqual({ field: 'text' });
  const { messageIds } = await writeMessage(ctx, chat.id, reply('a\0b\ud800c'));
  expect((await presentMessages(desk.db, messageIds))[0]?.text).toBe('ab\ufffdc');
});

test('a quoted message must be of the same conversation, and only the first part quotes it', async () => {
  const [chat, elsewhere] = [await desk.chat(), await desk.chat()];
  const ctx = desk.as(await desk.user('supervisor'));
  const foreign = await writeMessage(ctx, elsewhere.id, reply('There.'));
  const replyTo = foreign.messageIds[0] as never;
  const problem = await problemOf(writeMessage(ctx, chat.id, reply('Here.', { replyTo })));
  expect(problem).toMatchObject({ code: 'invalid', data: { field: 'replyTo' } });

  const own = await writeMessage(ctx, chat.id, reply('Here.'));
  const quoting = await writeMessage(
    ctx,
    chat.id,
    reply(`${'long '.repeat(500)}`, { replyTo: own.messageIds[0] as never }),
  );
  const rows = (await rowsOf(chat.id)).filter((row) => quoting.messageIds.includes(row.id));
  expect(rows.map((row) => row.replyToId)).toEqual([own.messageIds[0], null]);
});

const day = 24 * 3_600_000;

test.each([
  ['just before 24 hours', day - 1, false, null],
  ['at 24 hours', day, false, 'over-24-hours'],
  ['at 24 hours with the Human Agent permission', day, true, null],
  ['just before 7 days with the permission', 7 * day - 1, true, null],
  ['at 7 days', 7 * day, true, 'over-7-days'],
  ['for who never wrote', null, true, 'never-wrote'],
])(
  '%s the composer answers by the window (behaviours 60, 63, 65, 66, 70)',
  async (_when, wroteAgoMs, humanAgentAllowed, reason) => {
    const page = await desk.page({ humanAgentAllowed });
    const chat = await desk.chat({ page, wroteAgoMs });
    const ctx = desk.as(await agentWith(chat));
    const writing = writeMessage(ctx, chat.id, reply('Hello', { purpose: { kind: 'question' } }));
    if (reason === null) await writing;
    else expect(await problemOf(writing)).toMatchObject({ code: 'window-closed', data: { reason } });
    expect(await rowsOf(chat.id)).toHaveLength(reason === null ? 2 : 0);
  },
);

test('what is no Messenger conversation takes no message, and says so (behaviour 49)', async () => {
  const chat = await desk.chat();
  await desk.db.updateTable('conversation').set({ kind: 'comment' }).where('id', '=', chat.id).execute();
  const ctx = desk.as(await desk.user('supervisor'));
  expect((await problemOf(writeMessage(ctx, chat.id, reply('Hello')))).code).toBe('conflict');
  expect(await jobsOf(chat.contactId)).toEqual([]);
});

test('our own last message does not close the window, and does not open it (behaviour 64)', async () => {
  const chat = await desk.chat({ wroteAgoMs: day - 1_000 });
  const ctx = desk.as(await agentWith(chat));
  await writeMessage(ctx, chat.id, reply('One.'));
  await writeMessage(ctx, chat.id, reply('Two.'));
  desk.advance(1_000);
  expect((await problemOf(writeMessage(ctx, chat.id, reply('Three.')))).code).toBe('window-closed');
});

test('a page without a token, an unreachable person and a closed conversation each say so', async () => {
  const [orphan, gone, closed] = [await desk.chat(), await desk.chat(), await desk.chat()];
  const ctx = desk.as(await desk.user('supervisor'));
  await desk.db.updateTable('page').set({ tokenSealed: null }).where('id', '=', orphan.page.id).execute();
  await desk.db
    .updateTable('contact')
    .set({ unreachableReason: 'They blocked the page.' })
    .where('id', '=', gone.contactId)
    .execute();
  await desk.db
    .updateTable('conversation')
    .set({ status: 'closed', closedAt: desk.clock.now() })
    .where('id', '=', closed.id)
    .execute();
  expect((await problemOf(writeMessage(ctx, orphan.id, reply('Hi')))).code).toBe('page-disconnected');
  expect((await problemOf(writeMessage(ctx, gone.id, reply('Hi')))).code).toBe('recipient-unavailable');
  expect((await problemOf(writeMessage(ctx, closed.id, reply('Hi')))).code).toBe('conflict');
});

async function* chunks(content: string) {
  yield Buffer.from(content);
}
