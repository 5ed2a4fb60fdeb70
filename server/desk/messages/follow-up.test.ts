import { describe, expect, test } from 'vitest';
import type { WriteMessage } from '../../../contract/messages.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useMessengerDesk, type Chat } from '../../testing/messenger-desk.ts';
import { endConversation } from '../conversations/end.ts';
import { getConversation } from '../conversations/get.ts';
import { Problem } from '../problems.ts';
import { exportPerson } from '../privacy/contact-privacy.ts';
import { presentMessages } from './present.ts';
import { followUp, writeMessage } from './reply.ts';
import { retryMessage } from './retry.ts';

const desk = useMessengerDesk();
const { settings } = deskFacts(desk);
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

async function closedChat(
  humanAgentAllowed: boolean,
  purpose: WriteMessage['purpose'] | null = { kind: 'order' },
) {
  const page = await desk.page({ humanAgentAllowed });
  const chat = await desk.chat({ page });
  const lead = desk.as(await desk.user('supervisor'));
  await endConversation(lead, chat.id);
  const agent = desk.as(await desk.user('agent', [page.departmentId]));
  const say = (text = 'It is on its way.', clientId: string = crypto.randomUUID()) =>
    followUp(agent, chat.id, { clientId, kind: 'reply', text, ...(purpose ? { purpose } : {}) });
  return { chat, agent, say };
}

const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
const stateOf = (chat: Chat) =>
  desk.db
    .selectFrom('conversation')
    .select(['status', 'assigneeId', 'reopenedCount'])
    .where('id', '=', chat.id)
    .executeTakeFirstOrThrow();

