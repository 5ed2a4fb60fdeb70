import { expect, test } from 'vitest';
import { useDeskDoor } from '../../testing/desk-door.ts';

const door = useDeskDoor();

async function conversationIn(departmentId: string): Promise<string> {
  const at = door.clock.now();
  const ids = Array.from({ length: 4 }, () => door.newId());
  const [app = '', page = '', contact = '', conversation = ''] = ids;
  await door.db
    .insertInto('metaApp')
    .values({
      id: app,
      appKey: app,
      name: 'A',
      appId: app,
      appSecretSealed: '-',
      verifyToken: '-',
      createdAt: at,
    })
    .execute();
  await door.db
    .insertInto('page')
    .values({
      id: page,
      metaAppId: app,
      facebookId: page,
      name: 'P',
      departmentId,
      tokenSealed: 'sealed',
      state: 'connected',
      stateSince: at,
      createdAt: at,
    })
    .execute();
  await door.db
    .insertInto('contact')
    .values({ id: contact, pageId: page, psid: contact, firstSeenAt: at, lastSeenAt: at, windowAnchorAt: at })
    .execute();
  await door.db
    .insertInto('conversation')
    .values({
      id: conversation,
      pageId: page,
      contactId: contact,
      departmentId,
      status: 'open',
      lastActivityAt: at,
      openedAt: at,
      createdAt: at,
    })
    .execute();
  return conversation;
}

const reply = (text: string) => ({ clientId: crypto.randomUUID(), kind: 'reply', text });

test('a reply is 201, the same click again is 200 with the same message', async () => {
  const department = await door.department();
  const agent = await door.person('agent', [department]);
  const url = `/api/conversations/${await conversationIn(department)}/messages`;
  const body = reply('Hello');
  const first = await agent.ask('POST', url, body);
  const second = await agent.ask('POST', url, body);
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(first.body.message).toMatchObject({ text: 'Hello', status: 'queued', clientId: body.clientId });
  expect(second.body.messages).toEqual(first.body.messages);
  expect((await agent.ask('GET', url)).body.items.at(-1)).toEqual(first.body.message);
});

test('a reply into another department is 404, and so is one into nothing', async () => {
  const url = `/api/conversations/${await conversationIn(await door.department())}/messages`;
  const stranger = await door.person('agent', [await door.department()]);
  expect((await stranger.ask('POST', url, reply('Hello'))).status).toBe(404);
  const nowhere = `/api/conversations/${door.newId()}/messages`;
  expect((await stranger.ask('POST', nowhere, reply('Hello'))).status).toBe(404);
  expect((await door.ask('POST', url, reply('Hello'))).status).toBe(401);
});

