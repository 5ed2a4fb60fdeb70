import { beforeAll, describe, expect, test } from 'vitest';
import type { CustomerStory, StoryItem } from '../../../contract/customers.ts';
import { insertTranscriptMail } from '../../store/mails.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let lead: DeskPerson;
let agent: DeskPerson;
let stranger: DeskPerson;
let department: string;
let elsewhere: string;
let page: string;

beforeAll(async () => {
  admin = await door.person('administrator', [], 'Ada');
  lead = await door.person('supervisor', [], 'Lena');
  department = await door.department('Returns');
  elsewhere = await door.department('Billing');
  agent = await door.person('agent', [department], 'Maya');
  stranger = await door.person('agent', [elsewhere], 'Jonas');
  page = await facts.page(department, { name: 'Harbour & Pine' });
});

type Chat = Awaited<ReturnType<typeof facts.conversation>>;

const must = async (who: DeskPerson, ...asked: Parameters<DeskPerson['ask']>) => {
  const answer = await who.ask(...asked);
  expect([asked, answer.status < 300, answer.body?.code]).toEqual([asked, true, undefined]);
  // Each step has its own moment, so that the order is told.
  door.clock.advance(1_000);
  return answer.body;
};
const chatOf = async (...asked: Parameters<typeof facts.conversation>) => {
  const made = await facts.conversation(...asked);
  door.clock.advance(1_000);
  return made;
};
const card = (name: string, who = agent) => must(who, 'POST', '/api/customers', { name });
const link = (chat: Chat, customerId: string, more: object = {}) =>
  must(agent, 'PUT', `/api/conversations/${chat.id}/customer`, { customerId, ...more });
const story = async (id: string, who = agent, query = ''): Promise<StoryItem[]> => {
  const { status, body } = await who.ask('GET', `/api/customers/${id}/story?${query}`);
  expect(status).toBe(200);
  return (body as CustomerStory).items;
};
/** Each entry in one word; of what happened in a conversation's timeline, that of the line. */
const told = (items: readonly StoryItem[]) =>
  items.map((item) => {
    if (item.kind !== 'event') return `${item.kind}: ${item.text}`;
    return item.event.type === 'activity' ? item.event.activity.type : item.event.type;
  });

async function addSurvey(chat: Chat, score: number | null) {
  const at = door.clock.now();
  const survey = await door.db.selectFrom('survey').select(['id', 'version']).executeTakeFirstOrThrow();
  await door.db
    .insertInto('surveyRequest')
    .values({
      id: door.newId(),
      conversationId: chat.id,
      contactId: chat.contactId,
      pageId: chat.pageId,
      departmentId: department,
      agentId: agent.id,
      surveyId: survey.id,
      surveyVersion: survey.version,
      how: 'conversation',
      language: 'en',
      askedAt: at,
      ...(score === null
        ? {}
        : { answeredAt: new Date(at.getTime() + 500), score, scoreOf: 5, finishedAt: at }),
    })
    .execute();
  door.clock.advance(1_000);
}

async function addConsent(contactId: string) {
  const askedAt = door.clock.now();
  await door.db
    .insertInto('consentRecord')
    .values({
      id: door.newId(),
      pageId: page,
      contactId,
      psid: 'psid',
      version: 3,
      language: 'en',
      notice: 'May we read this?',
      askedAt,
      answer: 'agreed',
      answeredAt: new Date(askedAt.getTime() + 500),
    })
    .execute();
  door.clock.advance(1_000);
}

