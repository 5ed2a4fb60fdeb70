import { beforeEach, expect, test } from 'vitest';
import { pageSettings, type PageSettings } from '../../../contract/page-settings.ts';
import { createHandlers } from '../../jobs/handlers.ts';
import { listVariables } from '../../store/variables.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { facebookPage, meta, noonMs, readConversation, useIntake } from '../../testing/intake.ts';
import type { Context } from '../context.ts';
import { endConversation } from '../conversations/end.ts';
import { getConversation } from '../conversations/get.ts';
import { takeConversation } from '../conversations/take.ts';
import { writeMessage } from '../messages/reply.ts';

const intake = useIntake();
const facts = deskFacts(intake);

let pages = 0;
let page: { id: string; facebookId: string };
let agent: Context & { actor: Extract<Context['actor'], { kind: 'user' }> };

beforeEach(async () => {
  await intake.db.deleteFrom('job').execute();
  const facebookId = `${facebookPage}${++pages}`;
  page = { id: await intake.page(facebookId), facebookId };
  const userId = intake.newId();
  const actor = { kind: 'user', userId, name: 'Maya', role: 'administrator', departmentIds: [] } as const;
  await intake.db
    .insertInto('deskUser')
    .values({
      id: userId,
      email: `${userId}@desk.test`,
      name: 'Maya',
      passwordHash: '-',
      role: 'administrator',
      createdAt: intake.clock.now(),
    })
    .execute();
  agent = { ...intake, actor };
});

const questions: PageSettings['preChat']['questions'] = [
  {
    name: 'subject',
    text: { en: 'What is it about?', fr: 'De quoi s’agit-il ?' },
    options: [
      { value: 'Delivery', text: { en: 'Delivery', fr: 'Livraison' } },
      { value: 'Returns', text: { en: 'Returns', fr: 'Retours' } },
    ],
  },
  { name: 'order_number', text: { en: 'What is your order number?' }, options: [] },
];

const set = (more: Partial<PageSettings['preChat']> = {}, texts: Partial<PageSettings['texts']> = {}) =>
  facts.settings(page.id, { preChat: { isOn: true, questions, skip: { en: 'Skip' }, ...more }, texts });

let mids = 0;
const now = () => (intake.clock.now().getTime() - noonMs) / 1_000;

const messageOf = (text: string, payload: string | null = null, psid = '28') => {
  intake.clock.advance(1_000);
  const more = payload === null ? {} : { quick_reply: { payload } };
  return meta.message(`q${++mids}`, text, now(), { psid, page: page.facebookId }, more);
};

async function says(text: string, payload: string | null = null) {
  const message = messageOf(text, payload);
  await intake.tell(message, message);
  await runJobs();
}

/** Everything that was left to do, by handlers that know nothing of before, twice at once. */
async function runJobs() {
  for (;;) {
    const handlers = createHandlers({ ...intake, actor: { kind: 'system', name: 'test' } } as never);
    const job = await intake.db
      .selectFrom('job')
      .selectAll()
      .where('kind', 'in', ['greet', 'hear-answer'])
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!job) return;
    intake.clock.advance(100);
    const run = () => handlers[job.kind as 'greet'].run(job as never);
    await Promise.all([run(), run()]);
    await intake.db.deleteFrom('job').where('id', '=', job.id).execute();
  }
}

const place = () => readConversation(intake, page.id);
async function said() {
  const { messages } = await place();
  return messages.filter((each) => each.authorKind === 'system' && each.kind === 'message');
}
const textsSaid = async () => (await said()).map(({ text }) => text);

const buttonsOf = (message: { quickReplies: unknown } | undefined) =>
  (message?.quickReplies ?? []) as { title: string; payload: string }[];

async function taps(title: string) {
  const last = (await said()).at(-1);
  const button = buttonsOf(last).find((each) => each.title === title);
  if (!button) throw new Error(`There is no button ${title}.`);
  await says(title, button.payload);
}

