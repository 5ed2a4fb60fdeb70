import { beforeAll, expect, test } from 'vitest';
import { change } from '../../desk/context.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { triggersAtWork } from '../../testing/triggers-at-work.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const { settle } = triggersAtWork(door);

let sales: string;
let support: string;
let page: string;
let tag: string;
let admin: DeskPerson;
let maya: DeskPerson;
let lead: DeskPerson;
let names = 0;

beforeAll(async () => {
  sales = await door.department('Sales');
  support = await door.department('Support');
  page = await facts.page(sales);
  maya = await door.person('agent', [sales], 'Maya');
  lead = await door.person('supervisor', [], 'Lena');
  admin = await door.person('administrator');
  tag = (await admin.ask('POST', '/api/tags', { name: 'Damaged' })).body.id;
});

const make = async (...acts: object[]) =>
  (await lead.ask('POST', '/api/macros', { name: `Macro ${++names}`, acts })).body.id;
const take = { kind: 'take' };
const note = (text: string) => ({ kind: 'note', text });
const solve = { kind: 'status', status: 'solved' };
const puts = () => ({ kind: 'tag', tagIds: [tag] });
const use = (who: DeskPerson, id: string, macro: string) =>
  who.ask('POST', `/api/conversations/${id}/macros/${macro}`);
const read = async (id: string) => (await lead.ask('GET', `/api/conversations/${id}`)).body;
const linesOf = async (id: string) =>
  (await lead.ask('GET', `/api/conversations/${id}/messages`)).body.items.map(
    (line: { activity: { type: string } | null; text: string | null }) => line.activity?.type ?? line.text,
  );

test('N24 a macro takes, tags, leaves a note and solves in one step, in the name of who uses it', async () => {
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  const macro = await make(take, puts(), note('Sent a new one.'), solve);
  expect((await use(maya, id, macro)).status).toBe(204);
  expect(await read(id)).toMatchObject({
    status: 'closed',
    assignee: { id: maya.id },
    tagIds: [tag],
    ticket: { status: 'solved' },
  });
  expect(await linesOf(id)).toEqual(['taken', 'Sent a new one.', 'ended']);
});

test('N24 the note of a macro is the closing comment that a department wants', async () => {
  const strict = await door.department('Strict');
  await door.db
    .updateTable('department')
    .set({ needsComment: true, needsTag: true })
    .where('id', '=', strict)
    .execute();
  const there = await facts.page(strict);
  const { id } = await facts.conversation(there, { status: 'active', assigneeId: lead.id });
  const mute = await make(solve);
  expect((await use(lead, id, mute)).body.error.data.missing).toEqual(['tag', 'comment']);
  const whole = await make(puts(), note('Done.'), solve);
  expect((await use(lead, id, whole)).status).toBe(204);
});

test('N24 where one act is refused, nothing is done', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: lead.id });
  const macro = await make(puts(), note('x'), { kind: 'snooze', hours: 2 });
  expect((await use(maya, id, macro)).status).toBe(409);
  expect(await read(id)).toMatchObject({ tagIds: [], status: 'active' });
  expect(await linesOf(id)).toEqual([]);
});

test('N24 a macro puts aside for its hours, and hands to another department', async () => {
  const one = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  await use(maya, one.id, await make({ kind: 'snooze', hours: 2 }));
  const wakesAt = new Date(door.clock.now().getTime() + 2 * 3_600_000).toISOString();
  expect(await read(one.id)).toMatchObject({ status: 'waiting', wakesAt });
  const two = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  const hand = await make(note('Please look.'), { kind: 'department', departmentId: support });
  expect((await use(maya, two.id, hand)).status).toBe(204);
  expect(await read(two.id)).toMatchObject({ department: { id: support }, assignee: null });
  expect(await linesOf(two.id)).toEqual(['Please look.', 'transferred']);
});

test('those who lead write macros, everybody uses them, and nobody where they may not look', async () => {
  const macro = await make(puts());
  const body = { name: 'Mine', acts: [take] };
  for (const [method, path] of [
    ['POST', ''],
    ['PUT', `/${macro}`],
    ['DELETE', `/${macro}`],
  ] as const) {
    expect((await maya.ask(method, `/api/macros${path}`, body)).status).toBe(403);
  }
  expect((await maya.ask('GET', '/api/macros')).body.items.length).toBeGreaterThan(0);
  const stranger = await door.person('agent', [support]);
  const { id } = await facts.conversation(page);
  expect((await use(stranger, id, macro)).status).toBe(404);
  expect((await use(maya, id, door.newId())).status).toBe(404);
  expect((await lead.ask('PUT', `/api/macros/${door.newId()}`, body)).status).toBe(404);
  expect((await lead.ask('DELETE', `/api/macros/${macro}`)).status).toBe(204);
});

