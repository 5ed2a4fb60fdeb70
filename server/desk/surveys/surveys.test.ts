import { beforeEach, describe, expect, test } from 'vitest';
import type { PageSettings } from '../../../contract/page-settings.ts';
import type { CreateSurvey } from '../../../contract/surveys.ts';
import { createSecrets } from '../../kit/secrets.ts';
import { createHandlers } from '../../jobs/handlers.ts';
import { insertSurvey } from '../../store/surveys.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { facebookPage, meta, noonMs, readConversation, useIntake } from '../../testing/intake.ts';
import { closeOverdue } from '../conversations/close-overdue.ts';
import { reopenConversation } from '../conversations/reopen.ts';
import { endConversation } from '../conversations/end.ts';
import { finishConversation } from '../conversations/finish.ts';
import { parkConversation } from '../conversations/park.ts';
import { takeConversation } from '../conversations/take.ts';
import { writeMessage } from '../messages/reply.ts';
import { exportPerson } from '../privacy/contact-privacy.ts';
import { eraseSome, requestErasure } from '../privacy/forget-person.ts';
import { deleteOldMessages } from '../privacy/keep-time.ts';
import { eraseSome as erasePages } from '../../store/erase-conversations.ts';
import type { Context } from '../context.ts';

const intake = useIntake();
const facts = deskFacts(intake);
const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 24 * 3_600_000];
const secrets = createSecrets('a key for tests that nobody needs to guess');

type Agent = Context & { actor: Extract<Context['actor'], { kind: 'user' }> };
let pages = 0;
let page: { id: string; facebookId: string };
let agent: Agent;

beforeEach(async () => {
  await intake.db.deleteFrom('job').execute();
  const facebookId = `${facebookPage}${++pages}`;
  page = { id: await intake.page(facebookId), facebookId };
  agent = await newAgent('Maya Lindqvist');
});

async function newAgent(name: string): Promise<Agent> {
  const userId = intake.newId();
  const role = 'administrator';
  const row = { id: userId, email: `${userId}@desk.test`, name, passwordHash: '-', role } as const;
  await intake.db
    .insertInto('deskUser')
    .values({ ...row, createdAt: intake.clock.now() })
    .execute();
  return { ...intake, actor: { kind: 'user', userId, name, role, departmentIds: [] } };
}

const twoQuestions: Omit<CreateSurvey, 'name'> = {
  questions: [
    {
      kind: 'rating',
      id: 'stars',
      outOf: 5,
      text: { en: 'How was it?', fr: 'C’était comment ?' },
      isRequired: true,
    },
    { kind: 'text', id: 'why', text: { en: 'Why?', fr: 'Pourquoi ?' } },
  ],
  thanks: { en: 'Thank you.' },
  skip: { en: 'Skip' },
};

/** A survey that is switched on for the page. */
async function survey(
  settings: Partial<PageSettings['survey']> = {},
  content: Omit<CreateSurvey, 'name'> = twoQuestions,
  life: Partial<PageSettings['life']> = {},
): Promise<string> {
  const id = intake.newId();
  const at = intake.clock.now();
  await intake.db.transaction().execute((tx) => insertSurvey(tx, { id, name: `Survey ${id}`, content, at }));
  const chosen = { isOn: true, surveyId: id as never, ...settings };
  await facts.settings(page.id, { survey: chosen, life });
  return id;
}

let mids = 0;
const now = () => (intake.clock.now().getTime() - noonMs) / 1_000;
const pass = (ms: number) => intake.clock.advance(ms);

/** The customer writes, or taps a button that they were shown. */
async function says(text: string, payload: string | null = null, psid = '28') {
  pass(1_000);
  const more = payload === null ? {} : { quick_reply: { payload } };
  const message = meta.message(`s${++mids}`, text, now(), { psid, page: page.facebookId }, more);
  await intake.tell(message, message);
  await runJobs();
}

const place = async (psid = '28') => readConversation(intake, page.id, psid);

/** Everything that was left to do for surveys, twice at once: as when a worker died in between. */
async function runJobs() {
  const context = {
    ...intake,
    actor: { kind: 'system', name: 'test' },
    secrets,
    publicUrl: 'https://desk.test',
  };
  const handlers = createHandlers(context as never);
  for (;;) {
    const jobs = await intake.db
      .selectFrom('job')
      .selectAll()
      .where('kind', 'in', ['ask-survey', 'hear-answer'])
      .orderBy('id')
      .limit(1)
      .execute();
    const [job] = jobs;
    if (!job) return;
    const run = () => handlers[job.kind as 'ask-survey'].run(job as never);
    await Promise.all([run(), run()]);
    await intake.db.deleteFrom('job').where('id', '=', job.id).execute();
  }
}

