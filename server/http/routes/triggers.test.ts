import { beforeEach, expect, test } from 'vitest';
import { change } from '../../desk/context.ts';
import { followEvents } from '../../desk/desk-events/follow.ts';
import { runTriggers } from '../../desk/triggers/run.ts';
import { watchTriggers } from '../../desk/triggers/watch.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { triggersAtWork } from '../../testing/triggers-at-work.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const { settle, system, log } = triggersAtWork(door);

let sales: string;
let support: string;
let page: string;
let tag: string;
let admin: DeskPerson;
let maya: DeskPerson;
let names = 0;

beforeEach(async () => {
  await door.db.deleteFrom('triggerRule').execute();
  await door.db.deleteFrom('job').execute();
  await door.db.deleteFrom('installation').where('name', '=', 'event-follower').execute();
  await door.db.updateTable('conversation').set({ status: 'closed', closedAt: door.clock.now() }).execute();
  [sales, support] = [await door.department(), await door.department()];
  page = await facts.page(sales);
  admin = await door.person('administrator', [], 'Ada');
  maya = await door.person('agent', [sales], 'Maya');
  tag = await makeTag();
});

const minutes = (some: number) => some * 60_000;
const makeTag = async () =>
  (await admin.ask('POST', '/api/tags', { name: `Tag ${++names}` })).body.id as string;
const always = { match: 'all', items: [] };
const asks = (attribute: string, operator: string, ...values: unknown[]) => ({
  match: 'all',
  items: [{ attribute, operator, values }],
});
const puts = (id = tag) => ({ kind: 'tag', tagIds: [id] });
const bodyOf = (event: string, acts: object[], more: Record<string, unknown> = {}) => {
  const { minutes: after = null, ...rest } = more;
  return {
    ...{ name: `Trigger ${++names}`, isOn: true, when: { event, minutes: after }, conditions: always, acts },
    ...{ stopsHere: false, oncePerConversation: false },
    ...rest,
  };
};
const make = async (...of: Parameters<typeof bodyOf>) => {
  const made = await admin.ask('POST', '/api/triggers', bodyOf(...of));
  expect([made.status, made.body.error]).toEqual([201, undefined]);
  return made.body as { id: string; version: number; name: string };
};
const begins = (more: Parameters<typeof facts.conversation>[1] = {}) =>
  facts.conversation(page, { waitingSince: door.clock.now(), ...more });
type Place = Awaited<ReturnType<typeof begins>>;
const writes = (place: Place, text = 'Hello', more: { at?: Date; direction?: 'out' } = {}) =>
  change(door, async (story) => {
    const messageId = await facts.message(place, { text, ...more });
    story.announce({ kind: 'message.added', subjectId: place.id, messageId, departments: [sales] });
  });
const act = (id: string, name: string, body?: object) =>
  maya.ask('POST', `/api/conversations/${id}/${name}`, body);
const read = async (id: string) => (await admin.ask('GET', `/api/conversations/${id}`)).body;
const linesOf = async (id: string) =>
  (await admin.ask('GET', `/api/conversations/${id}/messages`)).body.items as {
    activity: { type: string; by?: string } | null;
    text: string | null;
    trigger?: { name: string };
    author: { name: string };
  }[];
const runsOf = async (id: string) => (await admin.ask('GET', `/api/triggers/${id}/runs`)).body.items;
const list = async (who = admin) => (await who.ask('GET', '/api/triggers')).body;

test('N24 triggers are asked in their order, each sees what those before it did, and one may be the last (order test)', async () => {
  const first = await make('begun', [puts(), { kind: 'note', text: 'one' }]);
  const second = await make('begun', [{ kind: 'note', text: 'two' }], {
    conditions: asks('now.tags', 'equals', tag),
    stopsHere: true,
  });
  const third = await make('begun', [{ kind: 'note', text: 'three' }]);
  const off = await make('begun', [{ kind: 'note', text: 'off' }], { isOn: false });
  const said = async () => {
    const place = await begins();
    await writes(place);
    await settle();
    return (await linesOf(place.id)).flatMap(({ text }) => (text === 'Hello' ? [] : text));
  };
  expect(await said()).toEqual(['one', 'two']);
  const order = [third, second, first, off].map(({ id }) => id);
  expect((await admin.ask('PUT', '/api/triggers/order', { ids: order })).status).toBe(200);
  expect((await list()).items.map(({ id }: { id: string }) => id)).toEqual(order);
  expect(await said()).toEqual(['three', 'one']);
});

