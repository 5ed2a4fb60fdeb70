import {
  Messenger,
  MessengerAPIError,
  extractWebhookEvents,
  verifyWebhookSignature,
} from '@warriorteam/messenger-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

describe('@warriorteam/messenger-sdk', () => {
  let stage: Stage;
  let messenger: Messenger;
  let psid: string;
  let thread: string;

  beforeAll(async () => {
    stage = await setStage();
    messenger = new Messenger({
      accessToken: stage.demo.pageAccessToken,
      version: 'v26.0',
      baseUrl: stage.demo.graphUrl,
      maxRetries: 0,
    });
    const daniel = stage.person('Daniel Osei');
    psid = daniel.psid;
    thread = `/_sim/threads/${stage.demo.pageId}/${daniel.id}`;
    await stage.control(`POST ${thread}/messages`, { text: 'Is anyone there?' });
    await stage.control('PATCH /_sim/settings', { fetchAttachments: false });
  });
  afterAll(() => stage.close());

  it('sends, acts and reacts', async () => {
    const sent = await messenger.send.message({
      recipient: { id: psid },
      messaging_type: 'RESPONSE',
      message: { text: 'We are.' },
    });
    expect(sent).toEqual({ recipient_id: psid, message_id: expect.stringMatching(/^m_/) });
    await messenger.send.typingOn(psid);
    const { message_id: messageId = '' } = sent;
    await messenger.send.addReaction(psid, { messageId, emoji: '❤️' });
    const { messages } = await stage.control<{ messages: { mid: string; reactions: unknown[] }[] }>(
      `GET ${thread}`,
    );
    expect(messages.find(({ mid }) => mid === messageId)?.reactions).toEqual([
      { by: 'page', emoji: '❤️', reaction: 'love' },
    ]);
    await messenger.send.removeReaction(psid, messageId);
  });

  it('uploads by address and sends by id', async () => {
    const { attachment_id } = await messenger.attachments.upload({
      type: 'image',
      url: 'https://shop.example/a.png',
    });
    const sent = await messenger.send.attachment({ recipient: { id: psid }, type: 'image', attachment_id });
    expect(sent.message_id).toMatch(/^m_/);
  });

  it('reads profiles and the history', async () => {
    expect(await messenger.profile.getName(psid)).toMatchObject({ first_name: 'Daniel', last_name: 'Osei' });
    const { data } = await messenger.conversations.list(stage.demo.pageId, { platform: 'messenger' });
    expect(data[0]?.id).toMatch(/^t_\d+$/);
    const history = await messenger.conversations.getMessages(data[0]?.id ?? '');
    expect(history.data.length).toBeGreaterThan(0);
    const found = await messenger.conversations.findByUser(stage.demo.pageId, psid, 'messenger');
    expect(found).not.toBeNull();
  });

  it('gets errors with code, subcode, status and trace', async () => {
    const theo = stage.person('Theo Grant');
    const refused = await messenger.send
      .message({ recipient: { id: theo.psid }, messaging_type: 'RESPONSE', message: { text: 'Hello Theo' } })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MessengerAPIError);
    expect(refused).toMatchObject({ code: 10, subcode: 2018278, type: 'OAuthException', statusCode: 400 });
    expect(refused).toMatchObject({ fbtrace_id: expect.stringMatching(/^\w{11}$/) });
  });

  it('blocks and unblocks a person', async () => {
    expect(await messenger.moderation.blockUser(psid)).toEqual({ result: 'success' });
    const refused = await messenger.send
      .message({ recipient: { id: psid }, messaging_type: 'RESPONSE', message: { text: 'Hello?' } })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 551 });
    expect(await messenger.moderation.unblockUser(psid)).toEqual({ result: 'success' });
  });

  it.each([
    ['plain text', 'Hello'],
    ['accents and slashes', 'Grüße aus Nîmes / 10 €'],
    ['emoji', 'two of the six chairs came loose 😟👍🏽👨‍👩‍👧'],
    ['lone surrogates', 'half \ud83d a face, and the other \ude1f'],
    ['control characters', 'tab\tline\nquote"back\\slash\u2028\u0000'],
    ['markup', '<script>alert(1)</script> @ 100 %'],
  ])('finds the signature right over %s', async (_name, text) => {
    stage.received.length = 0;
    await stage.control(`POST ${thread}/messages`, { text });
    await stage.settle();
    const [webhook] = stage.received;
    if (!webhook) throw new Error('no webhook came');
    const signature = String(webhook.headers['x-hub-signature-256']);
    const { appSecret } = stage.demo;
    expect(await verifyWebhookSignature(webhook.body, signature, appSecret)).toMatchObject({ isValid: true });
    expect(await verifyWebhookSignature(webhook.body, signature, 'another')).toMatchObject({
      isValid: false,
    });
    expect(webhook.body.toString('latin1')).toMatch(/^[\x20-\x7e]*$/);
    expect(webhook.body.toString('latin1')).not.toMatch(/[^\\]\/|\\u[0-9a-f]*[A-F]/);
    const [event] = extractWebhookEvents(JSON.parse(webhook.body.toString()));
    expect(event).toMatchObject({ message: { text } });
  });

  it('finds the signature of a comment right, too', async () => {
    stage.received.length = 0;
    const { id } = await stage.control<{ id: string }>(`POST /_sim/pages/${stage.demo.pageId}/posts`, {
      text: 'Neue Stühle 🪑 / ab Samstag',
    });
    const comment = { by: psid, text: 'Grüße 😟 aus Nîmes' };
    await stage.control(`POST /_sim/posts/${id}/comments`, comment);
    await stage.settle();
    expect(stage.received).toHaveLength(2);
    for (const { body, headers } of stage.received) {
      const signature = String(headers['x-hub-signature-256']);
      const checked = await verifyWebhookSignature(body, signature, stage.demo.appSecret);
      expect(checked).toMatchObject({ isValid: true });
    }
  });
});
