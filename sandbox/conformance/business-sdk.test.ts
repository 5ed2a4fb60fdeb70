import sdk from 'facebook-nodejs-business-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const { FacebookAdsApi, Page, User } = sdk;

const dataOf = ({ _data }: { _data: Record<string, unknown> }) => _data;

describe('facebook-nodejs-business-sdk', () => {
  let stage: Stage;
  let page: InstanceType<typeof Page>;
  let psid: string;

  beforeAll(async () => {
    stage = await setStage();
    // Meta's SDK has no option for its host; its getters can be redefined.
    for (const [name, value] of [
      ['GRAPH', stage.demo.graphUrl],
      ['GRAPH_VIDEO', stage.demo.graphUrl],
      ['VERSION', 'v26.0'],
    ] as const) {
      Object.defineProperty(FacebookAdsApi, name, { get: () => value, configurable: true });
    }
    const api = FacebookAdsApi.init(stage.demo.pageAccessToken, 'en_US', false);
    page = new Page(stage.demo.pageId, {}, undefined, api);
    const ingrid = stage.person('Ingrid Solberg');
    psid = ingrid.psid;
    await stage.control(`POST /_sim/threads/${stage.demo.pageId}/${ingrid.id}/messages`, {
      text: 'Good morning',
    });
  });
  afterAll(() => stage.close());

  it('reads the page', async () => {
    const { _data } = await page.get(['name', 'category', 'followers_count']);
    expect(_data).toMatchObject({ name: 'Harbour & Pine', category: 'Furniture shop' });
  });

  it('sends a message with the extra id that it puts into bodies', async () => {
    const { _data } = await page.createMessage([], {
      recipient: { id: psid },
      messaging_type: 'RESPONSE',
      message: { text: 'Good morning Ingrid' },
    });
    expect(_data).toMatchObject({ recipient_id: psid, message_id: expect.stringMatching(/^m_/) });
  });

  it('subscribes, lists and unsubscribes the app, with the fields as an array', async () => {
    const { _data } = await page.createSubscribedApp([], {
      subscribed_fields: ['messages', 'messaging_postbacks'],
    });
    expect(_data).toMatchObject({ success: true });
    const [app] = await page.getSubscribedApps([]);
    expect(app && dataOf(app)).toMatchObject({
      id: stage.demo.appId,
      subscribed_fields: ['messages', 'messaging_postbacks'],
    });
    await page.deleteSubscribedApps();
    expect(await page.getSubscribedApps([])).toHaveLength(0);
  });

  it('follows the cursors of a list to its end', async () => {
    for (let i = 1; i <= 7; i += 1) {
      await page.createPersona([], { name: `Agent ${i}`, profile_picture_url: 'https://shop.example/a.png' });
    }
    let cursor = await page.getPersonas(['name'], { limit: 3 });
    const names = cursor.map(({ _data }) => _data['name']);
    while (cursor.hasNext()) {
      cursor = await cursor.next();
      names.push(...cursor.map(({ _data }) => _data['name']));
    }
    expect(names).toEqual([1, 2, 3, 4, 5, 6, 7].map((i) => `Agent ${i}`));
  });

  it('expands the fields of conversations', async () => {
    const [conversation] = await page.getConversations(
      ['participants', 'unread_count', 'messages.limit(1){message,from}'],
      {
        platform: 'messenger',
        user_id: psid,
      },
    );
    expect(conversation && dataOf(conversation)).toMatchObject({
      participants: { data: [{ name: 'Ingrid Solberg', id: psid }, { name: 'Harbour & Pine' }] },
      messages: { data: [{ from: { name: 'Harbour & Pine' }, message: 'Good morning Ingrid' }] },
    });
  });

  it('lists the pages of a user and their tokens', async () => {
    const api = FacebookAdsApi.init(stage.demo.userAccessToken, 'en_US', false);
    const [first] = await new User('me', {}, undefined, api).getAccounts(['name', 'access_token', 'tasks']);
    expect(first && dataOf(first)).toMatchObject({
      name: 'Harbour & Pine',
      access_token: expect.stringMatching(/^EAA/),
    });
  });

  it('gets an error with Meta’s envelope for a field that does not exist', async () => {
    await expect(page.get(['favourite_colour'])).rejects.toMatchObject({
      response: { code: 100, message: expect.stringContaining('nonexisting field (favourite_colour)') },
    });
  });
});