test('R86: a follow-up goes out at 6 d 23 h 59 min, under the tag, and the conversation stays closed', async () => {
  const { chat, agent, say } = await closedChat(true);
  const before = await stateOf(chat);
  desk.advance(7 * dayMs - minuteMs);
  expect((await getConversation(agent, chat.id)).may).toMatchObject({ reply: false, followUp: true });
  await say();
  await desk.worker().drain();
  expect(await chat.received()).toMatchObject([
    { text: 'It is on its way.', messagingType: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' },
  ]);
  expect(await stateOf(chat)).toEqual(before);
});

test('R86: at 7 d 1 min it is refused with the reason, and nothing goes out', async () => {
  const { chat, agent, say } = await closedChat(true);
  desk.advance(7 * dayMs + minuteMs);
  expect((await getConversation(agent, chat.id)).may.followUp).toBe(false);
  expect(await problemOf(say())).toBe('window-closed');
  await desk.worker().drain();
  expect(await chat.received()).toEqual([]);
});

test('R86, behaviour 70: without the permission a follow-up ends with the first 24 hours', async () => {
  const { say } = await closedChat(false);
  desk.advance(dayMs - minuteMs);
  await say();
  desk.advance(minuteMs);
  expect(await problemOf(say())).toBe('window-closed');
});

test('the same click again is the same follow-up', async () => {
  const { chat, say } = await closedChat(true);
  const clientId = crypto.randomUUID();
  const [first, again] = [await say('Once.', clientId), await say('Once.', clientId)];
  expect([first.isRepeat, again.isRepeat]).toEqual([false, true]);
  await desk.worker().drain();
  expect(await chat.received()).toHaveLength(1);
});

test('an open conversation takes no follow-up, and who does not see it follows up nothing', async () => {
  const chat = await desk.chat();
  const input = { clientId: crypto.randomUUID(), kind: 'reply', text: 'Hello' } as const;
  const agent = desk.as(await desk.user('agent', [chat.page.departmentId]));
  expect(await problemOf(followUp(agent, chat.id, input))).toBe('conflict');
  const stranger = desk.as(await desk.user('agent', [await desk.department()]));
  expect(await problemOf(followUp(stranger, chat.id, input))).toBe('not-found');
});

test('where the customer has begun another conversation since, one writes there', async () => {
  const { chat, say } = await closedChat(true);
  const now = desk.clock.now();
  await desk.db
    .insertInto('conversation')
    .values({
      id: desk.newId(),
      pageId: chat.page.id,
      contactId: chat.contactId,
      departmentId: chat.page.departmentId,
      status: 'open',
      lastActivityAt: now,
      openedAt: now,
      createdAt: now,
    })
    .execute();
  expect(await problemOf(say())).toBe('conflict');
});

test('who only takes part writes no follow-up: it is for its department (N7)', async () => {
  const { chat, agent } = await closedChat(true);
  if (agent.actor.kind !== 'user') throw new Error('An agent is a person.');
  const guest = { ...agent, actor: { ...agent.actor, departmentIds: [], takesPartIn: [chat.id] } };
  const input = { clientId: crypto.randomUUID(), kind: 'reply', text: 'Hello' } as const;
  expect(await problemOf(followUp(guest, chat.id, input))).toBe('forbidden');
});

describe('an answer after the first 24 hours', () => {
  const problem = (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (error: unknown) => (error instanceof Problem ? { code: error.code, ...error.data } : error),
    );
  const late = async () => {
    const page = await desk.page({ humanAgentAllowed: true });
    await settings(page.id, insists);
    const chat = await desk.chat({ page, wroteAgoMs: dayMs });
    const agent = desk.as(await desk.user('agent', [page.departmentId]));
    const write = (more: Partial<WriteMessage> = {}) =>
      writeMessage(agent, chat.id, {
        clientId: crypto.randomUUID(),
        kind: 'reply',
        text: 'It is on its way.',
        ...more,
      });
    return { page, chat, agent, write };
  };
  const insists = { messages: { asksPurpose: 'always' } } as const;
  const needsPurpose = { code: 'invalid', field: 'purpose' };

  test('says what it is for where the page insists, or is refused; a follow-up too (R136)', async () => {
    const { chat, write } = await late();
    expect(await problem(write())).toEqual(needsPurpose);
    const closed = await closedChat(true, null);
    await settings(closed.chat.page.id, insists);
    desk.advance(dayMs);
    expect(await problem(closed.say())).toEqual(needsPurpose);
    await desk.worker().drain();
    expect(await chat.received()).toEqual([]);
  });

  test('keeps what it is for with each of its parts, shows it, and gives it out with the person’s data (R136)', async () => {
    const { chat, agent, write } = await late();
    const purpose = { kind: 'other', words: 'Keys left behind' } as const;
    const { messageIds } = await write({ text: 'One sentence. '.repeat(200), purpose });
    expect(messageIds.length).toBeGreaterThan(1);
    for (const message of await presentMessages(agent.db, messageIds)) {
      expect(message.purpose).toEqual(purpose);
    }
    const told = await exportPerson(desk.as(await desk.user('administrator')), chat.contactId);
    const ours = told.messages.filter(({ direction }) => direction === 'out');
    expect(ours.map((message) => message.purpose)).toEqual(messageIds.map(() => purpose));
  });

  test('inside the 24 hours nothing is asked, and nothing of it is kept (R133, R136)', async () => {
    const chat = await desk.chat({ page: await desk.page({ humanAgentAllowed: true }) });
    const agent = desk.as(await desk.user('agent', [chat.page.departmentId]));
    const input = { clientId: crypto.randomUUID(), kind: 'reply', text: 'Today all is free!' } as const;
    await settings(chat.page.id, { messages: { promotionalWords: ['free'] } });
    const { messageIds } = await writeMessage(agent, chat.id, { ...input, purpose: { kind: 'order' } });
    expect((await presentMessages(agent.db, messageIds))[0]?.purpose).toBeNull();
    await desk.worker().drain();
    expect(await chat.received()).toHaveLength(1);
  });

  test('where the page does not insist, it goes out without, and what is said all the same is kept (R136)', async () => {
    const { page, chat, agent, write } = await late();
    await settings(page.id, { messages: { asksPurpose: 'at-the-desk' } });
    await write();
    const { messageIds } = await write({ purpose: { kind: 'problem' } });
    expect((await presentMessages(agent.db, messageIds))[0]?.purpose).toEqual({
      kind: 'problem',
      words: null,
    });
    await desk.worker().drain();
    expect(await chat.received()).toHaveLength(2);
  });

  test('with a word of offers does not go out, wherever the word stands, and the word is named (R136)', async () => {
    const { page, chat, write } = await late();
    await settings(page.id, { messages: { promotionalWords: ['Black Friday', 'Rabatt'] } });
    const purpose = { kind: 'question' } as const;
    const link = { type: 'link', title: 'RABÀTT', url: 'https://shop.example' } as const;
    const offers: Partial<WriteMessage>[] = [
      { text: 'Come for black -- friday' },
      { text: 'Look', quickReplies: [{ title: 'rabatt?' }] },
      { text: 'Look', template: { kind: 'buttons', text: 'Here', buttons: [link] } },
      { text: 'Look', template: { kind: 'cards', cards: [{ title: 'Rabatt', buttons: [link] }] } },
    ];
    for (const more of offers) {
      const refused = await write({ ...more, purpose }).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'invalid', data: { field: 'text' } });
      expect(String(refused)).toMatch(/“(Black Friday|Rabatt)”/);
    }
    await write({ text: 'Der Rabattcode steht auf Ihrer Rechnung.', purpose });
    await desk.worker().drain();
    expect(await chat.received()).toHaveLength(1);
  });

  test('that was written inside them and waited is looked through before it leaves, and goes out on a lawful ground (R136)', async () => {
    const page = await desk.page({ humanAgentAllowed: true });
    await settings(page.id, { messages: { promotionalWords: ['offer'] } });
    const [offer, answer] = [
      await desk.chat({ page, wroteAgoMs: dayMs - minuteMs }),
      await desk.chat({ page, wroteAgoMs: dayMs - minuteMs }),
    ];
    const lead = desk.as(await desk.user('supervisor'));
    const say = (chat: Chat, text: string) =>
      writeMessage(lead, chat.id, { clientId: crypto.randomUUID(), kind: 'reply', text });
    const { messageIds } = await say(offer, 'An offer for you');
    await say(answer, 'It is on its way.');
    desk.advance(minuteMs);
    await desk.worker().drain();
    expect(await offer.received()).toEqual([]);
    const [failed] = await presentMessages(lead.db, messageIds);
    expect(failed).toMatchObject({ status: 'failed', failure: { code: 'promotional-word', mayRetry: true } });
    expect(failed?.failure?.message).toContain('“offer”');
    expect(await answer.received()).toMatchObject([{ tag: 'HUMAN_AGENT' }]);
  });

  test('that is sent again says what it is for by then where the page insists, and keeps it (R136)', async () => {
    const page = await desk.page({ humanAgentAllowed: true });
    await settings(page.id, insists);
    const chat = await desk.chat({ page });
    const lead = desk.as(await desk.user('supervisor'));
    const input = { clientId: crypto.randomUUID(), kind: 'reply', text: 'Here you are.' } as const;
    const { messageIds } = await writeMessage(lead, chat.id, input);
    const [id = ''] = messageIds;
    const failure = JSON.stringify({ code: 'x', message: 'x', advice: 'x', mayRetry: true });
    await desk.db.updateTable('message').set({ status: 'failed', failure }).where('id', '=', id).execute();
    desk.advance(dayMs);
    expect(await problem(retryMessage(lead, id))).toEqual(needsPurpose);
    await retryMessage(lead, id, { purpose: { kind: 'order', words: ' No. 77 ' } });
    await desk.worker().drain();
    const [sent] = await presentMessages(lead.db, messageIds);
    expect(sent).toMatchObject({ status: 'sent', purpose: { kind: 'order', words: ' No. 77 ' } });
    expect(await chat.received()).toMatchObject([{ tag: 'HUMAN_AGENT' }]);
  });
});
