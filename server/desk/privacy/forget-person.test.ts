import { Readable } from 'node:stream';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { keepFile } from '../files/keep-file.ts';
import { erasePersonHandler, keepTimesHandler } from '../../jobs/forget.ts';
import { listConversations } from '../conversations/list.ts';
import { openFolderStorage, type FileStorage } from '../../store/file-storage.ts';
import { insertTranscriptMail } from '../../store/mails.ts';
import { insertAsked, listParticipants, putParticipant } from '../../store/participants.ts';
import { insertNote } from '../../store/customer-notes.ts';
import { insertUser } from '../../store/users.ts';
import { listVariables, setVariable } from '../../store/variables.ts';
import { deleteUnusedFiles } from '../../store/unused-files.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { ana, ben, commentChange, feedChange } from '../../testing/feed.ts';
import { at, meta, noonMs, readConversation, useIntake } from '../../testing/intake.ts';
import { createCustomer } from '../customers/create.ts';
import { linkCustomer } from '../customers/link.ts';
import { mergeCustomers } from '../customers/merge.ts';
import { noteOfConversation, noteOfCustomer } from '../customers/notes.ts';
import { exportPerson, holdContact, readContactPrivacy } from './contact-privacy.ts';
import { eraseSome, requestErasure, withoutPerson } from './forget-person.ts';
import { deleteOldMessages } from './keep-time.ts';

const intake = useIntake();
const facts = deskFacts(intake);
const dayMs = 24 * 3_600_000;
let storage: FileStorage;
let dir: string;
let pages = 0;
let page: string;
let pageId: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'files-'));
  storage = await openFolderStorage(dir);
});
afterAll(() => rm(dir, { recursive: true, force: true }));
beforeEach(async () => {
  page = `70077001234567${pages++}`;
  pageId = await intake.page(page);
  await sql`truncate job, live_event, audit_entry, erasure, delivery, inbound_event, set_aside, early_mark`.execute(
    intake.db,
  );
});

const admin = (): Context & { storage: FileStorage } => {
  const { db, clock, bell, newId } = intake;
  const actor = {
    kind: 'user',
    userId: intake.newId(),
    name: 'Ada',
    role: 'administrator',
    departmentIds: [],
  } as const;
  return { db, clock, bell, newId, storage, actor };
};
const psid = '28181025008155419';
const other = '28181025008155420';
const who = (id = psid) => ({ psid: id, page });
const contactOf = async (id = psid) => (await readConversation(intake, pageId, id)).contact.id;

/** Runs the job as the worker does, until it says that it is over. */
async function erase(contactId: string): Promise<number> {
  await requestErasure(admin(), contactId);
  const { id } = await intake.db.selectFrom('erasure').select('id').executeTakeFirstOrThrow();
  const handler = erasePersonHandler(admin());
  for (let runs = 1; runs < 50; runs++) {
    const verdict = await handler.run({ kind: 'erase-person', payload: { erasureId: id } } as never);
    if (!verdict) return runs;
  }
  throw new Error('It never ends.');
}

