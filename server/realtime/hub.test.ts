import { beforeAll, beforeEach, expect, test } from 'vitest';
import { change } from '../desk/context.ts';
import { openConnection } from '../store/db.ts';
import { beatProcess } from '../store/processes.ts';
import { deskFacts } from '../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../testing/desk-door.ts';
import { useLiveDoor } from '../testing/live-door.ts';

const door = useDeskDoor();
const live = useLiveDoor(door);
const facts = deskFacts(door);

let sales: string;
let support: string;
let page: string;
let maya: DeskPerson;
let sam: DeskPerson;
let admin: DeskPerson;

beforeAll(async () => {
  sales = await door.department('Sales');
  support = await door.department('Support');
  admin = await door.person('administrator');
  page = await facts.page(sales);
});
beforeEach(async () => {
  // What the test before told is no longer told to who comes now.
  door.clock.advance(20_000);
  maya = await door.person('agent', [sales], 'Maya');
  sam = await door.person('agent', [support], 'Sam');
});

const announce = (subjectId: string, departments: string[], kind = 'conversation.changed' as const) =>
  change(door, async (story) => story.announce({ kind, subjectId, departments }));
const changed = (id: string) => (client: { events: { kind: string }[] }) =>
  client.events.find((event) => 'conversation' in event && (event.conversation as { id: string }).id === id);

test('an act is told to those who may see it, and to nobody else', async () => {
  const [here, there] = [live.listen(maya), live.listen(sam)];
  await Promise.all([here.hello(), there.hello()]);
  const { id } = await facts.conversation(page);
  await maya.ask('POST', `/api/conversations/${id}/take`);
  expect(await here.until(changed(id))).toMatchObject({
    conversation: { assignee: { id: maya.id }, status: 'active' },
  });
  await here.until(({ events }) => events.find((event) => event.kind === 'message.added'));
  // What Sam may see comes after it, so what he may not see would have been there by then.
  const other = await facts.conversation(await facts.page(support));
  await announce(other.id, [support]);
  await there.until(changed(other.id));
  expect(JSON.stringify(there.events)).not.toContain(id);
});

test('a conversation that leaves one’s departments is told as removed, to the others as changed', async () => {
  const [here, there] = [live.listen(maya), live.listen(sam)];
  await Promise.all([here.hello(), there.hello()]);
  const { id } = await facts.conversation(page);
  await door.db.updateTable('conversation').set({ departmentId: support }).where('id', '=', id).execute();
  await announce(id, [sales, support]);
  expect(
    await here.until(({ events }) => events.find((event) => event.kind === 'conversation.removed')),
  ).toEqual({
    kind: 'conversation.removed',
    conversationId: id,
  });
  await there.until(changed(id));
});

test('a commit that comes late is told although later ones were told before', async () => {
  const client = live.listen(maya);
  await client.hello();
  const [early, late] = [await facts.conversation(page), await facts.conversation(page)];
  const slow = await openConnection(door.database.connection, () => {});
  await slow.query('begin');
  await slow.query(
    "insert into live_event (at, kind, subject_id, departments) values ($3, 'conversation.changed', $1, $2)",
    [late.id, [sales], door.clock.now()],
  );
  await announce(early.id, [sales]);
  await client.until(changed(early.id));
  const cursorBetween = client.cursor;
  expect(changed(late.id)(client)).toBeUndefined();
  await slow.query('commit');
  await slow.end();
  door.bell.ring('live');
  await client.until(changed(late.id));

  // One who was away in between, with the cursor from before the late commit, hears it too and the early one not again.
  const returned = live.listen(maya, cursorBetween);
  await returned.until(changed(late.id));
  expect(changed(early.id)(returned)).toBeUndefined();
});

test('after a lost connection nothing is missing and the cursor goes on', async () => {
  const first = live.listen(maya);
  await first.hello();
  const told = await facts.conversation(page);
  await announce(told.id, [sales]);
  await first.until(changed(told.id));
  await first.close();
  const missed = await facts.conversation(page);
  await announce(missed.id, [sales]);
  const second = live.listen(maya, first.cursor);
  await second.until(changed(missed.id));
  expect(second.frames[0]).toEqual({ type: 'hello', cursor: first.cursor });
  expect(changed(told.id)(second)).toBeUndefined();
  const third = live.listen(maya, second.cursor);
  const empty = await third.until(({ frames }) => frames[1]);
  expect(empty).toMatchObject({ type: 'events' });
});

