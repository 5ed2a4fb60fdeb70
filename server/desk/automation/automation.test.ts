import { beforeEach, expect, test } from 'vitest';
import type { PageSettings } from '../../../contract/page-settings.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { facebookPage, meta, readConversation, useIntake } from '../../testing/intake.ts';
import { endConversation } from '../conversations/end.ts';
import { reopenConversation } from '../conversations/reopen.ts';
import { writeMessage } from '../messages/reply.ts';
import { keepDesks } from '../presence/desks.ts';
import { setPresence } from '../team/set-presence.ts';
import type { Context } from '../context.ts';
import { greet } from './greet.ts';

const intake = useIntake();
const facts = deskFacts(intake);
const dayMs = 24 * 3_600_000;

const text = (en: string) => ({ isOn: true, byLanguage: { en, fr: `${en} (fr)` } });
const allTexts = {
  welcome: text('Hello {CustomerFirstName}.'),
  offline: text('We are away.'),
  finished: text('Goodbye from {PageName}.'),
};

const system = (): Context => ({ ...intake, actor: { kind: 'system', name: 'test' } });
let pageCount = 0;
let page: { id: string; facebookId: string };
let agent: Context & { actor: Extract<Context['actor'], { kind: 'user' }> };

/** Each test has a page of its own; its agent's desk is open. */
beforeEach(async () => {
  await intake.db.deleteFrom('deskSocket').execute();
  const facebookId = `${facebookPage}${++pageCount}`;
  page = { id: await intake.page(facebookId), facebookId };
  const userId = intake.newId();
  await intake.db
    .insertInto('deskUser')
    .values({
      id: userId,
      email: `${userId}@desk.test`,
      name: 'Maya Lindqvist',
      passwordHash: '-',
      role: 'administrator',
      createdAt: intake.clock.now(),
    })
    .execute();
  agent = {
    ...system(),
    actor: { kind: 'user', userId, name: 'Maya Lindqvist', role: 'administrator', departmentIds: [] },
  };
  await openDesk();
});

async function openDesk() {
  const processId = intake.newId();
  const now = intake.clock.now();
  await intake.db
    .insertInto('process')
    .values({ id: processId, startedAt: now, seenAt: now, runsWorker: false })
    .execute();
  await keepDesks(intake, [
    { id: intake.newId(), processId, userId: agent.actor.userId, viewing: null, openedAt: now },
  ]);
}

const closeDesks = () => intake.db.deleteFrom('deskSocket').execute();
const set = (texts: Partial<PageSettings['texts']>) => facts.settings(page.id, { texts });
const writes = (mid: string, seconds: number, psid = '28') => {
  intake.clock.advance(1_000);
  return intake.tell(meta.message(mid, 'Hello?', seconds, { psid, page: page.facebookId }));
};

/** Runs what is left to do for greetings, each twice: as a worker does that died in between. */
async function runGreetings() {
  const jobs = await intake.db
    .selectFrom('job')
    .select(['id', 'payload'])
    .where('kind', '=', 'greet')
    .execute();
  for (const { payload } of jobs) {
    const { messageId } = payload as { messageId: string };
    await Promise.all([greet(system(), { messageId }), greet(system(), { messageId })]);
  }
  await intake.db.deleteFrom('job').where('kind', '=', 'greet').execute();
  return jobs.length;
}

async function said(psid = '28') {
  const { messages } = await readConversation(intake, page.id, psid);
  return messages
    .filter((message) => message.authorKind === 'system' && message.kind === 'message')
    .map((message) => message.text);
}

test('R24, E-T1, E-T2: the first message of a conversation is greeted once, the second not', async () => {
  await set(allTexts);
  await writes('m1', 1);
  await runGreetings();
  await writes('m2', 2);
  await runGreetings();
  // The name is not known yet, and leaves no hole.
  expect(await said()).toEqual(['Hello.']);
});

test('E-T10, behaviour 107: two first messages in one breath, each delivered twice, are greeted once', async () => {
  await set(allTexts);
  const first = meta.message('m1', 'Hello', 1, { page: page.facebookId });
  const second = meta.message('m2', 'there', 1.5, { page: page.facebookId });
  await intake.tell(first, second, first, second);
  expect(await runGreetings()).toBe(1);
  await intake.tell(first, second);
  await runGreetings();
  expect(await said()).toEqual(['Hello.']);
});

test('a page that has no texts set leaves no work behind for what customers write', async () => {
  await writes('m1', 1);
  expect(await runGreetings()).toBe(0);
  await set({ welcome: { isOn: false, byLanguage: { en: 'Hello' } } });
  await writes('m2', 2);
  expect(await runGreetings()).toBe(0);
});

test('the greeting leaves the customer waiting and unread, and is queued to be sent', async () => {
  await set(allTexts);
  await writes('m1', 1);
  const before = (await readConversation(intake, page.id)).conversation;
  await runGreetings();
  const { conversation, messages } = await readConversation(intake, page.id);
  expect(conversation).toMatchObject({
    unreadCount: 1,
    waitingSince: before.waitingSince,
    lastMessage: before.lastMessage,
  });
  const greeting = messages.find((message) => message.automation === 'welcome');
  const job = await intake.db
    .selectFrom('job')
    .select('payload')
    .where('kind', '=', 'deliver-message')
    .where('pageId', '=', page.id)
    .execute();
  expect(job.map(({ payload }) => payload)).toEqual([{ messageId: greeting?.id }]);
});

