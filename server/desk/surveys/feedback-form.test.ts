import { beforeEach, describe, expect, test } from 'vitest';
import type { PageSettings } from '../../../contract/page-settings.ts';
import { formFault } from '../../../contract/survey-form.ts';
import type { CreateSurvey, SurveyContent } from '../../../contract/surveys.ts';
import type { FeedbackForm } from '../../../contract/templates.ts';
import { createSecrets } from '../../kit/secrets.ts';
import { createHandlers } from '../../jobs/handlers.ts';
import { insertSurvey } from '../../store/surveys.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { facebookPage, meta, noonMs, readConversation, useIntake } from '../../testing/intake.ts';
import type { Context } from '../context.ts';
import { endConversation } from '../conversations/end.ts';
import { takeConversation } from '../conversations/take.ts';
import { writeMessage } from '../messages/reply.ts';
import { eraseSome, requestErasure } from '../privacy/forget-person.ts';
import { askByButtons } from './ask-by-buttons.ts';
import { answersInForm, requestOf } from './word-form.ts';

const intake = useIntake();
const facts = deskFacts(intake);
const [minuteMs, dayMs] = [60_000, 24 * 3_600_000];
const secrets = createSecrets('a key for tests that nobody needs to guess');
let pages = 0;
let page: { id: string; facebookId: string };
let agent: Context & { actor: Extract<Context['actor'], { kind: 'user' }> };

beforeEach(async () => {
  await intake.db.deleteFrom('job').execute();
  const facebookId = `${facebookPage}${++pages}`;
  page = { id: await intake.page(facebookId), facebookId };
  const userId = intake.newId();
  const row = { id: userId, email: `${userId}@desk.test`, name: 'Maya', role: 'administrator' } as const;
  await intake.db
    .insertInto('deskUser')
    .values({ ...row, passwordHash: '-', createdAt: intake.clock.now() })
    .execute();
  agent = { ...intake, actor: { kind: 'user', userId, name: row.name, role: row.role, departmentIds: [] } };
});

const twoQuestions: Omit<CreateSurvey, 'name'> = {
  questions: [
    { kind: 'rating', id: 'stars', outOf: 5, text: { en: 'How was it?', fr: 'C’était comment ?' } },
    { kind: 'text', id: 'why', text: { en: 'Why?', fr: 'Pourquoi ?' } },
  ],
  thanks: { en: 'Thank you.' },
};

let mids = 0;
const system = { kind: 'system', name: 'test' } as const;
const now = () => (intake.clock.now().getTime() - noonMs) / 1_000;
const pass = (ms: number) => intake.clock.advance(ms);
const place = async () => readConversation(intake, page.id);

async function runJobs() {
  const handlers = createHandlers({
    ...intake,
    actor: system,
    secrets,
    publicUrl: 'https://desk.test',
  } as never);
  const kinds = ['ask-survey', 'hear-answer', 'hear-form', 'ask-by-buttons'] as const;
  for (;;) {
    const job = await intake.db
      .selectFrom('job')
      .selectAll()
      .where('kind', 'in', kinds)
      .orderBy('id')
      .executeTakeFirst();
    if (!job) return;
    // Twice at once: as when a worker died in between.
    const run = () => handlers[job.kind as 'hear-form'].run(job as never);
    await Promise.all([run(), run()]);
    await intake.db.deleteFrom('job').where('id', '=', job.id).execute();
  }
}

async function says(text: string) {
  pass(1_000);
  const message = meta.message(`f${++mids}`, text, now(), { psid: '28', page: page.facebookId });
  await intake.tell(message);
  await runJobs();
}

/** A page that asks by form; a customer wrote, got an answer, and it ended. */
async function asked(
  settings: Partial<PageSettings['survey']> = {},
  content = twoQuestions,
  endsAfterMs = 1_000,
): Promise<FeedbackForm | null> {
  const id = intake.newId();
  const at = intake.clock.now();
  await intake.db.transaction().execute((tx) => insertSurvey(tx, { id, name: `Survey ${id}`, content, at }));
  await facts.settings(page.id, { survey: { isOn: true, how: 'form', surveyId: id as never, ...settings } });
  await says('Hello');
  const { conversation } = await place();
  await takeConversation(agent, conversation.id);
  const reply = { clientId: crypto.randomUUID(), kind: 'reply', text: 'Here you are.' } as const;
  await writeMessage(agent, conversation.id, reply);
  await intake.db.updateTable('message').set({ status: 'sent' }).where('status', '=', 'queued').execute();
  pass(endsAfterMs);
  await endConversation(agent, conversation.id);
  await runJobs();
  return ((await ofSurvey()).at(-1)?.template ?? null) as FeedbackForm | null;
}

const ofSurvey = async () =>
  (await place()).messages.filter(({ automation, kind }) => automation === 'survey' && kind === 'message');

