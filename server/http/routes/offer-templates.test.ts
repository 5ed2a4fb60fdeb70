import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { SaveOfferTemplate } from '../../../contract/offer-templates.ts';
import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useTeamAtWork } from '../../testing/team-at-work.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const { comes, round } = useTeamAtWork(door);
let admin: DeskPerson;
let lead: DeskPerson;
let maya: DeskPerson;
let page: string;
let stream: string;

beforeAll(async () => {
  admin = await door.person('administrator');
  lead = await door.person('supervisor');
});
beforeEach(async () => {
  const department = await door.department();
  maya = await door.person('agent', [department], 'Maya');
  page = await facts.page(department, { name: 'Harbour' });
  const made = await admin.ask('POST', '/api/work-streams', { name: `Push ${door.newId()}` });
  stream = made.body.id;
  await admin.ask('PATCH', `/api/facebook/pages/${page}`, { workStreamId: stream });
});

const make = async (body: SaveOfferTemplate['body']) => {
  const made = await admin.ask('POST', '/api/offer-templates', { name: `Look ${door.newId()}`, body });
  expect(made.status).toBe(201);
  return made.body;
};
const set = async (settings: Partial<WorkStreamSettings> | { offerTemplateId: string }) => {
  const { version } = (await admin.ask('GET', `/api/work-streams/${stream}`)).body;
  return admin.ask('PATCH', `/api/work-streams/${stream}`, { version, settings });
};
const chat = (name = 'Elena Marković') =>
  facts.conversation(page, { contactName: name, waitingSince: door.clock.now() });
const offersOf = async (person: DeskPerson) => (await person.ask('GET', '/api/offers')).body.items;
const soon = (seconds: number) => new Date(door.clock.now().getTime() + seconds * 1_000).toISOString();

test('a template says how a request looks, how long it runs, and what can be answered (N5)', async () => {
  const template = await make({
    title: 'Order of {CustomerFirstName}',
    theme: 'warning',
    icon: 'cart',
    seconds: 45,
    showsCountdown: false,
    acceptText: 'I take it',
    canReject: false,
    fields: [{ label: 'Page', text: '{PageName}, {Variable:order}' }],
  });
  expect((await set({ offerTemplateId: template.id })).status).toBe(200);
  await comes(maya);
  const { id } = await chat();
  await door.db
    .insertInto('conversationVariable')
    .values({ conversationId: id, name: 'order', text: '4711', source: 'link', at: door.clock.now() })
    .execute();
  await round();
  const [offer] = await offersOf(maya);
  expect(offer).toMatchObject({
    conversation: { id },
    expiresAt: soon(45),
    showsCountdown: false,
    canReject: false,
    isGiven: false,
    look: { title: 'Order of {CustomerFirstName}', theme: 'warning', icon: 'cart', acceptText: 'I take it' },
  });
  expect(offer.facts).toEqual({ CustomerFirstName: 'Elena', PageName: 'Harbour', 'Variable:order': '4711' });
  const refused = await maya.ask('POST', `/api/offers/${offer.id}/reject`);
  expect([refused.status, refused.body.error.code]).toEqual([409, 'conflict']);
  expect((await lead.ask('GET', '/api/offer-templates')).body.items).toContainEqual(
    expect.objectContaining({
      id: template.id,
      workStreams: [{ id: stream, name: expect.stringContaining('Push') }],
    }),
  );
});

test('a change shows in the next request; one that runs keeps its own (N5)', async () => {
  const template = await make({ title: 'First', canReject: true });
  await set({ offerTemplateId: template.id });
  await comes(maya);
  await chat();
  await round();
  const body = { title: 'Second', canReject: false };
  const changed = await admin.ask('PUT', `/api/offer-templates/${template.id}`, {
    name: template.name,
    body,
  });
  expect(changed.body.body).toMatchObject({ title: 'Second', seconds: 120 });
  await chat();
  await round();
  const [first, second] = await offersOf(maya);
  expect([first.look.title, first.canReject]).toEqual(['First', true]);
  expect([second.look.title, second.canReject]).toEqual(['Second', false]);
  expect((await maya.ask('POST', `/api/offers/${first.id}/reject`)).status).toBe(204);
  expect((await maya.ask('POST', `/api/offers/${second.id}/reject`)).status).toBe(409);
});

