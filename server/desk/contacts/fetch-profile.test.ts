import { describe, expect, test } from 'vitest';
import { enqueueJobs } from '../../store/job-queue.ts';
import { useMessengerDesk, type Chat } from '../../testing/messenger-desk.ts';
import { fetchProfileJob } from '../jobs.ts';
import { fetchComment } from '../comments/fetch-comment.ts';
import { openContactPicture } from '../files/open-file.ts';
import { presentSummaries } from '../conversations/present.ts';
import { presentMessages } from '../messages/present.ts';

const desk = useMessengerDesk();
const dayMs = 24 * 3_600_000;

const wanted = (chat: Chat) =>
  enqueueJobs(desk.db, [fetchProfileJob({ id: chat.contactId, pageId: chat.page.id })], desk.clock.now());

const contactOf = (chat: Chat) =>
  desk.db.selectFrom('contact').selectAll().where('id', '=', chat.contactId).executeTakeFirstOrThrow();

async function personOf(chat: Chat): Promise<string> {
  const { people } = (await desk.control('GET', '/state')) as {
    people: { id: string; psids: Record<string, string> }[];
  };
  const person = people.find(({ psids }) => Object.values(psids).includes(chat.psid));
  if (!person) throw new Error('Nobody has this id.');
  return person.id;
}

test('a person gets their name and picture, and the desks are told (behaviours 19, 20)', async () => {
  const chat = await desk.chat();
  const at = desk.clock.now();
  const messageId = desk.newId();
  await desk.db
    .insertInto('message')
    .values({
      id: messageId,
      conversationId: chat.id,
      pageId: chat.page.id,
      contactId: chat.contactId,
      kind: 'message',
      direction: 'in',
      authorKind: 'customer',
      status: 'received',
      at,
      createdAt: at,
    })
    .execute();
  await wanted(chat);
  await desk.worker().drain();
  const [message] = await presentMessages(desk.db, [messageId]);
  expect(message).toMatchObject({ version: 2, author: { name: expect.stringMatching(/^Cora Customer/) } });
  const contact = await contactOf(chat);
  expect(contact).toMatchObject({ profileState: 'known', firstName: 'Cora' });
  expect(contact.name).toMatch(/^Cora Customer/);
  const picture = await desk.db
    .selectFrom('file')
    .selectAll()
    .where('id', '=', contact.pictureFileId ?? '')
    .executeTakeFirstOrThrow();
  expect(picture.mimeType).toBe('image/png');
  expect(picture.width).toBeGreaterThan(0);
  const told = await desk.db
    .selectFrom('liveEvent')
    .select('kind')
    .where('subjectId', '=', chat.id)
    .execute();
  expect(told.map(({ kind }) => kind)).toEqual(['conversation.changed', 'message.changed']);
  const { version } = await desk.db
    .selectFrom('conversation')
    .select('version')
    .where('id', '=', chat.id)
    .executeTakeFirstOrThrow();
  expect(version).toBe(2);
});

test('only a name is taken as it is, and no surname is made of it (behaviour 20)', async () => {
  const chat = await desk.chat();
  await desk.control('PATCH', `/people/${await personOf(chat)}`, { profile: 'name-only' });
  await wanted(chat);
  await desk.worker().drain();
  expect(await contactOf(chat)).toMatchObject({ profileState: 'known', firstName: null, lastName: null });
  expect((await contactOf(chat)).name).toMatch(/^Cora Customer/);
});

test('a phone-only account is looked up in the conversation instead (behaviour 21)', async () => {
  const chat = await desk.chat();
  await desk.control('PATCH', `/people/${await personOf(chat)}`, { profile: 'phone-only' });
  await wanted(chat);
  await desk.worker().drain();
  const contact = await contactOf(chat);
  expect(contact).toMatchObject({ profileState: 'known', pictureFileId: null });
  expect(contact.name).toMatch(/^Cora Customer/);
});

