import { beforeAll, expect, test } from 'vitest';
import type { AppAnswer } from '../../desk/setup-room/app-gateway.ts';
import { createSecrets } from '../../kit/secrets.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useLiveDoor } from '../../testing/live-door.ts';

let answer: AppAnswer = { kind: 'unreachable' };
const door = useDeskDoor(() => ({
  publicUrl: 'https://desk.example.com',
  secrets: createSecrets('a key for tests that nobody needs to guess'),
  appGateway: { readApp: async () => answer },
}));
const live = useLiveDoor(door);
const facts = deskFacts(door);
let admin: DeskPerson;
let other: DeskPerson;

beforeAll(async () => {
  admin = await door.person('administrator', [], 'Leila');
  other = await door.person('administrator', [], 'Omar');
});

const itemOf = async (id: string) => {
  const { groups } = (await admin.ask('GET', '/api/setup/checklist')).body;
  return groups
    .flatMap((one: { items: unknown[] }) => one.items)
    .find((one: { id: string }) => one.id === id);
};
const say = (who: DeskPerson, text: string, clientId = crypto.randomUUID()) =>
  who.ask('POST', '/api/setup/messages', { clientId, text });

test('what an administrator says is heard by the others at once, said once however often it is sent', async () => {
  const [here, lead] = [live.listen(other), live.listen(await door.person('supervisor'))];
  await Promise.all([here.hello(), lead.hello()]);
  const clientId = crypto.randomUUID();
  const [first, again] = await Promise.all([
    say(admin, 'The token is Omar’s', clientId),
    say(admin, 'x', clientId),
  ]);
  expect(first.body.id).toBe(again.body.id);
  const heard = await here.until(({ events }) => events.find(({ kind }) => kind === 'room.message-added'));
  expect(heard).toMatchObject({
    message: { id: first.body.id, author: { name: 'Leila' }, isPrivate: false },
  });
  // What the supervisor may hear comes after it, so the other would have been there.
  await admin.ask('PATCH', `/api/users/${admin.id}`, { name: 'Leila H' });
  await lead.until(({ events }) => events.find(({ kind }) => kind === 'colleague.changed'));
  expect(lead.events.map(({ kind }) => kind)).not.toContain('room.message-added');
  const { items } = (await other.ask('GET', '/api/setup/messages')).body;
  expect(items.filter((one: { id: string }) => one.id === first.body.id)).toHaveLength(1);
});

test('the room is read page by page, the newest page first', async () => {
  for (let n = 0; n < 4; n += 1) await say(admin, `step ${n}`);
  const newest = (await admin.ask('GET', '/api/setup/messages?limit=2')).body;
  const next = (await admin.ask('GET', `/api/setup/messages?limit=2&before=${newest.before}`)).body;
  const texts = (page: { items: { body: { text: string } }[] }) => page.items.map(({ body }) => body.text);
  expect([texts(next), texts(newest)]).toEqual([
    ['step 0', 'step 1'],
    ['step 2', 'step 3'],
  ]);
});

test('R144 R169 what no fact can tell is ticked by hand, with who and when; facts cannot be ticked away', async () => {
  const tick = (id: string, isDone: boolean) => admin.ask('PATCH', `/api/setup/checklist/${id}`, { isDone });
  expect(await itemOf('developer-account')).toMatchObject({ isDone: false, mayTick: true });
  await tick('developer-account', true);
  expect(await itemOf('developer-account')).toMatchObject({
    isDone: true,
    doneBy: 'hand',
    ticked: { by: 'Leila H', at: door.clock.now().toISOString() },
  });
  await tick('developer-account', false);
  expect((await itemOf('developer-account')).isDone).toBe(false);
  expect((await itemOf('platform-terms')).link.href).toContain('developers.facebook.com/terms');
  expect((await tick('first-message', true)).status).toBe(400);
  expect((await tick('no-such-item', true)).status).toBe(404);
});

