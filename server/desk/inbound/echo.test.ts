import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { appId, at, meta, readConversation, useIntake } from '../../testing/intake.ts';

const intake = useIntake();
let page: string;
let pageId: string;
let pages = 0;
beforeEach(async () => {
  page = `7002${pages++}`;
  pageId = await intake.page(page);
  await sql`truncate set_aside, live_event, job, early_mark`.execute(intake.db);
});
const who = (psid = '28') => ({ psid, page });
const read = (psid?: string) => readConversation(intake, pageId, psid);

/** A message of an agent's, as a reply leaves it. */
async function weWrite(
  text: string,
  status: 'queued' | 'sending' | 'unknown' | 'failed' | 'sent',
  more: { mid?: string; seconds?: number } = {},
) {
  const { conversation, contact } = await read();
  const id = intake.newId();
  const when = new Date(at(more.seconds ?? 30));
  await intake.db
    .insertInto('message')
    .values({
      id,
      conversationId: conversation.id,
      pageId,
      contactId: contact.id,
      kind: 'message',
      direction: 'out',
      authorKind: 'user',
      text,
      at: when,
      createdAt: when,
      status,
      mid: more.mid ?? null,
    })
    .execute();
  await intake.db
    .updateTable('conversation')
    .set({
      lastMessage: JSON.stringify({ text, kind: 'text', direction: 'out', at: when }),
      lastMessageAt: when,
      waitingSince: null,
      unreadCount: 0,
    })
    .where('id', '=', conversation.id)
    .execute();
  return id;
}
const out = async () => (await read()).messages.filter((message) => message.direction === 'out');

describe('an echo of our own send', () => {
  beforeEach(() => intake.tell(meta.message('m1', 'Hi', 1, who())));

  test.each([Number(appId), appId])(
    'is not a second message, with the app id as %o (behaviour 42)',
    async (app) => {
      const id = await weWrite('Hello', 'sent', { mid: 'e1' });
      await intake.tell(meta.echo('e1', 'Hello', 31, who(), { app_id: app, metadata: id }));
      expect(await out()).toMatchObject([{ id, status: 'sent', at: new Date(at(31)) }]);
    },
  );

  test('before the answer to the send settles the message: sent, with Meta’s id and time (behaviour 44)', async () => {
    const id = await weWrite('Hello', 'sending');
    await intake.tell(meta.echo('e1', 'Hello', 31, who(), { app_id: Number(appId), metadata: id }));
    expect(await out()).toMatchObject([
      { id, mid: 'e1', status: 'sent', at: new Date(at(31)), sentAt: new Date(at(31)), authorKind: 'user' },
    ]);
    expect((await read()).conversation.lastMessage).toMatchObject({
      text: 'Hello',
      at: '2026-11-20T12:00:31.000Z',
    });
    const news = await intake.db
      .selectFrom('liveEvent')
      .select(['kind', 'messageId'])
      .where('messageId', '=', id)
      .execute();
    expect(news).toEqual([{ kind: 'message.changed', messageId: id }]);
    await intake.tell(meta.echo('e1', 'Hello', 31, who(), { app_id: Number(appId), metadata: id }));
    expect((await out())[0]?.version).toBe(2);
  });

  test.each(['unknown', 'failed'] as const)('settles one that was thought %s', async (status) => {
    const id = await weWrite('Hello', status);
    await intake.tell(meta.echo('e1', 'Hello', 31, who(), { app_id: Number(appId), metadata: id }));
    expect(await out()).toMatchObject([{ id, status: 'sent', failure: null }]);
  });

  test('takes what its receipts have told before it', async () => {
    const id = await weWrite('Hello', 'sending');
    await intake.tell(meta.read(40, who()));
    expect((await out())[0]?.status).toBe('sending');
    await intake.tell(meta.echo('e1', 'Hello', 31, who(), { app_id: Number(appId), metadata: id }));
    expect(await out()).toMatchObject([{ id, status: 'read' }]);
  });

  test('brings what stood on the message before anybody knew its id', async () => {
    const id = await weWrite('Hello', 'sending');
    await intake.tell(meta.reaction('e1', '😮', 35, who()), meta.delivery(20, ['e1'], who()));
    // The answer to the send comes first; it knows nothing of marks.
    await intake.db.updateTable('message').set({ mid: 'e1', status: 'sent' }).where('id', '=', id).execute();
    await intake.tell(meta.echo('e1', 'Hello', 30, who(), { app_id: Number(appId), metadata: id }));
    expect(await out()).toMatchObject([{ id, status: 'delivered' }]);
    const reactions = await intake.db
      .selectFrom('messageReaction')
      .select('emoji')
      .where('messageId', '=', id)
      .execute();
    expect(reactions).toEqual([{ emoji: '😮' }]);
  });

  test('without our mark settles the only message it can be', async () => {
    const id = await weWrite('Hello', 'unknown');
    await intake.tell(meta.echo('e1', ' Hello ', 31, who(), { app_id: Number(appId) }));
    expect(await out()).toMatchObject([{ id, mid: 'e1', status: 'sent' }]);
  });

  test('without our mark, when it may be either of two, is shown as sent from outside', async () => {
    await weWrite('Hello', 'unknown');
    await weWrite('Hello', 'unknown', { seconds: 32 });
    await intake.tell(meta.echo('e1', 'Hello', 31, who(), { app_id: Number(appId) }));
    expect((await out()).map((m) => [m.authorKind, m.status])).toEqual([
      ['user', 'unknown'],
      ['outside', 'sent'],
      ['user', 'unknown'],
    ]);
  });

  test('with the mark of a message that went out under another id is a second message, and shown', async () => {
    const id = await weWrite('Hello', 'sent', { mid: 'e1' });
    await intake.tell(meta.echo('e2', 'Hello', 32, who(), { app_id: Number(appId), metadata: id }));
    expect((await out()).map((m) => [m.mid, m.authorKind])).toEqual([
      ['e1', 'user'],
      ['e2', 'outside'],
    ]);
  });

  test('with a mark of another person’s message settles nothing of theirs', async () => {
    const id = await weWrite('Hello', 'sending');
    await intake.tell(meta.echo('e1', 'Hello', 31, who('29'), { app_id: Number(appId), metadata: id }));
    expect(await out()).toMatchObject([{ id, mid: null, status: 'sending' }]);
    expect((await read('29')).messages).toMatchObject([{ mid: 'e1', authorKind: 'outside' }]);
  });
});

