import { describe, expect, test } from 'vitest';
import { useMessengerDesk, type ConnectedPage } from '../../testing/messenger-desk.ts';
import { findPages } from '../../store/inbound-facts.ts';
import { change } from '../context.ts';
import { eventOfRead } from '../comments/event-of-read.ts';
import { fetchComment } from '../comments/fetch-comment.ts';
import { applyEvents } from '../inbound/apply-events.ts';
import { presentMessages } from '../messages/present.ts';
import { noteErased } from './reach-back.ts';
import { listPageBackfills, startBackfill } from './start.ts';

const desk = useMessengerDesk();
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const emptyRead = {
  tagNames: [],
  parentId: null,
  postId: null,
  pictureUrl: null,
  permalink: null,
  isHidden: false,
  hasPrivateReply: false,
};

/** A page's wall on Facebook, where everything is said without a webhook. */
async function aWall() {
  const page = await desk.page();
  const people = new Map<string, string>();
  const personOf = async (name: string) => {
    const known = people.get(name);
    if (known) return known;
    const { id } = (await desk.control('POST', '/people', { name })) as { id: string };
    people.set(name, id);
    return id;
  };
  const at = (agoMs: number) => desk.clock.now().getTime() - agoMs;
  return {
    page,
    async posts(text: string, agoMs: number, by = 'page') {
      const body = { text, silent: true, at: at(agoMs), by: by === 'page' ? by : await personOf(by) };
      return ((await desk.control('POST', `/pages/${page.facebookId}/posts`, body)) as { id: string }).id;
    },
    async comments(post: string, text: string, agoMs: number, more: { by?: string; replyTo?: string } = {}) {
      const { by = 'Ana Lima', replyTo } = more;
      const author = by === 'page' ? by : await personOf(by);
      const body = { text, silent: true, at: at(agoMs), by: author, ...(replyTo ? { replyTo } : {}) };
      return ((await desk.control('POST', `/posts/${post}/comments`, body)) as { id: string }).id;
    },
  };
}

/** Reads the page's past to its end, the clock moving as the steps ask. */
async function readAll(page: ConnectedPage, days = 30) {
  const admin = await desk.user('administrator');
  await startBackfill(desk.as(admin), page.id, days);
  const worker = desk.worker();
  for (let step = 0; step < 60; step++) {
    await worker.drain();
    const [latest] = await listPageBackfills(desk.as(admin), page.id);
    if (latest?.state !== 'running') return latest;
    desk.advance(1_000);
  }
  throw new Error('The reading does not end.');
}

const commentsOf = (page: ConnectedPage) =>
  desk.db
    .selectFrom('message')
    .innerJoin('comment', 'comment.messageId', 'message.id')
    .innerJoin('commentThread as t', 't.id', 'comment.threadId')
    .select(['text', 'direction', 'rootKey', 'message.conversationId', 'message.id'])
    .where('message.pageId', '=', page.id)
    .orderBy('at')
    .orderBy('message.id')
    .execute();
const ticketsOf = (page: ConnectedPage) =>
  desk.db
    .selectFrom('conversation')
    .select(['status', 'unreadCount', 'waitingSince', 'reopenedCount', 'mode'])
    .where('pageId', '=', page.id)
    .where('kind', '=', 'comment')
    .orderBy('openedAt')
    .orderBy('id')
    .execute();

