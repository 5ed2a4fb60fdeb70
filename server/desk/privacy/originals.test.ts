import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { commentChange } from '../../testing/feed.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { meta, noonMs, readConversation, useIntake } from '../../testing/intake.ts';
import { secrets } from '../../testing/secrets.ts';
import { createSecrets } from '../../kit/secrets.ts';
import { erasePersonHandler } from '../../jobs/forget.ts';
import type { Context } from '../context.ts';
import { presentMessages } from '../messages/present.ts';
import { eraseConversations } from '../extensions/erase-conversations.ts';
import { exportPerson } from './contact-privacy.ts';
import { requestErasure } from './forget-person.ts';
import { deleteOldMessages } from './keep-time.ts';
import { changePolicy } from './policy.ts';
import { readOriginal } from './read-original.ts';

const intake = useIntake();
const facts = deskFacts(intake);
const card = '4111 1111 1111 1111';
const masked = '#### #### #### ####';
const reason = 'The bank asks for it';
let adminId: string;
let page: string;
let pageId: string;
let made = 0;
let psid: string;

beforeAll(async () => {
  adminId = intake.newId();
  await intake.db
    .insertInto('deskUser')
    .values({
      id: adminId,
      email: 'ada@desk.test',
      name: 'Ada',
      passwordHash: '-',
      role: 'administrator',
      createdAt: intake.clock.now(),
    })
    .execute();
});
beforeEach(async () => {
  page = `70055${++made}`;
  pageId = await intake.page(page);
  psid = `28${made}`;
  await sql`truncate audit_entry, live_event, sealed_text, erasure`.execute(intake.db);
  await keep(true);
});

const as = (role: 'administrator' | 'agent'): Context => {
  const { db, clock, bell, newId } = intake;
  const actor = { kind: 'user', userId: adminId, name: 'Ada', role, departmentIds: [] } as const;
  return { db, clock, bell, newId, actor };
};
const admin = () => as('administrator');
const keep = (keepsOriginals: boolean) => changePolicy(admin(), { keepsOriginals }, '127.0.0.1');
const who = () => ({ psid, page });
const writes = (mid = `m${made}`) => intake.tell(meta.message(mid, `It is ${card}`, 1, who()));
const messageOf = async () => {
  const { messages } = await readConversation(intake, pageId, psid);
  const found = messages.find((message) => message.kind === 'message');
  if (!found) throw new Error('There is no message.');
  return found;
};
const read = async () => readOriginal(admin(), secrets, (await messageOf()).id, { reason });
const kept = async () =>
  (
    await intake.db
      .selectFrom('sealedText')
      .innerJoin('message', 'message.id', 'sealedText.messageId')
      .select(['sealedText.sealed', 'sealedText.messageId'])
      .where('message.pageId', '=', pageId)
      .execute()
  ).length;