/** A customer wrote, and an agent answered. */
async function served(psid = '28', by = agent) {
  await says('Hello', null, psid);
  const { conversation } = await place(psid);
  await takeConversation(by, conversation.id);
  await answer(conversation.id, by);
  return conversation.id;
}

async function answer(conversationId: string, by = agent) {
  pass(1_000);
  await writeMessage(by, conversationId, {
    clientId: crypto.randomUUID(),
    kind: 'reply',
    text: 'Here you are.',
  });
  await intake.db.updateTable('message').set({ status: 'sent' }).where('status', '=', 'queued').execute();
}

async function end(conversationId: string, by = agent) {
  pass(1_000);
  await endConversation(by, conversationId);
  await runJobs();
}

/** What the survey said, oldest first. */
async function asked(psid = '28') {
  const { messages } = await place(psid);
  return messages.filter(({ automation, kind }) => automation === 'survey' && kind === 'message');
}
const textsAsked = async (psid = '28') => (await asked(psid)).map(({ text }) => text);
const lines = async () => (await place()).messages.flatMap(({ activity }) => (activity ? [activity] : []));

const buttonsOf = (message: { quickReplies: unknown } | undefined) =>
  (message?.quickReplies ?? []) as { title: string; payload: string }[];

/** Taps a button under the survey's last message. */
async function taps(title: string, psid = '28') {
  const last = (await asked(psid)).at(-1);
  const button = buttonsOf(last).find((each) => each.title === title);
  if (!button) throw new Error(`There is no button ${title}.`);
  await says(title, button.payload, psid);
}

async function answers() {
  const request = await intake.db
    .selectFrom('surveyRequest')
    .selectAll()
    .where('pageId', '=', page.id)
    .executeTakeFirst();
  const given = await intake.db
    .selectFrom('surveyAnswer')
    .select(['questionId', 'number', 'option', 'text'])
    .where('requestId', '=', request?.id ?? intake.newId())
    .orderBy('answeredAt')
    .execute();
  return { request, given };
}

