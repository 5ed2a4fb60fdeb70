import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { writeMessage } from '../messages/reply.ts';
import { listMessages } from '../messages/list.ts';
import { listConversations } from '../conversations/list.ts';
import { getConversation } from '../conversations/get.ts';
import { openAttachment } from '../files/open-file.ts';
import type { Context } from '../context.ts';
import { createHandlers } from '../../jobs/handlers.ts';
import { prepareEvents } from '../../realtime/prepare-events.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { at, meta, readConversation, useIntake } from '../../testing/intake.ts';
import { consentPayload, consentTextFor } from './consent.ts';
import { askConsent, recordConsent } from './ask-consent.ts';
import { askThoseHere } from './ask-those-here.ts';
import { changeSettings } from '../pages/change-settings.ts';
import { commentChange } from '../../testing/feed.ts';
import { pageSettings } from '../../../contract/page-settings.ts';

const intake = useIntake();
const facts = deskFacts(intake);
let pages = 0;
let page: string;
let pageId: string;
let admin: Context & { actor: Extract<Context['actor'], { kind: 'user' }> };

beforeEach(async () => {
  page = `7005${pages++}`;
  pageId = await intake.page(page);
  await sql`truncate job, live_event`.execute(intake.db);
  const userId = intake.newId();
  await intake.db
    .insertInto('deskUser')
    .values({
      id: userId,
      email: `${userId}@desk.test`,
      name: 'Ada Lovelace',
      passwordHash: '-',
      role: 'administrator',
      disabledAt: null,
      createdAt: intake.clock.now(),
      noticeVersion: null,
      noticeAcceptedAt: null,
    })
    .execute();
  const { db, clock, bell, newId } = intake;
  const actor = {
    kind: 'user',
    userId,
    name: 'Ada Lovelace',
    role: 'administrator',
    departmentIds: [],
  } as const;
  admin = { db, clock, bell, newId, actor };
});

const system = (): Context => ({ ...admin, actor: { kind: 'system', name: 'worker' } });
const who = (psid = '28') => ({ psid, page });
const read = (psid?: string) => readConversation(intake, pageId, psid);
const set = (privacy: object) => facts.settings(pageId, { privacy });
const tap = (mid: string, answer: 'agreed' | 'declined', seconds: number, version = 1) =>
  meta.message(mid, answer === 'agreed' ? 'Agree' : 'Decline', seconds, who(), {
    quick_reply: { payload: consentPayload(version, answer) },
  });
const recorded = () =>
  intake.db.selectFrom('consentRecord').selectAll().where('pageId', '=', pageId).orderBy('version').execute();
const systemTexts = async () =>
  (await read()).messages
    .filter((each) => each.authorKind === 'system' && each.kind === 'message')
    .map((each) => each.text);

/** Runs what is left to do about consent, each job twice and side by side: as after a worker that died. */
async function runJobs() {
  const jobs = await intake.db
    .selectFrom('job')
    .select(['kind', 'payload'])
    .where('kind', 'in', ['ask-consent', 'record-consent'])
    .orderBy('id')
    .execute();
  for (const { kind, payload } of jobs) {
    const given = payload as {
      contactId: string;
      version: number;
      at: string;
      answer: 'agreed' | 'declined';
    };
    const input = { ...given, at: new Date(given.at) };
    const run = () => (kind === 'ask-consent' ? askConsent(system(), input) : recordConsent(system(), input));
    await Promise.all([run(), run()]);
  }
  await intake.db.deleteFrom('job').where('kind', 'in', ['ask-consent', 'record-consent']).execute();
}

const secret = 'My diagnosis is private';
const withFile = { attachments: [{ type: 'image', payload: { url: 'https://cdn.example/private.jpg' } }] };

/** All that a screen or a program can get of this page's conversations. */
async function everythingShown() {
  const { conversation, messages } = await read();
  const live = await intake.db.selectFrom('liveEvent').selectAll().orderBy('id').execute();
  return JSON.stringify([
    await listConversations(admin, { view: 'all', page: pageId as never, limit: 50 }),
    await getConversation(admin, conversation.id),
    await listMessages(admin, conversation.id, { limit: 50 }),
    (await prepareEvents(admin, live as never)).map((event) => event.json),
    messages.map((message) => message.text),
  ]);
}