test('who begins hears what happened since the fetch before, and nothing older', async () => {
  const before = live.listen(maya);
  await before.hello();
  const older = await facts.conversation(page);
  await announce(older.id, [sales]);
  // Told by now: what the hub has yet to tell goes to everybody who is there by then.
  await before.until(changed(older.id));
  door.clock.advance(20_000);
  const fetched = await maya.ask('GET', '/api/conversations?view=unassigned&limit=200');
  const { id } = await facts.conversation(page);
  await announce(id, [sales]);
  expect(JSON.stringify(fetched.body)).not.toContain(id);
  const client = live.listen(maya);
  await client.until(changed(id));
  expect(client.frames[0]?.type).toBe('hello');
  expect(changed(older.id)(client)).toBeUndefined();
});

test('when the clock is put ahead, open desks are told to fetch anew', async () => {
  const client = live.listen(maya);
  await client.hello();
  live.hub.startAnew();
  await client.until(({ frames }) => frames.find((frame) => frame.type === 'resync'));
});

test('a cursor of another log, a broken one and one too old are answered with resync', async () => {
  const now = live.listen(maya);
  await now.hello();
  const { cursor } = now;
  const old = cursor.replace(/\.\d+\./, `.${door.clock.now().getTime() - 3_600_000}.`);
  // Numbers that PostgreSQL does not take must not stand in the way of those who are admitted with it.
  const beyond = cursor.replace(/\d+:\d+:[\d,]*$/, '1:99999999999999999999:');
  for (const each of ['nonsense', cursor.replace(/^[^.]+/, 'elsewhere'), old, `${cursor}:1`, beyond]) {
    const client = live.listen(maya, each);
    const resync = await client.until(({ frames }) => frames.find((frame) => frame.type === 'resync'));
    expect(client.frames[0]?.type).toBe('hello');
    expect(resync).toHaveProperty('cursor');
    const { id } = await facts.conversation(page);
    await announce(id, [sales]);
    await client.until(changed(id));
  }
});

test('who missed more than is worth telling is sent to fetch anew', async () => {
  const [client, witness] = [live.listen(maya), live.listen(sam)];
  await Promise.all([client.hello(), witness.hello()]);
  await client.close();
  const { id } = await facts.conversation(page);
  await change(door, async (story) => {
    for (let n = 0; n < 2_001; n += 1) story.announce({ kind: 'conversation.changed', subjectId: id });
  });
  // The hub itself has read them by now.
  const other = await facts.conversation(await facts.page(support));
  await announce(other.id, [support]);
  await witness.until(changed(other.id));
  const back = live.listen(maya, client.cursor);
  await back.until(({ frames }) => frames.find((frame) => frame.type === 'resync'));
  expect(back.events).toEqual([]);
});

test('rights that change hold at once: the news of new departments come, those of old ones stop', async () => {
  const client = live.listen(maya);
  await client.hello();
  const theirs = await facts.conversation(await facts.page(support));
  await announce(theirs.id, [support]);
  // What is heard of the own department comes after it: by then it has been judged by the old rights.
  const before = await facts.conversation(page);
  await announce(before.id, [sales]);
  await client.until(changed(before.id));
  await admin.ask('PATCH', `/api/users/${maya.id}`, { departmentIds: [support] });
  await client.until(({ events }) => events.find((event) => event.kind === 'me.changed'));
  expect(changed(theirs.id)(client)).toBeUndefined();
  await announce(theirs.id, [support]);
  await client.until(changed(theirs.id));
  const ours = await facts.conversation(page);
  await announce(ours.id, [sales]);
  await announce(theirs.id, [support]);
  await client.until(
    ({ events }) => events.filter((event) => event.kind === 'conversation.changed').length === 3,
  );
  expect(changed(ours.id)(client)).toBeUndefined();
});

