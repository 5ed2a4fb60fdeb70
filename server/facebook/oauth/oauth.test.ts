import { describe, expect, test } from 'vitest';
import { answerError, answerJson, stubGraph } from '../../testing/stub-graph.ts';
import { listManagedPages } from './pages.ts';
import {
  pageFields,
  readAppSubscriptions,
  readPageSubscription,
  subscribeApp,
  subscribePage,
  unsubscribePage,
} from './subscribe.ts';
import { exchangeCode, exchangeForLongLived, inspectToken } from './tokens.ts';

const app = { appId: '123', appSecret: 'app-secret' };
const page = { pageId: '700', accessToken: 'page-token', appSecret: null };

describe('tokens', () => {
  test('a code is exchanged with the address that the dialog was opened with', async () => {
    const { graph, seen } = await stubGraph(
      answerJson({ access_token: 'user-token', token_type: 'bearer', expires_in: 5100 }),
    );
    expect(await exchangeCode(graph, app, { code: 'c1', redirectUri: 'https://desk.example/back' })).toEqual({
      accessToken: 'user-token',
      expiresInSeconds: 5100,
    });
    expect(seen[0]?.url.pathname).toBe('/v26.0/oauth/access_token');
    expect(Object.fromEntries(seen[0]?.url.searchParams ?? [])).toEqual({
      client_id: '123',
      client_secret: 'app-secret',
      redirect_uri: 'https://desk.example/back',
      code: 'c1',
    });
  });

  test('a token is exchanged for a long-lived one', async () => {
    const { graph, seen } = await stubGraph(answerJson({ access_token: 'long-token' }));
    expect(await exchangeForLongLived(graph, app, 'user-token')).toEqual({
      accessToken: 'long-token',
      expiresInSeconds: null,
    });
    expect(seen[0]?.url.searchParams.get('grant_type')).toBe('fb_exchange_token');
    expect(seen[0]?.url.searchParams.get('fb_exchange_token')).toBe('user-token');
  });

  test('a used code is refused, an answer without a token is none', async () => {
    const used = await stubGraph(answerError(100, 36009));
    await expect(exchangeCode(used.graph, app, { code: 'c1', redirectUri: 'x' })).rejects.toMatchObject({
      code: 100,
      subcode: 36009,
    });
    const empty = await stubGraph(answerJson({}));
    await expect(exchangeForLongLived(empty.graph, app, 'x')).rejects.toMatchObject({
      name: 'GraphUnreachable',
    });
  });

  test("a token's facts are read, never-ending ones as such", async () => {
    const data = {
      app_id: '123',
      type: 'PAGE',
      application: 'Desk',
      data_access_expires_at: 1802000000,
      expires_at: 0,
      is_valid: true,
      issued_at: 1795000000,
      profile_id: '700',
      scopes: ['pages_messaging', 5],
      granular_scopes: [
        { scope: 'pages_messaging', target_ids: ['700', 701] },
        { scope: 'pages_show_list' },
        'x',
      ],
      user_id: '10155',
    };
    const { graph, seen } = await stubGraph(answerJson({ data }));
    expect(await inspectToken(graph, app, 'page-token')).toEqual({
      isValid: true,
      appId: '123',
      type: 'PAGE',
      userId: '10155',
      profileId: '700',
      scopes: ['pages_messaging'],
      granularScopes: [
        { scope: 'pages_messaging', targetIds: ['700', '701'] },
        { scope: 'pages_show_list', targetIds: null },
      ],
      expiresAt: null,
      dataAccessExpiresAt: new Date(1802000000000),
      error: null,
    });
    expect(seen[0]?.headers.authorization).toBe('Bearer 123|app-secret');
    expect(seen[0]?.url.searchParams.get('input_token')).toBe('page-token');
  });

  test('an invalid token is an answer', async () => {
    const { graph } = await stubGraph(
      answerJson({ data: { is_valid: false, error: { code: 190, subcode: 460, message: 'x' }, scopes: [] } }),
    );
    expect(await inspectToken(graph, app, 'x')).toMatchObject({
      isValid: false,
      error: { code: 190, subcode: 460 },
      granularScopes: [],
    });
  });
});