describe('what a rule masks', () => {
  test('is not kept unless the house says so (J10)', async () => {
    await keep(false);
    await writes();
    expect(await kept()).toBe(0);
    expect((await presentMessages(intake.db, [(await messageOf()).id]))[0]?.hasOriginal).toBeUndefined();
    await expect(read()).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is kept sealed, apart from the message, each wording of it once; what nothing masks is not (J10)', async () => {
    await writes();
    await writes();
    await intake.tell(
      meta.edit(`m${made}`, `Sorry, ${card}`, 1, 5, who()),
      meta.message(`plain${made}`, 'Thanks', 6, who()),
    );
    const { id, text } = await messageOf();
    expect(text).toBe(`Sorry, ${masked}`);
    expect((await presentMessages(intake.db, [id]))[0]).toMatchObject({ hasOriginal: true, text });
    expect(await kept()).toBe(2);
    expect((await read()).map((each) => each.text)).toEqual([`It is ${card}`, `Sorry, ${card}`]);
    // Nothing but the journal, which holds deliveries as they came, has the words anywhere.
    const { rows } = await sql<{ table: string }>`
      select tablename as table from pg_tables
      where schemaname = 'public' and tablename not like 'delivery%'
    `.execute(intake.db);
    for (const { table } of rows) {
      const found = await sql`select from ${sql.table(table)} as t where t::text like '%4111%'`.execute(
        intake.db,
      );
      expect([table, found.rows.length]).toEqual([table, 0]);
    }
  });

  test('in public is kept in the same way (J10)', async () => {
    await intake.tell(commentChange(page, 1, { id: 300 + made, text: `My card ${card}` }));
    const row = await intake.db
      .selectFrom('message')
      .select(['id', 'text'])
      .where('pageId', '=', pageId)
      .executeTakeFirstOrThrow();
    expect(row.text).toBe(`My card ${masked}`);
    expect(await readOriginal(admin(), secrets, row.id, { reason })).toMatchObject([
      { text: `My card ${card}` },
    ]);
  });

  test('is opened by administrators alone, who say why: the log keeps it, and the conversation tells (J10, J17)', async () => {
    await writes();
    const { id, conversationId } = await messageOf();
    await expect(readOriginal(as('agent'), secrets, id, { reason })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await read();
    const audited = await intake.db
      .selectFrom('auditEntry')
      .select(['action', 'subjectId', 'detail', 'actorId'])
      .where('action', '=', 'message.original-read')
      .execute();
    expect(audited).toEqual([
      {
        action: 'message.original-read',
        subjectId: id,
        detail: { reason, conversation: conversationId },
        actorId: adminId,
      },
    ]);
    const { messages } = await readConversation(intake, pageId, psid);
    const line = messages.find(
      ({ activity }) => (activity as { type?: string } | null)?.type === 'original-read',
    );
    expect(line?.activity).toEqual({ type: 'original-read', by: 'Ada' });
    const told = await intake.db.selectFrom('liveEvent').select(['kind', 'messageId']).execute();
    expect(told).toContainEqual({ kind: 'message.added', messageId: line?.id });
  });

  test('of who has not agreed to be read stays shut, and so does what another key sealed (J3, J10)', async () => {
    await writes();
    const { id } = await messageOf();
    const otherKey = createSecrets('another key for tests that is long enough');
    await expect(readOriginal(admin(), otherKey, id, { reason })).rejects.toMatchObject({ code: 'conflict' });
    await intake.db.updateTable('message').set({ withheld: true }).where('id', '=', id).execute();
    await expect(read()).rejects.toMatchObject({ code: 'conflict', data: { reason: 'consent' } });
    expect(
      await intake.db.selectFrom('auditEntry').where('subjectId', '=', id).selectAll().execute(),
    ).toEqual([]);
  });

  test('is in an export only when that is asked for, and the log says so (J10, J14)', async () => {
    await writes();
    const { id, contactId } = await messageOf();
    expect(JSON.stringify(await exportPerson(admin(), contactId))).not.toContain('4111');
    const told = await exportPerson(admin(), contactId, secrets);
    expect(told.originals).toMatchObject([{ messageId: id, text: `It is ${card}` }]);
    const details = await intake.db
      .selectFrom('auditEntry')
      .select('detail')
      .where('action', '=', 'person.exported')
      .orderBy('id')
      .execute();
    expect(details.map(({ detail }) => (detail as { originals?: number }).originals)).toEqual([undefined, 1]);
  });
});

describe('what was kept sealed goes', () => {
  test('when the customer takes the message back, unless the page keeps such words (J10)', async () => {
    await writes();
    await intake.tell(meta.unsend(`m${made}`, 9, who()));
    expect(await kept()).toBe(0);
    await facts.settings(pageId, { privacy: { removesUnsent: false } });
    await writes(`k${made}`);
    await intake.tell(meta.unsend(`k${made}`, 9, who()));
    expect(await kept()).toBe(1);
  });

  test('and is not kept of what was taken back before it came (J10)', async () => {
    await intake.tell(meta.unsend(`m${made}`, 9, who()));
    await writes();
    expect(await kept()).toBe(0);
  });

  test('with the person (J10, J14)', async () => {
    await writes();
    const { contactId } = await messageOf();
    await requestErasure(admin(), contactId);
    const { id } = await intake.db
      .selectFrom('erasure')
      .select('id')
      .where('doneAt', 'is', null)
      .executeTakeFirstOrThrow();
    const job = { kind: 'erase-person', payload: { erasureId: id } } as never;
    while (await erasePersonHandler(admin()).run(job));
    expect(await intake.db.selectFrom('sealedText').selectAll().execute()).toEqual([]);
  });

  test('with its time, and with its conversation (J10, J14)', async () => {
    const start = intake.clock.now();
    await writes();
    await facts.settings(pageId, { privacy: { keepDays: 30 } });
    intake.clock.advance(noonMs + 31 * 24 * 3_600_000 - start.getTime());
    while (await deleteOldMessages(admin()));
    intake.clock.advance(start.getTime() - intake.clock.now().getTime());
    expect(await kept()).toBe(0);
    await writes(`again${made}`);
    expect(await kept()).toBe(1);
    const removedAt = intake.clock.now();
    await intake.db.updateTable('page').set({ removedAt }).where('id', '=', pageId).execute();
    while (await eraseConversations(admin(), removedAt, pageId));
    expect(await intake.db.selectFrom('sealedText').selectAll().execute()).toEqual([]);
  });

  test('when the house keeps none any more, and the log counts it (J10)', async () => {
    await writes();
    await keep(false);
    expect(await intake.db.selectFrom('sealedText').selectAll().execute()).toEqual([]);
    const last = await intake.db
      .selectFrom('auditEntry')
      .select('detail')
      .where('action', '=', 'privacy.policy-changed')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(last.detail).toEqual({ changed: ['keepsOriginals'], originalsDeleted: 1 });
  });
});