test('a disabled user’s desk is closed, and so is one whose session was ended', async () => {
  const client = live.listen(maya);
  await client.hello();
  await admin.ask('PATCH', `/api/users/${maya.id}`, { disabled: true });
  expect(await client.until(({ closedWith }) => closedWith)).toBe(4401);

  const answer = await door.ask('POST', '/api/session', { email: sam.email, password: sam.password });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const desk = live.connect({ cookie, origin: 'http://desk.test' });
  const byKey = live.listen(sam);
  await Promise.all([desk.hello(), byKey.hello()]);
  await door.ask('DELETE', '/api/session', undefined, { cookie });
  expect(await desk.until(({ closedWith }) => closedWith)).toBe(4401);
  await byKey.until(({ events }) => events.find((event) => event.kind === 'me.changed'));
  expect(byKey.closedWith).toBeNull();
});

test('a socket needs a session and our own origin', async () => {
  const without = live.connect({});
  await without.until(({ closedWith }) => closedWith !== null);
  const answer = await door.ask('POST', '/api/session', { email: sam.email, password: sam.password });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const elsewhere = live.connect({ cookie, origin: 'https://evil.test' });
  await elsewhere.until(({ closedWith }) => closedWith !== null);
  const wrongPath = live.connect({ cookie, origin: 'http://desk.test' }, '/api/lives');
  await wrongPath.until(({ closedWith }) => closedWith !== null);
  expect([...without.frames, ...elsewhere.frames, ...wrongPath.frames]).toEqual([]);
});

test('a socket from outside of the networks that are set is refused (J12)', async () => {
  const set = (value: object) =>
    door.db
      .insertInto('installation')
      .values({ name: 'privacy-policy', value: JSON.stringify(value) })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: JSON.stringify(value) }))
      .execute();
  await set({ networks: ['203.0.113.0/24'] });
  const from = (address: string) => live.connect({ ...maya.headers, 'x-forwarded-for': address });
  const outside = from('198.51.100.9');
  await outside.until(({ closedWith }) => closedWith !== null);
  expect(outside.frames).toEqual([]);
  await from('203.0.113.9').hello();
  await door.db.deleteFrom('installation').where('name', '=', 'privacy-policy').execute();
});

test('a frame that is not understood or too long ends the socket, a ping is answered', async () => {
  const fine = live.listen(maya);
  await fine.hello();
  fine.send({ type: 'ping' });
  await fine.until(({ frames }) => frames.find((frame) => frame.type === 'pong'));
  for (const bad of [{ type: 'shout' }, { type: 'viewing', conversationId: 'x'.repeat(10_000) }]) {
    const client = live.listen(maya);
    await client.hello();
    client.send(bad);
    expect(await client.until(({ closedWith }) => closedWith)).toSatisfy(
      (code) => code === 1008 || code === 1009,
    );
  }
});

test('colleagues see who has a conversation open, but not in departments that are not theirs', async () => {
  const lead = await door.person('supervisor', [], 'Lena');
  const [here, there, leads] = [live.listen(maya), live.listen(sam), live.listen(lead)];
  await Promise.all([here.hello(), there.hello(), leads.hello()]);
  const { id } = await facts.conversation(page);
  here.send({ type: 'viewing', conversationId: id });
  const viewers = (client: typeof here, count: number) =>
    client.until(({ events }) =>
      events.find(
        (event) =>
          event.kind === 'viewers.changed' && event.conversationId === id && event.viewers.length === count,
      ),
    );
  expect(await viewers(leads, 1)).toMatchObject({ viewers: [{ id: maya.id, name: 'Maya' }] });
  expect((await lead.ask('GET', `/api/conversations/${id}`)).body.viewers).toEqual([
    { id: maya.id, name: 'Maya' },
  ]);
  expect((await maya.ask('GET', `/api/conversations/${id}`)).body.viewers).toEqual([]);
  // Sam may not see it: his desk counts as having nothing open.
  there.send({ type: 'viewing', conversationId: id });
  there.send({ type: 'ping' });
  await there.until(({ frames }) => frames.find((frame) => frame.type === 'pong'));
  await here.close();
  await viewers(leads, 0);
  expect(JSON.stringify(there.events)).not.toContain(id);
  const rows = await door.db
    .selectFrom('deskSocket')
    .select('viewing')
    .where('userId', '=', sam.id)
    .execute();
  expect(rows).toEqual([{ viewing: null }]);
});

