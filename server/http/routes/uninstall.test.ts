import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { eraseConversations } from '../../desk/extensions/erase-conversations.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useConnectDesk } from '../../testing/connect-desk.ts';
import type { DeskPerson } from '../../testing/desk-door.ts';

const desk = useConnectDesk();
const facts = deskFacts(desk);
let admin: DeskPerson;
let apps: { id: string; secret: string }[];
let pages: { id: string; facebookId: string; name: string }[];

/** Two apps, one page each, with a conversation that has everything in it. */
beforeEach(async () => {
  desk.advance(60_000);
  await desk.db
    .updateTable('page')
    .set({ removedAt: new Date(0) })
    .where('removedAt', 'is', null)
    .execute();
  await desk.db
    .updateTable('metaApp')
    .set({ removedAt: new Date(0) })
    .where('removedAt', 'is', null)
    .execute();
  await desk.db.deleteFrom('installation').where('name', '=', 'extension.facebook').execute();
  admin = await desk.person('administrator', [], 'Leila');
  apps = [];
  pages = [];
  for (const name of ['Shop', 'Workshop']) {
    const app = await desk.metaApp();
    const owner = await desk.owner();
    const page = await desk.page(owner.id, name);
    const { body } = await desk.addApp(admin, app, `${name} ${app.id}`);
    const pageToken = await desk.pageToken(app, owner.id, page);
    const made = await admin.ask('POST', '/api/facebook/pages', { metaAppId: body.id, pageToken });
    expect(made.body).toMatchObject({ name });
    apps.push(app);
    pages.push({ id: made.body.id, facebookId: page.id, name });
  }
});

const ids = () => pages.map(({ id }) => id);
const conversationOf = async (pageId: string) => {
  const conversation = await facts.conversation(pageId);
  await facts.message(conversation, { text: 'Where is my order?' });
  await facts.message(conversation, { direction: 'out', text: 'On its way.' });
  return conversation;
};
const tokens = async () =>
  (await desk.db.selectFrom('page').select('tokenSealed').where('id', 'in', ids()).execute()).map(
    ({ tokenSealed }) => tokenSealed,
  );
const isOn = async () => {
  const { items } = (await admin.ask('GET', '/api/extensions')).body;
  return items.find((one: { id: string }) => one.id === 'facebook').isOn;
};
const uninstall = (more: object = {}) =>
  admin.ask('POST', '/api/extensions/facebook/uninstall', {
    confirm: 'uninstall',
    deleteData: false,
    pageIds: ids(),
    ...more,
  });
const eraseAll = async () => {
  const job = await desk.db
    .selectFrom('job')
    .select('payload')
    .where('kind', '=', 'erase-conversations')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!job) return 0;
  const { removedUntil } = job.payload as { removedUntil: string };
  let steps = 0;
  while (await eraseConversations(desk, new Date(removedUntil))) steps += 1;
  return steps;
};

test('R28 unauthorize gives every token up, unsubscribes at Facebook, revokes the consent, and leaves history readable', async () => {
  const { id } = await conversationOf(pages[0]?.id ?? '');
  await desk.calls();
  const { body } = await admin.ask('POST', '/api/facebook/unauthorize', { pageIds: ids() });
  expect(body).toMatchObject({ isDone: true, items: [{ problem: null }, { problem: null }] });
  expect(await tokens()).toEqual([null, null]);
  const calls = await desk.calls();
  for (const { facebookId } of pages) expect(calls).toContain(`DELETE ${facebookId}/subscribed_apps`);
  expect(calls.filter((call) => /^DELETE \d+\/permissions$/.test(call))).toHaveLength(2);
  const history = (await admin.ask('GET', `/api/conversations/${id}/messages`)).body.items;
  expect(history.map((one: { text: string }) => one.text)).toEqual(['Where is my order?', 'On its way.']);
  const room = (await admin.ask('GET', '/api/setup/messages')).body.items;
  expect(room.at(-1).body).toEqual({ kind: 'activity', act: 'unauthorized', by: 'Leila' });
});

test('only the pages that were read about stop', async () => {
  for (const pageIds of [ids().slice(1), [], [...ids(), desk.newId()]]) {
    expect((await admin.ask('POST', '/api/facebook/unauthorize', { pageIds })).status).toBe(409);
    expect((await uninstall({ pageIds })).status).toBe(409);
  }
  expect(await tokens()).not.toContain(null);
});

