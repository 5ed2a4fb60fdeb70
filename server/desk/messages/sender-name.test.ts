import { expect, test } from 'vitest';
import type { ChangePageSettings } from '../../../contract/page-settings.ts';
import type { Graph } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useMessengerDesk } from '../../testing/messenger-desk.ts';
import { writeMessage } from './reply.ts';
import { isSentAs } from './sender-name.ts';

const desk = useMessengerDesk();
const facts = deskFacts(desk);

type Call = Parameters<Graph['call']>[0];

/** An agent called Maya Lindqvist, a chat of hers, and what is asked of Facebook in her name. */
async function setting(
  messages: ChangePageSettings['messages'],
  refuse: (call: Call) => Error | null = () => null,
) {
  const agent = await desk.user('supervisor');
  await desk.db
    .updateTable('deskUser')
    .set({ name: 'Maya Lindqvist', nickname: 'Mia' })
    .where('id', '=', agent.userId)
    .execute();
  const chat = await desk.chat();
  await facts.settings(chat.page.id, { messages });
  const asked: { edge: string | undefined; name: unknown; text: unknown; personaId: unknown }[] = [];
  const graph: Graph = {
    ...desk.graph,
    call: (call) => {
      const error = refuse(call);
      const body = call.body as
        { name?: string; message?: { text?: string }; persona_id?: string } | undefined;
      asked.push({
        edge: call.path.at(-1),
        name: body?.name,
        text: body?.message?.text,
        personaId: body?.persona_id,
      });
      return error ? Promise.reject(error) : desk.graph.call(call);
    },
  };
  const says = async (text: string) => {
    const clientId = crypto.randomUUID();
    await writeMessage(desk.as(agent), chat.id, { clientId, kind: 'reply', text });
    await desk.worker({ graph }).drain();
  };
  const personas = () => asked.filter((one) => one.edge === 'personas');
  const sent = () => asked.filter((one) => one.edge === 'messages');
  return { agent, chat, says, personas, sent };
}

const refused = (code: number) =>
  new GraphRefused({
    status: 400,
    code,
    subcode: null,
    type: null,
    message: 'refused',
    fbtraceId: null,
    isTransient: false,
  } as never);
const refusesPersonas = (call: Call) => (call.path.at(-1) === 'personas' ? refused(10) : null);

test('R9: the persona is made once for an agent and page, and every reply goes out under it', async () => {
  const { says, personas, sent } = await setting({ agentName: 'nickname' });
  await says('Hello.');
  await says('And again.');
  expect(personas().map((one) => one.name)).toEqual(['Mia']);
  const ids = sent().map((one) => one.personaId);
  expect(ids[0]).toEqual(expect.any(String));
  expect(ids).toEqual([ids[0], ids[0]]);
  expect(sent().map((one) => one.text)).toEqual(['Hello.', 'And again.']);
});

test('R9: where Facebook refuses personas the name stands before the text, and it is not asked again that day', async () => {
  const { says, personas, sent } = await setting({ agentName: 'first' }, refusesPersonas);
  await says('Hello.');
  await says('And again.');
  expect(sent().map((one) => [one.text, one.personaId])).toEqual([
    ['Maya: Hello.', undefined],
    ['Maya: And again.', undefined],
  ]);
  expect(personas()).toHaveLength(1);
});

test('R9: or nothing stands there, as the page is set', async () => {
  const { says, sent } = await setting({ agentName: 'full', nameWithoutPersona: 'nothing' }, refusesPersonas);
  await says('Hello.');
  expect(sent().map((one) => one.text)).toEqual(['Hello.']);
});

test('R9: a page that shows no names asks for no persona', async () => {
  const { says, personas, sent } = await setting({ agentName: 'none' });
  await says('Hello.');
  expect([personas().length, sent()[0]?.personaId, sent()[0]?.text]).toEqual([0, undefined, 'Hello.']);
});

test('a persona that is not answered for holds nothing up, and is asked for with the next reply', async () => {
  let isDown = true;
  const { says, personas, sent } = await setting({ agentName: 'full' }, (call) =>
    isDown && call.path.at(-1) === 'personas'
      ? new GraphUnreachable({ phase: 'before-send', reason: 'ECONNREFUSED' })
      : null,
  );
  await says('Hello.');
  isDown = false;
  await says('And again.');
  expect(personas()).toHaveLength(2);
  expect(sent().map((one) => one.text)).toEqual(['Maya Lindqvist: Hello.', 'And again.']);
});

test('a persona that somebody deleted at Facebook costs no message: it goes out the other way', async () => {
  const { agent, chat, says, sent } = await setting({ agentName: 'full' }, (call) => {
    const { persona_id: id } = (call.body ?? {}) as { persona_id?: string };
    return id === 'gone' ? refused(100) : null;
  });
  await desk.db
    .insertInto('persona')
    .values({
      pageId: chat.page.id,
      userId: agent.userId,
      name: 'Maya Lindqvist',
      facebookId: 'gone',
      madeAt: desk.clock.now(),
    })
    .execute();
  await says('Hello.');
  expect(sent().map((one) => one.text)).toEqual(['Hello.', 'Maya Lindqvist: Hello.']);
  expect((await chat.received()).map((message) => message.text)).toEqual(['Maya Lindqvist: Hello.']);
});

test('of a long reply the first part alone bears the name, and no part is over the limit', async () => {
  const { says, sent } = await setting({ agentName: 'full', usesPersona: false });
  await says('A sentence of some length. '.repeat(150).trim());
  const texts = sent().map((one) => String(one.text));
  expect(texts.map((text) => text.startsWith('Maya Lindqvist: '))).toEqual(
    [true, false, false].slice(0, texts.length),
  );
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(2000);
});

test('what Facebook shows with a name before it is still the same message', () => {
  expect(isSentAs('Hello.', ' Hello. ')).toBe(true);
  expect(isSentAs('Maya Lindqvist: Hello.', 'Hello.')).toBe(true);
  expect(isSentAs('Something else. Hello.', 'Hello.')).toBe(false);
  expect(isSentAs(undefined, 'Hello.')).toBe(false);
  expect(isSentAs(`${'a'.repeat(60)}: Hello.`, 'Hello.')).toBe(false);
});