describe('subscriptions', () => {
  test('a page is subscribed with every field that we read, and unsubscribed', async () => {
    for (const success of [true, 'true']) {
      const { graph, seen } = await stubGraph(answerJson({ success }));
      await subscribePage(graph, page);
      await unsubscribePage(graph, page);
      expect(seen.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
        'POST /v26.0/700/subscribed_apps',
        'DELETE /v26.0/700/subscribed_apps',
      ]);
      expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ subscribed_fields: pageFields.join(',') });
    }
  });

  test('a subscription that was not made is a failure (behaviour 80)', async () => {
    const refused = await stubGraph(answerError(200, undefined, 403));
    await expect(subscribePage(refused.graph, page)).rejects.toMatchObject({
      name: 'GraphRefused',
      code: 200,
    });
    const unclear = await stubGraph(answerJson({ success: false }));
    await expect(subscribePage(unclear.graph, page)).rejects.toMatchObject({ name: 'GraphUnreachable' });
  });

  test("of a page's subscriptions only ours is read", async () => {
    const data = [
      { id: '9', subscribed_fields: ['feed'] },
      { id: 123, name: 'Desk', subscribed_fields: ['messages', { name: 'standby', version: 'v26.0' }] },
    ];
    const { graph } = await stubGraph(answerJson({ data }));
    expect(await readPageSubscription(graph, page, '123')).toEqual(['messages', 'standby']);
    expect(await readPageSubscription(graph, page, '124')).toBeNull();
  });

  test('the app tells Meta its callback, and reads what is told', async () => {
    const { graph, seen } = await stubGraph((call, response) =>
      answerJson(
        call.method === 'POST'
          ? { success: true }
          : {
              data: [
                {
                  object: 'page',
                  callback_url: 'https://desk.example/w',
                  active: true,
                  fields: [{ name: 'feed', version: 'v26.0' }],
                },
                {},
              ],
            },
      )(call, response),
    );
    await subscribeApp(graph, app, {
      callbackUrl: 'https://desk.example/w',
      verifyToken: 'v',
      fields: ['feed'],
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      object: 'page',
      callback_url: 'https://desk.example/w',
      verify_token: 'v',
      fields: 'feed',
      include_values: true,
    });
    expect(await readAppSubscriptions(graph, app)).toEqual([
      { object: 'page', callbackUrl: 'https://desk.example/w', isActive: true, fields: ['feed'] },
    ]);
  });
});

describe('listManagedPages', () => {
  const pageAnswer = (id: string, more: object = {}) => ({
    id,
    name: `Page ${id}`,
    access_token: `token-${id}`,
    tasks: ['MESSAGING', 'PROFILE_PLUS_MODERATE'],
    category: 'Shop',
    picture: { data: { url: 'https://scontent.example/p.jpg' } },
    ...more,
  });

  async function listWhere(accounts: object[], targetIds: string[], single: (id: string) => object | null) {
    const { graph } = await stubGraph((call, response) => {
      const path = call.url.pathname.replace('/v26.0/', '');
      if (path === 'me/accounts') return answerJson({ data: accounts })(call, response);
      if (path === 'debug_token')
        return answerJson({
          data: { is_valid: true, granular_scopes: [{ scope: 'pages_messaging', target_ids: targetIds }] },
        })(call, response);
      const answer = single(path);
      return answer === null ? answerError(190)(call, response) : answerJson(answer)(call, response);
    });
    return listManagedPages(graph, app, 'user-token');
  }

  test('reads name, token and tasks of each page', async () => {
    expect(await listWhere([pageAnswer('700')], ['700'], () => null)).toEqual({
      pages: [
        {
          pageId: '700',
          name: 'Page 700',
          category: 'Shop',
          pictureUrl: 'https://scontent.example/p.jpg',
          accessToken: 'token-700',
          tasks: ['MESSAGING', 'MODERATE'],
          isPublished: null,
          leftOutOf: [],
        },
      ],
      unreadable: [],
    });
  });

  test('a list that Meta leaves empty is filled from the granted scopes', async () => {
    const { pages } = await listWhere([], ['700', '701'], (id) => pageAnswer(id));
    expect(pages.map(({ pageId }) => pageId)).toEqual(['700', '701']);
  });

  test('one page that cannot be read does not hide the others (behaviour 77)', async () => {
    const { pages, unreadable } = await listWhere(
      [pageAnswer('700', { access_token: undefined })],
      ['700', '701', '702'],
      (id) => (id === '701' ? null : pageAnswer(id)),
    );
    expect(pages.map(({ pageId, accessToken }) => [pageId, accessToken])).toEqual([
      ['700', null],
      ['702', 'token-702'],
    ]);
    expect(unreadable).toMatchObject([{ pageId: '701', error: { code: 190 } }]);
  });
});