test('R45 R46 R47 R168 items tick by themselves when their fact is so', async () => {
  expect(await itemOf('public-address')).toMatchObject({ isDone: true, doneBy: 'fact' });
  const look = () => admin.ask('POST', '/api/setup/checklist/look');
  const app = { name: 'Shop app', appId: '4711', appSecret: 'secret' };
  const { callbackUrl } = (await admin.ask('POST', '/api/facebook/apps', app)).body;

  answer = { kind: 'refused' };
  await look();
  expect(await itemOf('app-valid')).toMatchObject({
    isDone: false,
    text: expect.stringContaining('Shop app'),
  });

  const subscription = { object: 'page', isActive: true, fields: ['messages'] };
  answer = { kind: 'told', subscriptions: [{ ...subscription, callbackUrl: 'https://other.example/hook' }] };
  await look();
  expect(await itemOf('app-valid')).toMatchObject({ isDone: true, doneBy: 'fact' });
  expect(await itemOf('developer-account')).toMatchObject({ isDone: true, doneBy: 'fact', mayTick: false });
  expect(await itemOf('callback-verified')).toMatchObject({
    isDone: false,
    text: expect.stringContaining('another address'),
  });

  answer = { kind: 'told', subscriptions: [{ ...subscription, callbackUrl }] };
  await look();
  expect(await itemOf('products')).toMatchObject({ isDone: true, doneBy: 'fact' });
  expect(await itemOf('callback-verified')).toMatchObject({ isDone: true, doneBy: 'fact' });

  expect((await itemOf('channel')).isDone).toBe(false);
  const page = await facts.page(await door.department());
  for (const id of ['channel', 'department', 'page-exists', 'meta-account']) {
    expect(await itemOf(id)).toMatchObject({ isDone: true, doneBy: 'fact' });
  }
  expect((await itemOf('first-message')).isDone).toBe(false);
  await facts.message(await facts.conversation(page));
  expect((await itemOf('first-message')).isDone).toBe(true);
});

const command = (who: DeskPerson, text: string, clientId = crypto.randomUUID()) =>
  who.ask('POST', '/api/commands', { clientId, text });

test('R27 K43 /facebook authorize is answered with the button; who is no administrator is not permitted, and gets help', async () => {
  expect((await command(admin, '/facebook authorize')).body).toMatchObject({
    next: { act: 'authorize' },
    isRefused: false,
  });
  for (const role of ['agent', 'supervisor'] as const) {
    const who = await door.person(role);
    for (const word of ['authorize', 'unauthorize', 'edit 1', 'nonsense']) {
      const { body } = await command(who, `/facebook ${word}`);
      expect([body.isRefused, body.text, body.pages, body.next]).toEqual([
        true,
        expect.stringMatching(/^Not permitted/),
        [],
        null,
      ]);
    }
    expect((await command(who, '/facebook help')).body.lines).toHaveLength(4);
  }
});

test('R28 /facebook unauthorize asks first, and lists the pages that will stop', async () => {
  const { body } = await command(admin, '/facebook unauthorize');
  expect(body.next).toEqual({ act: 'unauthorize' });
  expect(body.pages.length).toBeGreaterThan(0);
  const tokens = await door.db.selectFrom('page').select('tokenSealed').execute();
  expect(tokens.every(({ tokenSealed }) => tokenSealed !== null)).toBe(true);
});

test('R29 /facebook edit opens the page’s settings; an unknown id lists the known ones', async () => {
  const page = await facts.page(await door.department(), { name: 'Harbour & Pine' });
  expect((await command(admin, `/facebook edit page-${page}`)).body).toMatchObject({
    next: { act: 'edit', pageId: page },
  });
  const unknown = (await command(admin, '/facebook edit 404')).body;
  expect(unknown).toMatchObject({
    next: null,
    isRefused: true,
    text: expect.stringMatching(/^Unknown page: 404/),
  });
  expect(unknown.pages.map((one: { facebookId: string }) => one.facebookId)).toContain(`page-${page}`);
});

test('commands and answers are seen by their writer alone, and stand there once', async () => {
  const [mine, theirs] = [live.listen(admin), live.listen(other)];
  await Promise.all([mine.hello(), theirs.hello()]);
  const clientId = crypto.randomUUID();
  await Promise.all([command(admin, '/facebook help', clientId), command(admin, '/facebook help', clientId)]);
  const after = await say(admin, 'after the command');
  await theirs.until(({ events }) =>
    events.find((event) => event.kind === 'room.message-added' && event.message.id === after.body.id),
  );
  const kinds = (events: typeof mine.events) =>
    events.flatMap((event) => (event.kind === 'room.message-added' ? event.message.body.kind : []));
  await mine.until(({ events }) => kinds(events).includes('answer'));
  expect(new Set(kinds(theirs.events))).toEqual(new Set(['note']));
  const list = async (who: DeskPerson) =>
    (await who.ask('GET', '/api/setup/messages')).body.items.map(
      (one: { body: { kind: string }; isPrivate: boolean }) => [one.body.kind, one.isPrivate],
    );
  expect((await list(admin)).slice(-3)).toEqual([
    ['command', true],
    ['answer', true],
    ['note', false],
  ]);
  expect((await list(other)).every(([, isPrivate]: [string, boolean]) => !isPrivate)).toBe(true);
});