describe('comments that were missed', () => {
  test('are added once, each in its place in its thread, with what the page answered (H-T15)', async () => {
    const wall = await aWall();
    const post = await wall.posts('Slow Sundays', 6 * hourMs);
    const first = await wall.comments(post, 'Does the cover come off?', 5 * hourMs);
    await fetchComment(desk.system, { pageId: wall.page.id, commentId: first, attempts: 1 });
    const known = await commentsOf(wall.page);
    expect(known.map(({ text }) => text)).toEqual(['Does the cover come off?']);

    const other = await wall.comments(post, 'Any in red?', 4 * hourMs, { by: 'Ben Otto' });
    await wall.comments(post, 'It does.', 3 * hourMs, { by: 'page', replyTo: first });
    await wall.comments(post, 'Red like what?', 2 * hourMs, { by: 'page', replyTo: other });
    await wall.comments(post, 'Like a fox', hourMs, { by: 'Ben Otto', replyTo: other });
    expect(await readAll(wall.page)).toMatchObject({
      state: 'done',
      trouble: null,
      progress: 1,
      postsRead: 1,
      commentsAdded: 4,
    });
    const found = await commentsOf(wall.page);
    const places = ['Does the cover come off?', 'Any in red?'].map(
      (text) => found.find((each) => each.text === text)?.conversationId,
    );
    expect(new Set(places).size).toBe(2);
    expect(
      found.map(({ text, direction, conversationId }) => [text, direction, places.indexOf(conversationId)]),
    ).toEqual([
      ['Does the cover come off?', 'in', 0],
      ['Any in red?', 'in', 1],
      ['It does.', 'out', 0],
      ['Red like what?', 'out', 1],
      ['Like a fox', 'in', 1],
    ]);
    expect(found[0]?.id).toBe(known[0]?.id);

    expect(await readAll(wall.page)).toMatchObject({ state: 'done', commentsAdded: 0 });
    expect(await commentsOf(wall.page)).toEqual(found);
  });

  test('call for work only where the page has not answered and somebody may still wait', async () => {
    const wall = await aWall();
    const post = await wall.posts('Slow Sundays', 20 * dayMs);
    await wall.comments(post, 'Long ago', 9 * dayMs);
    const answered = await wall.comments(post, 'Where are you?', 5 * hourMs, { by: 'Ben Otto' });
    await wall.comments(post, 'In Lund.', 4 * hourMs, { by: 'page', replyTo: answered });
    await wall.comments(post, 'Do you ship?', 3 * hourMs, { by: 'Cora Diaz' });
    await readAll(wall.page);
    expect(
      (await ticketsOf(wall.page)).map(({ waitingSince, ...row }) => ({
        ...row,
        waits: waitingSince !== null,
      })),
    ).toEqual([
      { status: 'closed', unreadCount: 0, reopenedCount: 0, mode: 'ticket', waits: false },
      { status: 'closed', unreadCount: 0, reopenedCount: 0, mode: 'ticket', waits: false },
      { status: 'open', unreadCount: 1, reopenedCount: 0, mode: 'ticket', waits: true },
    ]);
    const jobs = await desk.db.selectFrom('job').select('kind').where('failedAt', 'is', null).execute();
    expect(jobs.map(({ kind }) => kind)).not.toContain('greet');
    // Other programs and triggers are told of what waits alone (N20).
    const told = await desk.db
      .selectFrom('liveEvent as e')
      .innerJoin('message as m', 'm.id', 'e.messageId')
      .select(['m.text', 'e.isHistory'])
      .where('m.pageId', '=', wall.page.id)
      .where('e.kind', '=', 'message.added')
      .where('m.direction', '=', 'in')
      .execute();
    expect(told.filter(({ isHistory }) => !isHistory).map(({ text }) => text)).toEqual(['Do you ship?']);
    expect(told.length).toBeGreaterThan(1);
  });

  test('under a visitor’s post stand in its ticket; what the page alone said opens nothing', async () => {
    const wall = await aWall();
    const visitors = await wall.posts('My chair broke', 3 * hourMs, 'Ana Lima');
    await wall.comments(visitors, 'Mine too', 2 * hourMs, { by: 'Ben Otto' });
    const own = await wall.posts('New colours', 2 * hourMs);
    await wall.comments(own, 'In the shop now!', hourMs, { by: 'page' });
    expect(await readAll(wall.page)).toMatchObject({ postsRead: 2, commentsAdded: 3 });
    const number = visitors.slice(visitors.lastIndexOf('_') + 1);
    expect((await commentsOf(wall.page)).map(({ text, rootKey }) => [text, rootKey])).toEqual([
      ['My chair broke', `post:${number}`],
      ['Mine too', `post:${number}`],
    ]);
    expect(await ticketsOf(wall.page)).toMatchObject([{ status: 'open', unreadCount: 2 }]);
  });

  test('of a long post are read piece by piece, and a long list of posts to its end', async () => {
    const wall = await aWall();
    const posts: string[] = [];
    for (let n = 0; n < 12; n++) posts.push(await wall.posts(`Post ${n}`, (30 - n) * hourMs));
    const long = posts[0] ?? '';
    for (let n = 0; n < 60; n++)
      await wall.comments(long, `No. ${n}`, 60_000 * (100 - n), { by: `Person ${n % 3}` });
    await wall.comments(posts[11] ?? '', 'On the newest', hourMs);
    expect(await readAll(wall.page)).toMatchObject({ state: 'done', postsRead: 12, commentsAdded: 61 });
    const texts = (await commentsOf(wall.page)).map(({ text }) => text);
    expect(texts).toContain('On the newest');
    expect(texts.filter((text) => text?.startsWith('No.'))).toEqual(
      Array.from({ length: 60 }, (_, n) => `No. ${n}`),
    );
  });

  test('are not read when they are older than was asked, not kept, or of somebody who was erased', async () => {
    const wall = await aWall();
    const post = await wall.posts('Slow Sundays', 20 * dayMs);
    await wall.comments(post, 'Too old', 9 * dayMs);
    const gone = await wall.comments(post, 'Forget me', 2 * dayMs, { by: 'Ben Otto' });
    await wall.comments(post, 'Kept', dayMs);
    await fetchComment(desk.system, { pageId: wall.page.id, commentId: gone, attempts: 1 });
    const author = await desk.db
      .selectFrom('contact')
      .select('psid')
      .where('pageId', '=', wall.page.id)
      .executeTakeFirstOrThrow();
    const known = await commentsOf(wall.page);
    await desk.db
      .deleteFrom('message')
      .where(
        'id',
        'in',
        known.map(({ id }) => id),
      )
      .execute();
    await change(desk.system, ({ tx }) =>
      noteErased(tx, { facebookPageId: wall.page.facebookId, psid: author.psid }, desk.clock.now()),
    );
    await readAll(wall.page, 7);
    expect((await commentsOf(wall.page)).map(({ text }) => text)).toEqual(['Kept']);
  });

  test('that stand hidden on Facebook come hidden', async () => {
    const wall = await aWall();
    const post = await wall.posts('Slow Sundays', 2 * dayMs);
    const bad = await wall.comments(post, 'Rude', hourMs);
    await desk.control('PATCH', `/comments/${bad}`, { hidden: true, silent: true });
    await readAll(wall.page);
    const row = await desk.db
      .selectFrom('comment')
      .select('history')
      .where('facebookId', '=', bad)
      .executeTakeFirstOrThrow();
    expect(row.history).toMatchObject([{ verb: 'hide', by: null }]);
  });

  test('that Facebook does not let the page read are said to be missing, and the messages are there all the same', async () => {
    const wall = await aWall();
    await wall.posts('Slow Sundays', hourMs);
    await desk.control('POST', '/faults', {
      match: { path: '/feed', pageId: wall.page.facebookId },
      times: null,
      status: 403,
      code: 10,
    });
    const read = await readAll(wall.page);
    expect(read).toMatchObject({ state: 'done', commentsAdded: 0 });
    expect(read?.trouble).toContain('posts with their comments');
  });

  test('are left alone on a page whose comments are off', async () => {
    const wall = await aWall();
    const post = await wall.posts('Slow Sundays', hourMs);
    await wall.comments(post, 'Hello', hourMs);
    await desk.db
      .updateTable('page')
      .set({ settings: JSON.stringify({ comments: { enabled: false } }) })
      .where('id', '=', wall.page.id)
      .execute();
    expect(await readAll(wall.page)).toMatchObject({ state: 'done', postsRead: 0, trouble: null });
    expect(await commentsOf(wall.page)).toEqual([]);
  });
});