test('N24 the history of a page sets nothing off, but what was missed and waits for an answer does', async () => {
  await make('customer-wrote', [{ kind: 'note', text: 'they wrote' }]);
  await make('agent-wrote', [{ kind: 'note', text: 'we wrote' }]);
  const place = await begins();
  const notes = async () =>
    (await linesOf(place.id)).flatMap(({ text }) => (text?.endsWith('wrote') ? text : []));
  await writes(place, 'Missed', { at: new Date(door.clock.now().getTime() - minutes(120)) });
  await settle();
  expect(await notes()).toEqual(['they wrote']);
  door.clock.advance(minutes(1));
  const earlier = { at: new Date(door.clock.now().getTime() - minutes(240)) };
  await writes(place, 'Earlier', earlier);
  await writes(place, 'Answered', { ...earlier, direction: 'out' });
  await settle();
  expect(await notes()).toEqual(['they wrote']);
});

test('N24 the bot is the sender: it acts and writes in its name, and the timeline tells by which trigger', async () => {
  await admin.ask('PUT', '/api/triggers/sender', { name: 'Pip' });
  const { name } = await make('customer-wrote', [
    { kind: 'say', byLanguage: { en: 'Hi {CustomerFirstName}, we look at it.' } },
    { kind: 'priority', priority: 1 },
    { kind: 'department', departmentId: support },
  ]);
  const place = await begins();
  await door.db
    .updateTable('contact')
    .set({ firstName: 'Elena' })
    .where('id', '=', place.contactId)
    .execute();
  await writes(place);
  await settle();
  const [, said, moved] = await linesOf(place.id);
  expect(said).toMatchObject({
    text: 'Hi Elena, we look at it.',
    author: { name: 'Pip' },
    trigger: { name },
  });
  expect(moved).toMatchObject({ activity: { type: 'transferred', by: 'Pip' }, trigger: { name } });
  expect(await read(place.id)).toMatchObject({
    department: { id: support },
    waitingSince: expect.any(String),
  });
  const jobs = await door.db.selectFrom('job').select('kind').execute();
  expect(jobs.filter(({ kind }) => kind === 'deliver-message')).toHaveLength(1);
});

test('N24 conditions are asked of the conversation as it is when it happens, nested', async () => {
  const { id } = await make('customer-wrote', [puts()], {
    conditions: {
      match: 'all',
      items: [
        { attribute: 'now.text', operator: 'contains', values: ['refund'] },
        {
          match: 'any',
          items: [
            { attribute: 'now.assignee', operator: 'equals', values: [maya.id] },
            { attribute: 'now.priority', operator: 'less', values: [2] },
          ],
        },
      ],
    },
  });
  const [nobodys, mayas] = [await begins(), await begins({ status: 'active', assigneeId: maya.id })];
  await writes(nobodys, 'A refund, please');
  await writes(mayas, 'Where is it?');
  await settle();
  expect(await runsOf(id)).toEqual([]);
  await writes(mayas, 'Then a REFUND');
  await settle();
  expect((await read(mayas.id)).tagIds).toEqual([tag]);
  expect((await read(nobodys.id)).tagIds).toEqual([]);
});

test('N24 fields of the customer’s card are asked, too; one that is not there is refused by its place', async () => {
  const field = await admin.ask('POST', '/api/customer-fields', { name: 'Contract' });
  const name = `field:${field.body.id}`;
  const made = await make('begun', [puts()], { conditions: asks(name, 'has-no-data') });
  const place = await begins();
  await writes(place);
  await settle();
  expect(await runsOf(made.id)).toHaveLength(1);
  const kept = await admin.ask('DELETE', `/api/customer-fields/${field.body.id}`);
  expect([kept.status, kept.body.error.message]).toEqual([409, expect.stringContaining(made.name)]);
  await door.db.deleteFrom('customerField').where('id', '=', field.body.id).execute();
  expect((await list()).items[0].faults).toEqual(['The field of customers that it asks for is gone.']);
  const gone = bodyOf('begun', [puts()], { conditions: asks(`field:${door.newId()}`, 'has-data') });
  const refused = await admin.ask('POST', '/api/triggers', gone);
  expect([refused.status, refused.body.error.data.field]).toEqual([400, 'conditions.items.0']);
});

