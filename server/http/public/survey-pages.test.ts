import { beforeAll, expect, test } from 'vitest';
import { createSecrets } from '../../kit/secrets.ts';
import { insertSurveyRequest } from '../../store/survey-requests.ts';
import { insertSurvey } from '../../store/surveys.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const secrets = createSecrets('a key for tests that nobody needs to guess');
const dayMs = 24 * 3_600_000;
let page: string;
let surveyId: string;

const content = {
  questions: [
    {
      kind: 'rating',
      id: 'stars',
      outOf: 5,
      text: { en: 'How was it?', fr: 'C’était comment ?' },
      isRequired: true,
    },
    { kind: 'text', id: 'why', text: { en: 'Why?', fr: 'Pourquoi ?' }, isRequired: false },
  ],
  thanks: { en: 'Thanks a lot.', fr: 'Merci bien.' },
  skip: { en: 'Skip' },
};

beforeAll(async () => {
  page = await facts.page(await door.department(), { name: 'Lund & <Pine>' });
  surveyId = door.newId();
  const survey = { id: surveyId, name: 'Linked', content, at: door.clock.now() };
  await door.db.transaction().execute((tx) => insertSurvey(tx, survey));
});

/** A link as a customer gets it. */
async function linked(more: { how?: 'link' | 'conversation'; language?: string } = {}) {
  const { id: conversationId, contactId } = await facts.conversation(page, { status: 'closed' });
  const id = door.newId();
  const { departmentId } = await door.db
    .selectFrom('conversation')
    .select('departmentId')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  await door.db.transaction().execute((tx) =>
    insertSurveyRequest(tx, {
      id,
      conversationId,
      contactId,
      pageId: page,
      departmentId,
      agentId: null,
      survey: { id: surveyId, version: 1 },
      how: more.how ?? 'link',
      language: more.language ?? 'en',
      askedAt: door.clock.now(),
    }),
  );
  const url = secrets.signLink(`/s/${id}`, new Date(door.clock.now().getTime() + 30 * dayMs));
  return { id, url, contactId };
}

let addresses = 0;
const open = (url: string, remoteAddress = `198.51.100.${++addresses % 250}`) =>
  door.app.inject({ url, headers: { host: 'desk.test' }, remoteAddress });
const send = (url: string, fields: Record<string, string>) =>
  door.app.inject({
    method: 'POST',
    url,
    headers: { host: 'desk.test', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
    remoteAddress: `198.51.100.${++addresses % 250}`,
  });
const answersOf = (id: string) =>
  door.db
    .selectFrom('surveyAnswer')
    .select(['questionId', 'number', 'text'])
    .where('requestId', '=', id)
    .orderBy('questionId')
    .execute();

test('the page needs no sign-in, no cookie and no script, and nothing can run on it', async () => {
  const { url } = await linked();
  const answer = await open(url);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow, noarchive',
  });
  const policy = String(answer.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self'");
  expect(policy).not.toContain('script-src');
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect(answer.body).not.toContain('<script');
  expect(answer.body).toContain('Lund &amp; &lt;Pine&gt;');
  expect(answer.body.match(/type="radio"/g)).toHaveLength(5);
});

test('what is sent off is kept, and a second time refused: also at the same moment (F-T6)', async () => {
  const { id, url } = await linked();
  const sent = await Promise.all([send(url, { stars: '4', why: 'Quick' }), send(url, { stars: '1' })]);
  expect(sent.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 410]);
  expect(sent.find(({ statusCode }) => statusCode === 200)?.body).toContain('Thanks a lot.');
  const kept = await answersOf(id);
  expect((await send(url, { stars: '2' })).statusCode).toBe(410);
  expect((await open(url)).body).toContain('answered already');
  expect((await open(url)).statusCode).toBe(410);
  expect(await answersOf(id)).toEqual(kept);
  const { score } = await door.db
    .selectFrom('surveyRequest')
    .select('score')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect([1, 4]).toContain(score);
  expect(await facts.heard('survey.answered', id)).toBe(1);
});

test('what is missing is named where it is missing, and nothing that was filled in is lost', async () => {
  const { id, url } = await linked();
  const answer = await send(url, { stars: '9', why: 'I <b>wrote</b> much' });
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('role="alert"');
  expect(answer.body).toContain('href="#q-stars"');
  expect(answer.body).toContain('I &lt;b&gt;wrote&lt;/b&gt; much');
  expect(await answersOf(id)).toEqual([]);
  expect((await send(url, { stars: '3' })).statusCode).toBe(200);
  expect(await answersOf(id)).toEqual([{ questionId: 'stars', number: 3, text: null }]);
});

test('the page speaks the customer’s language, and every other one that there is', async () => {
  const { url } = await linked({ language: 'fr-CA' });
  const french = await open(url);
  expect(french.body).toContain('<html lang="fr">');
  expect(french.body).toContain('C’était comment ?');
  const english = /href="([^"]*language=en)"/.exec(french.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect((await open(english)).body).toContain('How was it?');
  expect((await send(english, { stars: '5' })).body).toContain('Thanks a lot.');
});

test('a link that was altered, has ended, or belongs to nobody any more leads nowhere', async () => {
  const { id, url, contactId } = await linked();
  const other = await linked();
  for (const wrong of [
    url.replace(id, other.id),
    `/s/${id}`,
    url.replace(/until=\d+/, 'until=9999999999'),
    secrets.signLink(`/s/${door.newId()}`, new Date(door.clock.now().getTime() + dayMs)),
    (await linked({ how: 'conversation' })).url,
  ]) {
    expect((await open(wrong)).statusCode).toBe(404);
    expect((await send(wrong, { stars: '1' })).statusCode).toBe(404);
  }
  await door.db
    .updateTable('surveyRequest')
    .set({ contactId: null })
    .where('contactId', '=', contactId)
    .execute();
  expect((await open(url)).statusCode).toBe(404);
  expect((await send(url, { stars: '1' })).statusCode).toBe(404);
  door.clock.advance(30 * dayMs - 1_000);
  expect((await open(other.url)).statusCode).toBe(200);
  door.clock.advance(1_000);
  expect((await open(other.url)).statusCode).toBe(404);
  expect((await send(other.url, { stars: '1' })).statusCode).toBe(404);
});

test('who tries addresses by the dozen is turned away for a while', async () => {
  for (let n = 0; n < 60; n += 1) await open(`/s/${door.newId()}?until=1&signature=x`, '203.0.113.9');
  expect((await open('/s/x', '203.0.113.9')).statusCode).toBe(429);
});
