import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import type { TranslationSettings } from '../../../contract/page-settings.ts';
import { erasePersonHandler } from '../../jobs/forget.ts';
import { translateMessageHandler } from '../../jobs/translate-message.ts';
import { recordConsentHandler } from '../../jobs/consent.ts';
import { createWorker } from '../../jobs/worker.ts';
import { createLogger } from '../../kit/logger.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { commentChange } from '../../testing/feed.ts';
import { meta, noonMs, readConversation, useIntake } from '../../testing/intake.ts';
import { useTestService } from '../../testing/libre-translate.ts';
import { secrets } from '../../testing/secrets.ts';
import type { Context } from '../context.ts';
import { eraseConversations } from '../extensions/erase-conversations.ts';
import { presentMessages } from '../messages/present.ts';
import { exportPerson } from '../privacy/contact-privacy.ts';
import { consentPayload } from '../privacy/consent.ts';
import { requestErasure } from '../privacy/forget-person.ts';
import { deleteOldMessages } from '../privacy/keep-time.ts';

const intake = useIntake();
const facts = deskFacts(intake);
const service = useTestService();
let pages = 0;
let page: string;
let pageId: string;
const psid = '28';
const who = () => ({ psid, page });
const says = (mid: string, text: string, seconds: number) => meta.message(mid, text, seconds, who());

beforeEach(async () => {
  page = `7006600${pages++}`;
  pageId = await intake.page(page);
  await sql`truncate job, translation_service, message_translation, live_event, erasure`.execute(intake.db);
  await intake.db
    .insertInto('translationService')
    .values({
      ...{ id: intake.newId(), url: service.url, keySealed: null, isOn: true, dailyCharacters: null },
      changedAt: intake.clock.now(),
    })
    .execute();
  await set({ mode: 'automatic' });
});

const set = (translation: Partial<TranslationSettings>, more: object = {}) =>
  facts.settings(pageId, { translation, ...more });
const as = (role: 'administrator' | null): Context => {
  const { db, clock, bell, newId } = intake;
  const ada = { kind: 'user', userId: intake.newId(), name: 'Ada', departmentIds: [] } as const;
  return { db, clock, bell, newId, actor: role ? { ...ada, role } : { kind: 'system', name: 'worker' } };
};
const admin = () => as('administrator');
const work = () =>
  createWorker({
    ...intake,
    random: () => 0.5,
    log: createLogger({ level: 'silent', isPretty: false }),
    handlers: {
      'translate-message': translateMessageHandler({ ...as(null), secrets, outgoing: service.outgoing }),
      'record-consent': recordConsentHandler(as(null)),
    },
  }).drain();
const jobs = async () =>
  (await intake.db.selectFrom('job').select('id').where('kind', '=', 'translate-message').execute()).length;
const shown = async () => {
  const { messages } = await readConversation(intake, pageId, psid);
  const all = await presentMessages(
    intake.db,
    messages.filter(({ kind }) => kind === 'message').map(({ id }) => id),
  );
  return all.map(({ text, translations }) => [text, translations?.map((each) => each.text) ?? []]);
};
const kept = async () =>
  (await intake.db.selectFrom('messageTranslation').select('text').execute()).map(({ text }) => text);