test('N24 one act that is refused keeps no other; the log tells which, and why', async () => {
  const { id } = await make('begun', [
    { kind: 'park' },
    puts(),
    { kind: 'department', departmentId: sales },
    { kind: 'note', text: 'Done.' },
  ]);
  const place = await begins();
  await writes(place);
  await settle();
  expect(await runsOf(id)).toMatchObject([
    {
      event: 'begun',
      conversation: { id: place.id, name: 'Elena' },
      outcomes: [
        { kind: 'park', state: 'refused', why: 'Only a conversation that somebody has can be parked.' },
        { kind: 'tag', state: 'done', why: null },
        { kind: 'department', state: 'refused', why: 'It is in this department already.' },
        { kind: 'note', state: 'done', why: null },
      ],
    },
  ]);
  expect((await list()).items[0]).toMatchObject({ acted: 1, refused: 1 });
});

test('N24 outside of the 24 hours in which rules may write nothing is sent, and both log and timeline say so', async () => {
  const { id } = await make('assigned', [{ kind: 'say', byLanguage: { en: 'Somebody is here.' } }]);
  const place = await begins();
  await door.db
    .updateTable('contact')
    .set({ windowAnchorAt: new Date(door.clock.now().getTime() - 25 * minutes(60)) })
    .where('id', '=', place.contactId)
    .execute();
  await act(place.id, 'take');
  await settle();
  expect((await runsOf(id))[0].outcomes).toMatchObject([{ kind: 'say', state: 'refused' }]);
  expect((await linesOf(place.id)).map(({ activity }) => activity?.type)).toEqual(['taken', 'text-not-sent']);
});

test('N24 an event is gone through once, whatever runs twice at once or again', async () => {
  const { id } = await make('customer-wrote', [{ kind: 'note', text: 'Heard.' }]);
  const place = await begins();
  await writes(place);
  await followEvents(system());
  const [job] = await door.db
    .selectFrom('job')
    .select('payload')
    .where('kind', '=', 'run-triggers')
    .execute();
  if (!job) throw new Error('Nothing was left to triggers.');
  type Left = { at: string; id: string; event: 'customer-wrote'; conversationId: string };
  const { at, ...rest } = job.payload as Left;
  const happened = { ...rest, at: new Date(at) };
  const ctx = { ...system(), log };
  await Promise.all([runTriggers(ctx, happened), runTriggers(ctx, happened)]);
  await runTriggers(ctx, happened);
  expect(await runsOf(id)).toHaveLength(1);
  expect((await linesOf(place.id)).filter(({ text }) => text === 'Heard.')).toHaveLength(1);
});

test('N24 triggers that set one another off come to an end: of what one event brings about each acts once', async () => {
  const other = await makeTag();
  const there = await make('moved', [{ kind: 'department', departmentId: sales }, puts()]);
  const back = await make('tagged', [
    { kind: 'untag', tagIds: [tag] },
    puts(other),
    { kind: 'department', departmentId: support },
    puts(),
  ]);
  const place = await begins();
  await admin.ask('PUT', `/api/conversations/${place.id}/tags/${tag}`);
  await settle();
  expect(await runsOf(back.id)).toHaveLength(1);
  expect(await runsOf(there.id)).toHaveLength(1);
});

test('N24 a trigger that acts on one conversation again and again is held back, and the log says so', async () => {
  const { id } = await make('customer-wrote', [{ kind: 'note', text: 'Again.' }]);
  const place = await begins();
  for (let n = 0; n < 22; n++) await writes(place);
  await settle();
  const runs = await runsOf(id);
  expect(runs.filter(({ isHeldBack }: { isHeldBack: boolean }) => !isHeldBack)).toHaveLength(20);
  expect(runs).toHaveLength(22);
  door.clock.advance(minutes(61));
  await writes(place);
  await settle();
  expect((await runsOf(id))[0]).toMatchObject({ isHeldBack: false });
});

