import { beforeAll, expect, test } from 'vitest';
import { insertSurveyRequest, noteSurveyRequest, putSurveyAnswer } from '../../store/survey-requests.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let lead: DeskPerson;
let department: string;
let agent: DeskPerson;
let page: string;
beforeAll(async () => {
  admin = await door.person('administrator');
  lead = await door.person('supervisor');
  department = await door.department('Orders');
  agent = await door.person('agent', [department], 'Maya');
  page = await facts.page(department, { name: 'Lund' });
});

let made = 0;
const content = {
  questions: [
    { kind: 'rating', id: 'stars', outOf: 5, text: { en: 'How was it?' }, isRequired: true },
    { kind: 'text', id: 'why', text: { en: 'Why?' } },
  ],
  thanks: { en: 'Thanks.' },
};
const make = async (more: object = {}) =>
  (await admin.ask('POST', '/api/surveys', { name: `Survey ${++made}`, ...content, ...more })).body;

interface Given {
  stars?: number;
  why?: string;
  agentId?: string | null;
  departmentId?: string;
  askedAt?: Date;
}

/** Somebody was asked, and perhaps answered. */
async function asked(survey: { id: string; version: number }, given: Given = {}) {
  const departmentId = given.departmentId ?? department;
  const conversation = await facts.conversation(page, { departmentId, status: 'closed' });
  const id = door.newId();
  const at = given.askedAt ?? door.clock.now();
  await door.db.transaction().execute(async (tx) => {
    await insertSurveyRequest(tx, {
      id,
      conversationId: conversation.id,
      contactId: conversation.contactId,
      pageId: page,
      departmentId,
      agentId: given.agentId === undefined ? agent.id : given.agentId,
      survey: { id: survey.id, version: survey.version },
      how: 'conversation',
      language: 'en',
      askedAt: at,
    });
    const none = { requestId: id, number: null, option: null, text: null, answeredAt: at };
    if (given.stars !== undefined) {
      await putSurveyAnswer(tx, { ...none, questionId: 'stars', number: given.stars });
      await noteSurveyRequest(tx, id, { answeredAt: at, score: { value: given.stars, outOf: 5 } });
    }
    if (given.why !== undefined) await putSurveyAnswer(tx, { ...none, questionId: 'why', text: given.why });
  });
  return conversation;
}

const resultsOf = async (who: DeskPerson, id: string, query = '') =>
  (await who.ask('GET', `/api/surveys/${id}/results${query}`)).body;

test('a fresh desk has a survey that asks in several languages', async () => {
  const { items } = (await agent.ask('GET', '/api/surveys')).body;
  const ready = items.find((one: { name: string }) => one.name === 'Satisfaction');
  expect(Object.keys(ready.questions[0].text)).toEqual(expect.arrayContaining(['en', 'de', 'fr', 'es']));
});

test('administrators add, change and remove surveys; others see them only', async () => {
  const survey = await make();
  const body = { ...content, name: 'Renamed', version: survey.version };
  for (const who of [lead, agent]) {
    expect((await who.ask('POST', '/api/surveys', { name: 'x', ...content })).status).toBe(403);
    expect((await who.ask('PATCH', `/api/surveys/${survey.id}`, body)).status).toBe(403);
    expect((await who.ask('DELETE', `/api/surveys/${survey.id}`)).status).toBe(403);
    expect((await who.ask('GET', `/api/surveys/${survey.id}/preview`)).status).toBe(403);
  }
  expect((await admin.ask('PATCH', `/api/surveys/${survey.id}`, body)).body).toMatchObject({
    name: 'Renamed',
    version: 2,
  });
  const stale = await admin.ask('PATCH', `/api/surveys/${survey.id}`, body);
  expect([stale.status, stale.body.error.data]).toEqual([409, { version: 2 }]);
  expect((await admin.ask('DELETE', `/api/surveys/${survey.id}`)).status).toBe(204);
  expect((await admin.ask('DELETE', `/api/surveys/${survey.id}`)).status).toBe(404);
  expect((await admin.ask('PATCH', `/api/surveys/${survey.id}`, body)).status).toBe(404);
  expect((await admin.ask('GET', `/api/surveys/${door.newId()}/results`)).status).toBe(404);
});