describe('what comes in', () => {
  test('is translated by itself where its page says so, into what its agents read, and told to the screens when it stands (N33)', async () => {
    await intake.tell(says('m-1', 'Dobrý den, kde je balík?', 1));
    expect(await shown()).toEqual([['Dobrý den, kde je balík?', []]]);
    await sql`truncate live_event`.execute(intake.db);
    await work();
    expect(await shown()).toEqual([['Dobrý den, kde je balík?', ['en: Dobrý den, kde je balík?']]]);
    const news = await intake.db.selectFrom('liveEvent').select('kind').orderBy('kind').execute();
    expect(news.map(({ kind }) => kind)).toEqual(['conversation.changed', 'message.changed']);
    const { conversation } = await readConversation(intake, pageId, psid);
    expect(conversation.translation).toMatchObject({
      isOn: null,
      customerLanguage: 'cs',
      knownFrom: 'detected',
    });
    expect(conversation.lastMessage).toMatchObject({ text: 'Dobrý den, kde je balík?' });
    await intake.tell(commentChange(page, 1, { id: 300 + pages, text: 'Máte otevřeno?' }));
    await work();
    expect(service.asked.map(({ q }) => q)).toEqual(['Dobrý den, kde je balík?', 'Máte otevřeno?']);
  });

  test('leaves no job where its page or its conversation is not translated, nor for what the page itself said (N33)', async () => {
    await set({ mode: 'by-hand' });
    await intake.tell(says('m-1', 'Dobrý den', 1), meta.echo('e-1', 'Hello', 2, who()));
    expect(await jobs()).toBe(0);
    const { conversation } = await readConversation(intake, pageId, psid);
    const setOn = (isOn: boolean) =>
      intake.db
        .updateTable('conversation')
        .set({
          translation: JSON.stringify({ isOn, customerLanguage: null, knownFrom: null, readsIn: ['de'] }),
        })
        .where('id', '=', conversation.id)
        .execute();
    await setOn(true);
    await intake.tell(says('m-2', 'Jste tam?', 3));
    await work();
    expect(service.asked).toMatchObject([{ q: 'Jste tam?', target: 'de' }]);
    await set({ mode: 'automatic' });
    await setOn(false);
    await intake.tell(says('m-3', 'Haló', 4));
    expect(await jobs()).toBe(0);
    await facts.settings(pageId, {});
    await setOn(true);
    await intake.tell(says('m-4', 'Haló?', 5));
    expect(await jobs()).toBe(0);
  });

  test('is sent as it is kept: masked, and not at all before the customer agrees to be read (N33, J10)', async () => {
    await intake.tell(says('m-1', 'Karta 4111 1111 1111 1111 prosím', 1));
    await work();
    expect(service.asked).toMatchObject([{ q: 'Karta #### #### #### #### prosím' }]);
    service.asked.length = 0;
    await set({ mode: 'automatic' }, { privacy: { consent: 'require' } });
    await intake.tell(meta.message('m-2', 'Tajné slovo', 2, { psid: '29', page }));
    await work();
    expect(service.asked).toEqual([]);
    const payload = consentPayload(1, 'agreed');
    await intake.tell(meta.postback('p-1', 'Agree', payload, 3, { psid: '29', page }));
    await work();
    expect(service.asked.map(({ q }) => q)).toContain('Tajné slovo');
  });

  test('written anew is translated anew, whatever was under way; an earlier wording’s translation is not shown under the new words (N33)', async () => {
    await intake.tell(says('m-1', 'Dobrý den, kde je balík?', 1));
    await work();
    await intake.tell(meta.edit('m-1', 'Dobrý den, kde je můj balík?', 1, 5, who()));
    expect(await shown()).toEqual([['Dobrý den, kde je můj balík?', []]]);
    await work();
    expect(await shown()).toEqual([['Dobrý den, kde je můj balík?', ['en: Dobrý den, kde je můj balík?']]]);
    expect(await kept()).toEqual(['en: Dobrý den, kde je můj balík?']);
    await intake.tell(meta.reaction('m-1', '👍', 6, who()), meta.read(7, who()));
    expect(await jobs()).toBe(0);
  });

  test('leaves nothing under its words while the service is off, and is translated again when it is on (N33)', async () => {
    const setOn = (isOn: boolean) => intake.db.updateTable('translationService').set({ isOn }).execute();
    await setOn(false);
    await intake.tell(says('m-1', 'Dobrý den', 1));
    await work();
    expect(await kept()).toEqual([]);
    await setOn(true);
    await intake.tell(says('m-2', 'Jste tam?', 2));
    await work();
    expect(await shown()).toEqual([
      ['Dobrý den', []],
      ['Jste tam?', ['en: Jste tam?']],
    ]);
  });

  test('is not harmed by a service that is dead: it is there, unread, and its conversation waits (N33)', async () => {
    service.mood = { status: 500, body: {} };
    await intake.tell(says('m-1', 'Dobrý den', 1));
    await work();
    const { conversation, messages } = await readConversation(intake, pageId, psid);
    expect(messages).toMatchObject([{ text: 'Dobrý den', status: 'received' }]);
    expect(conversation).toMatchObject({ status: 'open', unreadCount: 1 });
    expect(intake.failures).toEqual([]);
  });
});

