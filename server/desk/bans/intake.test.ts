import { beforeEach, expect, test } from 'vitest';
import { insertBan } from '../../store/bans.ts';
import { at, meta, readConversation, useIntake } from '../../testing/intake.ts';
import { ana, commentChange } from '../../testing/feed.ts';

const intake = useIntake();
let page: string;
let pageId: string;
let pages = 0;
const who = () => ({ psid: '28', page });
const read = () => readConversation(intake, pageId);

beforeEach(async () => {
  page = `7204${pages++}`;
  pageId = await intake.page(page, { reopenHours: 72 });
  await intake.tell(meta.message('m1', 'Hi', 1, who()));
});

const settings = (life: object) =>
  intake.db
    .updateTable('page')
    .set({ settings: JSON.stringify({ life: { reopenHours: 72, ...life } }) })
    .where('id', '=', pageId)
    .execute();

async function shutOut(hours: number | null) {
  const { conversation, contact } = await read();
  const setAt = intake.clock.now();
  const over = { status: 'closed' as const, closedAt: setAt, waitingSince: null, unreadCount: 0 };
  await intake.db
    .updateTable('conversation')
    .set({ ...over, movesAt: setAt })
    .where('id', '=', conversation.id)
    .execute();
  const until = hours === null ? null : new Date(setAt.getTime() + hours * 3_600_000);
  const id = intake.newId();
  await intake.db.transaction().execute((tx) =>
    insertBan(tx, {
      id,
      conversationId: conversation.id,
      contactIds: [contact.id],
      setAt,
      setBy: null,
      until,
      note: '',
    }),
  );
  return id;
}
const countsOf = (id: string) =>
  intake.db
    .selectFrom('ban')
    .select(['keptCount', 'droppedCount'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
/** Seconds after noon at which it is now. */
const now = () => (intake.clock.now().getTime() - at(0)) / 1_000;

test('N30 what a banned person writes is kept in their closed conversation, which does not move and calls nobody', async () => {
  const id = await shutOut(null);
  const before = (await read()).conversation;
  const events = () =>
    intake.db.selectFrom('liveEvent').select('kind').where('subjectId', '=', before.id).execute();
  const told = (await events()).length;
  await intake.tell(meta.message('m2', 'You will see', now() + 10, who()));
  const { conversations, messages } = await read();
  expect(conversations).toEqual([before]);
  expect(messages.map((m) => m.text)).toEqual(['Hi', 'You will see']);
  expect((await events()).slice(told).map((event) => event.kind)).toEqual(['message.added']);
  expect(await countsOf(id)).toEqual({ keptCount: 1, droppedCount: 0 });
  await intake.tell(meta.message('m2', 'You will see', now() + 10, who()));
  expect(await countsOf(id)).toEqual({ keptCount: 1, droppedCount: 0 });
});

test('N30 on a page that does not keep it, it is counted and not stored', async () => {
  await settings({ banned: 'drop' });
  const id = await shutOut(24);
  await intake.tell(
    meta.message('m2', 'One', now() + 10, who()),
    meta.postback('p1', 'Start', 'START', now() + 11, who()),
  );
  expect((await read()).messages.map((m) => m.text)).toEqual(['Hi']);
  expect(await countsOf(id)).toEqual({ keptCount: 0, droppedCount: 2 });
});

test('N30 when the time is over the next word is heard as ever, without anybody doing anything', async () => {
  await shutOut(1);
  intake.clock.advance(3_600_000);
  await intake.tell(meta.message('m2', 'Sorry', now(), who()));
  expect((await read()).conversations).toMatchObject([{ status: 'open', reopenedCount: 1, unreadCount: 1 }]);
});

test('no text greets who is shut out, and consent is not asked of them', async () => {
  await intake.db
    .updateTable('page')
    .set({
      settings: JSON.stringify({
        texts: { welcome: { isOn: true, byLanguage: { en: 'Hello' } } },
        privacy: { consent: 'require', consentVersion: 1 },
      }),
    })
    .where('id', '=', pageId)
    .execute();
  await shutOut(null);
  await intake.db.deleteFrom('job').execute();
  await intake.tell(meta.message('m2', 'Hey', now() + 5, who()));
  const jobs = await intake.db.selectFrom('job').select('kind').execute();
  expect(jobs.map(({ kind }) => kind).filter((kind) => kind === 'greet' || kind === 'ask-consent')).toEqual(
    [],
  );
  expect((await read()).messages.at(-1)).toMatchObject({ text: null, withheldText: 'Hey' });
});

test('N30 a banned person’s comment is kept without a call in their ticket, and not kept where the page says so', async () => {
  const tickets = () =>
    intake.db
      .selectFrom('conversation')
      .selectAll()
      .where('pageId', '=', pageId)
      .where('kind', '=', 'comment')
      .execute();
  await intake.tell(commentChange(page, now() + 1, { id: 1, text: 'First' }));
  const [first] = await tickets();
  const contactIds = [first?.contactId ?? ''];
  const banId = intake.newId();
  const conversationId = first?.id ?? '';
  await intake.db.transaction().execute((tx) =>
    insertBan(tx, {
      id: banId,
      conversationId,
      contactIds,
      setAt: intake.clock.now(),
      setBy: null,
      until: null,
      note: '',
    }),
  );
  await intake.tell(commentChange(page, now() + 20, { id: 2, post: 901, text: 'Hidden' }));
  expect((await tickets()).map((row) => [row.status, row.unreadCount])).toEqual([
    ['open', 1],
    ['closed', 0],
  ]);
  await settings({ banned: 'drop' });
  await intake.tell(commentChange(page, now() + 30, { id: 3, post: 902, text: 'Gone', by: ana }));
  expect(await tickets()).toHaveLength(2);
  expect(await countsOf(banId)).toEqual({ keptCount: 1, droppedCount: 1 });
});