test('a name is taken once, and what cannot be asked in Messenger is refused with its field', async () => {
  const { name } = await make();
  const twice = await admin.ask('POST', '/api/surveys', { name: name.toUpperCase(), ...content });
  expect(twice.body.error.data).toEqual({ field: 'name' });
  const field = async (questions: unknown) => {
    const answer = await admin.ask('POST', '/api/surveys', { name: 'x', questions });
    expect(answer.status).toBe(400);
    return answer.body.error.data.field;
  };
  expect(await field([])).toBe('questions');
  expect(await field([{ kind: 'rating', id: 'a', outOf: 7, text: { en: 'x' } }])).toBe('questions.0.outOf');
  expect(await field([{ kind: 'text', id: 'a', text: {} }])).toBe('questions.0.text');
  const long = { id: 'b', text: { en: 'More than twenty letters' } };
  const options = [{ id: 'a', text: { en: 'x' } }, long];
  expect(await field([{ kind: 'choice', id: 'a', text: { en: 'x' }, options }])).toBe(
    'questions.0.options.1.text.en',
  );
  const twin = { kind: 'text', id: 'a', text: { en: 'x' } };
  expect(await field([twin, twin])).toBe('questions');
});

test('average, distribution and rate are told for all, and by agent, department and page (R89, N34)', async () => {
  const survey = await make();
  const other = await door.department('Returns');
  const second = await door.person('agent', [other], 'Priya');
  await asked(survey, { stars: 5 });
  await asked(survey, { stars: 4, why: 'Quick' });
  await asked(survey);
  await asked(survey, { stars: 1, agentId: second.id, departmentId: other });
  const results = await resultsOf(lead, survey.id);
  expect(results.total).toMatchObject({ asked: 4, answered: 3, outOf: 5 });
  expect(results.total.average).toBeCloseTo(10 / 3);
  expect(results.questions[0]).toMatchObject({ text: 'How was it?', answered: 3 });
  expect(results.questions[0].distribution.map((one: { count: number }) => one.count)).toEqual([
    1, 0, 0, 1, 1,
  ]);
  expect(results.questions[1]).toMatchObject({ answered: 1, average: null, distribution: [] });
  expect(results.byAgent).toEqual([
    { agent: { id: agent.id, name: 'Maya' }, asked: 3, answered: 2, average: 4.5 },
    { agent: { id: second.id, name: 'Priya' }, asked: 1, answered: 1, average: 1 },
  ]);
  expect(results.byDepartment.map((one: { department: { name: string } }) => one.department.name)).toEqual([
    'Orders',
    'Returns',
  ]);
  expect(results.byPage).toMatchObject([{ page: { name: 'Lund' }, asked: 4 }]);
  expect(results.comments).toMatchObject([
    { text: 'Quick', question: 'Why?', score: { value: 4, outOf: 5 } },
  ]);
  expect(results.low).toMatchObject([{ score: { value: 1, outOf: 5 }, agent: { name: 'Priya' } }]);

  expect((await resultsOf(lead, survey.id, `?agent=${second.id}`)).total.asked).toBe(1);
  expect((await resultsOf(lead, survey.id, `?department=${other}`)).total.asked).toBe(1);
  expect((await resultsOf(lead, survey.id, `?page=${await facts.page(other)}`)).total.asked).toBe(0);
});

test('agents see what was said of their own work, and no conversation that they may not see', async () => {
  const survey = await make();
  const other = await door.department();
  await asked(survey, { stars: 2, why: 'Mine' });
  await asked(survey, { stars: 3, why: 'Mine, handed on', departmentId: other });
  await asked(survey, { stars: 1, why: 'Not mine', agentId: lead.id });
  const results = await resultsOf(agent, survey.id, `?agent=${lead.id}`);
  expect(results.total.asked).toBe(2);
  expect(JSON.stringify(results)).not.toContain('Not mine');
  const seen = results.comments.map((one: { text: string; conversation: unknown }) => [
    one.text,
    one.conversation !== null,
  ]);
  expect(Object.fromEntries(seen)).toEqual({ Mine: true, 'Mine, handed on': false });
  const csv = (await agent.ask('GET', `/api/surveys/${survey.id}/results.csv`)).body;
  expect(csv).not.toContain('Not mine');
});

test('a period counts who was asked from its beginning on and before its end', async () => {
  const survey = await make();
  const day = (n: number) => new Date(Date.UTC(2026, 9, n));
  for (const n of [1, 2, 3]) await asked(survey, { stars: n, askedAt: day(n) });
  const query = `?from=${day(2).toISOString()}&until=${day(3).toISOString()}`;
  expect((await resultsOf(lead, survey.id, query)).total).toMatchObject({ asked: 1, average: 2 });
});

test('answers to a question count together over its wordings, and those of a question that is gone are kept', async () => {
  const survey = await make();
  await asked(survey, { stars: 2, why: 'Slow' });
  const [stars] = content.questions;
  const next = { name: survey.name, version: 1, questions: [{ ...stars, text: { en: 'How did it go?' } }] };
  const changed = (await admin.ask('PATCH', `/api/surveys/${survey.id}`, next)).body;
  await asked(changed, { stars: 4 });
  const { questions } = await resultsOf(lead, survey.id);
  expect(questions.map((one: { text: string; answered: number }) => [one.text, one.answered])).toEqual([
    ['How did it go?', 2],
    ['Why?', 1],
  ]);
});