test('who cannot be found out keeps the placeholder and is looked up again each day, for a week (behaviour 20)', async () => {
  const chat = await desk.chat();
  await desk.control('PATCH', `/people/${await personOf(chat)}`, { profile: 'hidden' });
  await desk.control('POST', '/faults', {
    match: { path: '/conversations', pageId: chat.page.facebookId },
    times: null,
    code: 100,
    subcode: 33,
    status: 400,
  });
  await wanted(chat);
  const worker = desk.worker();
  let looks = 0;
  for (let day = 0; day < 10; day++) {
    looks += await worker.drain();
    expect(await contactOf(chat)).toMatchObject({ profileState: 'unavailable', name: null });
    desk.advance(dayMs);
  }
  // Beside the looks it is once asked who the customer is.
  expect(looks).toBe(7 + 1);
  await desk.control('DELETE', '/faults');
});

test('whose profile was refused gets the name on a later day, and every desk shows it (I-T6, R173)', async () => {
  const chat = await desk.chat();
  const person = await personOf(chat);
  await desk.control('PATCH', `/people/${person}`, { profile: 'hidden' });
  await desk.control('POST', '/faults', {
    match: { path: '/conversations', pageId: chat.page.facebookId },
    code: 100,
    subcode: 33,
    status: 400,
  });
  await wanted(chat);
  const worker = desk.worker();
  const shown = async () => (await presentSummaries(desk, [chat.id]))[0]?.contact.name;
  await worker.drain();
  expect(await shown()).toBe(`Facebook user ${chat.psid.slice(-4)}`);
  await desk.control('PATCH', `/people/${person}`, { profile: 'full' });
  await desk.db.deleteFrom('liveEvent').execute();
  desk.advance(dayMs);
  await worker.drain();
  expect(await shown()).toMatch(/^Cora Customer/);
  const told = await desk.db
    .selectFrom('liveEvent')
    .select('kind')
    .where('subjectId', '=', chat.id)
    .execute();
  expect(told.map(({ kind }) => kind)).toContain('conversation.changed');
});

test('a dead token is noted on the page, and the person is looked up once it is mended (behaviour 22)', async () => {
  const page = await desk.page();
  const chat = await desk.chat({ page });
  await desk.control('POST', '/tokens/break', { subcode: 460, pageId: page.facebookId });
  await wanted(chat);
  const worker = desk.worker();
  await worker.drain();
  const stateOf = () =>
    desk.db.selectFrom('page').select('state').where('id', '=', page.id).executeTakeFirstOrThrow();
  expect(await stateOf()).toEqual({ state: 'expired' });
  await desk.control('POST', '/tokens/mend', {});
  await desk.db.updateTable('page').set({ state: 'connected' }).where('id', '=', page.id).execute();
  desk.advance(600_000);
  await worker.drain();
  expect((await contactOf(chat)).profileState).toBe('known');
});

test('a fault of Facebook’s is waited for', async () => {
  const chat = await desk.chat();
  await desk.control('POST', '/faults', { match: { path: chat.psid }, code: 2, status: 500 });
  await wanted(chat);
  const worker = desk.worker();
  await worker.drain();
  expect((await contactOf(chat)).profileState).toBe('pending');
  desk.advance(60_000);
  await worker.drain();
  expect((await contactOf(chat)).profileState).toBe('known');
});