test('N24 once in a conversation is once, and what happened before it was switched on is not its', async () => {
  const place = await begins();
  await make('ended', [puts()]);
  await writes(place);
  await settle();
  door.clock.advance(1_000);
  const { id, version } = await make('customer-wrote', [{ kind: 'note', text: 'Once.' }], {
    oncePerConversation: true,
  });
  await settle();
  expect(await runsOf(id)).toEqual([]);
  for (let n = 0; n < 3; n++) await writes(place);
  await settle();
  expect(await runsOf(id)).toHaveLength(1);
  const stale = await admin.ask('PUT', `/api/triggers/${id}`, {
    ...bodyOf('begun', [puts()]),
    version: version - 1,
  });
  expect([stale.status, stale.body.error.data.version]).toEqual([409, version]);
});

test('N24 by the clock: who waits for us, and whom we wait for, each stretch once', async () => {
  const ours = await make('waiting-for-us', [{ kind: 'priority', priority: 1 }], { minutes: 30 });
  const theirs = await make('waiting-for-customer', [{ kind: 'note', text: 'Still there?' }], {
    minutes: 60,
  });
  door.clock.advance(1_000);
  const place = await begins();
  await writes(place);
  const counts = async (afterMs: number) => {
    door.clock.advance(afterMs);
    await settle();
    return [(await runsOf(ours.id)).length, (await runsOf(theirs.id)).length];
  };
  expect(await counts(minutes(30) - 1)).toEqual([0, 0]);
  expect(await counts(1)).toEqual([1, 0]);
  expect(await counts(minutes(90))).toEqual([1, 0]);
  await act(place.id, 'messages', { clientId: door.newId(), kind: 'reply', text: 'Here I am.' });
  expect(await counts(minutes(60) - 1)).toEqual([1, 0]);
  expect(await counts(1)).toEqual([1, 1]);
  // Its own note is no answer: the silence goes on, and is told once.
  expect(await counts(minutes(300))).toEqual([1, 1]);
});

test('N24 by the clock: a window that closes soon and a promise that is broken; what is over by then does nothing', async () => {
  const closing = await make('window-closing', [puts()], { minutes: 120 });
  const broken = await make('promise-broken', [{ kind: 'priority', priority: 1 }]);
  door.clock.advance(1_000);
  const now = door.clock.now().getTime();
  const place = await begins({ windowAnchorAt: new Date(now - 22 * minutes(60)) });
  await begins({ windowAnchorAt: new Date(now - 25 * minutes(60)) });
  await door.db
    .updateTable('conversation')
    .set({ respondDueAt: new Date(now + minutes(10)) })
    .where('id', '=', place.id)
    .execute();
  await settle();
  const ofPlace = [{ conversation: { id: place.id }, outcomes: [{ state: 'done' }] }];
  expect(await runsOf(closing.id)).toMatchObject(ofPlace);
  door.clock.advance(minutes(10));
  await settle();
  expect(
    (await runsOf(broken.id)).map((run: { conversation: { id: string } }) => run.conversation.id),
  ).toEqual([place.id]);
  door.clock.advance(minutes(600));
  await settle();
  expect(await runsOf(broken.id)).toHaveLength(1);
});

test('N24 by the clock: what is over when its turn comes does nothing', async () => {
  const { id } = await make('waiting-for-us', [{ kind: 'note', text: 'Late.' }], { minutes: 5 });
  door.clock.advance(1_000);
  const place = await begins();
  await writes(place);
  door.clock.advance(minutes(5));
  expect(await watchTriggers(system())).toBe(false);
  await act(place.id, 'messages', { clientId: door.newId(), kind: 'reply', text: 'In time.' });
  await settle();
  expect(await runsOf(id)).toEqual([]);
});