test('a colleague is present while a desk is open, also when the process that held it died', async () => {
  const watcher = live.listen(sam);
  await watcher.hello();
  const presence = (value: string) =>
    watcher.until(({ events }) =>
      events.findLast((event) => event.kind === 'colleague.changed' && event.colleague.id === maya.id)
        ?.kind === 'colleague.changed'
        ? events.findLast(
            (event) =>
              event.kind === 'colleague.changed' &&
              event.colleague.id === maya.id &&
              event.colleague.presence === value,
          )
        : undefined,
    );
  const desk = live.listen(maya);
  await presence('available');
  await maya.ask('PATCH', '/api/me/presence', { choice: 'busy' });
  await presence('busy');
  await desk.close();
  await presence('offline');

  const dead = door.newId();
  await beatProcess(door.db, { id: dead, startedAt: door.clock.now(), runsWorker: false }, door.clock.now());
  await door.db
    .insertInto('deskSocket')
    .values({ id: door.newId(), processId: dead, userId: maya.id, viewing: null, openedAt: door.clock.now() })
    .execute();
  const colleague = async () =>
    (await sam.ask('GET', '/api/colleagues')).body.items.find((one: { id: string }) => one.id === maya.id);
  expect((await colleague()).presence).toBe('busy');
  door.clock.advance(21_000);
  await beatProcess(
    door.db,
    { id: live.processId, startedAt: door.clock.now(), runsWorker: false },
    door.clock.now(),
  );
  const before = watcher.events.length;
  await live.hub.beat();
  await watcher.until(({ events }) =>
    events
      .slice(before)
      .some((event) => event.kind === 'colleague.changed' && event.colleague.presence === 'offline'),
  );
  expect((await colleague()).presence).toBe('offline');
});

test('many changes of one thing in one moment are one event, in its newest state', async () => {
  const client = live.listen(maya);
  await client.hello();
  const conversation = await facts.conversation(page);
  const messageId = await facts.message(conversation);
  await change(door, async (story) => {
    for (let n = 0; n < 30; n += 1) {
      story.announce({ kind: 'conversation.changed', subjectId: conversation.id, departments: [sales] });
      story.announce({
        kind: n === 0 ? 'message.added' : 'message.changed',
        subjectId: conversation.id,
        messageId,
        departments: [sales],
      });
    }
  });
  await client.until(({ events }) => events.find((event) => event.kind === 'message.added'));
  const told = client.events.map((event) => event.kind).filter((kind) => kind !== 'colleague.changed');
  expect(told).toEqual(['conversation.changed', 'message.added']);
});

test('what cannot be told does not hold up the news of everything else', async () => {
  const client = live.listen(maya);
  await client.hello();
  const broken = await facts.conversation(page);
  const setLast = (value: string | null) =>
    door.db.updateTable('conversation').set({ lastMessage: value }).where('id', '=', broken.id).execute();
  await setLast(JSON.stringify({ text: '', kind: 'text', direction: 'in', at: 'no time at all' }));
  await announce(broken.id, [sales]);
  await client.until(({ frames }) => frames.find((frame) => frame.type === 'resync'));
  const { id } = await facts.conversation(page);
  await announce(id, [sales]);
  await client.until(changed(id));
  await setLast(null);
});

test('events are forgotten after an hour', async () => {
  const rows = () =>
    door.db
      .selectFrom('liveEvent')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirst();
  expect((await rows())?.n).toBeGreaterThan(0);
  door.clock.advance(3_700_000);
  await beatProcess(
    door.db,
    { id: live.processId, startedAt: door.clock.now(), runsWorker: false },
    door.clock.now(),
  );
  await live.hub.beat();
  const { n } = (await rows()) ?? { n: -1 };
  expect(n).toBeLessThan(5);
});