test('J15: where the page wants it, the first automated text of a conversation says first that it is one', async () => {
  await set({ ...allTexts, disclosure: text('A program wrote this.') });
  await writes('m1', 1);
  await runGreetings();
  expect(await said()).toEqual(['A program wrote this.', 'Hello.']);
  const { conversation } = await readConversation(intake, page.id);
  await endConversation(agent, conversation.id);
  expect(await said()).toEqual(['A program wrote this.', 'Hello.', `Goodbye from Page ${page.facebookId}.`]);
  const sends = await intake.db
    .selectFrom('job')
    .select('id')
    .where('kind', '=', 'deliver-message')
    .where('pageId', '=', page.id)
    .execute();
  expect(sends).toHaveLength(3);
});

test('behaviour 46: an echo greets nobody, also that of the greeting itself, and answers nobody', async () => {
  await set(allTexts);
  await writes('m1', 1);
  await runGreetings();
  const { messages } = await readConversation(intake, page.id);
  const metadata = messages.find((message) => message.automation === 'welcome')?.id ?? '';
  await intake.tell(
    meta.echo('e1', 'Hello.', 3, { page: page.facebookId }, { metadata, app_id: 9001 }),
    meta.echo('e2', 'From the page inbox', 4, { psid: '29', page: page.facebookId }),
  );
  expect(await runGreetings()).toBe(0);
  const after = await readConversation(intake, page.id);
  expect(after.messages.find((message) => message.id === metadata)?.status).toBe('sent');
  expect(after.conversation.waitingSince).not.toBeNull();
  expect(await said('29')).toEqual([]);
});

test('E-T3: what is reopened is not greeted again; a new conversation is, unless only first contacts are (K1)', async () => {
  await set(allTexts);
  await writes('m1', 1);
  await runGreetings();
  const { conversation } = await readConversation(intake, page.id);
  await endConversation(agent, conversation.id);
  await reopenConversation(agent, conversation.id);
  await writes('m2', 60);
  await runGreetings();
  const welcomes = async () => (await said()).filter((each) => each === 'Hello.').length;
  expect(await welcomes()).toBe(1);

  await endConversation(agent, conversation.id);
  await set({ ...allTexts, welcomeOn: 'first-contact' });
  await writes('m3', (80 * 3_600_000) / 1_000);
  await runGreetings();
  expect(await welcomes()).toBe(1);
  await set(allTexts);
  const { conversations } = await readConversation(intake, page.id);
  await endConversation(agent, conversations.at(-1)?.id ?? '');
  await writes('m4', (160 * 3_600_000) / 1_000);
  await runGreetings();
  expect(await welcomes()).toBe(2);
});

test('R26, E-T4, E-T5: while nobody is there one text tells so, and again only when somebody was there since', async () => {
  await set(allTexts);
  await closeDesks();
  await writes('m1', 1);
  await runGreetings();
  await writes('m2', 2);
  await runGreetings();
  expect(await said()).toEqual(['We are away.']);

  await openDesk();
  await writes('m3', 3);
  await runGreetings();
  await closeDesks();
  expect(await said()).toEqual(['We are away.']);
  await writes('m4', 4);
  await runGreetings();
  expect(await said()).toEqual(['We are away.', 'We are away.']);
});

test('somebody who is away is not there; one who is busy is', async () => {
  await set(allTexts);
  await setPresence(agent, 'away');
  await writes('m1', 1);
  await runGreetings();
  expect(await said()).toEqual(['We are away.']);
  await setPresence(agent, 'busy');
  await writes('m2', 2, '30');
  await runGreetings();
  expect(await said('30')).toEqual(['Hello.']);
  await setPresence(agent, 'available');
});

test('E-T7, R78: each customer reads their own language where it is known', async () => {
  await set(allTexts);
  await writes('m1', 1);
  await intake.db
    .updateTable('contact')
    .set({ locale: 'fr_CA', firstName: 'Elena' })
    .where('pageId', '=', page.id)
    .execute();
  await runGreetings();
  expect(await said()).toEqual(['Hello Elena. (fr)']);
});

test('R25: ending says goodbye once; ending what is ended says nothing; the next ending says it again', async () => {
  await set({ finished: allTexts.finished });
  await writes('m1', 1);
  const { conversation } = await readConversation(intake, page.id);
  await endConversation(agent, conversation.id);
  await endConversation(agent, conversation.id);
  const goodbye = `Goodbye from Page ${page.facebookId}.`;
  expect(await said()).toEqual([goodbye]);
  await reopenConversation(agent, conversation.id);
  await endConversation(agent, conversation.id);
  expect(await said()).toEqual([goodbye, goodbye]);
});

test('E-T9, behaviour 62: after 24 hours the goodbye is not sent, and the timeline says so', async () => {
  await set({ finished: allTexts.finished });
  await writes('m1', 1);
  const { conversation } = await readConversation(intake, page.id);
  const start = intake.clock.now();
  const { windowAnchorAt } = conversation;
  intake.clock.advance((windowAnchorAt?.getTime() ?? 0) + dayMs - start.getTime());
  await endConversation(agent, conversation.id);
  const { messages } = await readConversation(intake, page.id);
  expect(await said()).toEqual([]);
  expect(messages.flatMap((message) => message.activity ?? [])).toContainEqual({
    type: 'text-not-sent',
    text: 'finished',
  });
  intake.clock.advance(start.getTime() - intake.clock.now().getTime());
});

test('an agent may answer behind an automated text: nobody else has answered', async () => {
  await set(allTexts);
  await writes('m1', 1);
  const { conversation, messages } = await readConversation(intake, page.id);
  await runGreetings();
  const written = await writeMessage(agent, conversation.id, {
    clientId: crypto.randomUUID(),
    kind: 'reply',
    text: 'Good afternoon.',
    seen: messages[0]?.id as never,
  });
  expect(written.messageIds).toHaveLength(1);
});