describe('what happened with a customer', () => {
  test('stands between the words: how conversations began and ended, tickets, surveys, notes, bans, links, merges, consent and transcripts', async () => {
    const chat = await chatOf(page, { contactName: 'Elena' });
    const { id } = await card('Elena Marković');
    const twin = await card('E. Markovic');
    await link(chat, id);
    await facts.message(chat, { text: 'hello' });
    await addConsent(chat.contactId);
    await must(agent, 'POST', `/api/conversations/${chat.id}/take`);
    await must(agent, 'PATCH', `/api/conversations/${chat.id}/ticket`, { status: 'opened' });
    await must(agent, 'POST', `/api/customers/${id}/notes`, { text: 'Likes it short.' });
    await must(agent, 'POST', `/api/conversations/${chat.id}/end`);
    await addSurvey(chat, 2);
    const transcript = { id: door.newId(), conversationId: chat.id, address: 'elena@posteo.test' };
    await door.db
      .transaction()
      .execute((tx) =>
        insertTranscriptMail(tx, { ...transcript, withAutomated: true, at: door.clock.now() }),
      );
    door.clock.advance(1_000);
    await must(agent, 'POST', `/api/customers/${id}/merges`, { customerId: twin.id });
    const { merges } = (await agent.ask('GET', `/api/customers/${id}`)).body;
    await must(agent, 'DELETE', `/api/customers/${id}/merges/${merges[0].id}`);
    await must(agent, 'POST', `/api/conversations/${chat.id}/ban`, { length: 'day', note: 'Insults' });
    const all = await story(id);
    expect(told(all)).toEqual([
      'banned',
      'unmerged',
      'merged',
      'transcript',
      'survey-answered',
      'survey-asked',
      'ended',
      'note: Likes it short.',
      'ticket-set',
      'taken',
      'consent-answered',
      'consent-asked',
      'message: hello',
      'linked',
      'card-made',
      'begun',
    ]);
    expect(all).toMatchObject([
      { conversation: { id: chat.id } },
      { event: { name: 'E. Markovic', by: 'Maya' }, conversation: null },
      { event: { name: 'E. Markovic', by: 'Maya' } },
      { event: { address: 'elena@posteo.test', state: 'waiting' }, conversation: { id: chat.id } },
      { event: { survey: 'Satisfaction', score: { value: 2, outOf: 5 } } },
      { event: { survey: 'Satisfaction' } },
      {},
      { conversation: null, author: 'Maya' },
      { event: { activity: { status: 'opened', by: 'Maya' } } },
      {},
      { event: { answer: 'agreed', version: 3 }, page: 'Harbour & Pine' },
      {},
      {},
      { event: { name: 'Elena', how: 'by-hand', by: 'Maya' }, page: 'Harbour & Pine' },
      { event: { by: 'Maya' } },
      { conversation: { id: chat.id } },
    ]);
    expect(told(await story(id, agent, 'show=words'))).toEqual(['note: Likes it short.', 'message: hello']);
  });

  test('goes page by page with each entry once, and by profile', async () => {
    const one = await chatOf(page, { contactName: 'Omar' });
    const two = await chatOf(page, { contactName: 'Omar K.' });
    const { id } = await card('Omar Khalil');
    await link(one, id);
    await link(two, id);
    await addSurvey(one, null);
    await addSurvey(two, 4);
    await addConsent(two.contactId);
    // All in one moment: the place in the list is told by the ids.
    const at = door.clock.now();
    for (const text of ['a', 'b', 'c', 'd']) await facts.message(one, { text, at });
    const whole = await story(id);
    const seen: StoryItem[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const asked: string = `limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await agent.ask('GET', `/api/customers/${id}/story?${asked}`);
      seen.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(whole);
    expect(new Set(whole.map((item) => item.id)).size).toBe(whole.length);
    expect(told(await story(id, agent, `profile=${two.contactId}`))).toEqual([
      'consent-answered',
      'consent-asked',
      'survey-answered',
      'survey-asked',
      'linked',
      'begun',
    ]);
  });

  test('of conversations, profiles and notes out of sight nothing is told (N25)', async () => {
    const mine = await chatOf(page, { contactName: 'Aiko' });
    const theirs = await chatOf(page, { contactName: 'Aiko T.', departmentId: elsewhere });
    const { id } = await card('Aiko Tanaka', lead);
    await must(lead, 'PUT', `/api/conversations/${mine.id}/customer`, { customerId: id });
    await must(lead, 'PUT', `/api/conversations/${theirs.id}/customer`, { customerId: id });
    await addSurvey(theirs, 1);
    await addConsent(theirs.contactId);
    await must(lead, 'POST', `/api/conversations/${theirs.id}/customer/notes`, { text: 'For Billing.' });
    await must(lead, 'POST', `/api/conversations/${theirs.id}/end`);
    expect(told(await story(id))).toEqual(['linked', 'card-made', 'begun']);
    const whole = ['ended', 'note: For Billing.', 'consent-answered', 'consent-asked', 'survey-answered'];
    expect(told(await story(id, stranger)).slice(0, 5)).toEqual(whole);
    expect(told(await story(id, lead))).toHaveLength(11);
  });

  test('who was said to be somebody else is told; legal holds and requests to erase only to administrators', async () => {
    const chat = await chatOf(page, { contactName: 'Ingrid' });
    const other = await chatOf(page, { contactName: 'Ingrid S.' });
    const { id } = await card('Ingrid Solberg');
    await link(chat, id);
    await link(other, id);
    await must(agent, 'DELETE', `/api/conversations/${other.id}/customer?scope=profile`);
    await link(other, id, { scope: 'conversation' });
    await must(admin, 'PUT', `/api/contacts/${chat.contactId}/hold`, { isHeld: true });
    const erasure = { id: door.newId(), contactIds: [chat.contactId], requestedBy: admin.id };
    await door.db
      .insertInto('erasure')
      .values({ ...erasure, requestedAt: door.clock.now(), doneAt: null })
      .execute();
    expect(told(await story(id))).toEqual([
      'conversation-linked',
      'unlinked',
      'linked',
      'card-made',
      'begun',
      'begun',
    ]);
    const whole = await story(id, admin);
    expect(told(whole).slice(0, 2)).toEqual(['erasure-asked', 'held']);
    expect(whole.slice(0, 2)).toMatchObject([{ event: { by: 'Ada' } }, { event: { by: 'Ada' } }]);
  });

  test('what Messenger draws by itself is told by its words', async () => {
    const chat = await chatOf(page, { contactName: 'Peter' });
    const { id } = await card('Peter Hughes');
    await link(chat, id);
    const sent = await facts.message(chat, { direction: 'out', authorId: agent.id });
    const template = JSON.stringify({ kind: 'buttons', text: 'Shall we send it?', buttons: [] });
    await door.db.updateTable('message').set({ text: null, template }).where('id', '=', sent).execute();
    expect(told(await story(id, agent, 'show=words'))).toEqual(['message: Shall we send it?']);
  });

  test('what is to be shown is checked, and named', async () => {
    const { id } = await card('Somebody');
    const { status, body } = await agent.ask('GET', `/api/customers/${id}/story?show=nothing`);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('show');
  });
});