test('given without asking, a request has no buttons: it is theirs, and a notice tells them for its time (N5)', async () => {
  const template = await make({ title: 'Yours', givesWithoutAsking: true, seconds: 30 });
  await set({ offerTemplateId: template.id });
  await comes(maya);
  const { id } = await chat();
  await round();
  expect((await lead.ask('GET', `/api/conversations/${id}`)).body).toMatchObject({
    status: 'active',
    assignee: { id: maya.id },
  });
  expect(await facts.heard('offers.changed', maya.id)).toBeGreaterThanOrEqual(1);
  const [notice] = await offersOf(maya);
  expect(notice).toMatchObject({ isGiven: true, look: { title: 'Yours' }, expiresAt: soon(30) });
  // It is no question any more.
  expect((await maya.ask('POST', `/api/offers/${notice.id}/reject`)).status).toBe(409);
  door.clock.advance(30_000);
  expect(await offersOf(maya)).toEqual([]);
});

test('while a customer has not agreed to be read, a request tells nothing of what they wrote (N5, J3)', async () => {
  await facts.settings(page, { privacy: { consent: 'require' } });
  const template = await make({ fields: [{ label: 'First words', text: '{FirstMessage}' }] });
  await set({ offerTemplateId: template.id });
  await comes(maya);
  const conversation = await chat();
  await facts.message(conversation, { text: 'My card is broken' });
  await round();
  expect((await offersOf(maya))[0].facts).toEqual({ FirstMessage: null });
  await facts.settings(page, {});
  expect((await offersOf(maya))[0].facts).toEqual({ FirstMessage: 'My card is broken' });
});

test('templates are copied and removed; streams that used one offer as they say themselves (N5)', async () => {
  const template = await make({ seconds: 5 });
  await set({ offerTemplateId: template.id, offerSeconds: 60 });
  const copy = await admin.ask('POST', `/api/offer-templates/${template.id}/copies`);
  expect(copy.body).toMatchObject({ name: `${template.name} (copy)`, body: { seconds: 5 }, workStreams: [] });
  expect((await admin.ask('DELETE', `/api/offer-templates/${template.id}`)).status).toBe(204);
  const { body } = await admin.ask('GET', `/api/work-streams/${stream}`);
  expect(body.settings.offerTemplateId).toBeNull();
  await comes(maya);
  await chat();
  await round();
  expect((await offersOf(maya))[0]).toMatchObject({ look: null, facts: {}, expiresAt: soon(60) });
  for (const method of ['PUT', 'DELETE'] as const) {
    const gone = await admin.ask(method, `/api/offer-templates/${template.id}`, { name: 'Gone', body: {} });
    expect(gone.status).toBe(404);
  }
  expect((await admin.ask('POST', `/api/offer-templates/${template.id}/copies`)).status).toBe(404);
});

test('a template is checked field by field, and is the administrators’ alone (N5)', async () => {
  const field = async (body: object, name = `Look ${door.newId()}`) =>
    (await admin.ask('POST', '/api/offer-templates', { name, body })).body.error?.data.field;
  expect(await field({ seconds: 0 })).toBe('body.seconds');
  expect(await field({ seconds: 601 })).toBe('body.seconds');
  expect(await field({ title: '{SurveyLink}' })).toBe('body.title');
  expect(await field({ fields: [{ label: 'A', text: '{Nothing}' }] })).toBe('body.fields.0.text');
  expect(await field({ theme: 'pink' })).toBe('body.theme');
  expect(await field({ acceptText: '' })).toBe('body.acceptText');
  const { name } = await make({});
  expect(await field({}, name.toUpperCase())).toBe('name');
  expect((await set({ offerTemplateId: door.newId() })).body.error.data.field).toBe(
    'settings.offerTemplateId',
  );
  expect((await maya.ask('GET', '/api/offer-templates')).status).toBe(403);
  for (const person of [maya, lead]) {
    expect((await person.ask('POST', '/api/offer-templates', { name: 'X', body: {} })).status).toBe(403);
  }
});
