import sdk from 'facebook-nodejs-business-sdk';
import { Messenger } from '@warriorteam/messenger-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const { FacebookAdsApi, Page } = sdk;

describe('the Conversations API', () => {
  let stage: Stage;
  let page: InstanceType<typeof Page>;
  let messenger: Messenger;
  let elena: { id: string; name: string; psid: string };

  beforeEach(async () => {
    stage = await setStage();
    const { demo } = stage;
    for (const [name, value] of [
      ['GRAPH', demo.graphUrl],
      ['VERSION', 'v26.0'],
    ] as const) {
      Object.defineProperty(FacebookAdsApi, name, { get: () => value, configurable: true });
    }
    page = new Page(demo.pageId, {}, undefined, FacebookAdsApi.init(demo.pageAccessToken, 'en_US', false));
    messenger = new Messenger({
      accessToken: demo.pageAccessToken,
      version: 'v26.0',
      baseUrl: demo.graphUrl,
      maxRetries: 0,
    });
    elena = stage.person('Elena Marković');
  });
  afterEach(() => stage.close());

  const write = (name: string, body: object) =>
    stage.control<{ mid: string }>(
      `POST /_sim/threads/${stage.demo.pageId}/${stage.person(name).id}/messages`,
      body,
    );

  it('goes through all conversations by pages, newest first (Meta’s own SDK)', async () => {
    const names = ['Elena Marković', 'Daniel Osei', 'Ingrid Solberg', 'Yusuf Demir', 'Aiko Tanaka'];
    for (const name of names) {
      await write(name, { text: `Hello from ${name}` });
      stage.time.advance(1_000);
    }
    let cursor = await page.getConversations(['snippet'], { platform: 'messenger', limit: 2 });
    const snippets = cursor.map(({ _data }) => _data['snippet']);
    while (cursor.hasNext()) {
      cursor = await cursor.next();
      snippets.push(...cursor.map(({ _data }) => _data['snippet']));
    }
    expect(snippets).toEqual(names.toReversed().map((name) => `Hello from ${name}`));
  });

  it('holds what came while the webhooks were down, by the same ids', async () => {
    await stage.control(`PATCH /_sim/apps/${stage.demo.appId}`, { webhookActive: false });
    const { mid } = await write('Elena Marković', { text: 'Is anybody there?' });
    const tap = { title: 'Opening hours', payload: 'HOURS' };
    await stage.control(`POST /_sim/threads/${stage.demo.pageId}/${elena.id}/postback`, tap);
    await stage.settle();
    expect(stage.received).toEqual([]);
    const conversation = await messenger.conversations.findByUser(stage.demo.pageId, elena.psid, 'messenger');
    const { data } = await messenger.conversations.getMessages(conversation ?? '');
    expect(data.map(({ id }) => id)).toContain(mid);
    const { body } = await stage.graph(`GET /${conversation}?fields=messages{message}`);
    expect(body['messages']).toMatchObject({
      data: [{ message: 'Opening hours' }, { message: 'Is anybody there?', id: mid }],
    });
  });

  it('tells details of the newest twenty alone; of older ones the id, and 9000001 when asked', async () => {
    const mids: string[] = [];
    for (let i = 1; i <= 22; i += 1) {
      mids.push((await write('Elena Marković', { text: `Number ${i}` })).mid);
      stage.time.advance(1_000);
    }
    const detail = (mid = '') => stage.graph(`GET /${mid}?fields=message`);
    expect((await detail(mids[2])).body).toMatchObject({ message: 'Number 3' });
    expect((await detail(mids[1])).body.error).toMatchObject({ code: 9000001 });
    const { body } = await stage.graph(
      `GET /me/conversations?user_id=${elena.psid}&fields=message_count,messages.limit(30){message}`,
    );
    const [conversation] = body['data'] as { message_count: number; messages: { data: object[] } }[];
    expect(conversation?.message_count).toBe(22);
    const { data = [] } = conversation?.messages ?? {};
    expect(data[19]).toMatchObject({ message: 'Number 3', id: mids[2] });
    expect(data[20]).toEqual({ id: mids[1], created_time: expect.stringMatching(/\+0000$/) });
  });

  it('counts what was taken back neither as readable nor against the twenty', async () => {
    const { mid } = await write('Elena Marković', { text: 'Oh no' });
    await stage.control(`POST /_sim/threads/${stage.demo.pageId}/${elena.id}/unsend`, { mid });
    expect((await stage.graph(`GET /${mid}`)).body.error).toMatchObject({ code: 9000001 });
  });

  it.each<[string, object, object]>([
    [
      'a picture',
      { type: 'image', sample: true },
      { mime_type: 'image/png', image_data: { url: expect.any(String), width: 480 } },
    ],
    ['a film', { type: 'video', sample: true }, { mime_type: 'video/mp4', video_data: { length: 2 } }],
    ['a sound', { type: 'audio', sample: true }, { mime_type: 'audio/wav', file_url: expect.any(String) }],
    ['a file', { type: 'file', sample: true }, { name: 'delivery-slip.pdf', file_url: expect.any(String) }],
    ['a post', { type: 'post', title: 'Chairs' }, { type: 'post', title: 'Chairs', id: expect.any(Number) }],
  ])('shows %s in its own form', async (_name, attachment, expected) => {
    const { mid } = await write('Elena Marković', { attachments: [attachment] });
    const { body } = await stage.graph(`GET /${mid}?fields=attachments`);
    expect(body['attachments']).toMatchObject({ data: [expected] });
  });

  it('shows a template by its first element', async () => {
    await write('Elena Marković', { text: 'Hello' });
    const payload = {
      template_type: 'generic',
      elements: [
        {
          title: 'Lund desk',
          subtitle: 'Oak',
          image_url: 'https://shop.example/lund.png',
          buttons: [{ type: 'web_url', title: 'See it', url: 'https://shop.example/lund' }],
        },
      ],
    };
    const sent = await stage.graph('POST /me/messages', {
      recipient: { id: elena.psid },
      message: { attachment: { type: 'template', payload } },
    });
    const { body } = await stage.graph(`GET /${String(sent.body['message_id'])}?fields=attachments`);
    expect(body['attachments']).toMatchObject({
      data: [
        {
          generic_template: {
            title: 'Lund desk',
            subtitle: 'Oak',
            media_url: 'https://shop.example/lund.png',
            cta: { data: [{ title: 'See it' }] },
          },
        },
      ],
    });
  });

  it('takes two calls a second of a page when that is switched on', async () => {
    await stage.control('PATCH /_sim/settings', { conversationsPerSecond: 2 });
    const read = async () => (await stage.graph('GET /me/conversations')).body.error?.code;
    expect([await read(), await read(), await read()]).toEqual([undefined, undefined, 613]);
    stage.time.advance(1_000);
    expect(await read()).toBeUndefined();
  });

  it('shows nobody whom the app may not see, and no other platform', async () => {
    await write('Elena Marković', { text: 'Hello' });
    await stage.control(`PATCH /_sim/apps/${stage.demo.appId}`, { mode: 'development' });
    expect((await stage.graph('GET /me/conversations')).body).toEqual({ data: [] });
    const { body } = await stage.graph('GET /me/conversations?platform=instagram');
    expect(body.error).toMatchObject({ code: 100, message: expect.stringContaining('not modelled') });
  });

  it('shows a profile whose picture has expired by the time it is fetched', async () => {
    await write('Elena Marković', { text: 'Hello' });
    await stage.control(`PATCH /_sim/people/${elena.id}`, { profile: 'expired-picture' });
    const { body } = await stage.graph(`GET /${elena.psid}?fields=name,profile_pic`);
    expect(body['name']).toBe('Elena Marković');
    const picture = await fetch(String(body['profile_pic']));
    expect([picture.status, await picture.text()]).toEqual([403, 'URL signature expired']);
  });
});
