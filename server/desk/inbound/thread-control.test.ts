import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { appId, at, meta, readConversation, useIntake } from '../../testing/intake.ts';
import { heldElsewhere } from '../threads/held-elsewhere.ts';

const intake = useIntake();
const inbox = '263902037430900';
let page: string;
let pageId: string;
let pages = 0;
beforeEach(async () => {
  page = `7009${pages++}`;
  pageId = await intake.page(page);
  await sql`truncate set_aside, live_event, job, early_mark`.execute(intake.db);
});
const who = (psid = '28') => ({ psid, page });
const read = () => readConversation(intake, pageId);
const control = (kind: 'pass' | 'take', seconds: number, from: string | null, to: string) => ({
  sender: { id: '28' },
  recipient: { id: page },
  timestamp: at(seconds),
  // Meta sends ids now as strings, now as numbers.
  [`${kind}_thread_control`]: { previous_owner_app_id: from, new_owner_app_id: Number(to) },
});
const owner = async () => {
  const { contact } = await read();
  return heldElsewhere(contact, new Date(at(60)));
};
const linesOf = async () =>
  (await read()).messages.flatMap(({ activity }) => (activity === null ? [] : [activity]));

describe('another app holds the thread', () => {
  test('what comes in standby tells so, and Meta is asked who (behaviours 41, 122)', async () => {
    await intake.tell({ ...meta.message('m1', 'to the bot', 1, who()), standby: true });
    expect(await owner()).toMatchObject({ appId: null, name: 'another app' });
    const { conversation } = await read();
    expect(conversation).toMatchObject({ unreadCount: 0, waitingSince: null });
    const jobs = await intake.db
      .selectFrom('job')
      .select('kind')
      .where('kind', '=', 'refresh-thread-owner')
      .execute();
    expect(jobs.length).toBe(1);
  });

  test('an echo in standby tells which app', async () => {
    await intake.tell({ ...meta.echo('m1', 'from the bot', 1, who(), { app_id: 777 }), standby: true });
    expect(await owner()).toMatchObject({ appId: '777' });
  });

  test('taken from us, nothing waits here any more, and a line tells it, once (behaviour 122)', async () => {
    await intake.tell(meta.message('m1', 'Hello', 1, who()));
    const taken = control('take', 5, appId, inbox);
    await intake.tell(taken, taken);
    expect((await read()).conversation.waitingSince).toBeNull();
    expect(await owner()).toMatchObject({ appId: inbox, name: 'the Page Inbox' });
    expect(await linesOf()).toEqual([{ type: 'thread-control', change: 'lost', appId: inbox, by: null }]);
  });

  test('Meta lets go a day after the person’s last word', async () => {
    await intake.tell({ ...meta.message('m1', 'to the bot', 0, who()), standby: true });
    const { contact } = await read();
    expect(heldElsewhere(contact, new Date(at(24 * 3_600 - 1)))).not.toBeNull();
    expect(heldElsewhere(contact, new Date(at(24 * 3_600)))).toBeNull();
  });
});

describe('the control comes back', () => {
  test('the conversation is back in the queue once, whoever tells it again (behaviour 122)', async () => {
    await intake.tell({ ...meta.message('m1', 'I want a person', 1, who()), standby: true });
    expect((await read()).conversation.status).toBe('closed');
    const passed = control('pass', 5, '777', appId);
    await intake.tell(passed, passed);
    await intake.tell(passed);
    const { conversation, conversations } = await read();
    expect(conversations.length).toBe(1);
    expect(conversation).toMatchObject({ status: 'open', unreadCount: 1, waitingSince: new Date(at(5)) });
    expect(await owner()).toBeNull();
    expect(await linesOf()).toEqual([{ type: 'thread-control', change: 'returned', appId: '777', by: null }]);
  });

  test('the person’s next message to us says the same', async () => {
    await intake.tell(control('take', 5, appId, inbox));
    await intake.tell(meta.message('m1', 'Are you there?', 9, who()));
    expect(await owner()).toBeNull();
    expect((await read()).conversation).toMatchObject({ status: 'open', unreadCount: 1 });
  });

  test('what was told late changes nothing', async () => {
    await intake.tell(control('pass', 9, '777', appId), control('take', 5, appId, '777'));
    expect(await owner()).toBeNull();
    expect((await read()).conversation.waitingSince).toEqual(new Date(at(9)));
  });
});

test('what a person does besides writing is told in words, and not set aside', async () => {
  const base = { sender: { id: '28' }, recipient: { id: page }, timestamp: at(3) };
  await intake.tell(
    {
      ...base,
      optin: {
        type: 'notification_messages',
        notification_messages_status: 'STOP NOTIFICATIONS',
        title: 'News',
      },
    },
    { ...base, account_linking: { status: 'linked', authorization_code: 'x' } },
    { ...base, response_feedback: { feedback: 'Good response', mid: 'm9' } },
    {
      ...base,
      messaging_feedback: {
        feedback_screens: [
          { screen_id: 0, questions: { q1: { type: 'csat', payload: '4', follow_up: { payload: 'fast' } } } },
        ],
      },
    },
    {
      ...base,
      order: {
        products: [{ id: '1', name: 'Mug', unit_price: 12.5, currency: 'EUR', quantity: 2 }],
        note: 'blue',
      },
    },
    { ...base, template: { type: 'coupon', payload: 'p', coupon_code: 'SAVE10' } },
  );
  expect(await linesOf()).toEqual(
    expect.arrayContaining([
      { type: 'optin', by: 'notification-messages', notifications: 'stop', title: 'News' },
      { type: 'account-linking', status: 'linked' },
      { type: 'response-feedback', feedback: 'good' },
      { type: 'messaging-feedback', answers: [{ question: 'q1', answer: '4', comment: 'fast' }] },
      { type: 'order', products: [{ name: 'Mug', quantity: 2, price: '12.5 EUR' }], note: 'blue' },
      { type: 'coupon', code: 'SAVE10' },
    ]),
  );
  const aside = await intake.db.selectFrom('setAside').select('id').execute();
  expect(aside).toEqual([]);
});