/** Every row and every file of the database and the disk, as text. */
async function everything(): Promise<string> {
  const { rows } = await sql<{ table: string }>`
    select c.oid::regclass::text as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
  `.execute(intake.db);
  const all: string[] = [];
  for (const { table } of rows) {
    const found = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} as t`.execute(
      intake.db,
    );
    all.push(...found.rows.map(({ row }) => `${table} ${row}`));
  }
  const bodies = await intake.db.selectFrom('delivery').select('body').execute();
  return [...all, ...bodies.map(({ body }) => body.toString())].join('\n');
}

/** Messages, an edit that came early, a file, what was set aside, and a neighbour in the same delivery. */
async function tellLife(): Promise<{ fileSha: Buffer }> {
  const mine = meta.message('m-mine', 'My secret word is Quixotic', 1, who());
  const theirs = meta.message('m-theirs', 'I am somebody else', 1, who(other));
  const both = { object: 'page', entry: [{ id: page, time: at(0), messaging: [mine, theirs] }] };
  await intake.tell(
    both,
    meta.edit('m-never', 'an early Quixotic edit', 1, 2, who()),
    meta.message('m-file', 'Look', 3, who(), {
      attachments: [{ type: 'image', payload: { url: 'https://cdn.example/Quixotic.png' } }],
    }),
    { ...meta.message('x', null, 4, who()), message: undefined, form: { words: 'Quixotic form' } },
    meta.echo('e-1', 'Dear Quixotic', 5, who()),
  );
  const { attachments, conversation } = await readConversation(intake, pageId, psid);
  await intake.db.transaction().execute((tx) =>
    setVariable(tx, {
      conversationId: conversation.id,
      name: 'order',
      value: 'Quixotic 4711',
      source: 'pre-chat',
      at: new Date(at(6)),
    }),
  );
  const bytes = Readable.from([Buffer.from(`Quixotic picture of ${page}`)]);
  const { file } = await keepFile(admin(), bytes, 1_000, () => {});
  await intake.db
    .updateTable('attachment')
    .set({ fileId: file.id, state: 'stored' })
    .where('id', '=', attachments[0]?.id ?? '')
    .execute();
  return { fileSha: file.sha256 };
}

describe('erasing a person', () => {
  test('nothing of them is left anywhere; their neighbours keep all, and the counts stay (J14)', async () => {
    const { fileSha } = await tellLife();
    const contactId = await contactOf();
    expect(await everything()).toContain('Quixotic');
    await erase(contactId);
    intake.clock.advance(2 * dayMs);
    await deleteUnusedFiles(intake.db, intake.clock.now(), 100);
    await storage.removeOld(fileSha, new Date(Date.now() + 1_000));
    intake.clock.advance(-2 * dayMs);
    const left = await everything();
    // An edit whose message never came names nobody; it goes by its age.
    expect(left.replaceAll(/^early_mark.*$/gm, '')).not.toContain('Quixotic');
    expect(left.replaceAll(/^early_mark.*$/gm, '')).not.toContain(psid);
    expect(await storage.has(fileSha)).toBe(false);
    expect(left).toContain('I am somebody else');
    expect((await readConversation(intake, pageId, other)).messages).toHaveLength(1);
    const erasure = await intake.db.selectFrom('erasure').selectAll().executeTakeFirstOrThrow();
    expect(erasure.doneAt).not.toBeNull();
    expect(erasure.counts).toMatchObject({ messages: 4, attachments: 1, conversations: 1, setAside: 1 });
    const audited = await intake.db.selectFrom('auditEntry').select('action').orderBy('id').execute();
    expect(audited.map((each) => each.action)).toEqual(['person.erasure-requested', 'person.erased']);
    expect((await listConversations(admin(), { view: 'all', q: 'Quixotic', limit: 9 })).items).toEqual([]);
  });

  test('nobody takes part any more in what was theirs (N25, J14)', async () => {
    await tellLife();
    const contactId = await contactOf();
    const { conversation } = await readConversation(intake, pageId, psid);
    const now = intake.clock.now();
    const person = async (role: 'helper' | 'agent') => {
      const id = intake.newId();
      const email = `${id}@example.com`;
      await insertUser(intake.db, { id, email, name: 'X', passwordHash: '', role, createdAt: now });
      return id;
    };
    const [userId, askedId] = [await person('helper'), await person('agent')];
    const row = { conversationId: conversation.id, mode: 'internal', askedBy: null } as const;
    await intake.db.transaction().execute(async (tx) => {
      await putParticipant(tx, { ...row, id: intake.newId(), userId, kind: 'invited' }, now);
      const asked = { userId: askedId, departmentId: null, askedAt: now, expiresAt: now };
      await insertAsked(tx, [{ ...row, ...asked, id: intake.newId() }]);
    });
    await erase(contactId);
    expect(await listParticipants(intake.db, conversation.id)).toEqual([]);
    expect([await facts.heard('me.changed', userId), await facts.heard('offers.changed', askedId)]).toEqual([
      1, 1,
    ]);
  });

  test('their card goes with its notes and what was merged into it, and is in the export; others’ cards stay', async () => {
    await intake.tell(
      meta.message('m-mine', 'Hello', 1, who()),
      meta.message('m-other', 'Hi', 1, who(other)),
    );
    const [mine, theirs] = [
      (await readConversation(intake, pageId, psid)).conversation.id,
      (await readConversation(intake, pageId, other)).conversation.id,
    ];
    const ctx = { ...admin(), actor: { kind: 'system', name: 'test' } } as const;
    const card = (name: string) =>
      createCustomer(ctx, { kind: 'person', name, emails: [`${name}@house.test`] });
    const [kept, gone, neighbour] = [await card('Quixotic'), await card('Quixotica'), await card('Sancho')];
    await noteOfConversation(ctx, mine, 'A Quixotic note from before');
    await linkCustomer(ctx, mine, { customerId: kept.id, scope: 'profile' });
    await noteOfCustomer(ctx, gone.id, 'A Quixotic note');
    await mergeCustomers(ctx, kept.id, gone.id);
    await linkCustomer(ctx, theirs, { customerId: neighbour.id, scope: 'profile' });
    const told = await exportPerson(ctx, await contactOf());
    expect(told.customers.map(({ name }) => name)).toEqual(expect.arrayContaining(['Quixotic', 'Quixotica']));
    expect(JSON.stringify(told)).not.toContain('Quixotic note');
    await erase(await contactOf());
    const left = await everything();
    expect(left).not.toMatch(/quixotic/i);
    expect(left).toContain('Sancho');
    expect(await intake.db.selectFrom('customer').select('name').execute()).toEqual([{ name: 'Sancho' }]);
  });

  test('of what was said in public their own words go, in whichever thread; others keep theirs', async () => {
    await intake.tell(
      commentChange(page, 1, { id: 901, text: 'ana begins' }) as never,
      commentChange(page, 2, { id: 902, parent: 901, by: ben, text: 'ben answers ana' }) as never,
      commentChange(page, 3, { id: 903, by: ben, text: 'ben begins' }) as never,
      commentChange(page, 4, { id: 904, parent: 903, text: 'ana answers ben' }) as never,
      feedChange(page, 5, {
        item: 'status',
        verb: 'add',
        from: ana,
        post_id: `${page}_950`,
        message: 'ana posts',
      }) as never,
    );
    const { id } = await intake.db
      .selectFrom('contact')
      .select('id')
      .where('pageId', '=', pageId)
      .where('psid', '=', ana.id)
      .executeTakeFirstOrThrow();
    const told = JSON.stringify(await exportPerson(admin(), id));
    for (const words of ['ana begins', 'ana answers ben', 'ana posts']) expect(told).toContain(words);
    expect(told).not.toContain('ben begins');

    await erase(id);
    const left = await everything();
    for (const trace of ['ana begins', 'ana answers ben', 'ana posts', ana.name])
      expect(left).not.toContain(trace);
    expect(left).toContain('ben answers ana');
    expect(left).toContain('ben begins');
    expect(new RegExp(`(contact|message|conversation|post) .*${ana.id}`).exec(left)).toBeNull();
  });

  test('what they write afterwards is somebody new’s, and a delivery of old that comes again brings nothing back by itself', async () => {
    await tellLife();
    const before = await contactOf();
    await erase(before);
    await intake.tell(meta.message('m-after', 'Hello again', 500, who()));
    const { contact, messages } = await readConversation(intake, pageId, psid);
    expect(contact.id).not.toBe(before);
    expect(messages.map((each) => each.text)).toEqual(['Hello again']);
    expect(intake.failures).toEqual([]);
  });

  test('asked twice, run twice and side by side, it is one erasure', async () => {
    await tellLife();
    const contactId = await contactOf();
    const [one, two] = [await requestErasure(admin(), contactId), await requestErasure(admin(), contactId)];
    expect(two).toEqual(one);
    const erasures = await intake.db.selectFrom('erasure').select('id').execute();
    expect(erasures).toHaveLength(1);
    const id = erasures[0]?.id ?? '';
    for (let i = 0; i < 20; i++) await Promise.all([eraseSome(admin(), id), eraseSome(admin(), id)]);
    const { counts } = await intake.db.selectFrom('erasure').select('counts').executeTakeFirstOrThrow();
    expect(counts).toMatchObject({ conversations: 1 });
    expect((await readContactPrivacy(admin(), contactId)).erasure?.doneAt).not.toBeNull();
  });

  test('more than one piece of messages goes piece by piece', async () => {
    await intake.tell(
      ...Array.from({ length: 1_100 }, (_, i) => meta.message(`many-${i}`, `no ${i}`, i, who())),
    );
    expect(await erase(await contactOf())).toBeGreaterThan(3);
    expect(await intake.db.selectFrom('message').select('id').where('pageId', '=', pageId).execute()).toEqual(
      [],
    );
  });

  test('under legal hold it is refused, and one that is under way waits', async () => {
    await tellLife();
    const contactId = await contactOf();
    await holdContact(admin(), contactId, { isHeld: true });
    await expect(requestErasure(admin(), contactId)).rejects.toMatchObject({ code: 'conflict' });
    await holdContact(admin(), contactId, { isHeld: false });
    await requestErasure(admin(), contactId);
    await holdContact(admin(), contactId, { isHeld: true });
    const { id } = await intake.db.selectFrom('erasure').select('id').executeTakeFirstOrThrow();
    expect(await eraseSome(admin(), id)).toBe('held');
    expect((await readConversation(intake, pageId, psid)).messages).toHaveLength(4);
  });

  test('a body keeps the places of all other items, in every list', () => {
    const item = (id: string) => ({ sender: { id }, recipient: { id: page }, message: { mid: `m${id}` } });
    const body = {
      object: 'page',
      entry: [
        { id: 'p2', messaging: [item(psid)] },
        {
          id: page,
          standby: [item('1'), item(psid), item('2')],
          changes: [{ field: 'feed', value: { from: { id: psid } } }],
        },
      ],
    };
    const raw = Buffer.from(JSON.stringify(body));
    const cleaned = JSON.parse(String(withoutPerson(raw, [{ facebookPageId: page, psid }])));
    expect(cleaned.entry[1]).toMatchObject({ standby: [item('1'), null, item('2')], changes: [null] });
    expect(cleaned.entry[0]).toEqual(body.entry[0]);
    expect(withoutPerson(raw, [{ facebookPageId: page, psid: '999' }])).toBeNull();
    expect(withoutPerson(Buffer.from('no json'), [{ facebookPageId: page, psid }])).toBeNull();
  });
});

test('an export holds what they wrote and what was written to them, on every page where they are proved the same, and is in the log', async () => {
  await tellLife();
  const contactId = await contactOf();
  const [commenter] = [await facts.contact(pageId, 'Also Ana')];
  await intake.db
    .insertInto('contactLikeness')
    .values({
      commenterId: commenter,
      messengerId: contactId,
      isSame: true,
      because: 'private-reply',
      saidBy: null,
      at: intake.clock.now(),
    })
    .execute();
  const data = await exportPerson(admin(), contactId);
  expect(data.contacts.map((each) => each['id']).toSorted()).toEqual([commenter, contactId].toSorted());
  expect(data.variables).toMatchObject([{ name: 'order', value: 'Quixotic 4711' }]);
  expect(data.messages.map((each) => each['text'])).toEqual(
    expect.arrayContaining(['My secret word is Quixotic', 'Dear Quixotic']),
  );
  expect(JSON.stringify(data)).not.toContain('somebody else');
  const file = data.messages.flatMap((each) => each['attachments'] as { sha256: string }[])[0];
  expect(file?.sha256).toMatch(/^[0-9a-f]{64}$/);
  const audited = await intake.db.selectFrom('auditEntry').selectAll().execute();
  expect(audited).toMatchObject([{ action: 'person.exported', subjectId: contactId }]);
  expect(JSON.stringify(audited)).not.toContain('Quixotic');
});

async function mailedTo(address: string, conversationId: string): Promise<void> {
  const mail = { id: intake.newId(), conversationId, address, withAutomated: true, at: intake.clock.now() };
  await intake.db.transaction().execute((tx) => insertTranscriptMail(tx, mail));
}

test('an export tells where transcripts of their conversations went (N19, J14)', async () => {
  await tellLife();
  const { conversation } = await readConversation(intake, pageId, psid);
  await mailedTo('elena@example.com', conversation.id);
  await mailedTo('bo@example.com', (await readConversation(intake, pageId, other)).conversation.id);
  const { transcripts } = await exportPerson(admin(), await contactOf());
  expect(transcripts).toMatchObject([{ address: 'elena@example.com', conversationId: conversation.id }]);
  expect(transcripts).toHaveLength(1);
});

describe('time to keep', () => {
  test('where transcripts went goes by it too, but not of who is held (N19, J14)', async () => {
    const [old, held] = [await facts.conversation(pageId), await facts.conversation(pageId)];
    await mailedTo('old@example.com', old.id);
    await mailedTo('held@example.com', held.id);
    await holdContact(admin(), held.contactId, { isHeld: true });
    intake.clock.advance(31 * dayMs);
    await mailedTo('new@example.com', old.id);
    await keepDays(30);
    await deleteOldMessages(admin());
    intake.clock.advance(-31 * dayMs);
    const left = await intake.db
      .selectFrom('mail')
      .select('address')
      .where('conversationId', 'in', [old.id, held.id])
      .orderBy('address')
      .execute();
    expect(left.map(({ address }) => address)).toEqual(['held@example.com', 'new@example.com']);
  });

  const keepDays = (days: number) => facts.settings(pageId, { privacy: { keepDays: days } });

  test('what is older than the page keeps goes, with its files; who is held stays whole (J14)', async () => {
    const start = intake.clock.now();
    const { fileSha } = await tellLife();
    await intake.tell(meta.message('h1', 'held words', 1, who('31')));
    await holdContact(admin(), await contactOf('31'), { isHeld: true });
    await keepDays(30);
    expect(await deleteOldMessages(admin())).toBe(false);
    expect((await readConversation(intake, pageId, psid)).messages).toHaveLength(4);
    intake.clock.advance(noonMs + 31 * dayMs - start.getTime());
    await intake.tell(meta.message('m-new', 'new words', 30 * 86_400, who()));
    await keepTimesHandler(admin()).run({} as never);
    await storage.removeOld(fileSha, new Date(Date.now() + 1_000));
    intake.clock.advance(start.getTime() - intake.clock.now().getTime());
    expect(
      (await readConversation(intake, pageId, psid)).messages.flatMap((each) => each.text ?? []),
    ).toEqual(['new words']);
    const { conversation } = await readConversation(intake, pageId, psid);
    expect(await listVariables(intake.db, conversation.id)).toEqual([]);
    const held = await readConversation(intake, pageId, '31');
    expect(held.messages.map((each) => each.text)).toEqual(['held words']);
    expect(held.conversation.lastMessage).not.toBeNull();
    expect(await intake.db.selectFrom('file').select('id').where('sha256', '=', fileSha).execute()).toEqual(
      [],
    );
    expect(await storage.has(fileSha)).toBe(false);
  });

  test('what was noted of people goes by it too; of who is held it stays, and so does what stands on a card alone (J14)', async () => {
    const onCard = { departmentId: null, conversationId: null };
    const note = async (text: string, of: { contactId: string | null; customerId: string | null }) => {
      const now = intake.clock.now();
      await intake.db
        .transaction()
        .execute((tx) =>
          insertNote(tx, { id: intake.newId(), text, ...of, ...onCard, authorId: null, at: now }),
        );
    };
    const [free, held] = [await facts.contact(pageId), await facts.contact(pageId)];
    await holdContact(admin(), held, { isHeld: true });
    const card = await createCustomer(admin(), { kind: 'person', name: 'Noted' });
    await note('old', { contactId: free, customerId: null });
    await note('old, and brought along', { contactId: free, customerId: card.id });
    await note('on the card', { contactId: null, customerId: card.id });
    await note('of who is held', { contactId: held, customerId: null });
    intake.clock.advance(31 * dayMs);
    await note('new', { contactId: free, customerId: null });
    await keepDays(30);
    await deleteOldMessages(admin());
    intake.clock.advance(-31 * dayMs);
    const left = await intake.db.selectFrom('customerNote').select('text').orderBy('text').execute();
    expect(left.map(({ text }) => text)).toEqual(['new', 'of who is held', 'on the card']);
    const told = intake.db.selectFrom('liveEvent').select('subjectId').where('kind', '=', 'customer.changed');
    expect((await told.execute()).filter(({ subjectId }) => subjectId === card.id)).toHaveLength(2);
  });

  test('a page that sets no time keeps everything', async () => {
    await tellLife();
    intake.clock.advance(4_000 * dayMs);
    await deleteOldMessages(admin());
    intake.clock.advance(-4_000 * dayMs);
    expect((await readConversation(intake, pageId, psid)).messages).toHaveLength(4);
  });
});

describe('files', () => {
  const keep = async (text: string) =>
    (await keepFile(admin(), Readable.from([Buffer.from(text)]), 1_000, () => {})).file;

  test('one that is referred to, or was kept a moment ago, stays; any other goes', async () => {
    const [used, unused] = [await keep('used by an upload'), await keep('used by nobody')];
    const userId = intake.newId();
    await sql`insert into desk_user (id, email, name, password_hash, role, created_at) values (${userId}, ${userId}, 'U', '-', 'agent', now())`.execute(
      intake.db,
    );
    await intake.db
      .insertInto('upload')
      .values({
        id: intake.newId(),
        userId,
        fileId: used.id,
        name: 'a',
        extension: null,
        createdAt: intake.clock.now(),
      })
      .execute();
    const before = intake.clock.now();
    expect(await deleteUnusedFiles(intake.db, before, 100)).toEqual([]);
    const gone = await deleteUnusedFiles(intake.db, new Date(before.getTime() + 1), 100);
    expect(gone.map(String)).toContain(String(unused.sha256));
    expect(gone.map(String)).not.toContain(String(used.sha256));
  });

  test('bytes that somebody keeps anew while they are being removed stay', async () => {
    const file = await keep('kept twice');
    expect(await storage.removeOld(file.sha256, new Date(Date.now() - 3_600_000))).toBe(false);
    expect(await storage.has(file.sha256)).toBe(true);
    expect(await storage.removeOld(file.sha256, new Date(Date.now() + 1_000))).toBe(true);
    expect(await storage.has(file.sha256)).toBe(false);
  });
});