describe('sending', () => {
  test('ending asks by link, with the page’s words before it (F-T1)', async () => {
    await survey({ how: 'link', message: { en: 'How was {PageName}?' } });
    await end(await served());
    const [text = ''] = await textsAsked();
    expect(text).toMatch(
      new RegExp(
        `^How was Page ${page.facebookId}\\?\\nhttps://desk\\.test/s/[0-9a-f-]{36}\\?until=\\d+&signature=`,
      ),
    );
    const link = new URL(text?.split('\n')[1] ?? '');
    const path = `${link.pathname}${link.search}`;
    expect(secrets.verifyLink(path, new Date(intake.clock.now().getTime() + 30 * dayMs - 1_000))).toBe(true);
    expect(secrets.verifyLink(path, new Date(intake.clock.now().getTime() + 30 * dayMs))).toBe(false);
  });

  test('somebody else’s survey is sent with an id to know the answers by', async () => {
    await survey({ how: 'external', externalUrl: 'https://forms.example/s?who={id}', message: {} });
    await end(await served());
    const { request } = await answers();
    expect(await textsAsked()).toEqual([`https://forms.example/s?who=${request?.id}`]);
  });

  test('a page without a survey asks nobody, and leaves no work (F-T2)', async () => {
    await survey({ isOn: false });
    const id = await served();
    await endConversation(agent, id);
    expect(await intake.db.selectFrom('job').where('kind', '=', 'ask-survey').execute()).toEqual([]);
    expect(await asked()).toEqual([]);
    const removed = await survey();
    await intake.db
      .updateTable('survey')
      .set({ removedAt: intake.clock.now() })
      .where('id', '=', removed)
      .execute();
    await says('Again');
    await end(id);
    expect(await asked()).toEqual([]);
  });

  test('the question goes out with its buttons, in the customer’s language', async () => {
    await survey();
    const id = await served();
    await intake.db.updateTable('contact').set({ locale: 'fr_CA' }).where('pageId', '=', page.id).execute();
    await end(id);
    const [question] = await asked();
    expect(question?.text).toBe('C’était comment ?');
    expect(buttonsOf(question).map(({ title }) => title)).toEqual(['1 ★', '2 ★', '3 ★', '4 ★', '5 ★']);
    const sends = await intake.db
      .selectFrom('job')
      .select('payload')
      .where('kind', '=', 'deliver-message')
      .execute();
    expect(sends).toContainEqual({ payload: { messageId: question?.id } });
  });

  test('one survey for a conversation, however often it ends (behaviours 109)', async () => {
    await survey();
    const id = await served();
    await end(id);
    await says('One more thing');
    await answer(id);
    pass(8 * dayMs);
    await says('Hello again');
    await end(id);
    expect(await textsAsked()).toEqual(['How was it?']);
  });

  test('a wrap-up asks at its beginning, and not once more at its end', async () => {
    await survey({}, twoQuestions, { wrapUpMinutes: 10 });
    const id = await served();
    await end(id);
    expect(await textsAsked()).toHaveLength(1);
    await finishConversation(agent, id);
    await runJobs();
    expect(await textsAsked()).toHaveLength(1);
  });

  test('a customer is asked at most once in 7 days, and the timeline says so', async () => {
    await survey({}, twoQuestions, { reopenHours: 0 });
    await end(await served());
    pass(7 * dayMs - 10_000);
    const again = async () => {
      await says('Another question');
      const { conversations } = await place();
      const id = conversations.at(-1)?.id ?? '';
      await takeConversation(agent, id);
      await answer(id);
      await end(id);
      return id;
    };
    await again();
    expect(await textsAsked()).toHaveLength(1);
    expect(await lines()).toContainEqual({ type: 'survey-skipped', reason: 'recently-asked' });
    pass(10_000);
    await again();
    expect(await textsAsked()).toHaveLength(2);
  });

  test('who never got an answer is not asked, unless the page wants it', async () => {
    await survey();
    await says('Hello?');
    await end((await place()).conversation.id);
    expect(await asked()).toEqual([]);
    expect(await lines()).toContainEqual({ type: 'survey-skipped', reason: 'not-answered' });
    await survey({ onlyAnswered: false });
    await says('Hello?', null, '29');
    await end((await place('29')).conversation.id);
    expect(await textsAsked('29')).toHaveLength(1);
  });

  test('what the clock closes after 24 hours is not asked, and never under the tag; the timeline says so (F-T5, K21)', async () => {
    await intake.db.updateTable('page').set({ humanAgentAllowed: true }).where('id', '=', page.id).execute();
    await survey({}, twoQuestions, { parkedHours: 25 });
    const id = await served();
    await parkConversation(agent, id);
    pass(25 * hourMs);
    await closeOverdue({ ...intake, actor: { kind: 'system', name: 'clock' } });
    await runJobs();
    expect((await place()).conversation.status).toBe('closed');
    expect(await asked()).toEqual([]);
    expect(await lines()).toContainEqual({ type: 'text-not-sent', text: 'survey' });
    expect((await answers()).request).toBeUndefined();
  });

  test('what the clock closes in time is asked, and its agent is credited', async () => {
    await survey({}, twoQuestions, { parkedHours: 2 });
    const id = await served();
    await parkConversation(agent, id);
    pass(3 * hourMs);
    await closeOverdue({ ...intake, actor: { kind: 'system', name: 'clock' } });
    await runJobs();
    expect(await textsAsked()).toHaveLength(1);
    expect((await answers()).request?.agentId).toBe(agent.actor.userId);
  });

  test('who is shut out before the question is written is not asked', async () => {
    await survey();
    const id = await served();
    await endConversation(agent, id);
    const bannedUntil = new Date(intake.clock.now().getTime() + dayMs);
    await intake.db.updateTable('contact').set({ bannedUntil }).where('pageId', '=', page.id).execute();
    await runJobs();
    expect(await asked()).toEqual([]);
  });

  test('comments are never asked about', async () => {
    await survey({ onlyAnswered: false });
    const { id } = await facts.conversation(page.id, { kind: 'comment' });
    await endConversation(agent, id);
    expect(await intake.db.selectFrom('job').where('kind', '=', 'ask-survey').execute()).toEqual([]);
  });

  test('who writes before the question is written is not asked', async () => {
    await survey();
    const id = await served();
    await endConversation(agent, id);
    await says('Wait');
    expect((await place()).conversation.status).toBe('active');
    expect(await asked()).toEqual([]);
  });
});