/** Meta's webhook of a form: it bears no time of its own. */
const webhook = (questionId: string, payload: unknown, followUp?: string, psid = '28') => ({
  sender: { id: psid },
  recipient: { id: page.facebookId },
  messaging_feedback: {
    feedback_screens: [
      {
        screen_id: 0,
        questions: {
          [questionId]: {
            type: 'csat',
            payload,
            ...(followUp === undefined ? {} : { follow_up: { type: 'free_form', payload: followUp } }),
          },
        },
      },
    ],
  },
});

async function answers(...bodies: ReturnType<typeof webhook>[]) {
  pass(1_000);
  await intake.tell(...bodies);
  await runJobs();
}

async function kept() {
  const request = await intake.db
    .selectFrom('surveyRequest')
    .selectAll()
    .where('pageId', '=', page.id)
    .executeTakeFirstOrThrow();
  const given = await intake.db
    .selectFrom('surveyAnswer')
    .select(['questionId', 'number', 'text'])
    .where('requestId', '=', request.id)
    .orderBy('questionId')
    .execute();
  return { request, given };
}

describe('asking by Messenger’s form', () => {
  test('the form goes out in the customer’s language, with its limits, its days and our privacy page', async () => {
    await intake.tell(meta.message('f-first', 'Bonjour', now(), { psid: '28', page: page.facebookId }));
    await intake.db.updateTable('contact').set({ locale: 'fr_CA' }).where('pageId', '=', page.id).execute();
    const form = await asked({ formDays: 7 });
    expect(form).toMatchObject({
      kind: 'form',
      title: 'Qu’en avez-vous pensé ?',
      button: 'Donner mon avis',
      question: { type: 'stars', text: 'C’était comment ?' },
      followUp: 'Pourquoi ?',
      privacyUrl: 'https://desk.test/privacy',
      days: 7,
    });
    const { request } = await kept();
    expect([request.how, requestOf(form?.question.id ?? '')]).toEqual(['form', request.id]);
  });

  test.each([
    [
      'yes or no',
      { kind: 'consent', id: 'a', text: { en: 'Is it?' }, agree: { en: 'y' }, decline: { en: 'n' } },
    ],
    ['a long question', { kind: 'rating', id: 'a', outOf: 5, text: { en: 'w'.repeat(86) } }],
  ] as const)('what the form cannot ask, as %s, is asked by buttons', async (_, question) => {
    await asked({}, { ...twoQuestions, questions: [question] });
    expect(await ofSurvey()).toMatchObject([{ template: null, text: expect.any(String) }]);
    expect((await kept()).request.how).toBe('conversation');
  });

  test('outside of 24 hours no form goes out, and the timeline says so (F-T5)', async () => {
    expect(await asked({}, twoQuestions, 25 * 60 * minuteMs)).toBeNull();
    const lines = (await place()).messages.flatMap(({ activity }) => activity ?? []);
    expect(lines).toContainEqual({ type: 'text-not-sent', text: 'survey' });
  });

  test('a form that Facebook refuses is asked by buttons, once', async () => {
    await asked();
    const [form] = await ofSurvey();
    // Twice at once, as two processes would.
    const again = () => askByButtons({ ...agent, actor: system }, { messageId: form?.id ?? '' });
    await Promise.all([again(), again()]);
    const said = await ofSurvey();
    expect(said.map(({ text }) => text)).toEqual([null, 'How was it?']);
    expect(said[1]?.quickReplies).toHaveLength(6);
    expect((await kept()).request.how).toBe('conversation');
    const [button] = (said[1]?.quickReplies ?? []) as { payload: string }[];
    const tap = { quick_reply: { payload: button?.payload } };
    await intake.tell(
      meta.message('tap', '1 ★', now() + 1, { psid: '28', page: page.facebookId }, tap as never),
    );
    await runJobs();
    expect((await kept()).request.score).toBe(1);
  });
});

