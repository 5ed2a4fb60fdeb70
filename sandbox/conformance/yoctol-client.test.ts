import { MessengerClient } from 'messaging-api-messenger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

describe('messaging-api-messenger', () => {
  let stage: Stage;
  let client: MessengerClient;
  let psid: string;

  beforeAll(async () => {
    stage = await setStage();
    const { demo } = stage;
    client = new MessengerClient({
      accessToken: demo.pageAccessToken,
      appId: demo.appId,
      appSecret: demo.appSecret,
      version: '26.0',
      origin: demo.graphUrl,
    });
    const elena = stage.person('Elena Marković');
    psid = elena.psid;
    await stage.control(`POST /_sim/threads/${demo.pageId}/${elena.id}/messages`, { text: 'Hello?' });
    await stage.control('PATCH /_sim/settings', { fetchAttachments: false });
  });
  afterAll(() => stage.close());

  it('sends text with quick replies', async () => {
    const sent = await client.sendText(psid, 'Which day?', {
      quickReplies: [{ contentType: 'text', title: 'Friday', payload: 'FRI' }],
    });
    expect(sent).toEqual({ recipientId: psid, messageId: expect.stringMatching(/^m_[\w-]{86}$/) });
    await stage.settle();
    const events = stage.received.flatMap((webhook) => webhook.events);
    const echo = expect.objectContaining({ mid: sent.messageId, is_echo: true, text: 'Which day?' });
    expect(events).toContainEqual(expect.objectContaining({ message: echo }));
  });

  it('sends media by address, by upload and by id', async () => {
    await client.sendImage(psid, 'https://shop.example/desk.png');
    const upload = await client.uploadImage(Buffer.from('not really a picture'), {
      filename: 'desk.png',
      isReusable: true,
    });
    expect(upload).toEqual({ attachmentId: expect.stringMatching(/^\d{16}$/) });
    const again = await client.sendImage(psid, { attachmentId: upload.attachmentId });
    expect(again.messageId).toMatch(/^m_/);
    const video = await client.sendVideo(psid, { url: 'https://shop.example/lund.mp4' });
    expect(video.messageId).toMatch(/^m_/);
  });

  it('sends button, generic, media and receipt templates', async () => {
    const button = { type: 'postback' as const, title: 'Yes', payload: 'YES' };
    await client.sendButtonTemplate(psid, 'Shall we deliver?', [button]);
    await client.sendGenericTemplate(psid, [
      {
        title: 'Lund desk',
        subtitle: 'Oak, 140 cm',
        imageUrl: 'https://shop.example/lund.png',
        buttons: [button],
      },
    ]);
    const { attachmentId } = await client.uploadImage('https://shop.example/lund.png', { isReusable: true });
    await client.sendMediaTemplate(psid, [{ mediaType: 'image', attachmentId }]);
    const receipt = await client.sendReceiptTemplate(psid, {
      recipientName: 'Elena Marković',
      orderNumber: 'HP-48213',
      currency: 'EUR',
      paymentMethod: 'Visa 2345',
      summary: { totalCost: 429 },
      elements: [{ title: 'Lund desk', price: 429, imageUrl: 'https://shop.example/lund.png' }],
    });
    expect(receipt.messageId).toMatch(/^m_/);
  });

  it('types, stops typing and marks as seen', async () => {
    expect(await client.typingOn(psid)).toEqual({ recipientId: psid });
    expect(await client.typingOff(psid)).toEqual({ recipientId: psid });
    expect(await client.markSeen(psid)).toEqual({ recipientId: psid });
  });

  it('sends a batch and gets an answer for each', async () => {
    const { MessengerBatch } = await import('messaging-api-messenger');
    const answers = await client.sendBatch([
      MessengerBatch.sendText(psid, 'one'),
      MessengerBatch.sendText('20000000000000001', 'to nobody'),
      MessengerBatch.getUserProfile(psid),
    ]);
    expect(answers.map(({ code }) => code)).toEqual([200, 400, 200]);
    expect(answers[0]?.body).toMatchObject({ recipientId: psid });
    expect(answers[1]?.body).toMatchObject({ error: { code: 100, errorSubcode: 2018001 } });
    expect(answers[2]?.body).toMatchObject({ firstName: 'Elena' });
  });

  it('reads page, token and profile', async () => {
    expect(await client.getPageInfo()).toMatchObject({ name: 'Harbour & Pine', id: stage.demo.pageId });
    expect(await client.debugToken()).toMatchObject({
      type: 'PAGE',
      isValid: true,
      profileId: stage.demo.pageId,
    });
    const profile = await client.getUserProfile(psid, {
      fields: ['id', 'name', 'locale', 'timezone'] as never,
    });
    expect(profile).toMatchObject({ name: 'Elena Marković', locale: 'nl_NL', timezone: 1 });
  });

  it('subscribes the app after its callback has proved itself', async () => {
    await client.createSubscription({
      callbackUrl: stage.callbackUrl,
      verifyToken: 'right',
      fields: ['messages', 'message_echoes'] as never,
      accessToken: `${stage.demo.appId}|${stage.demo.appSecret}`,
    });
    const [subscription] = await client.getSubscriptions();
    expect(subscription).toMatchObject({ object: 'page', callbackUrl: stage.callbackUrl, active: true });
    await expect(
      client.createSubscription({
        callbackUrl: stage.callbackUrl,
        verifyToken: 'wrong',
        accessToken: `${stage.demo.appId}|${stage.demo.appSecret}`,
      }),
    ).rejects.toThrow(/2200/);
  });

  it('keeps the messenger profile', async () => {
    await client.setGetStarted('START');
    expect(await client.getGetStarted()).toEqual({ payload: 'START' });
    await client.setGreeting('Welcome to Harbour & Pine');
    expect(await client.getGreeting()).toEqual([{ locale: 'default', text: 'Welcome to Harbour & Pine' }]);
    await client.setPersistentMenu([{ type: 'postback', title: 'Opening hours', payload: 'HOURS' }]);
    expect(await client.getPersistentMenu()).toMatchObject([{ callToActions: [{ title: 'Opening hours' }] }]);
    await client.setIceBreakers([{ question: 'Where are you?', payload: 'WHERE' }]);
    await client.deletePersistentMenu();
    expect(await client.getPersistentMenu()).toBeNull();
  });

  it('makes, lists and deletes personas, and speaks as one', async () => {
    const { id } = await client.createPersona({
      name: 'Maya',
      profilePictureUrl: 'https://shop.example/maya.png',
    });
    expect(await client.getPersona(id)).toMatchObject({ name: 'Maya', id });
    await client.sendText(psid, 'Maya here', { personaId: id });
    expect(await client.getAllPersonas()).toHaveLength(1);
    expect(await client.deletePersona(id)).toEqual({ success: true });
    expect(await client.getAllPersonas()).toEqual([]);
  });

  it('passes on what Meta says no to', async () => {
    await expect(client.sendText('20000000000000001', 'Hello')).rejects.toThrow(/No matching user found/);
    await expect(client.sendText(psid, 'x'.repeat(2_001))).rejects.toThrow(
      /must be less than or equal to 2000/,
    );
  });

  it('puts labels on people, reads them, and takes them off', async () => {
    const { id } = await client.createLabel('wants a call');
    // The client types it as a number; fifteen digits stay exact.
    const labelId = Number(id);
    await stage.control(`POST /_sim/apps/${stage.demo.appId}/webhook`, {
      callbackUrl: stage.callbackUrl,
      verifyToken: 'right',
      fields: ['inbox_labels'],
    });
    stage.received.length = 0;
    await client.associateLabel(psid, labelId);
    await client.associateLabel(psid, labelId);
    expect(await client.getAssociatedLabels(psid)).toMatchObject({ data: [{ name: 'wants a call', id }] });
    await client.dissociateLabel(psid, labelId);
    expect(await client.getAssociatedLabels(psid)).toEqual({ data: [] });
    await stage.settle();
    const told = stage.received.flatMap(({ changes }) => changes.map(({ value }) => value));
    const label = { id, page_label_name: 'wants a call' };
    expect(told).toEqual([
      { user: { id: psid }, action: 'add', label },
      { user: { id: psid }, action: 'remove', label },
    ]);
    expect(await client.getLabelList()).toMatchObject({ data: [{ id }] });
    await client.deleteLabel(labelId);
    await expect(client.getLabelDetails(labelId)).rejects.toThrow(/100/);
  });

  it('gives one person a menu of their own', async () => {
    const menu = [
      {
        locale: 'default',
        composerInputDisabled: false,
        callToActions: [{ type: 'postback', title: 'My order', payload: 'ORDER' }],
      },
    ];
    await client.setUserPersistentMenu(psid, menu as never);
    const thread = `/_sim/threads/${stage.demo.pageId}/${psid}`;
    expect(await stage.control(`GET ${thread}`)).toMatchObject({ menu: [{ title: 'My order' }] });
    expect(await client.getUserPersistentMenu(psid)).toMatchObject([
      { callToActions: [{ payload: 'ORDER' }] },
    ]);
    await client.deleteUserPersistentMenu(psid);
    expect(await stage.control(`GET ${thread}`)).toMatchObject({ menu: [] });
  });
});