describe('answering with buttons', () => {
  test('a tapped 4 is kept, and the conversation stays closed: no work for anybody (F-T3)', async () => {
    await survey();
    await end(await served());
    await taps('4 ★');
    const { conversation, messages } = await place();
    expect(conversation).toMatchObject({
      status: 'closed',
      unreadCount: 0,
      waitingSince: null,
      reopenedCount: 0,
    });
    expect((await answers()).given).toEqual([{ questionId: 'stars', number: 4, option: null, text: null }]);
    expect((await answers()).request).toMatchObject({ score: 4, scoreOf: 5 });
    expect(messages.filter(({ answers: of }) => of === 'survey').map(({ text }) => text)).toEqual(['4 ★']);
    // What was answered was no message of theirs: neither in the list, nor in how the conversation went.
    await reopenConversation(agent, conversation.id);
    await endConversation(agent, conversation.id);
    const { fromCustomer } = await intake.db
      .selectFrom('episode')
      .select('fromCustomer')
      .where('conversationId', '=', conversation.id)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(fromCustomer).toBe(0);
  });

  test('one question after another, then thanks; own words are an answer while they are asked for', async () => {
    await survey();
    await end(await served());
    await taps('5 ★');
    await says('Because you were quick.');
    expect(await textsAsked()).toEqual(['How was it?', 'Why?', 'Thank you.']);
    const { request, given } = await answers();
    expect(given.map(({ number, text }) => number ?? text)).toEqual([5, 'Because you were quick.']);
    expect(request?.finishedAt).not.toBeNull();
    expect((await place()).conversation).toMatchObject({ status: 'closed', unreadCount: 0 });
  });

  test('what need not be answered can be passed over, and what was answered is kept', async () => {
    await survey();
    await end(await served());
    await taps('3 ★');
    await taps('Skip');
    expect((await answers()).given).toHaveLength(1);
    expect((await textsAsked()).at(-1)).toBe('Thank you.');
  });

  test('the number typed is as good as the button; other words reopen', async () => {
    await survey();
    const id = await served();
    await end(id);
    await says('4');
    expect((await answers()).given).toMatchObject([{ number: 4 }]);
    expect((await place()).conversation.status).toBe('closed');
    await survey();
    await served('29');
    await end((await place('29')).conversation.id);
    await says('Where is it?', null, '29');
    expect((await place('29')).conversation).toMatchObject({ status: 'active', unreadCount: 1 });
  });

  test('words after the last question reopen the conversation (F-T4)', async () => {
    await survey();
    await end(await served());
    await taps('4 ★');
    await says('Nothing');
    await says('But where is my parcel?');
    const { conversation } = await place();
    expect(conversation).toMatchObject({ status: 'active', unreadCount: 1, reopenedCount: 1 });
    expect((await answers()).given).toHaveLength(2);
  });

  test('a button that is tapped an hour later reopens like a message, and its answer is kept (K22)', async () => {
    await survey();
    await end(await served());
    pass(hourMs - 1_000);
    await taps('4 ★');
    expect((await place()).conversation).toMatchObject({ status: 'active', unreadCount: 1 });
    expect((await answers()).given).toMatchObject([{ number: 4 }]);
    expect(await textsAsked()).toEqual(['How was it?']);
  });

  test('an answer after a reopening is credited to who had ended it, and asks nothing on (behaviours 110)', async () => {
    await survey();
    const id = await served();
    await end(id);
    const second = await newAgent('Priya');
    await says('Wait, one more thing');
    await intake.db
      .updateTable('conversation')
      .set({ assigneeId: second.actor.userId })
      .where('id', '=', id)
      .execute();
    await answer(id, second);
    pass(minuteMs);
    await taps('2 ★');
    const { request, given } = await answers();
    expect(given).toMatchObject([{ number: 2 }]);
    expect(request?.agentId).toBe(agent.actor.userId);
    expect(await textsAsked()).toEqual(['How was it?']);
    const { conversation } = await place();
    expect(conversation).toMatchObject({ status: 'active', unreadCount: 0, waitingSince: null });
  });

  test('an answer waits for nobody also when who waits is counted anew', async () => {
    await survey();
    const id = await served();
    await end(id);
    await taps('4 ★');
    pass(minuteMs);
    await says('Why not sooner');
    await says('Now I ask');
    const asksAt = (await place()).conversation.waitingSince;
    // Told late: it stands before the question, and everything is counted again.
    await intake.tell(meta.message('late', 'Earlier', now() - 0.5, { page: page.facebookId }));
    expect((await place()).conversation.waitingSince?.getTime()).toBeLessThan(asksAt?.getTime() ?? 0);
    const { messages } = await place();
    const tapped = messages.find(({ answers: of }) => of === 'survey');
    expect((await place()).conversation.waitingSince?.getTime()).toBeGreaterThan(tapped?.at.getTime() ?? 0);
  });

  test('a button of another person’s survey, of none, and an answer that is none are kept as messages only', async () => {
    await survey();
    await end(await served());
    const [question] = await asked();
    const payload = buttonsOf(question)[0]?.payload ?? '';
    await served('29');
    await end((await place('29')).conversation.id);
    await says('1 ★', payload, '29');
    await says('x', payload.replace(/:1$/, ':9'));
    await says('x', 'pagedesk:answer:survey:00000000-0000-7000-8000-000000000000:stars:4');
    const rows = await intake.db
      .selectFrom('surveyAnswer as a')
      .innerJoin('surveyRequest as r', 'r.id', 'a.requestId')
      .where('r.pageId', '=', page.id)
      .selectAll('a')
      .execute();
    expect(rows).toEqual([]);
    expect((await place('29')).messages.at(-1)?.text).toBe('1 ★');
    expect(intake.failures).toEqual([]);
  });

  test('choices and consent are kept by what they are called in every language', async () => {
    await survey(
      {},
      {
        questions: [
          {
            kind: 'choice',
            id: 'solved',
            text: { en: 'Solved?' },
            options: [
              { id: 'yes', text: { en: 'Yes', fr: 'Oui' } },
              { id: 'partly', text: { en: 'In part', fr: 'En partie' } },
            ],
          },
          {
            kind: 'consent',
            id: 'call',
            text: { en: 'May we call?' },
            agree: { en: 'Sure' },
            decline: { en: 'No' },
          },
        ],
        thanks: null,
        skip: { en: 'Skip' },
      },
    );
    await end(await served());
    await taps('In part');
    await taps('Sure');
    expect((await answers()).given.map(({ option }) => option)).toEqual(['partly', 'yes']);
    expect(await textsAsked()).toHaveLength(2);
  });
});

