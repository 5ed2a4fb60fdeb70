import { beforeEach, describe, expect, test } from 'vitest';
import { conversationId, messageId, userId } from '../../../contract/ids.ts';
import type { WriteMessage, WrittenMessages } from '../../../contract/messages.ts';
import { Problem } from '../../lib/api.ts';
import { aMessage } from '../../testing/a-message.ts';
import { Outbox, type NewEntry, type OutboxEntry } from './outbox.ts';

const conversation = conversationId.parse('01937000-0000-7000-8000-000000000001');
const other = conversationId.parse('01937000-0000-7000-8000-000000000002');
const maya = { id: userId.parse('01937000-0000-7000-8000-0000000000aa'), name: 'Maya' };

const anEntry = (number: number, facts: Partial<NewEntry> = {}): NewEntry => ({
  clientId: `01937000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  conversationId: conversation,
  kind: 'reply',
  author: maya,
  text: `reply ${number}`,
  uploads: [],
  quickReplies: [],
  replyTo: null,
  seen: messageId.parse('01937000-0000-7000-8000-000000000009'),
  createdAt: '2026-11-20T12:00:00.000Z',
  ...facts,
});

type Call = { body: WriteMessage; answer: (outcome: 'yes' | Problem) => Promise<void> };

let calls: Call[] = [];
let scheduled: (() => void)[] = [];
let stale: OutboxEntry[] = [];
let kept: readonly OutboxEntry[] = [];
let written = 0;

const unreachable = new Problem({ code: 'unreachable', message: 'no answer', status: 0, requestId: null });

function anOutbox(before: readonly OutboxEntry[] = []): Outbox {
  return new Outbox(
    {
      write: (_conversation, body) =>
        new Promise<WrittenMessages>((resolve, reject) => {
          calls.push({
            body,
            answer: async (outcome) => {
              if (outcome === 'yes') resolve({ message: aMessage(1), messages: [aMessage(1)] });
              else reject(outcome);
              await new Promise((done) => setImmediate(done));
            },
          });
        }),
      onWritten: () => {
        written += 1;
      },
      onStale: (entry) => stale.push(entry),
      schedule: (act) => {
        scheduled.push(act);
        return () => {
          scheduled = scheduled.filter((one) => one !== act);
        };
      },
      keep: (entries) => {
        kept = entries;
      },
    },
    before,
  );
}

beforeEach(() => {
  calls = [];
  scheduled = [];
  stale = [];
  kept = [];
  written = 0;
});

describe('Outbox', () => {
  test('what its writer wrote goes along with a translation (N33)', () => {
    const ownWords = { text: 'Fine.', language: 'en', sentIn: 'cs' };
    anOutbox().add(anEntry(1, { text: 'Dobře.', ownWords }));
    expect(calls[0]?.body).toMatchObject({ text: 'Dobře.', ownWords });
  });

  test('two clicks with one clientId send once', () => {
    const outbox = anOutbox();
    outbox.add(anEntry(1));
    outbox.add(anEntry(1));
    expect(calls).toHaveLength(1);
    expect(outbox.read()).toHaveLength(1);
  });

  test('an entry leaves once the server has it', async () => {
    const outbox = anOutbox();
    outbox.add(anEntry(1));
    await calls[0]?.answer('yes');
    expect(outbox.read()).toEqual([]);
    expect(written).toBe(1);
  });

  test('replies of one conversation go one after another, those of two side by side', async () => {
    const outbox = anOutbox();
    outbox.add(anEntry(1));
    outbox.add(anEntry(2));
    outbox.add(anEntry(3, { conversationId: other }));
    expect(calls.map((call) => call.body.text)).toEqual(['reply 1', 'reply 3']);
    await calls[0]?.answer('yes');
    expect(calls.map((call) => call.body.text)).toEqual(['reply 1', 'reply 3', 'reply 2']);
  });

  test('an unreachable server keeps the words, their order and their clientId', async () => {
    const outbox = anOutbox();
    outbox.add(anEntry(1));
    outbox.add(anEntry(2));
    await calls[0]?.answer(unreachable);
    expect(outbox.read().map((entry) => entry.state)).toEqual(['waiting', 'sending']);
    expect(kept).toHaveLength(2);
    scheduled.shift()?.();
    expect(calls[1]?.body.clientId).toBe(anEntry(1).clientId);
    await calls[1]?.answer('yes');
    expect(calls[2]?.body.clientId).toBe(anEntry(2).clientId);
    await calls[2]?.answer('yes');
    expect(outbox.read()).toEqual([]);
  });

  test('a refusal keeps the words with the reason, and lets the next one go', async () => {
    const outbox = anOutbox();
    outbox.add(anEntry(1));
    outbox.add(anEntry(2));
    const closed = new Problem({ code: 'window-closed', message: 'Closed.', status: 409, requestId: null });
    await calls[0]?.answer(closed);
    expect(outbox.read()[0]).toMatchObject({ state: 'refused', problem: { code: 'window-closed' } });
    expect(calls[1]?.body.text).toBe('reply 2');
  });

  test('after a session has ended the words wait for their writer', async () => {
    const outbox = anOutbox();
    outbox.add(anEntry(1));
    await calls[0]?.answer(
      new Problem({ code: 'unauthenticated', message: 'Sign in.', status: 401, requestId: null }),
    );
    expect(outbox.read()[0]?.state).toBe('waiting');
    expect(scheduled).toEqual([]);
    outbox.flush();
    expect(calls[1]?.body.clientId).toBe(anEntry(1).clientId);
  });

  test('what a closed page left behind is sent again as the same message', async () => {
    const outbox = anOutbox([{ ...anEntry(1), state: 'sending', problem: null }]);
    outbox.flush();
    expect(calls[0]?.body.clientId).toBe(anEntry(1).clientId);
  });

  test('a stale reply is given back to its writer and not kept', async () => {
    const outbox = anOutbox();
    outbox.add(anEntry(1));
    await calls[0]?.answer(
      new Problem({
        code: 'conflict',
        message: 'Jonas was faster.',
        status: 409,
        requestId: null,
        data: { newer: aMessage(2) },
      }),
    );
    expect(stale.map((entry) => entry.text)).toEqual(['reply 1']);
    expect(outbox.read()).toEqual([]);
  });

  test('a conversation that was closed in the meantime keeps the words in place', async () => {
    const outbox = anOutbox();
    outbox.add(anEntry(1));
    await calls[0]?.answer(
      new Problem({ code: 'conflict', message: 'It is closed.', status: 409, requestId: null }),
    );
    expect(stale).toEqual([]);
    expect(outbox.read()[0]?.state).toBe('refused');
  });

  test('a note carries neither buttons nor what was seen', () => {
    anOutbox().add(anEntry(1, { kind: 'note', quickReplies: [{ title: 'Yes' }] }));
    expect(calls[0]?.body).toEqual({ clientId: anEntry(1).clientId, kind: 'note', text: 'reply 1' });
  });
});