describe('an answer in the form', () => {
  test('is kept with its words and its score, and the conversation stays closed and read (F-T3)', async () => {
    const form = await asked();
    const before = (await place()).conversation;
    await answers(webhook(form?.question.id ?? '', '4', 'Fast'));
    const { request, given } = await kept();
    expect(given).toEqual([
      { questionId: 'stars', number: 4, text: null },
      { questionId: 'why', number: null, text: 'Fast' },
    ]);
    expect(request).toMatchObject({ score: 4, scoreOf: 5, finishedAt: expect.any(Date) });
    const { conversation, messages } = await place();
    expect(conversation).toMatchObject({ status: before.status, unreadCount: 0, waitingSince: null });
    const lines = messages.flatMap(({ activity }) => activity ?? []);
    expect(lines).toContainEqual({
      type: 'messaging-feedback',
      answers: [{ question: form?.question.id, answer: '4', comment: 'Fast' }],
    });
    expect(await facts.heard('survey.answered', request.id)).toBe(1);
  });

  test('is masked as what customers write is', async () => {
    const form = await asked();
    await answers(webhook(form?.question.id ?? '', '4', 'Card 4111 1111 1111 1111'));
    expect((await kept()).given[1]?.text).toBe('Card #### #### #### ####');
    expect(JSON.stringify((await place()).messages.map(({ activity }) => activity))).not.toContain('4111');
  });

  test('counts once, also when its webhook comes twice, and later as another one', async () => {
    const form = await asked();
    const id = form?.question.id ?? '';
    await answers(webhook(id, '2'), webhook(id, '2'));
    await answers(webhook(id, '5'));
    const { request, given } = await kept();
    expect([request.score, given]).toEqual([2, [{ questionId: 'stars', number: 2, text: null }]]);
    expect(await facts.heard('survey.answered', request.id)).toBe(1);
  });

  test('is kept however late, and reopens nothing; a number typed at once is as good (F-T4)', async () => {
    const form = await asked();
    pass(8 * dayMs);
    await answers(webhook(form?.question.id ?? '', 3));
    expect((await kept()).request.score).toBe(3);
    expect((await place()).conversation.status).toMatch(/closed|wrapup/);
    await says('One more thing');
    expect((await place()).conversations.some(({ status }) => status === 'open' || status === 'active')).toBe(
      true,
    );
  });

  test('may be typed in place of opening the form; then the other question comes by buttons', async () => {
    await asked();
    await says('5');
    expect((await kept()).request.score).toBe(5);
    expect((await place()).conversation).toMatchObject({ unreadCount: 0, waitingSince: null });
    expect((await ofSurvey()).at(-1)?.text).toBe('Why?');
  });

  test('of a form that is not ours, or of somebody else, is told and counted nowhere', async () => {
    const form = await asked();
    const id = form?.question.id ?? '';
    await answers(webhook('hauydmns8', '1'), webhook(`pagedesk_${'0'.repeat(36)}`, '1'));
    await answers(webhook(id, '1', undefined, '29'), webhook(id, 'no number'));
    const { request, given } = await kept();
    expect([request.score, request.finishedAt, given]).toEqual([null, null, []]);
    const lines = (await place()).messages.flatMap(({ activity }) => activity ?? []);
    expect(lines.filter((line) => (line as { type: string }).type === 'messaging-feedback')).toHaveLength(3);
  });

  test('loses its words with the person, and the score counts on (F-T7)', async () => {
    const form = await asked();
    await answers(webhook(form?.question.id ?? '', '1', 'My name is Elena'));
    const { contact } = await place();
    const { id: requestId } = (await kept()).request;
    await requestErasure(agent, contact.id);
    const erasure = await intake.db.selectFrom('erasure').select('id').executeTakeFirstOrThrow();
    while ((await eraseSome(agent, erasure.id)) === 'more');
    const request = await intake.db
      .selectFrom('surveyRequest')
      .selectAll()
      .where('id', '=', requestId)
      .executeTakeFirstOrThrow();
    expect(request).toMatchObject({ score: 1, contactId: null, conversationId: null });
    const words = await intake.db.selectFrom('message').select('activity').execute();
    expect(JSON.stringify(words)).not.toContain('Elena');
    await answers(webhook(form?.question.id ?? '', '5', 'Again'));
    const texts = await intake.db
      .selectFrom('surveyAnswer')
      .select('text')
      .where('requestId', '=', requestId)
      .execute();
    expect(texts).toEqual([{ text: null }]);
  });
});

test('what Messenger’s form can ask, and why it cannot', () => {
  const rating = {
    kind: 'rating',
    id: 'a',
    outOf: 5,
    text: { en: 'How was it?' },
    isRequired: false,
  } as const;
  const text = { kind: 'text', id: 'b', text: { en: 'Why?' }, isRequired: false } as const;
  const fieldOf = (...questions: SurveyContent['questions']) => formFault({ questions })?.field ?? null;
  expect(fieldOf(rating)).toBeNull();
  expect(fieldOf(rating, text)).toBeNull();
  expect(fieldOf(text)).toBe('questions.0.text.en');
  expect(fieldOf({ ...text, text: { en: 'Why so?' } })).toBeNull();
  expect(fieldOf(text, rating)).toBe('questions');
  expect(fieldOf(rating, text, { ...text, id: 'c' })).toBe('questions');
  expect(fieldOf({ ...rating, text: { en: 'How?' } })).toBe('questions.0.text.en');
  expect(fieldOf(rating, { ...text, text: { en: 'Why?', de: 'x'.repeat(86) } })).toBe('questions.1.text.de');
});

test('a mark is read however Meta writes it', () => {
  const of = (outOf: 5 | 10, answer: string | null) =>
    answersInForm(
      {
        questions: [{ kind: 'rating', id: 'a', outOf, text: {}, isRequired: false }],
        thanks: null,
        skip: { en: 'Skip' },
      },
      { answer, comment: null },
    )[0]?.answer.number ?? null;
  expect(['4', ' 4 ', '4/5', '4_stars', '0', '6', '', null].map((each) => of(5, each))).toEqual([
    4,
    4,
    4,
    4,
    null,
    null,
    null,
    null,
  ]);
  expect(['0', '10', '11'].map((each) => of(10, each))).toEqual([0, 10, null]);
});