describe('an echo from elsewhere', () => {
  test.each([
    ['another app', { app_id: 263902037430900 }],
    ['no app', {}],
    ['a mark that is not ours', { app_id: Number(appId), metadata: 'order-7' }],
    ['a mark that we do not know', { metadata: '018f3c1e-7a2b-7000-8000-000000000001' }],
  ])(
    'with %s is shown as sent outside the desk, and answers the customer (behaviours 43, 113)',
    async (_, more) => {
      await intake.tell(
        meta.message('m1', 'Hi', 1, who()),
        meta.echo('e1', 'From the phone', 20, who(), more),
      );
      const { messages, conversation } = await read();
      expect(messages[1]).toMatchObject({
        direction: 'out',
        authorKind: 'outside',
        authorId: null,
        status: 'sent',
        at: new Date(at(20)),
      });
      expect(conversation).toMatchObject({
        status: 'open',
        assigneeId: null,
        unreadCount: 1,
        waitingSince: null,
      });
      expect(conversation.lastMessage).toMatchObject({ text: 'From the phone', direction: 'out' });
    },
  );

  test('keeps the agent who has the conversation', async () => {
    await intake.tell(meta.message('m1', 'Hi', 1, who()));
    const agent = intake.newId();
    await intake.db
      .insertInto('deskUser')
      .values({
        id: agent,
        email: `${agent}@x.example`,
        name: 'A',
        passwordHash: 'x',
        role: 'agent',
        disabledAt: null,
        createdAt: intake.clock.now(),
      })
      .execute();
    await intake.db
      .updateTable('conversation')
      .set({ assigneeId: agent, status: 'active' })
      .where('pageId', '=', pageId)
      .execute();
    await intake.tell(meta.echo('e1', 'x', 2, who()));
    expect((await read()).conversation).toMatchObject({ assigneeId: agent, status: 'active' });
  });

  test('to someone without a conversation makes one that nobody has to work on (behaviour 45)', async () => {
    await intake.tell(meta.echo('e1', 'Our spring offer', 5, who(), { app_id: 77 }));
    const { conversation } = await read();
    expect(conversation).toMatchObject({
      status: 'closed',
      assigneeId: null,
      unreadCount: 0,
      waitingSince: null,
    });
    await intake.tell(meta.message('m1', 'Tell me more', 9, who()));
    const after = await read();
    expect(after.conversations).toMatchObject([
      { id: conversation.id, status: 'open', unreadCount: 1, reopenedCount: 0, closedAt: null },
    ]);
    expect(after.messages.map((m) => m.kind)).toEqual(['message', 'message']);
  });

  test('triggers nothing: no job but the person’s name (behaviour 46)', async () => {
    await intake.tell(meta.echo('e1', 'Hello', 5, who(), { app_id: 77 }));
    const jobs = await intake.db.selectFrom('job').select('kind').execute();
    expect(jobs).toEqual([{ kind: 'fetch-profile' }]);
  });

  test('does not wake a closed conversation', async () => {
    await intake.tell(meta.message('m1', 'Hi', 1, who()));
    await intake.db
      .updateTable('conversation')
      .set({ status: 'closed', closedAt: new Date(at(100)), waitingSince: null })
      .where('pageId', '=', pageId)
      .execute();
    await intake.tell(meta.echo('e1', 'Thanks again', 500, who()));
    const { conversations, messages } = await read();
    expect(conversations).toMatchObject([{ status: 'closed', lastMessage: { text: 'Thanks again' } }]);
    expect(messages).toHaveLength(2);
  });

  test('with the same picture twice stores it once, the same on a repeat; templates and places do no harm (behaviour 114)', async () => {
    const attachments = [
      { type: 'image', payload: { url: 'https://cdn.example/a' } },
      { type: 'image', payload: { url: 'https://cdn.example/a' } },
      { type: 'template', payload: { template_type: 'button', text: 'Choose', buttons: [] } },
      { type: 'location', payload: { coordinates: { lat: 48.2, long: 16.4 } } },
    ];
    const echo = meta.echo('e1', null, 5, who(), { attachments });
    await intake.tell(echo);
    const first = await read();
    expect(first.attachments.map((a) => [a.position, a.kind, a.title])).toEqual([
      [0, 'image', null],
      [1, 'template', 'Choose'],
      [2, 'location', null],
    ]);
    await intake.tell(echo);
    expect((await read()).attachments).toEqual(first.attachments);
  });
});