test('N24 a macro does what it says in its order: a saved reply, the priority, and a person by name', async () => {
  const jonas = await door.person('agent', [sales], 'Jonas');
  const reply = await lead.ask('POST', '/api/saved-replies', {
    ...{ title: `Thanks ${++names}`, shortcut: null, scope: 'everyone', departmentId: null },
    ...{ keepFiles: [], uploads: [] },
    variants: [{ language: 'en', text: 'Thank you, {{contact.name}}.', quickReplies: [], template: null }],
  });
  expect(reply.status).toBe(201);
  const macro = await make(
    { kind: 'reply', savedReplyId: reply.body.id },
    { kind: 'priority', priority: 1 },
    { kind: 'assign', userId: jonas.id },
  );
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  expect((await use(maya, id, macro)).status).toBe(204);
  expect(await linesOf(id)).toEqual(['taken', 'Thank you, Elena.', 'assigned']);
  expect(await read(id)).toMatchObject({ assignee: { id: jonas.id } });
  const row = await door.db
    .selectFrom('conversation')
    .select('priority')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row.priority).toBe(1);
  const before = await facts.conversation(page, { status: 'active', assigneeId: jonas.id });
  expect((await use(maya, before.id, macro)).status).toBeGreaterThanOrEqual(400);
  expect(await linesOf(before.id)).toEqual([]);
});

test('N24 macros stand in the order that those who lead give them', async () => {
  await make(take);
  await make(take);
  const order = async () =>
    (await maya.ask('GET', '/api/macros')).body.items.map((one: { id: string }) => one.id);
  const turned = (await order()).toReversed();
  expect((await lead.ask('PUT', '/api/macros/order', { ids: turned })).status).toBe(200);
  expect(await order()).toEqual(turned);
  expect((await lead.ask('PUT', '/api/macros/order', { ids: turned.slice(1) })).status).toBe(409);
  expect((await maya.ask('PUT', '/api/macros/order', { ids: turned })).status).toBe(403);
  const newest = await make(take);
  expect((await order()).at(-1)).toBe(newest);
});

test('a macro that does nothing, and a name that is taken, are refused by their fields', async () => {
  const save = (body: object) => lead.ask('POST', '/api/macros', body);
  const field = async (body: object) => (await save(body)).body.error.data.field;
  expect(await field({ name: 'Empty', acts: [] })).toBe('acts');
  await save({ name: 'Twice', acts: [take] });
  expect(await field({ name: 'twice', acts: [take] })).toBe('name');
  expect(await field({ name: 'Far', acts: [take, { kind: 'snooze', hours: 0 }] })).toBe('acts.1.hours');
});

test('N24 a macro that names what is not there is refused by the field, made and changed alike', async () => {
  const acts = [take, { kind: 'department', departmentId: door.newId() }];
  const made = await lead.ask('POST', '/api/macros', { name: 'Nowhere', acts });
  expect(made.body.error).toMatchObject({
    message: 'It names a department that is gone.',
    data: { field: 'acts.1.departmentId' },
  });
  const changed = await lead.ask('PUT', `/api/macros/${await make(take)}`, { name: 'Nowhere', acts });
  expect([changed.status, changed.body.error?.data.field]).toEqual([400, 'acts.1.departmentId']);
});

const saveReply = async (variant: object = {}) => {
  const { status, body } = await lead.ask('POST', '/api/saved-replies', {
    ...{ title: `Reply ${++names}`, shortcut: null, scope: 'everyone', departmentId: null },
    ...{ keepFiles: [], uploads: [] },
    variants: [{ language: 'en', text: 'How it goes', quickReplies: [], template: null, ...variant }],
  });
  expect(status).toBe(201);
  return body.id as string;
};
const attachTo = async (savedReplyId: string, name: string, mimeType: string, position: number) => {
  const fileId = door.newId();
  await door.db
    .insertInto('file')
    .values({
      id: fileId,
      sha256: Buffer.from(fileId.replaceAll('-', ''), 'hex'),
      sizeBytes: 9,
      mimeType,
      createdAt: door.clock.now(),
    })
    .execute();
  const extension = name.split('.').at(-1) ?? null;
  await door.db
    .insertInto('savedReplyFile')
    .values({ id: door.newId(), savedReplyId, fileId, name, extension, position })
    .execute();
};
const makeTrigger = async (acts: object[], conditions: object = { match: 'all', items: [] }) => {
  const { status, body } = await admin.ask('POST', '/api/triggers', {
    ...{ name: `Trigger ${++names}`, isOn: true, when: { event: 'customer-wrote', minutes: null } },
    ...{ conditions, acts, stopsHere: false, oncePerConversation: false },
  });
  expect([status, body.error]).toEqual([201, undefined]);
  return body as { id: string; name: string };
};
const writes = (place: Awaited<ReturnType<typeof facts.conversation>>) =>
  change(door, async (story) => {
    const messageId = await facts.message(place, { text: 'Hello' });
    story.announce({ kind: 'message.added', subjectId: place.id, messageId, departments: [sales] });
  });