describe('who speaks in public', () => {
  const commenter = (pageId: string) =>
    desk.db.selectFrom('contact').selectAll().where('pageId', '=', pageId).executeTakeFirstOrThrow();
  const comments = async (profile = 'full') => {
    const page = await desk.page();
    const { id: by } = (await desk.control('POST', '/people', { name: 'Ana Lima', profile })) as {
      id: string;
    };
    const post = { text: 'Slow Sundays', silent: true, by: 'page' };
    const { id: postId } = (await desk.control('POST', `/pages/${page.facebookId}/posts`, post)) as {
      id: string;
    };
    const say = async (text: string) => {
      const body = { text, by, silent: true };
      const { id } = (await desk.control('POST', `/posts/${postId}/comments`, body)) as { id: string };
      await fetchComment(desk.system, { pageId: page.id, commentId: id, attempts: 1 });
      return id;
    };
    return { page, say, refuse: (answer: object) => desk.control('POST', '/faults', answer) };
  };
  const shown = async (pageId: string) => {
    const rows = await desk.db
      .selectFrom('message')
      .select('id')
      .where('pageId', '=', pageId)
      .where('kind', '=', 'message')
      .orderBy('at')
      .orderBy('id')
      .execute();
    return presentMessages(
      desk.db,
      rows.map(({ id }) => id),
    );
  };

  test('gets the picture that Facebook shows with their comment: in the thread, in the list, for who sees the thread', async () => {
    const { page, say } = await comments();
    await say('Does it come in red?');
    const [before] = await shown(page.id);
    expect(before?.comment?.authorPictureUrl).toBeNull();
    await desk.worker().drain();
    const contact = await commenter(page.id);
    expect(contact).toMatchObject({ identity: 'commenter', name: 'Ana Lima', profileState: 'known' });
    const [after] = await shown(page.id);
    const url = `/api/contacts/${contact.id}/picture?v=${contact.pictureFileId}`;
    expect(after?.comment?.authorPictureUrl).toBe(url);
    const [ticket] = await desk.db
      .selectFrom('conversation')
      .select('id')
      .where('pageId', '=', page.id)
      .execute();
    const [summary] = await presentSummaries(desk.system, [ticket?.id ?? '']);
    expect(summary?.contact.pictureUrl).toBe(url);
    const told = await desk.db
      .selectFrom('liveEvent')
      .select(['kind', 'messageId'])
      .where('subjectId', '=', ticket?.id ?? '')
      .execute();
    expect(told).toContainEqual({ kind: 'message.changed', messageId: after?.id });

    const agent = desk.as(await desk.user('agent', [page.departmentId]));
    expect((await openContactPicture(agent, contact.id)).mimeType).toBe('image/png');
    const stranger = desk.as(await desk.user('agent', [await desk.department()]));
    await expect(openContactPicture(stranger, contact.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is asked for once: another comment asks for nothing that is known', async () => {
    const { page, say } = await comments();
    await say('One');
    await desk.worker().drain();
    const { pictureFileId } = await commenter(page.id);
    await say('Two');
    expect(
      await desk.db.selectFrom('job').select('kind').where('kind', '=', 'fetch-profile').execute(),
    ).toEqual([]);
    const [first, second] = await shown(page.id);
    expect(first?.comment?.authorPictureUrl).toContain(pictureFileId ?? '-');
    expect(second?.comment?.authorPictureUrl).toBe(first?.comment?.authorPictureUrl);
  });

  test('and shows nothing of themselves keeps their initials', async () => {
    const { page, say } = await comments('name-only');
    await say('Hello');
    await desk.worker().drain();
    expect(await commenter(page.id)).toMatchObject({ profileState: 'known', pictureFileId: null });
  });

  test('and whom Facebook does not show now is asked for again with their next words', async () => {
    const { page, say, refuse } = await comments();
    const id = await say('Hello');
    await refuse({ match: { path: `/${id}` }, times: 1, status: 403, code: 10 });
    await desk.worker().drain();
    expect(await commenter(page.id)).toMatchObject({ profileState: 'unavailable', pictureFileId: null });
    desk.advance(dayMs);
    await desk.worker().drain();
    expect((await commenter(page.id)).pictureFileId).not.toBeNull();
  });

  test('and removed all of it is asked for no more', async () => {
    const { page, say } = await comments();
    await say('Hello');
    const at = desk.clock.now();
    await desk.db.updateTable('message').set({ unsentAt: at }).where('pageId', '=', page.id).execute();
    await desk.worker().drain();
    expect(await commenter(page.id)).toMatchObject({ profileState: 'unavailable', pictureFileId: null });
  });
});