test('where nobody is asked, nothing is sent and nothing is written down (J3)', async () => {
  await intake.tell(meta.message('m1', 'Hello', 1, who()));
  await runJobs();
  expect(await systemTexts()).toEqual([]);
  expect((await read()).contact).toMatchObject({ consent: null, consentVersion: null });
});

describe('inform', () => {
  beforeEach(() => set({ consent: 'inform' }));

  test('who writes first gets the notice with two buttons, once, whatever comes twice (R102)', async () => {
    const first = meta.message('m1', 'Hello', 1, who());
    await intake.tell(first, meta.message('m2', 'there', 2, who()), first);
    await runJobs();
    await intake.tell(first, meta.message('m3', 'again', 3, who()));
    await runJobs();
    const { messages, conversation } = await read();
    const [notice, ...more] = messages.filter((each) => each.authorKind === 'system');
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      text: pageSettings.parse({}).privacy.consentTexts[0]?.notice,
      status: 'queued',
      quickReplies: [
        { title: 'Agree', payload: 'pagedesk:consent:1:agreed' },
        { title: 'Decline', payload: 'pagedesk:consent:1:declined' },
      ],
    });
    expect(conversation.waitingSince).toEqual(new Date(at(1)));
    expect(await recorded()).toMatchObject([
      { psid: '28', version: 1, language: 'en', askedAt: new Date(at(1)), answer: null },
    ]);
    const jobs = await intake.db
      .selectFrom('job')
      .select('payload')
      .where('kind', '=', 'deliver-message')
      .execute();
    expect(jobs).toEqual([{ payload: { messageId: notice?.id } }]);
  });

  test('agents see what is written, whether it was agreed to, and may reply', async () => {
    await intake.tell(meta.message('m1', secret, 1, who()));
    const { conversation } = await read();
    const shown = await getConversation(admin, conversation.id);
    expect(shown).toMatchObject({ consent: { state: 'asked', isRequired: false }, may: { reply: true } });
    expect((await listMessages(admin, conversation.id, { limit: 9 })).items[0]?.text).toBe(secret);
    await intake.tell(tap('m2', 'declined', 5));
    expect((await getConversation(admin, conversation.id)).consent?.state).toBe('declined');
  });

  test('our own echo of the notice is ours, and asks nothing again', async () => {
    await intake.tell(meta.message('m1', 'Hello', 1, who()));
    await runJobs();
    const notice = (await read()).messages.find((each) => each.authorKind === 'system');
    await intake.tell(meta.echo('e1', notice?.text ?? '', 2, who(), { metadata: notice?.id, app_id: 9001 }));
    await runJobs();
    expect(await systemTexts()).toHaveLength(1);
    expect((await read()).messages.find((each) => each.id === notice?.id)).toMatchObject({
      mid: 'e1',
      status: 'sent',
    });
  });

  test('a new text is asked of everybody, once', async () => {
    await intake.tell(meta.message('m1', 'Hello', 1, who()), tap('m2', 'agreed', 2));
    await runJobs();
    await set({ consent: 'inform', consentVersion: 2 });
    await intake.tell(
      meta.message('m3', 'One more thing', 3, who()),
      meta.message('m4', 'and another', 4, who()),
    );
    await runJobs();
    expect(await recorded()).toMatchObject([
      { version: 1, answer: 'agreed', answeredAt: new Date(at(2)) },
      { version: 2, answer: null },
    ]);
    // An answer to the old text, told late, is no answer to the new one.
    await intake.tell(tap('m5', 'agreed', 5, 1));
    expect((await read()).contact.consent).toBe('asked');
    await intake.tell(tap('m6', 'agreed', 6, 2));
    expect((await read()).contact.consent).toBe('agreed');
  });
});