async function known() {
  const { conversation } = await place();
  const variables = await listVariables(intake.db, conversation.id);
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

test('a new conversation begins with the page’s questions, in their order, and keeps the answers (R104)', async () => {
  await set();
  await says('Hello');
  expect(await textsSaid()).toEqual(['What is it about?']);
  await taps('Returns');
  expect(await textsSaid()).toEqual(['What is it about?', 'What is your order number?']);
  await says('HP-20417');
  expect(await textsSaid()).toHaveLength(2);
  expect(await known()).toEqual({ subject: 'Returns', order_number: 'HP-20417' });
  const { conversation } = await place();
  expect((await getConversation(agent, conversation.id)).variables).toEqual([
    { name: 'subject', value: 'Returns', source: 'pre-chat' },
    { name: 'order_number', value: 'HP-20417', source: 'pre-chat' },
  ]);
  expect(await facts.heard('conversation.details-changed', conversation.id)).toBe(2);
  // Nothing that the customer said is hidden from the agents, and it all still waits for one.
  expect(conversation).toMatchObject({ status: 'open', unreadCount: 3 });
  await says('Is anybody there?');
  expect(await textsSaid()).toHaveLength(2);
});

test('each question may be passed over', async () => {
  await set();
  await says('Hello');
  await taps('Skip');
  await taps('Skip');
  expect(await textsSaid()).toHaveLength(2);
  expect(await known()).toEqual({});
});

test('the questions stand in place of the welcome, and like it behind the offline text only where both are wanted', async () => {
  const on = (en: string) => ({ isOn: true, byLanguage: { en } });
  await set({}, { welcome: on('Welcome.') });
  await says('Hello');
  expect(await textsSaid()).toEqual(['What is it about?']);

  const facebookId = `${facebookPage}${++pages}`;
  page = { id: await intake.page(facebookId), facebookId };
  await set({}, { offline: on('We are away.') });
  await says('Hello');
  expect(await textsSaid()).toEqual(['We are away.']);

  const another = `${facebookPage}${++pages}`;
  page = { id: await intake.page(another), facebookId: another };
  await set({}, { offline: on('We are away.'), welcomeWithOffline: true });
  await says('Hello');
  expect((await textsSaid()).toSorted()).toEqual(['We are away.', 'What is it about?']);
});

test('own words beside a question are kept, and neither answered nor asked about again', async () => {
  await set();
  await says('Hello');
  await says('I want to complain');
  await says('Seriously');
  expect(await textsSaid()).toEqual(['What is it about?']);
  expect(await known()).toEqual({});
  const { messages } = await place();
  expect(messages.filter(({ direction }) => direction === 'in').map(({ text }) => text)).toEqual([
    'Hello',
    'I want to complain',
    'Seriously',
  ]);
  await says('returns');
  expect(await known()).toEqual({ subject: 'Returns' });
});

test('two messages in one breath answer one question: the second is not taken for the answer to the next', async () => {
  const both = [questions[1], { name: 'city', text: { en: 'Which city?' }, options: [] }];
  await set({ questions: both as typeof questions });
  await says('Hello');
  const [first, second] = [messageOf('HP-1'), messageOf('and HP-2')];
  await intake.tell(first, second);
  await runJobs();
  expect(await known()).toEqual({ order_number: 'HP-1' });
  await says('Riga');
  expect(await known()).toEqual({ order_number: 'HP-1', city: 'Riga' });
});

test('nothing more is asked once an agent has written', async () => {
  await set();
  await says('Hello');
  const { conversation } = await place();
  await takeConversation(agent, conversation.id);
  await writeMessage(agent, conversation.id, {
    clientId: crypto.randomUUID(),
    kind: 'reply',
    text: 'Good afternoon.',
  });
  await taps('Delivery');
  expect(await textsSaid()).toEqual(['What is it about?']);
  // What they answered is worth knowing all the same.
  expect(await known()).toEqual({ subject: 'Delivery' });
  expect((await place()).conversation.asking).toBeNull();
});

test('a reopened conversation is not asked again; a new one is', async () => {
  await set();
  await says('Hello');
  await taps('Skip');
  await says('HP-1');
  const { conversation } = await place();
  await takeConversation(agent, conversation.id);
  await endConversation(agent, conversation.id);
  await says('One more thing');
  expect(await textsSaid()).toHaveLength(2);
  await endConversation(agent, conversation.id);
  intake.clock.advance(73 * 3_600_000);
  await says('Something new');
  expect((await place()).conversations).toHaveLength(2);
  expect(await textsSaid()).toHaveLength(3);
});

test('a button that is tapped twice, or long after, changes the answer and asks nothing anew', async () => {
  await set();
  await says('Hello');
  const buttons = buttonsOf((await said())[0]);
  await taps('Delivery');
  await says('Returns', buttons[1]?.payload);
  expect(await known()).toEqual({ subject: 'Returns' });
  expect(await textsSaid()).toHaveLength(2);
  await says('x', buttons[1]?.payload.replace('Returns', 'Anything'));
  expect(await known()).toEqual({ subject: 'Returns' });
});

test('customers read the questions in their own language', async () => {
  await set();
  const first = messageOf('Bonjour');
  await intake.tell(first);
  await intake.db.updateTable('contact').set({ locale: 'fr_FR' }).where('pageId', '=', page.id).execute();
  await runJobs();
  expect(await textsSaid()).toEqual(['De quoi s’agit-il ?']);
  await taps('Livraison');
  expect(await known()).toEqual({ subject: 'Delivery' });
});

test('questions that are switched off while they are answered end there', async () => {
  await set();
  await says('Hello');
  await set({ isOn: false });
  await taps('Delivery');
  expect(await textsSaid()).toHaveLength(1);
  expect(pageSettings.parse({}).preChat.isOn).toBe(false);
});