describe('receipts', () => {
  const statuses = async (psid?: string) => (await read(psid)).messages.map((m) => [m.mid, m.status]);

  test('a delivery raises what went out up to its watermark, and nothing else (behaviour 71)', async () => {
    await intake.tell(
      meta.message('m1', 'Hi', 1, who()),
      meta.echo('e1', 'a', 2, who()),
      meta.echo('e2', 'b', 3, who()),
    );
    await intake.tell(meta.delivery(2, [], who()));
    expect(await statuses()).toEqual([
      ['m1', 'received'],
      ['e1', 'delivered'],
      ['e2', 'sent'],
    ]);
  });

  test('a read raises what went out up to its watermark, also at that very time (behaviour 72)', async () => {
    await intake.tell(
      meta.message('m1', 'Hi', 1, who()),
      meta.echo('e1', 'a', 2, who()),
      meta.echo('e2', 'b', 3, who()),
    );
    await intake.tell(meta.read(2, who()));
    expect(await statuses()).toEqual([
      ['m1', 'received'],
      ['e1', 'read'],
      ['e2', 'sent'],
    ]);
    expect((await read()).messages[1]).toMatchObject({
      readAt: new Date(at(2)),
      deliveredAt: new Date(at(2)),
    });
  });

  test('a late or older receipt never takes a status back (behaviour 73)', async () => {
    await intake.tell(meta.message('m1', 'Hi', 1, who()), meta.echo('e1', 'a', 2, who()));
    await intake.tell(meta.read(10, who()));
    const before = (await read()).messages[1];
    await intake.tell(meta.delivery(9, ['e1'], who()), meta.read(1, who()), meta.delivery(1, [], who()));
    expect((await read()).messages[1]).toEqual(before);
    expect((await read()).contact).toMatchObject({
      readUntil: new Date(at(10)),
      deliveredUntil: new Date(at(9)),
    });
  });

  test('a receipt that comes before its message is there when the message comes', async () => {
    await intake.tell(meta.read(10, who()));
    await intake.tell(meta.delivery(1, ['e2'], who()));
    await intake.tell(meta.echo('e1', 'a', 2, who()), meta.echo('e2', 'b', 20, who()));
    expect(await statuses()).toEqual([
      ['e1', 'read'],
      ['e2', 'delivered'],
    ]);
  });

  test('a message that is named is delivered, whatever the watermark', async () => {
    await intake.tell(meta.message('m1', 'Hi', 1, who()), meta.echo('e1', 'a', 20, who()));
    await intake.tell(meta.delivery(2, ['e1', 'm1'], who()));
    expect(await statuses()).toEqual([
      ['m1', 'received'],
      ['e1', 'delivered'],
    ]);
  });

  test('a watermark of one page or person touches no other’s messages (behaviour 74)', async () => {
    const other = `${page}9`;
    const otherId = await intake.page(other);
    await intake.tell(
      meta.echo('e1', 'a', 2, who()),
      meta.echo('e2', 'b', 2, { psid: '28', page: other }),
      meta.echo('e3', 'c', 2, who('29')),
    );
    await intake.tell(meta.read(10, who()));
    expect(await statuses()).toEqual([['e1', 'read']]);
    expect(await statuses('29')).toEqual([['e3', 'sent']]);
    expect((await readConversation(intake, otherId)).messages[0]?.status).toBe('sent');
  });

  test('neither a receipt nor a read opens the window (behaviour 67)', async () => {
    await intake.tell(meta.echo('e1', 'a', 2, who()), meta.delivery(3, ['e1'], who()), meta.read(4, who()));
    const { contact, conversation } = await read();
    expect(contact.windowAnchorAt).toBeNull();
    expect(conversation.windowAnchorAt).toBeNull();
  });
});