describe('require', () => {
  beforeEach(() => set({ consent: 'require' }));

  test('until they agree, nothing that they write can be got at by anybody, and nobody can reply (R102)', async () => {
    await intake.tell(
      meta.message('m1', secret, 1, who(), withFile),
      meta.edit('m1', `${secret}, edited`, 1, 2, who()),
      meta.edit('m9', `${secret}, too early`, 1, 2, who()),
      meta.message('m9', secret, 3, who()),
      meta.message('m3', 'It quotes', 4, who(), { reply_to: { mid: 'm1' } }),
    );
    await runJobs();
    const { conversation, attachments } = await read();
    const shown = await everythingShown();
    expect(shown).not.toContain('diagnosis');
    expect(shown).not.toContain('private.jpg');
    const items = (await listMessages(admin, conversation.id, { limit: 9 })).items.filter(
      (each) => each.direction === 'in',
    );
    expect(items.map((each) => [each.text, each.withheld, each.attachments])).toEqual(
      items.map(() => [null, true, []]),
    );
    for (const q of ['diagnosis', 'private', 'quotes']) {
      expect(
        (await listConversations(admin, { view: 'all', page: pageId as never, q, limit: 9 })).items,
      ).toEqual([]);
    }
    await expect(openAttachment(admin, attachments[0]?.id ?? '')).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await getConversation(admin, conversation.id)).may.reply).toBe(false);
    const reply = { clientId: crypto.randomUUID(), kind: 'reply' as const, text: 'Hi' };
    await expect(writeMessage(admin, conversation.id, reply)).rejects.toMatchObject({
      code: 'conflict',
      data: { reason: 'consent' },
    });
  });

  test('once they agree, all of it is there, in the list and in the search too', async () => {
    await intake.tell(meta.message('m1', secret, 1, who()), meta.edit('m1', `${secret}!`, 1, 2, who()));
    await runJobs();
    await sql`truncate live_event`.execute(intake.db);
    const agreed = tap('m2', 'agreed', 10);
    await intake.tell(agreed, agreed);
    await runJobs();
    await intake.tell(meta.message('m3', 'Thank you', 11, who()));
    const { conversation, messages } = await read();
    expect(
      messages.filter((each) => each.direction === 'in').map((each) => [each.text, each.withheld]),
    ).toEqual([
      [`${secret}!`, false],
      ['Agree', false],
      ['Thank you', false],
    ]);
    expect(
      (await listConversations(admin, { view: 'all', page: pageId as never, q: 'diagnosis', limit: 9 }))
        .items,
    ).toHaveLength(1);
    const told = await intake.db
      .selectFrom('liveEvent')
      .select('messageId')
      .where('kind', '=', 'message.changed')
      .execute();
    expect(told).toContainEqual({ messageId: messages.find((each) => each.mid === 'm1')?.id });
    expect(conversation.lastMessage).toMatchObject({ text: 'Thank you' });
    expect(await recorded()).toMatchObject([{ version: 1, answer: 'agreed', answeredAt: new Date(at(10)) }]);
    const reply = { clientId: crypto.randomUUID(), kind: 'reply' as const, text: 'Hi' };
    expect((await writeMessage(admin, conversation.id, reply)).messageIds).toHaveLength(1);
  });

  test('who declines is told other ways once, stays unread, and is asked again a day later', async () => {
    await intake.tell(meta.message('m1', secret, 1, who()));
    await runJobs();
    await intake.tell(
      tap('m2', 'declined', 5),
      tap('m2', 'declined', 5),
      meta.message('m3', secret, 6, who()),
    );
    await runJobs();
    const [notice, declined, ...more] = await systemTexts();
    expect(declined).toBe(pageSettings.parse({}).privacy.consentTexts[0]?.declined);
    expect(more).toEqual([]);
    expect(await everythingShown()).not.toContain('diagnosis');

    await intake.tell(meta.message('m4', 'Still here', 90_000, who()));
    await runJobs();
    expect((await systemTexts()).filter((text) => text === notice)).toHaveLength(2);
    await intake.tell(tap('m5', 'agreed', 90_010));
    await runJobs();
    expect(await everythingShown()).toContain('diagnosis');
  });

  test('an answer counts by its time, not by when it is told; the word typed is an answer as well', async () => {
    await intake.tell(meta.message('m1', secret, 1, who()));
    await intake.tell(tap('m3', 'declined', 20), tap('m2', 'agreed', 10));
    await runJobs();
    expect((await read()).contact.consent).toBe('declined');
    expect(await everythingShown()).not.toContain('diagnosis');

    await intake.tell(meta.message('a1', secret, 1, who('31')), meta.message('a2', ' agree ', 2, who('31')));
    expect((await read('31')).contact.consent).toBe('agreed');
  });

  test('what another app’s thread holds is not asked about here, and each job has its handler', async () => {
    await intake.tell({ ...meta.message('s1', 'Standby', 1, who()), standby: true });
    expect((await read()).contact.consent).toBeNull();
    expect(Object.keys(createHandlers({ ...admin } as never))).toEqual(
      expect.arrayContaining(['ask-consent', 'record-consent']),
    );
  });
});

