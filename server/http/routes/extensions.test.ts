import { beforeAll, expect, test } from 'vitest';
import { ensureExtensions } from '../../desk/extensions/is-on.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let version: string;

const find = async (id: string) => {
  const { items } = (await admin.ask('GET', '/api/extensions')).body;
  return items.find((one: { id: string }) => one.id === id);
};
const audited = async (action: string) =>
  door.db.selectFrom('auditEntry').selectAll().where('action', '=', action).orderBy('id').execute();
const said = async (who = admin) => (await who.ask('GET', '/api/setup/messages')).body.items;
const fromBot = async () => (await said()).filter((one: { author: unknown }) => one.author === null);

beforeAll(async () => {
  admin = await door.person('administrator', [], 'Leila');
  await ensureExtensions(door);
  version = (await find('facebook')).acknowledgement.version;
});

test('R7 R111 on a fresh installation Facebook is listed with its permissions, is off, and no page can be added', async () => {
  const facebook = await find('facebook');
  expect(facebook).toMatchObject({ isOn: false, switchedAt: null, acceptance: null });
  expect(facebook.permissions.map((one: { name: string }) => one.name)).toContain('pages_messaging');
  const refused = await admin.ask('POST', '/api/facebook/pages', {
    metaAppId: door.newId(),
    pageToken: 'token-of:1:Page',
  });
  expect([refused.status, refused.body.error.data]).toEqual([409, { extension: 'facebook' }]);
});

test('R100 R101 J1 J2 J3 Facebook goes on only with the text in force accepted; who, when and which is stored', async () => {
  const turnOn = (more: object) => admin.ask('PATCH', '/api/extensions/facebook', { isOn: true, ...more });
  for (const wrong of [{}, { acknowledgedVersion: 'an older one' }]) {
    const refused = await turnOn(wrong);
    expect([refused.status, refused.body.error.data.field]).toEqual([400, 'acknowledgedVersion']);
  }
  expect((await find('facebook')).isOn).toBe(false);
  expect((await turnOn({ acknowledgedVersion: version })).body).toMatchObject({
    isOn: true,
    switchedBy: 'Leila',
    acceptance: { version, by: { id: admin.id, name: 'Leila' }, at: door.clock.now().toISOString() },
  });
  const [line] = await audited('extension.acknowledged');
  expect(line).toMatchObject({ actorId: admin.id, detail: { extension: 'facebook', textVersion: version } });
  const { paragraphs } = (await find('facebook')).acknowledgement;
  expect(paragraphs.join(' ')).toMatch(/leaves the boundaries.*alone is responsible.*obtain their consent/s);
});

test('R8 switching off and on again posts the checklist once, and writes each switch into the audit log', async () => {
  for (const isOn of [false, true, true, false, true]) {
    await admin.ask('PATCH', '/api/extensions/facebook', { isOn, acknowledgedVersion: version });
  }
  expect((await fromBot()).map((one: { body: { kind: string } }) => one.body.kind)).toEqual(['checklist']);
  // Once in the test before, then twice here: to switch what is so already is no act.
  expect(await audited('extension.switched-on')).toHaveLength(3);
  expect(await audited('extension.switched-off')).toHaveLength(2);
  expect(await audited('extension.acknowledged')).toHaveLength(1);
});

test('two administrators who switch at once switch once', async () => {
  await admin.ask('PATCH', '/api/extensions/facebook', { isOn: false });
  const before = (await audited('extension.switched-on')).length;
  const other = await door.person('administrator');
  const answers = await Promise.all(
    [admin, other].map((who) =>
      who.ask('PATCH', '/api/extensions/facebook', { isOn: true, acknowledgedVersion: version }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await audited('extension.switched-on')).toHaveLength(before + 1);
  expect(await fromBot()).toHaveLength(1);
});

test('an installation that has pages keeps Facebook on; what was decided stands', async () => {
  await admin.ask('PATCH', '/api/extensions/facebook', { isOn: false });
  await facts.page(await door.department());
  await ensureExtensions(door);
  expect((await find('facebook')).isOn).toBe(false);
  await door.db.deleteFrom('installation').where('name', '=', 'extension.facebook').execute();
  await ensureExtensions(door);
  expect(await find('facebook')).toMatchObject({ isOn: true, switchedAt: null, uses: { pages: 1 } });
});

test('R120 R121 R122 chat channels are made while Online Chat is on, with a name or without', async () => {
  const make = (body: object) => admin.ask('POST', '/api/chat-channels', body);
  const refused = await make({});
  expect([refused.status, refused.body.error.data]).toEqual([409, { extension: 'online-chat' }]);
  expect((await admin.ask('PATCH', '/api/extensions/online-chat', { isOn: true })).body.isOn).toBe(true);
  const made = [await make({}), await make({}), await make({ name: 'Evening' })];
  expect(made.map(({ status, body }) => [status, body.name])).toEqual([
    [201, 'Chats'],
    [201, 'Chats 2'],
    [201, 'Evening'],
  ]);
  expect((await make({ name: 'ÉVENING' })).body.error.data).toEqual({ field: 'name' });
  const [first] = made.map(({ body }) => body.id);
  expect((await admin.ask('PATCH', `/api/chat-channels/${first}`, { name: 'chats 2' })).status).toBe(400);
  expect((await admin.ask('PATCH', `/api/chat-channels/${first}`, { name: 'Morning' })).status).toBe(204);
  await admin.ask('PATCH', '/api/extensions/online-chat', { isOn: false });
  const { items } = (await admin.ask('GET', '/api/chat-channels')).body;
  expect(items.map((one: { name: string }) => one.name)).toEqual(['Chats 2', 'Evening', 'Morning']);
  expect((await admin.ask('DELETE', `/api/chat-channels/${first}`)).status).toBe(204);
  expect((await admin.ask('DELETE', `/api/chat-channels/${first}`)).status).toBe(404);
});