describe('what is personal', () => {
  const admin = (): Context => agent;

  async function rated() {
    await survey();
    await end(await served());
    await taps('1 ★');
    await says('My Quixotic parcel');
    return (await place()).contact.id;
  }

  test('after an erasure the score counts on, and nothing leads to the person (F-T7)', async () => {
    const contactId = await rated();
    const { request } = await answers();
    await requestErasure(admin(), contactId);
    const { id } = await intake.db.selectFrom('erasure').select('id').executeTakeFirstOrThrow();
    while ((await eraseSome(admin(), id)) === 'more');
    const left = await answers();
    expect(left.request).toMatchObject({
      id: request?.id,
      score: 1,
      agentId: agent.actor.userId,
      contactId: null,
      conversationId: null,
    });
    expect(left.given).toEqual([{ questionId: 'stars', number: 1, option: null, text: null }]);
    const conversation = await intake.db
      .selectFrom('conversation')
      .select('asking')
      .where('contactId', '=', contactId)
      .executeTakeFirstOrThrow();
    expect(conversation.asking).toBeNull();
  });

  test('what was answered is in the person’s export', async () => {
    const { surveys } = await exportPerson(admin(), await rated());
    expect(surveys).toMatchObject([
      { questionId: 'stars', question: { en: 'How was it?' }, answer: 1 },
      { questionId: 'why', answer: 'My Quixotic parcel' },
    ]);
  });

  test('words go with the page’s time to keep, scores stay', async () => {
    await rated();
    await facts.settings(page.id, { privacy: { keepDays: 30 } });
    pass(31 * dayMs);
    await deleteOldMessages(admin());
    expect((await answers()).given).toMatchObject([{ number: 1 }]);
  });

  test('a page that is erased takes its answers along', async () => {
    await rated();
    await intake.db
      .updateTable('page')
      .set({ removedAt: intake.clock.now() })
      .where('id', '=', page.id)
      .execute();
    const until = { removedUntil: intake.clock.now(), pageId: page.id };
    while ((await intake.db.transaction().execute((tx) => erasePages(tx, until))).rows > 0);
    expect((await answers()).request).toBeUndefined();
  });
});

test('intake leaves no work for an ordinary message of a page with a survey', async () => {
  await survey();
  await says('Hello');
  pass(1_000);
  await intake.tell(meta.message('plain', 'Hello again', now(), { page: page.facebookId }));
  expect(await intake.db.selectFrom('job').where('kind', '=', 'hear-answer').execute()).toEqual([]);
});
