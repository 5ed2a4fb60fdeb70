import { describe, expect, test } from 'vitest';
import type { MessageTemplate } from '../../../contract/templates.ts';
import { useMessengerDesk } from '../../testing/messenger-desk.ts';
import { deliveriesOf } from '../../testing/deliveries.ts';
import { uploadFile } from '../files/upload-file.ts';
import { askSurvey } from '../surveys/ask-survey.ts';
import { listMessages } from './list.ts';
import { readTemplate } from './read-template.ts';
import { writeMessage } from './reply.ts';

const desk = useMessengerDesk();
const { fault } = deliveriesOf(desk);
const buttons: MessageTemplate = {
  kind: 'buttons',
  text: 'Shall we send it?',
  buttons: [
    { type: 'postback', title: 'Yes', payload: 'SEND' },
    { type: 'link', title: 'Shop', url: 'https://shop.test/' },
    { type: 'call', title: 'Call', phone: '+4930123456' },
  ],
};
const cards: MessageTemplate = {
  kind: 'cards',
  cards: [
    {
      title: 'Mug',
      subtitle: 'Blue',
      imageUrl: 'https://shop.test/mug.jpg',
      link: 'https://shop.test/mug',
      buttons: [],
    },
    { title: 'Plate', buttons: [{ type: 'postback', title: 'Take it', payload: 'PLATE' }] },
  ],
};

async function open() {
  const agent = await desk.user('agent');
  const chat = await desk.chat({ assigneeId: agent.userId });
  agent.departmentIds = [chat.page.departmentId];
  const ctx = desk.as(agent);
  const write = (more: object) =>
    writeMessage(ctx, chat.id, { clientId: crypto.randomUUID(), kind: 'reply', ...more });
  return { chat, ctx, write };
}
/** A picture of one point. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('buttons, cards and pictures with buttons (behaviour 51)', () => {
  test('leave in Meta’s form, behind the words, and are shown as they were sent', async () => {
    const { chat, ctx, write } = await open();
    await write({ text: 'One moment', template: buttons });
    await write({ template: cards });
    await desk.worker().drain();
    const sent = await chat.received();
    expect(sent.map(({ text, attachments }) => text ?? attachments[0]?.type)).toEqual([
      'One moment',
      'template',
      'template',
    ]);
    const shown = await listMessages(ctx, chat.id, { limit: 50 });
    const drawn = shown.items.flatMap(({ template }) => template ?? []);
    expect(drawn).toEqual([buttons, cards]);
    expect(
      shown.items.filter(({ direction }) => direction === 'out').map(({ status }) => status),
    ).not.toContain('failed');
  });

  test('a picture with buttons is given to Meta first, and is one message', async () => {
    const { chat, ctx, write } = await open();
    const source = (async function* () {
      yield dot;
    })();
    const upload = await uploadFile({ ...ctx, storage: desk.storage }, { name: 'dot.png', source });
    await write({
      uploads: [upload.id],
      template: { kind: 'media', buttons: [{ type: 'postback', title: 'More', payload: 'M' }] },
    });
    await desk.worker().drain();
    expect((await chat.received()).map(({ attachments }) => attachments.map(({ type }) => type))).toEqual([
      ['template'],
    ]);
  });

  test('without a picture it is refused, and a note takes none', async () => {
    const { write } = await open();
    await expect(write({ template: { kind: 'media', buttons: [] } })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(write({ kind: 'note', text: 'x', template: buttons })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('the same click is the same message, with another template it is refused', async () => {
    const { chat, ctx } = await open();
    const clientId = crypto.randomUUID();
    const click = (template: MessageTemplate) =>
      writeMessage(ctx, chat.id, { clientId, kind: 'reply', template });
    const first = await click(buttons);
    expect(await click(buttons)).toEqual({ ...first, isRepeat: true });
    await expect(click(cards)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a survey’s form', () => {
  /** A page that asks by form; a conversation of it that is over. */
  async function ended() {
    const chat = await desk.chat();
    const survey = await desk.db.selectFrom('survey').select('id').executeTakeFirstOrThrow();
    const settings = { survey: { isOn: true, how: 'form', surveyId: survey.id, onlyAnswered: false } };
    await desk.db
      .updateTable('page')
      .set({ settings: JSON.stringify(settings) })
      .where('id', '=', chat.page.id)
      .execute();
    const { id } = chat;
    const closedAt = desk.clock.now();
    await desk.db
      .updateTable('conversation')
      .set({ status: 'closed', closedAt })
      .where('id', '=', id)
      .execute();
    await askSurvey(desk.system, { conversationId: id, agentId: null });
    return chat;
  }

  test('leaves in Meta’s form, and the customer can answer it there', async () => {
    const chat = await ended();
    await desk.worker().drain();
    const [form] = await chat.received();
    const [attachment] = (form?.attachments ?? []) as unknown as { payload: Record<string, unknown> }[];
    expect(attachment?.payload).toMatchObject({
      template_type: 'customer_feedback',
      feedback_screens: [{ questions: [{ id: expect.stringMatching(/^pagedesk_\w{36}$/), type: 'csat' }] }],
      business_privacy: { url: 'https://desk.test/privacy' },
      expires_in_days: 3,
    });
    const thread = `/threads/${chat.page.facebookId}/${chat.psid}`;
    await desk.control('POST', `${thread}/feedback`, { mid: form?.mid, answer: '4', followUp: 'Fast' });
    await expect(
      desk.control('POST', `${thread}/feedback`, { mid: form?.mid, answer: '5' }),
    ).rejects.toThrow();
  });

  test('is asked by buttons where Facebook refuses it, and not where the customer cannot be reached', async () => {
    const refusedBy = async (code: number, subcode?: number) => {
      const chat = await ended();
      const refusal = { status: 400, code, ...(subcode === undefined ? {} : { subcode }) };
      await fault({ match: { path: '/messages' }, times: 1, ...refusal });
      await desk.worker().drain();
      return (await chat.received()).map(({ text, quickReplies }) => [text, quickReplies.length]);
    };
    expect(await refusedBy(100)).toEqual([['How satisfied are you with our help?', 5]]);
    expect(await refusedBy(551, 1545041)).toEqual([]);
  });
});

test('what another app sent as a template is drawn the same way', () => {
  expect(
    readTemplate({
      template_type: 'generic',
      elements: [
        {
          title: 'Mug',
          image_url: 'https://shop.test/mug.jpg',
          buttons: [
            { type: 'web_url', title: 'Buy', url: 'https://shop.test' },
            { type: 'payment', title: 'Pay' },
          ],
        },
      ],
    }),
  ).toEqual({
    kind: 'cards',
    cards: [
      {
        title: 'Mug',
        imageUrl: 'https://shop.test/mug.jpg',
        buttons: [{ type: 'link', title: 'Buy', url: 'https://shop.test' }],
      },
    ],
  });
  expect(readTemplate({ template_type: 'receipt', elements: [] })).toBeNull();
  expect(readTemplate(null)).toBeNull();
});