test('an unknown field, a clientId that is none and too many buttons are 400 and name the field (behaviour 51)', async () => {
  const agent = await door.person('supervisor');
  const url = `/api/conversations/${await conversationIn(await door.department())}/messages`;
  for (const body of [
    { ...reply('a'), tag: 'HUMAN_AGENT' },
    { ...reply('a'), clientId: 'one' },
    { ...reply('a'), quickReplies: Array.from({ length: 14 }, () => ({ title: 'Yes' })) },
    { ...reply('a'), quickReplies: [{ title: 'x'.repeat(21) }] },
    { ...reply('a'), purpose: { kind: 'offer' } },
    { ...reply('a'), purpose: { kind: 'other', words: ' ' } },
  ]) {
    const answer = await agent.ask('POST', url, body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid']);
    expect(answer.body.error.data).toHaveProperty('field');
  }
});

test('after the first 24 hours a program says what its answer is for where the page insists, and is told where (R136)', async () => {
  const department = await door.department();
  const conversation = await conversationIn(department);
  const { pageId } = await door.db
    .selectFrom('conversation')
    .select('pageId')
    .where('id', '=', conversation)
    .executeTakeFirstOrThrow();
  const settings = JSON.stringify({ messages: { asksPurpose: 'always' } });
  await door.db
    .updateTable('page')
    .set({ humanAgentAllowed: true, settings })
    .where('id', '=', pageId)
    .execute();
  const agent = await door.person('agent', [department]);
  const url = `/api/conversations/${conversation}`;
  expect((await agent.ask('GET', url)).body.writing.asksPurpose).toBe(true);
  const failed = (await agent.ask('POST', `${url}/messages`, reply('Hello'))).body.message.id;
  await door.db.updateTable('message').set({ status: 'failed' }).where('id', '=', failed).execute();
  door.clock.advance(25 * 3_600_000);
  for (const refused of [
    await agent.ask('POST', `${url}/messages`, reply('Hello')),
    await agent.ask('POST', `/api/messages/${failed}/retry`),
  ]) {
    expect([refused.status, refused.body.error.data]).toEqual([400, { field: 'purpose' }]);
  }
  const purpose = { kind: 'order', words: 'No. 77' };
  const told = await agent.ask('POST', `${url}/messages`, { ...reply('Hello'), purpose });
  expect([told.status, told.body.message.purpose]).toEqual([201, purpose]);
  expect((await agent.ask('POST', `/api/messages/${failed}/retry`, { purpose })).status).toBe(200);
});

test('a failed message is sent again by POST …/retry; one that has not failed is 409', async () => {
  const department = await door.department();
  const agent = await door.person('agent', [department]);
  const url = `/api/conversations/${await conversationIn(department)}/messages`;
  const { id } = (await agent.ask('POST', url, reply('Hello'))).body.message;
  expect((await agent.ask('POST', `/api/messages/${id}/retry`)).status).toBe(409);
  const failure = JSON.stringify({ code: 'attachment', message: 'No.', advice: 'Again.', mayRetry: true });
  await door.db.updateTable('message').set({ status: 'failed', failure }).where('id', '=', id).execute();
  const again = await agent.ask('POST', `/api/messages/${id}/retry`);
  expect([again.status, again.body.message.status, again.body.message.failure]).toEqual([
    200,
    'queued',
    null,
  ]);
  const stranger = await door.person('agent', [await door.department()]);
  expect((await stranger.ask('POST', `/api/messages/${id}/retry`)).status).toBe(404);
});

test('a failed reply can be thrown away by who wrote it, and the customer waits again', async () => {
  const department = await door.department();
  const agent = await door.person('agent', [department]);
  const conversation = await conversationIn(department);
  const at = door.clock.now();
  const { contactId, pageId } = await door.db
    .selectFrom('conversation')
    .select(['contactId', 'pageId'])
    .where('id', '=', conversation)
    .executeTakeFirstOrThrow();
  await door.db
    .insertInto('message')
    .values({
      id: door.newId(),
      conversationId: conversation,
      pageId,
      contactId,
      kind: 'message',
      direction: 'in',
      authorKind: 'customer',
      text: 'Is it in stock?',
      status: 'received',
      at,
      createdAt: at,
    })
    .execute();
  door.clock.advance(1_000);
  const url = `/api/conversations/${conversation}/messages`;
  const { id } = (await agent.ask('POST', url, reply('Hello'))).body.message;
  const discard = () => agent.ask('DELETE', `/api/messages/${id}`);
  expect((await discard()).status).toBe(409);
  await door.db.updateTable('message').set({ status: 'failed' }).where('id', '=', id).execute();
  expect((await (await door.person('supervisor')).ask('DELETE', `/api/messages/${id}`)).status).toBe(403);
  expect(
    (await (await door.person('agent', [await door.department()])).ask('DELETE', `/api/messages/${id}`))
      .status,
  ).toBe(404);
  expect((await discard()).status).toBe(204);
  expect((await discard()).status).toBe(404);
  const items = (await agent.ask('GET', url)).body.items as { text: string | null }[];
  expect(items.map((item) => item.text)).not.toContain('Hello');
  const shown = (await agent.ask('GET', `/api/conversations/${conversation}`)).body;
  expect(shown).toMatchObject({
    waitingSince: at.toISOString(),
    lastMessage: { text: 'Is it in stock?', direction: 'in' },
  });
});