test('R33 uninstalling asks for the word, stops every page, gives up tokens and secrets, and keeps conversations', async () => {
  const { id } = await conversationOf(pages[0]?.id ?? '');
  for (const wrong of [{ confirm: 'yes' }, { confirm: undefined }, { deleteData: undefined }]) {
    expect((await uninstall(wrong)).status).toBe(400);
  }
  expect(await tokens()).not.toContain(null);
  expect((await uninstall()).body.isDone).toBe(true);
  expect(await tokens()).toEqual([null, null]);
  expect(await isOn()).toBe(false);
  expect((await admin.ask('GET', '/api/facebook/apps')).body.items).toEqual([]);
  const appIds = apps.map((app) => app.id);
  const secrets = await desk.db
    .selectFrom('metaApp')
    .select('appSecretSealed')
    .where('appId', 'in', appIds)
    .execute();
  expect(secrets).toEqual([{ appSecretSealed: '' }, { appSecretSealed: '' }]);
  expect(await eraseAll()).toBe(0);
  expect((await admin.ask('GET', `/api/conversations/${id}/messages`)).body.items).toHaveLength(2);
  const log = (await admin.ask('GET', '/api/audit?action=extension.uninstalled')).body.items;
  expect(log[0]).toMatchObject({ actor: { id: admin.id }, detail: { pages: 2, deleteData: false } });
});

test('R33 with “also delete data” ticked everything that was written goes, in steps, but for who is under a legal hold', async () => {
  const gone = await conversationOf(pages[0]?.id ?? '');
  await conversationOf(pages[1]?.id ?? '');
  const held = await conversationOf(pages[1]?.id ?? '');
  const card = async (conversationId: string, kind: 'person' | 'company') => {
    const { body } = await admin.ask('POST', '/api/customers', { kind, name: 'Card' });
    await admin.ask('PUT', `/api/conversations/${conversationId}/customer`, { customerId: body.id });
    return body.id as string;
  };
  const cards = {
    gone: await card(gone.id, 'person'),
    held: await card(held.id, 'person'),
    company: await card((await conversationOf(pages[1]?.id ?? '')).id, 'company'),
  };
  const heldAt = desk.clock.now();
  await desk.db.updateTable('contact').set({ heldAt }).where('id', '=', held.contactId).execute();
  expect((await uninstall({ deleteData: true })).body.isDone).toBe(true);
  // What is connected after it is none of its concern.
  const kept = await conversationOf(await facts.page(await desk.department()));
  expect(await eraseAll()).toBeGreaterThan(2);
  for (const table of ['message', 'conversation', 'contact', 'attachment'] as const) {
    const rows = await desk.db.selectFrom(table).select('id').where('pageId', 'in', ids()).execute();
    const left = { message: 2, conversation: 1, contact: 1, attachment: 0 };
    expect([table, rows.length]).toEqual([table, left[table]]);
  }
  expect((await admin.ask('GET', `/api/conversations/${held.id}/messages`)).body.items).toHaveLength(2);
  expect((await admin.ask('GET', `/api/conversations/${gone.id}`)).status).toBe(404);
  expect(await facts.heard('conversation.changed', gone.id)).toBeGreaterThan(0);
  // The card of a person goes with the last of their profiles.
  const leftCards = await desk.db.selectFrom('customer').select('id').execute();
  expect(leftCards.map((one) => one.id).toSorted()).toEqual([cards.held, cards.company].toSorted());
  expect((await admin.ask('GET', `/api/conversations/${kept.id}/messages`)).body.items).toHaveLength(2);
});

test('when Facebook cannot be asked about a page, it stays, and so does the switch', async () => {
  await admin.ask('PATCH', '/api/extensions/facebook', {
    isOn: true,
    acknowledgedVersion: (await admin.ask('GET', '/api/extensions')).body.items[0].acknowledgement.version,
  });
  await desk.control('POST', '/faults', {
    match: { path: '/subscribed_apps' },
    times: 2,
    status: 500,
    code: 2,
  });
  const { body } = await uninstall({ deleteData: true });
  expect(body.isDone).toBe(false);
  expect(body.items.every((one: { problem: string | null }) => one.problem !== null)).toBe(true);
  expect(await tokens()).not.toContain(null);
  expect(await isOn()).toBe(true);
});

test('what refers to a message, a conversation or a contact is known to the eraser, or goes with it', async () => {
  const { rows } = await sql<{ reference: string }>`
    select conrelid::regclass || '.' || confrelid::regclass as reference
    from pg_constraint
    where contype = 'f' and confdeltype = 'a'
      and confrelid in ('message'::regclass, 'conversation'::regclass, 'contact'::regclass,
        'comment_thread'::regclass, 'post'::regclass)
    order by 1
  `.execute(desk.db);
  // Deleted before what they refer to, or (a conversation's thread) untied from it. Whoever adds a
  // table with a reference that is not here lets it cascade, or teaches `store/erase-conversations.ts`.
  expect(rows.map(({ reference }) => reference)).toEqual([
    'comment.comment_thread',
    'comment_thread.post',
    'conversation.comment_thread',
    'conversation.contact',
    'message.conversation',
  ]);
});