describe('what happened to known comments while nobody told', () => {
  const known = (page: ConnectedPage) =>
    desk.db
      .selectFrom('message')
      .innerJoin('comment', 'comment.messageId', 'message.id')
      .select(['message.id', 'text', 'edits', 'editedAt', 'unsentAt', 'history', 'facebookId'])
      .where('message.pageId', '=', page.id)
      .orderBy('at')
      .execute();
  const silently = (method: 'PATCH' | 'DELETE', id: string, body: object = {}) =>
    desk.control(method, `/comments/${id}`, { ...body, silent: true });

  test('an edit is noticed, with the words before it, once; one that is told later adds nothing to see', async () => {
    const wall = await aWall();
    const post = await wall.posts('Slow Sundays', 6 * hourMs);
    const id = await wall.comments(post, 'Does it come in red?', 5 * hourMs);
    await wall.comments(post, 'Nice', 4 * hourMs, { by: 'Ben Otto' });
    await readAll(wall.page);
    await silently('PATCH', id, { text: 'Does it come in blue?' });
    expect(await readAll(wall.page)).toMatchObject({ state: 'done', commentsAdded: 0 });
    const [edited, other] = await known(wall.page);
    expect(edited).toMatchObject({
      text: 'Does it come in blue?',
      edits: [{ text: 'Does it come in red?' }],
      unsentAt: null,
    });
    expect(other?.editedAt).toBeNull();
    await readAll(wall.page);
    expect((await known(wall.page))[0]?.edits).toEqual(edited?.edits);

    const read = { id, text: 'Does it come in blue?', createdAt: null, authorId: null, authorName: null };
    const told = {
      ...eventOfRead({ ...emptyRead, ...read }, wall.page.facebookId),
      verb: 'edit',
      at: new Date(desk.clock.now().getTime() - hourMs),
    } as const;
    await desk.db.transaction().execute(async (tx) => {
      const pages = new Map(
        (await findPages(tx, [wall.page.facebookId])).map((page) => [page.facebookId, page]),
      );
      const now = desk.clock.now();
      await applyEvents({ tx, now, newId: desk.newId, secrets: desk.system.secrets }, pages, [
        { event: told, receivedAt: now },
      ]);
    });
    const [shown] = await presentMessages(desk.db, [edited?.id ?? '']);
    expect(shown?.edits.map(({ text }) => text)).toEqual(['Does it come in red?']);
  });

  test('a removal is noticed where its neighbours are shown and Facebook says that it is gone; it is kept for the record', async () => {
    const wall = await aWall();
    const post = await wall.posts('Slow Sundays', 6 * hourMs);
    const gone = await wall.comments(post, 'Rude words', 5 * hourMs);
    const stays = await wall.comments(post, 'Where are you?', 4 * hourMs, { by: 'Ben Otto' });
    await wall.comments(post, 'Under it', 3 * hourMs, { by: 'Cora Diaz', replyTo: gone });
    await readAll(wall.page);
    const waiting = async () => (await ticketsOf(wall.page)).map(({ waitingSince }) => waitingSince !== null);
    expect(await waiting()).toEqual([true, true]);
    await silently('DELETE', gone);
    await readAll(wall.page);
    expect(
      (await known(wall.page)).map(({ text, unsentAt, history }) => [
        text,
        unsentAt !== null,
        (history as { verb: string }[]).map(({ verb }) => verb),
      ]),
    ).toEqual([
      ['Rude words', true, ['remove']],
      ['Where are you?', false, []],
      ['Under it', true, ['remove']],
    ]);
    expect(await waiting()).toEqual([false, true]);

    // Nothing is shown any more: that may be a lost permission as well as a removal.
    await silently('DELETE', stays);
    await readAll(wall.page);
    expect((await known(wall.page))[1]?.unsentAt).toBeNull();
  });

  test('what the page said before anybody asked comes with the first question, in its words of now', async () => {
    const wall = await aWall();
    const post = await wall.posts('Slow Sundays', 6 * hourMs);
    const question = await wall.comments(post, 'Any in red?', 5 * hourMs);
    const answer = await wall.comments(post, 'In May', 4 * hourMs, { by: 'page', replyTo: question });
    await fetchComment(desk.system, { pageId: wall.page.id, commentId: answer, attempts: 1 });
    expect(await known(wall.page)).toEqual([]);
    await silently('PATCH', answer, { text: 'In June' });
    await readAll(wall.page);
    expect((await known(wall.page)).map(({ text }) => text)).toEqual(['Any in red?', 'In June']);
  });

  test('hidden and shown again are noticed too', async () => {
    const wall = await aWall();
    const post = await wall.posts('Slow Sundays', 6 * hourMs);
    const id = await wall.comments(post, 'Rude', 5 * hourMs);
    const verbs = async () =>
      (await known(wall.page)).flatMap(({ history }) =>
        (history as { verb: string }[]).map(({ verb }) => verb),
      );
    await readAll(wall.page);
    for (const hidden of [true, true, false]) {
      await silently('PATCH', id, { hidden });
      await readAll(wall.page);
    }
    expect(await verbs()).toEqual(['hide', 'unhide']);
  });

  test('a comment that one page of the list does not reach is not taken for removed', async () => {
    const wall = await aWall();
    const post = await wall.posts('Slow Sundays', 9 * dayMs);
    for (let n = 0; n < 40; n++) await wall.comments(post, `No. ${n}`, 8 * dayMs - n * 60_000);
    await readAll(wall.page);
    await readAll(wall.page, 1);
    const all = await known(wall.page);
    expect(all).toHaveLength(40);
    expect(all.every(({ unsentAt }) => unsentAt === null)).toBe(true);
    await silently('DELETE', all[3]?.facebookId ?? '');
    await readAll(wall.page);
    expect((await known(wall.page)).filter(({ unsentAt }) => unsentAt !== null)).toMatchObject([
      { text: 'No. 3' },
    ]);
  });

  test('a post that is older than the list is read where something was said under it of late', async () => {
    const wall = await aWall();
    const old = await wall.posts('Our first shop', 200 * dayMs);
    const forgotten = await wall.posts('Before that', 300 * dayMs);
    for (let n = 0; n < 12; n++) await wall.posts(`Post ${n}`, (150 - n) * dayMs);
    const id = await wall.comments(old, 'Is it still there?', 10 * dayMs);
    await fetchComment(desk.system, { pageId: wall.page.id, commentId: id, attempts: 1 });
    await wall.comments(old, 'I will come by', hourMs, { by: 'Ben Otto' });
    await wall.comments(forgotten, 'Nobody knows of this', hourMs);
    await silently('PATCH', id, { text: 'Is it still open?' });
    expect(await readAll(wall.page, 2)).toMatchObject({ state: 'done', commentsAdded: 1 });
    expect((await known(wall.page)).map(({ text }) => text)).toEqual(['Is it still open?', 'I will come by']);
    expect(await ticketsOf(wall.page)).toMatchObject([{ status: 'open' }, { status: 'open' }]);
  });
});