test('the table has a line for each who was asked, and no word in it becomes a formula', async () => {
  const survey = await make();
  await asked(survey, { stars: 2, why: '=HYPERLINK("https://evil.example")' });
  const answer = await lead.ask('GET', `/api/surveys/${survey.id}/results.csv`);
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  const [head, line] = String(answer.body).split('\r\n');
  expect(head).toMatch(/^\uFEFFAsked,Answered,.*How was it\?,Why\?$/);
  expect(line).toContain(`,Maya,`);
  expect(line).toMatch(/,2,"'=HYPERLINK\(""https:\/\/evil\.example""\)"$/);
});

test('a page with a survey needs one to be chosen', async () => {
  const survey = await make();
  const path = `/api/facebook/pages/${await facts.page(department)}/settings`;
  const save = async (fields: object, version = 1) => admin.ask('PATCH', path, { version, survey: fields });
  const field = async (fields: object) => (await save(fields)).body.error.data.field;
  expect(await field({ isOn: true })).toBe('survey.surveyId');
  expect(await field({ isOn: true, how: 'external' })).toBe('survey.externalUrl');
  expect(await field({ externalUrl: 'http://forms.example/{id}' })).toBe('survey.externalUrl');
  expect(await field({ message: { en: 'Hello {Nobody}' } })).toBe('survey.message.en');
  expect((await save({ isOn: true, surveyId: survey.id })).body.settings.survey).toMatchObject({
    isOn: true,
  });
});

test('Messenger’s form is set where it can ask the survey, and what is over its limits is named', async () => {
  const survey = await make();
  const path = `/api/facebook/pages/${await facts.page(department, { name: 'Harbour' })}/settings`;
  const save = async (fields: object, version = 1) => admin.ask('PATCH', path, { version, survey: fields });
  const field = async (fields: object) => (await save(fields)).body.error.data.field;
  const form = { isOn: true, how: 'form', surveyId: survey.id };
  expect(await field({ ...form, formTitle: { en: 'x'.repeat(66) } })).toBe('survey.formTitle.en');
  expect(await field({ ...form, formSubtitle: { en: 'x'.repeat(81) } })).toBe('survey.formSubtitle.en');
  expect(await field({ ...form, formButton: { en: 'x'.repeat(21) } })).toBe('survey.formButton.en');
  expect(await field({ ...form, formDays: 8 })).toBe('survey.formDays');
  const rating = { kind: 'rating', id: 'stars', outOf: 5, text: { en: 'How was it?' } };
  const change = (questions: object[], version: number) =>
    admin.ask('PATCH', `/api/surveys/${survey.id}`, { name: survey.name, version, questions });
  const long = { ...rating, text: { en: 'x'.repeat(86) } };
  expect((await change([long], 1)).status).toBe(200);
  const refused = await save(form);
  expect(refused.body.error).toMatchObject({ data: { field: 'survey.surveyId' } });
  expect(refused.body.error.message).toContain('5 to 85 characters');
  expect((await change([rating], 2)).status).toBe(200);
  expect((await save(form)).status).toBe(200);
  const unfit = await change([long], 3);
  expect(unfit.body.error.data.field).toBe('questions.0.text.en');
  expect(unfit.body.error.message).toContain('Harbour asks by it.');
  expect(
    (
      await change(
        [rating, rating, rating].map((one, at) => ({ ...one, id: `q${at}` })),
        3,
      )
    ).status,
  ).toBe(400);
  expect((await save({ how: 'conversation' }, 2)).status).toBe(200);
  expect((await change([long], 3)).status).toBe(200);
});

test('the score stands beside the customer’s later conversation', async () => {
  const survey = await make();
  const { contactId } = await asked(survey, { stars: 4 });
  const later = await facts.conversation(page, { contactId });
  const { earlier } = (await agent.ask('GET', `/api/conversations/${later.id}`)).body;
  expect(earlier).toMatchObject([{ score: { value: 4, outOf: 5 } }]);
});

test('who writes a survey sees the page that customers would', async () => {
  const survey = await make();
  const answer = await admin.ask('GET', `/api/surveys/${survey.id}/preview`);
  expect(answer.headers['content-type']).toContain('text/html');
  expect(answer.body).toContain('How was it?');
  expect(answer.body).toMatch(/<button type="submit" disabled/);
});