describe('when a page begins to ask', () => {
  const asked = async () =>
    (await intake.db.selectFrom('contact').select(['psid', 'consent']).where('pageId', '=', pageId).execute())
      .filter(({ consent }) => consent === 'asked')
      .map(({ psid }) => psid);
  const begin = async (privacy: object, version = 1) => {
    await changeSettings(admin, pageId, { version, privacy });
    const jobs = await intake.db
      .selectFrom('job')
      .select('id')
      .where('kind', '=', 'ask-those-here')
      .execute();
    for (const _ of jobs) await Promise.all([askThoseHere(system(), pageId), askThoseHere(system(), pageId)]);
    await intake.db.deleteFrom('job').where('kind', '=', 'ask-those-here').execute();
    return jobs.length;
  };

  test('those who are talked to are asked once, and what they wrote before stays readable (R102, J3)', async () => {
    await intake.tell(
      meta.message('m1', 'From before', 1, who()),
      meta.message('m2', 'Ended', 2, who('29')),
      meta.message('m3', 'Yesterday', -90_000, who('30')),
    );
    const ended = (await read('29')).conversation.id;
    await intake.db
      .updateTable('conversation')
      .set({ status: 'closed', closedAt: intake.clock.now() })
      .where('id', '=', ended)
      .execute();
    expect(await begin({ consent: 'require' })).toBe(1);
    expect(await asked()).toEqual(['28']);
    await runJobs();
    expect(await systemTexts()).toHaveLength(1);
    expect((await read()).messages.map(({ text }) => text)).toContain('From before');
    expect(await begin({ keepDays: 30 }, 2)).toBe(0);
    // Who was not asked is asked with their next word.
    await intake.tell(meta.message('m4', 'I am back', 60, who('30')));
    expect((await asked()).toSorted()).toEqual(['28', '30']);
  });

  test('another text is asked of those who answered the first', async () => {
    await set({ consent: 'inform' });
    await intake.tell(meta.message('m1', 'Hello', 1, who()), tap('m2', 'agreed', 2));
    await runJobs();
    const { version } = await intake.db
      .selectFrom('page')
      .select('settingsVersion as version')
      .where('id', '=', pageId)
      .executeTakeFirstOrThrow();
    expect(await begin({ consentVersion: 2 }, version)).toBe(1);
    expect(await asked()).toEqual(['28']);
  });

  test('what is said in public asks nobody and may be answered; the same person’s first word in Messenger is asked about', async () => {
    await set({ consent: 'require' });
    await intake.tell(commentChange(page, 1, { id: 901, text: 'Is it in stock?' }));
    expect(await runJobsOf('ask-consent')).toBe(0);
    const ticket = await intake.db
      .selectFrom('conversation')
      .select('id')
      .where('pageId', '=', pageId)
      .where('kind', '=', 'comment')
      .executeTakeFirstOrThrow();
    expect((await getConversation(admin, ticket.id)).may).toMatchObject({ reply: true });
    await intake.tell(meta.message('m1', 'Thank you for the private answer', 9, who('31')));
    expect(await asked()).toEqual(['31']);
  });
});

const runJobsOf = async (kind: string) =>
  (await intake.db.selectFrom('job').select('id').where('kind', '=', kind).execute()).length;

test('the text is in the person’s language, else in the page’s, else the first', () => {
  const text = (language: string) => ({
    language,
    notice: language,
    agree: 'A',
    decline: 'D',
    declined: 'd',
  });
  const { privacy } = pageSettings.parse({
    privacy: { consentTexts: ['en', 'de', 'fr', 'fr-CA'].map(text) },
  });
  const language = (...languages: (string | null)[]) => consentTextFor(privacy, languages)?.language;
  expect([
    language('fr_CA'),
    language('fr_FR'),
    language('de_AT'),
    language('es_ES', 'de'),
    language(null, 'xx'),
  ]).toEqual(['fr-CA', 'fr', 'de', 'de', 'en']);
});