const sentIn = (conversationId: string) =>
  door.db
    .selectFrom('message as m')
    .leftJoin('attachment as a', 'a.messageId', 'm.id')
    .select(['m.text', 'm.quickReplies', 'm.template', 'm.status', 'a.name'])
    .where('m.conversationId', '=', conversationId)
    .where('m.direction', '=', 'out')
    .orderBy('m.id')
    .execute();

test('N24 a saved reply goes out with its files, its cards and its buttons, by a macro and by a trigger', async () => {
  const savedReplyId = await saveReply({
    quickReplies: [{ title: 'Thanks' }],
    template: {
      kind: 'buttons',
      text: 'More?',
      buttons: [{ type: 'link', title: 'Look', url: 'https://a.example' }],
    },
  });
  await attachTo(savedReplyId, 'how.pdf', 'application/pdf', 0);
  await attachTo(savedReplyId, 'how.png', 'image/png', 1);
  const whole = [
    expect.objectContaining({ text: 'How it goes', quickReplies: [], name: null, status: 'queued' }),
    expect.objectContaining({ text: null, name: 'how.pdf', status: 'queued' }),
    expect.objectContaining({ text: null, name: 'how.png', status: 'queued' }),
    expect.objectContaining({
      template: expect.objectContaining({ kind: 'buttons' }),
      quickReplies: [expect.objectContaining({ title: 'Thanks' })],
    }),
  ];
  const byHand = await facts.conversation(page, { waitingSince: door.clock.now() });
  expect((await use(maya, byHand.id, await make({ kind: 'reply', savedReplyId }))).status).toBe(204);
  expect(await sentIn(byHand.id)).toEqual(whole);

  const { id } = await makeTrigger([{ kind: 'reply', savedReplyId }]);
  const byRule = await facts.conversation(page, { waitingSince: door.clock.now() });
  await writes(byRule);
  await settle();
  expect(await sentIn(byRule.id)).toEqual(whole);
  const messages = await door.db
    .selectFrom('message')
    .select('id')
    .where('conversationId', '=', byRule.id)
    .where('direction', '=', 'out')
    .execute();
  const jobs = await door.db
    .selectFrom('job')
    .select('payload')
    .where('kind', '=', 'deliver-message')
    .execute();
  const queued = JSON.stringify(jobs);
  expect(messages.filter(({ id: messageId }) => queued.includes(messageId))).toHaveLength(whole.length);

  // What the page does not send is refused as a whole, with its reason.
  await facts.settings(page, { attachments: { agents: false } });
  const later = await facts.conversation(page, { waitingSince: door.clock.now() });
  await writes(later);
  await settle();
  expect(await sentIn(later.id)).toEqual([]);
  const [run] = (await admin.ask('GET', `/api/triggers/${id}/runs`)).body.items;
  expect(run.outcomes).toMatchObject([
    { state: 'refused', why: 'Sending files is switched off for this page.' },
  ]);
  await admin.ask('DELETE', `/api/triggers/${id}`);
});

test('N24 triggers ask what work streams declare; a word that none declares is refused, and named when it is gone', async () => {
  const declared = { variables: [{ name: 'vip', type: 'number' }] };
  const stream = (await admin.ask('POST', '/api/work-streams', { name: 'Links', settings: declared })).body;
  const asks = (name: string) => ({
    match: 'all',
    items: [{ attribute: `variable:${name}`, operator: 'greater', values: [1] }],
  });
  const trigger = await makeTrigger([puts()], asks('vip'));
  const tagged = async (ref: string) => {
    const place = await facts.conversation(page, { waitingSince: door.clock.now() });
    const referrals = JSON.stringify([{ at: door.clock.now().toISOString(), source: 'SHORTLINK', ref }]);
    await door.db.updateTable('conversation').set({ referrals }).where('id', '=', place.id).execute();
    await writes(place);
    await settle();
    return (await read(place.id)).tagIds.length;
  };
  expect([await tagged('vip=2'), await tagged('vip=1'), await tagged('vip=gold')]).toEqual([1, 0, 0]);
  const unknown = await admin.ask('POST', '/api/triggers/try', { conditions: asks('rank'), last: 1 });
  expect([unknown.status, unknown.body.error.data.field]).toEqual([400, 'conditions.items.0']);

  const without = { version: stream.version, settings: { variables: [] } };
  expect((await admin.ask('PATCH', `/api/work-streams/${stream.id}`, without)).status).toBe(200);
  const { items } = (await admin.ask('GET', '/api/triggers')).body;
  const { faults } = items.find(({ id }: { id: string }) => id === trigger.id);
  expect(faults).toEqual(['The variable vip is not declared by any work stream.']);
  expect(await tagged('vip=2')).toBe(0);
  await admin.ask('DELETE', `/api/triggers/${trigger.id}`);
});

