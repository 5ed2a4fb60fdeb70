import { describe, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);

const variant = (language: string, text: string, more: object = {}) => ({
  language,
  text,
  quickReplies: [],
  template: null,
  ...more,
});
const reply = (more: object = {}) => ({
  title: 'Opening hours',
  shortcut: null,
  scope: 'private',
  departmentId: null,
  variants: [variant('en', 'We are open until six.')],
  keepFiles: [],
  uploads: [],
  ...more,
});
const save = (who: DeskPerson, more: object = {}) => who.ask('POST', '/api/saved-replies', reply(more));
const titles = async (who: DeskPerson) =>
  (await who.ask('GET', '/api/saved-replies')).body.items.map(({ title }: { title: string }) => title);

describe('who sees and changes saved replies (N11, N15)', () => {
  test('private ones are seen by their owner, a department’s by its members, the others by everybody', async () => {
    const orders = await door.department();
    const agent = await door.person('agent', [orders]);
    const other = await door.person('agent', []);
    const lead = await door.person('supervisor');
    await save(agent, { title: 'Mine' });
    await save(lead, { title: 'Orders’', scope: 'department', departmentId: orders });
    await save(lead, { title: 'Everybody’s', scope: 'everyone' });
    expect(await titles(agent)).toEqual(['Everybody’s', 'Mine', 'Orders’']);
    expect(await titles(other)).toEqual(['Everybody’s']);
    expect(await titles(lead)).toEqual(['Everybody’s', 'Orders’']);
  });

  test('agents save and change their own only; what one may not see is not there', async () => {
    const agent = await door.person('agent');
    const other = await door.person('agent');
    const lead = await door.person('supervisor');
    expect((await save(agent, { scope: 'everyone' })).status).toBe(403);
    const { body: everyones } = await save(lead, { title: 'All', scope: 'everyone' });
    const url = (id: string) => `/api/saved-replies/${id}`;
    const change = { ...reply({ title: 'All', scope: 'everyone' }), version: 1 };
    expect((await agent.ask('PATCH', url(everyones.id), change)).status).toBe(403);
    expect((await agent.ask('DELETE', url(everyones.id))).status).toBe(403);
    const { body: mine } = await save(agent);
    expect((await other.ask('PATCH', url(mine.id), { ...reply(), version: 1 })).status).toBe(404);
    expect((await other.ask('DELETE', url(mine.id))).status).toBe(404);
    expect((await agent.ask('DELETE', url(mine.id))).status).toBe(204);
  });

  test('of two who change the same one at a time the second is told', async () => {
    const lead = await door.person('supervisor');
    const { body } = await save(lead, { title: 'Twice', scope: 'everyone' });
    const change = (title: string) =>
      lead.ask('PATCH', `/api/saved-replies/${body.id}`, {
        ...reply({ title, scope: 'everyone' }),
        version: 1,
      });
    const answers = await Promise.all([change('One'), change('Two')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test('one shortcut means one thing in one place', async () => {
    const lead = await door.person('supervisor');
    expect((await save(lead, { scope: 'everyone', shortcut: 'Hours' })).body.shortcut).toBe('hours');
    expect((await save(lead, { scope: 'everyone', shortcut: 'hours' })).body.error.data.field).toBe(
      'shortcut',
    );
    expect((await save(lead, { shortcut: 'hours' })).status).toBe(201);
  });
});

describe('what is refused when it is saved', () => {
  test.each([
    ['variants.0.text', [variant('en', 'Hi {{contact.nickname}}')]],
    ['variants.1.language', [variant('en', 'a'), variant('en', 'b')]],
    ['variants.0.template', [variant('en', 'Look', { template: { kind: 'media', buttons: [] } })]],
    ['variants.0.text', [variant('en', '  ')]],
    [
      'variants.0.template.text',
      [
        variant('en', '', {
          template: {
            kind: 'buttons',
            text: '{{nobody}}',
            buttons: [{ type: 'postback', title: 'A', payload: 'a' }],
          },
        }),
      ],
    ],
  ])('%s', async (field, variants) => {
    const agent = await door.person('agent');
    const answer = await save(agent, { variants });
    expect([answer.status, answer.body.error.data.field]).toEqual([400, field]);
  });

  test('templates over Messenger’s limits', async () => {
    const agent = await door.person('agent');
    const button = { type: 'postback', title: 'Yes', payload: 'y' };
    const saved = (template: object) => save(agent, { variants: [variant('en', '', { template })] });
    expect(
      (await saved({ kind: 'buttons', text: 'x', buttons: [button, button, button, button] })).status,
    ).toBe(400);
    expect((await saved({ kind: 'buttons', text: 'x'.repeat(641), buttons: [button] })).status).toBe(400);
    expect((await saved({ kind: 'cards', cards: [{ title: 'Only a title', buttons: [] }] })).status).toBe(
      400,
    );
    expect(
      (
        await saved({
          kind: 'buttons',
          text: 'x',
          buttons: [{ type: 'link', title: 'A', url: 'http://a.test' }],
        })
      ).status,
    ).toBe(400);
    expect((await saved({ kind: 'buttons', text: 'x', buttons: [button] })).status).toBe(201);
  });
});

test('N11 used in a conversation it is filled, with nickname and tags, and nobody uses it where they may not look', async () => {
  const department = await door.department();
  const agent = await door.person('agent', [department], 'Jonas Berg');
  const stranger = await door.person('agent', []);
  const page = await facts.page(department, { name: 'Harbour' });
  const contact = await facts.contact(page, 'Elena');
  const conversation = await facts.conversation(page, { contactId: contact, departmentId: department });
  const { body } = await save(agent, {
    variants: [variant('en', 'Hi {{contact.first_name|there}}, {{agent.first_name}} of {{page.name}}')],
  });
  const url = `/api/saved-replies/${body.id}/use`;
  const used = await agent.ask('POST', url, { conversationId: conversation.id });
  expect(used.body).toMatchObject({
    text: 'Hi Elena, Jonas of Harbour',
    missing: [],
    uploads: [],
    template: null,
  });
  await door.db.updateTable('deskUser').set({ nickname: 'Jo' }).where('id', '=', agent.id).execute();
  for (const name of ['Urgent', 'Damaged']) {
    const tag = door.newId();
    await door.db
      .insertInto('tag')
      .values({ id: tag, name, color: 1, createdAt: door.clock.now() })
      .execute();
    await agent.ask('PUT', `/api/conversations/${conversation.id}/tags/${tag}`);
  }
  const { body: more } = await save(agent, {
    variants: [variant('en', '{{agent.nickname}} on {{conversation.tags}}')],
  });
  const filled = await agent.ask('POST', `/api/saved-replies/${more.id}/use`, {
    conversationId: conversation.id,
  });
  expect(filled.body.text).toBe('Jo on Damaged, Urgent');
  const { body: everyones } = await save(await door.person('supervisor'), { scope: 'everyone' });
  const elsewhere = await stranger.ask('POST', `/api/saved-replies/${everyones.id}/use`, {
    conversationId: conversation.id,
  });
  expect(elsewhere.status).toBe(404);
});