test('what a strange service makes of words is kept as far as it can be, and what says nothing or far too much is told as a failure (N33)', async () => {
  await intake.tell(says('m-1', 'Dobrý den', 1));
  service.mood = { status: 200, body: { translatedText: 'Good\0 day' } };
  await work();
  expect(await shown()).toEqual([['Dobrý den', ['Good day']]]);
  for (const [index, translatedText] of [' ', '\0', 'x'.repeat(200_000)].entries()) {
    service.mood = { status: 200, body: { translatedText } };
    await intake.tell(says(`m-2-${index}`, `Jste tam ${index}?`, 2 + index));
    await work();
  }
  const failed = await intake.db
    .selectFrom('messageTranslation')
    .select(['text', 'fault'])
    .where('state', '=', 'failed')
    .execute();
  expect(failed).toEqual([1, 2, 3].map(() => ({ text: null, fault: 'not-understood' })));
  expect(await jobs()).toBe(0);
});

describe('translations, and what agents wrote themselves, go', () => {
  beforeEach(async () => {
    await intake.tell(says('m-1', 'Quixotic slovo moje', 1));
    await work();
    const { conversation, contact } = await readConversation(intake, pageId, psid);
    const place = { id: conversation.id, contactId: contact.id, pageId };
    const messageId = await facts.message(place, { text: 'Odesláno', direction: 'out' });
    await intake.db
      .insertInto('messageTranslation')
      .values({
        ...{
          messageId,
          language: 'en',
          madeBy: 'author',
          state: 'done',
          ofText: '',
          text: 'Sent to Quixotic',
        },
        ...{ otherLanguage: 'cs', fault: null, at: intake.clock.now() },
      })
      .execute();
  });

  test('when the customer takes the message back (N33, J10)', async () => {
    await intake.tell(meta.unsend('m-1', 3, who()));
    expect(await kept()).toEqual(['Sent to Quixotic']);
  });

  test('into the export, and away with the person; their language too (N33, J14)', async () => {
    const { contact, conversation } = await readConversation(intake, pageId, psid);
    const { messages } = await exportPerson(admin(), contact.id);
    expect(JSON.stringify(messages)).toContain('en: Quixotic slovo moje');
    expect(JSON.stringify(messages)).toContain('Sent to Quixotic');
    await requestErasure(admin(), contact.id);
    const { id } = await intake.db.selectFrom('erasure').select('id').executeTakeFirstOrThrow();
    const job = { kind: 'erase-person', payload: { erasureId: id } } as never;
    while (await erasePersonHandler(admin()).run(job));
    expect(await kept()).toEqual([]);
    const { translation } = await intake.db
      .selectFrom('conversation')
      .select('translation')
      .where('id', '=', conversation.id)
      .executeTakeFirstOrThrow();
    expect(translation).toBeNull();
  });

  test('when they are older than the page keeps them, and with a page that was taken off the desk (N33, J14)', async () => {
    const start = intake.clock.now();
    await set({ mode: 'automatic' }, { privacy: { keepDays: 30 } });
    intake.clock.advance(noonMs + 31 * 24 * 3_600_000 - start.getTime());
    while (await deleteOldMessages(admin()));
    intake.clock.advance(start.getTime() - intake.clock.now().getTime());
    expect(await kept()).toEqual([]);
    await intake.tell(says('m-9', 'Ještě jednou prosím', 5));
    await work();
    expect(await kept()).toHaveLength(1);
    const removedAt = intake.clock.now();
    await intake.db.updateTable('page').set({ removedAt }).where('id', '=', pageId).execute();
    while (await eraseConversations(admin(), removedAt, pageId));
    expect(await kept()).toEqual([]);
  });
});

test('a message that was taken back while it was being translated keeps nothing of it (N33)', async () => {
  await intake.tell(says('m-1', 'Dobrý den', 1));
  const ask = service.outgoing.ask;
  const outgoing = {
    ...service.outgoing,
    ask: async (...asked: Parameters<typeof ask>) => {
      const answer = await ask(...asked);
      await intake.tell(meta.unsend('m-1', 3, who()));
      return answer;
    },
  };
  const { messages } = await readConversation(intake, pageId, psid);
  const payload = { messageId: messages[0]?.id };
  await translateMessageHandler({ ...as(null), secrets, outgoing }).run({ attempts: 1, payload } as never);
  expect(service.asked).toHaveLength(1);
  expect(await kept()).toEqual([]);
});