test('N24 people are told in the app and by e-mail, of what they may see; another program is called, signed as any event', async () => {
  const hook = await admin.ask('POST', '/api/webhooks', {
    url: 'https://hooks.test/x',
    events: ['conversation.closed'],
  });
  const outsider = await door.person('agent', [support]);
  const told = {
    userIds: [maya.id, outsider.id],
    leads: false,
    agent: false,
    text: 'Look at this.',
    byMail: true,
  };
  const { name } = await make('begun', [
    { kind: 'notify', ...told },
    { kind: 'webhook', endpointId: hook.body.id },
  ]);
  const place = await begins();
  await writes(place);
  await settle();
  const boxOf = async (who: DeskPerson) => (await who.ask('GET', '/api/me/notices')).body.items;
  expect((await boxOf(maya))[0].about).toMatchObject({ text: 'Look at this.', trigger: name });
  expect(await boxOf(outsider)).toEqual([]);
  const mails = await door.db.selectFrom('mail').select('address').execute();
  expect(mails.map(({ address }) => address)).toEqual([maya.email]);
  const [delivery] = await door.db.selectFrom('webhookDelivery').select(['event', 'body']).execute();
  expect(delivery?.event).toBe('trigger');
  expect(JSON.parse(delivery?.body ?? '')).toMatchObject({ trigger: name, conversation: { id: place.id } });
});

test('N24 what a trigger names is not deleted under it, and what is gone is named as its fault', async () => {
  await make('begun', [puts(), { kind: 'department', departmentId: support }]);
  for (const path of [`/api/tags/${tag}`, `/api/departments/${support}`]) {
    const refused = await admin.ask('DELETE', path);
    expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining('Trigger')]);
  }
  await make('ended', [{ kind: 'assign', userId: maya.id }]);
  await admin.ask('PATCH', `/api/users/${maya.id}`, { disabled: true });
  expect((await list()).items.map(({ faults }: { faults: string[] }) => faults)).toEqual([
    [],
    ['Maya cannot sign in any more.'],
  ]);
  const nobody = await admin.ask('POST', '/api/triggers', bodyOf('begun', [puts(door.newId())]));
  expect([nobody.status, nobody.body.error.data.field]).toEqual([400, 'acts.0.tagIds']);
});

test('N24 what would match now is told without doing anything, with each condition', async () => {
  const [tagged] = [await begins(), await begins()];
  await admin.ask('PUT', `/api/conversations/${tagged?.id}/tags/${tag}`);
  const tried = await admin.ask('POST', '/api/triggers/try', {
    conditions: asks('now.tags', 'equals', tag),
    last: 2,
  });
  expect(tried.body).toMatchObject({ tried: 2, matched: 1 });
  expect(tried.body.samples[0]).toMatchObject({ conversation: { id: tagged?.id }, holds: true });
  expect(tried.body.samples[1]).toMatchObject({ holds: false, finding: { items: [{ holds: false }] } });
  const unknown = await admin.ask('POST', '/api/triggers/try', {
    conditions: asks('now.mood', 'equals', 'x'),
  });
  expect([unknown.status, unknown.body.error.data.field]).toEqual([400, 'conditions.items.0']);
});

test('administrators write triggers, those who lead look at them, agents do neither', async () => {
  const lead = await door.person('supervisor');
  const { id } = await make('begun', [puts()]);
  expect((await list(lead)).items).toHaveLength(1);
  expect((await lead.ask('GET', `/api/triggers/${id}/runs`)).status).toBe(200);
  expect((await lead.ask('POST', '/api/triggers', bodyOf('begun', [puts()]))).status).toBe(403);
  expect((await maya.ask('GET', '/api/triggers')).status).toBe(403);
  const wrong = async (more: object) =>
    (await admin.ask('POST', '/api/triggers', { ...bodyOf('begun', [puts()]), ...more })).body.error.data
      .field;
  expect(await wrong({ acts: [] })).toBe('acts');
  expect(await wrong({ when: { event: 'waiting-for-us', minutes: null } })).toBe('when.minutes');
  expect(await wrong({ name: ' ' })).toBe('name');
  expect((await admin.ask('DELETE', `/api/triggers/${id}`)).status).toBe(204);
  expect((await admin.ask('DELETE', `/api/triggers/${id}`)).status).toBe(404);
});

test('N24 while no trigger is on, what happens is not followed', async () => {
  const follower = () =>
    door.db.selectFrom('installation').select('name').where('name', '=', 'event-follower').execute();
  const { id, version } = await make('begun', [puts()]);
  expect(await follower()).toHaveLength(1);
  await admin.ask('PUT', `/api/triggers/${id}`, { ...bodyOf('begun', [puts()], { isOn: false }), version });
  await door.db.deleteFrom('webhookEndpoint').execute();
  await settle();
  expect(await follower()).toEqual([]);
});