test('N24 what triggers and macros name is not deleted under them: it is said first who names it', async () => {
  const savedReplyId = await saveReply();
  const endpoint = await admin.ask('POST', '/api/webhooks', {
    ...{ url: 'https://hooks.example/desk', events: ['conversation.begun'] },
  });
  expect(endpoint.status).toBe(201);
  const endpointId: string = endpoint.body.id;
  const mark = (await admin.ask('POST', '/api/tags', { name: 'Marked' })).body.id;
  const place = await door.department('Claims');
  const trigger = await makeTrigger([
    { kind: 'webhook', endpointId },
    { kind: 'reply', savedReplyId },
  ]);
  const macro = await make(
    { kind: 'reply', savedReplyId },
    { kind: 'tag', tagIds: [mark] },
    { kind: 'department', departmentId: place },
  );
  const name = `Macro ${names}`;
  const both = `The trigger “${trigger.name}” and the macro “${name}” name this saved reply. Change them first.`;
  const one = (what: string) => `The macro “${name}” names this ${what}. Change it first.`;
  const paths = {
    [`/api/saved-replies/${savedReplyId}`]: both,
    [`/api/webhooks/${endpointId}`]: `The trigger “${trigger.name}” names this webhook. Change it first.`,
    [`/api/tags/${mark}`]: one('tag'),
    [`/api/departments/${place}`]: one('department'),
  };
  for (const [path, message] of Object.entries(paths)) {
    const refused = await admin.ask('DELETE', path);
    expect([path, refused.status, refused.body.error.message]).toEqual([path, 409, message]);
  }
  await admin.ask('DELETE', `/api/triggers/${trigger.id}`);
  await admin.ask('DELETE', `/api/macros/${macro}`);
  for (const path of Object.keys(paths)) {
    expect([path, (await admin.ask('DELETE', path)).status]).toEqual([path, 204]);
  }
});

test('N24 after the first 24 hours a macro’s reply says what it is for, or is refused where the page insists; nothing is done then', async () => {
  const late = await facts.page(sales, { humanAgentAllowed: true });
  await facts.settings(late, { messages: { asksPurpose: 'always' } });
  const savedReplyId = await saveReply();
  const [unsaid, said] = [
    await make(take, { kind: 'reply', savedReplyId }),
    await make(take, { kind: 'reply', savedReplyId, purpose: { kind: 'other', words: 'Your parcel' } }),
  ];
  const yesterday = new Date(door.clock.now().getTime() - 25 * 3_600_000);
  const { id } = await facts.conversation(late, { windowAnchorAt: yesterday });
  await door.db
    .updateTable('contact')
    .set({ windowAnchorAt: yesterday })
    .where('id', '=', (await read(id)).contact.id)
    .execute();
  const refused = await use(maya, id, unsaid);
  expect([refused.status, refused.body.error.message]).toEqual([
    409,
    expect.stringContaining('the macro does not say it'),
  ]);
  expect(await linesOf(id)).toEqual([]);
  expect((await use(maya, id, said)).status).toBe(204);
  const sent = await door.db
    .selectFrom('message')
    .select('purpose')
    .where('conversationId', '=', id)
    .where('direction', '=', 'out')
    .execute();
  expect(sent).toEqual([{ purpose: { kind: 'other', words: 'Your parcel' } }]);
  const nothingSaid = { kind: 'reply', savedReplyId, purpose: { kind: 'other' } };
  const body = { name: `Macro ${++names}`, acts: [nothingSaid] };
  const { status, body: answer } = await lead.ask('POST', '/api/macros', body);
  expect([status, answer.error.data.field]).toEqual([400, 'acts.0.purpose.words']);
  // Rules never write then: they have nothing to say about it.
  const trigger = await admin.ask('POST', '/api/triggers', {
    ...{ name: `Trigger ${++names}`, isOn: false, when: { event: 'begun', minutes: null } },
    ...{ conditions: { match: 'all', items: [] }, stopsHere: false, oncePerConversation: false },
    acts: [{ kind: 'reply', savedReplyId, purpose: { kind: 'order' } }],
  });
  expect(trigger.status).toBe(400);
});
