import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type GraphBody, type Stage } from './stage.ts';

const redirectUri = 'http://localhost:3000/connect/facebook';
const scopes = ['pages_show_list', 'pages_messaging', 'pages_manage_metadata'];
const dayMs = 24 * 3_600_000;

describe('login and tokens', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await setStage({ connect: false });
  });
  afterEach(() => stage.close());

  const dialogUrl = (more: Record<string, string> = {}) => {
    const query = {
      client_id: stage.demo.appId,
      redirect_uri: redirectUri,
      state: 's/1',
      scope: scopes.join(','),
      ...more,
    };
    return `${stage.demo.facebookUrl}/v26.0/dialog/oauth?${new URLSearchParams(query)}`;
  };
  /** Submits the dialog as its form does, and answers where it leads. */
  const decide = async (form: [string, string][], more: Record<string, string> = {}) => {
    const body = new URLSearchParams(form);
    const answer = await fetch(dialogUrl(more), { method: 'POST', body, redirect: 'manual' });
    expect(answer.status).toBe(302);
    return new URL(answer.headers.get('location') ?? '');
  };
  const accept = (pageIds: string[], granted = scopes) =>
    decide([
      ['decision', 'continue'],
      ['person', stage.demo.admin.id],
      ...pageIds.map((id): [string, string] => ['page', id]),
      ...granted.map((scope): [string, string] => ['scope', scope]),
    ]);
  const exchange = async (query: Record<string, string>) => {
    const { appId, appSecret, graphUrl } = stage.demo;
    const whole = new URLSearchParams({ client_id: appId, client_secret: appSecret, ...query });
    const answer = await fetch(`${graphUrl}/v26.0/oauth/access_token?${whole}`);
    return { status: answer.status, body: (await answer.json()) as GraphBody };
  };
  const codeFor = (pageIds = [stage.demo.pageId], granted = scopes) =>
    accept(pageIds, granted).then((url) => url.searchParams.get('code') ?? '');
  const userToken = async (pageIds?: string[], granted?: string[]) => {
    const { body } = await exchange({ code: await codeFor(pageIds, granted), redirect_uri: redirectUri });
    return String(body['access_token']);
  };
  const error = (answer: { body: GraphBody }) => [answer.body.error?.code, answer.body.error?.error_subcode];

  it('shows who asks for what, and for which pages', async () => {
    const answer = await fetch(dialogUrl());
    expect(answer.headers.get('content-type')).toContain('text/html');
    const html = await answer.text();
    expect(html).toContain(`Continue as ${stage.demo.admin.name}?`);
    expect(html).toContain('Harbour &amp; Pine');
    for (const scope of scopes) expect(html).toContain(`value="${scope}"`);
  });

  it('leads back with a code, the state, and the stray fragment', async () => {
    const url = await accept([stage.demo.pageId]);
    expect(url.href).toMatch(/^http:\/\/localhost:3000\/connect\/facebook\?code=[^&]+&state=s%2F1#_=_$/);
  });

  it('leads back with a refusal', async () => {
    const url = await decide([['decision', 'cancel']]);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      error_reason: 'user_denied',
      error: 'access_denied',
      error_description: 'Permissions error',
      state: 's/1',
    });
  });

  it('shows an error page for an unknown app, a foreign redirect or an unknown scope, and leads nowhere', async () => {
    await stage.control(`PATCH /_sim/apps/${stage.demo.appId}`, { redirectUris: [redirectUri] });
    for (const wrong of [
      { client_id: '1' },
      { redirect_uri: 'https://evil.example/' },
      { scope: 'read_minds' },
    ]) {
      const answer = await fetch(dialogUrl(wrong), { redirect: 'manual' });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('role="alert"');
    }
  });

  it('does what a script has laid down for the next login', async () => {
    await stage.control('POST /_sim/logins/next', { declinedScopes: ['pages_messaging'] });
    const answer = await fetch(dialogUrl(), { redirect: 'manual' });
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const { body } = await exchange({ code, redirect_uri: redirectUri });
    const permissions = await stage.graph('GET /me/permissions', undefined, String(body['access_token']));
    expect(permissions.body['data']).toContainEqual({ permission: 'pages_messaging', status: 'declined' });
    expect((await fetch(dialogUrl(), { redirect: 'manual' })).status).toBe(200);
  });

  it('takes a code once, within ten minutes, with the same redirect and the right secret', async () => {
    const code = await codeFor();
    const redirect_uri = redirectUri;
    expect(error(await exchange({ code, redirect_uri: `${redirectUri}/` }))).toEqual([100, 36008]);
    expect(error(await exchange({ code, redirect_uri, client_secret: 'wrong' }))).toEqual([1, undefined]);
    expect((await exchange({ code, redirect_uri })).body).toMatchObject({
      token_type: 'bearer',
      expires_in: 5_100,
    });
    expect(error(await exchange({ code, redirect_uri }))).toEqual([100, 36009]);
    expect(error(await exchange({ code: 'AQnonsense', redirect_uri }))).toEqual([100, undefined]);
    const late = await codeFor();
    stage.time.advance(11 * 60_000);
    expect(error(await exchange({ code: late, redirect_uri }))).toEqual([100, 36007]);
  });

  it('makes a page token that never expires from a long-lived user token only', async () => {
    const short = await userToken();
    const long = await exchange({ grant_type: 'fb_exchange_token', fb_exchange_token: short });
    expect(long.body['expires_in']).toBe(5_183_944);
    const tokenOf = async (token: string) => {
      const { body } = await stage.graph('GET /me/accounts', undefined, token);
      return (body['data'] as { access_token: string }[])[0]?.access_token ?? '';
    };
    const [mortal, lasting] = [await tokenOf(short), await tokenOf(String(long.body['access_token']))];
    stage.time.advance(2 * 3_600_000);
    expect(error(await stage.graph('GET /me', undefined, short))).toEqual([190, 463]);
    expect(error(await stage.graph('GET /me', undefined, mortal))).toEqual([190, 463]);
    stage.time.advance(70 * dayMs);
    expect(error(await stage.graph('GET /me', undefined, String(long.body['access_token'])))).toEqual([
      190, 463,
    ]);
    expect((await stage.graph('GET /me', undefined, lasting)).body).toMatchObject({ name: 'Harbour & Pine' });
  });

  it('tells of a token what it is, whom it serves and whether it lives', async () => {
    const { appId, appSecret, pageId, admin, pageAccessToken } = stage.demo;
    const debug = async (token: string) => {
      const { body } = await stage.graph(
        `GET /debug_token?input_token=${encodeURIComponent(token)}`,
        undefined,
        `${appId}|${appSecret}`,
      );
      return body['data'];
    };
    expect(await debug(pageAccessToken)).toMatchObject({
      app_id: appId,
      type: 'PAGE',
      is_valid: true,
      expires_at: 0,
      profile_id: pageId,
      user_id: admin.id,
    });
    expect(await debug('EAAnonsense')).toMatchObject({ is_valid: false, error: { code: 190 } });
    await stage.control('POST /_sim/tokens/break', { subcode: 460, pageId });
    expect(await debug(pageAccessToken)).toMatchObject({
      is_valid: false,
      error: { code: 190, subcode: 460 },
    });
  });

  it('pages through the accounts, and can leave the list empty with only granular scopes to go by', async () => {
    const second = await stage.control<{ id: string }>('POST /_sim/pages', {
      name: 'Outlet',
      adminIds: [stage.demo.admin.id],
    });
    const token = await userToken([stage.demo.pageId, second.id]);
    const first = await stage.graph('GET /me/accounts?limit=1&fields=name', undefined, token);
    expect(first.body).toMatchObject({
      data: [{ name: 'Harbour & Pine' }],
      paging: { next: expect.any(String) },
    });
    const next = await fetch((first.body as unknown as { paging: { next: string } }).paging.next);
    const rest = (await next.json()) as { data: unknown[]; paging: object };
    expect(rest.data).toEqual([{ name: 'Outlet', id: second.id }]);
    expect(rest.paging).not.toHaveProperty('next');

    await stage.control('PATCH /_sim/settings', { accounts: 'empty' });
    expect((await stage.graph('GET /me/accounts', undefined, token)).body).toEqual({ data: [] });
    const { appId, appSecret } = stage.demo;
    const debug = await stage.graph(
      `GET /debug_token?input_token=${token}`,
      undefined,
      `${appId}|${appSecret}`,
    );
    expect(debug.body['data']).toMatchObject({
      granular_scopes: expect.arrayContaining([
        { scope: 'pages_messaging', target_ids: [stage.demo.pageId, second.id] },
      ]),
    });
    const page = await stage.graph(`GET /${second.id}?fields=name,access_token`, undefined, token);
    expect(page.body).toMatchObject({ name: 'Outlet', access_token: expect.stringMatching(/^EAA/) });
  });

  it('kills the token of a page that is unticked at a later login', async () => {
    const second = await stage.control<{ id: string }>('POST /_sim/pages', {
      name: 'Outlet',
      adminIds: [stage.demo.admin.id],
    });
    await accept([second.id]);
    const answer = await stage.graph('GET /me');
    expect(answer.body.error).toMatchObject({ code: 190, message: expect.stringContaining('impersonating') });
    await accept([second.id, stage.demo.pageId]);
    expect((await stage.graph('GET /me')).status).toBe(200);
  });

  it.each([458, 459, 460, 463, 464, 467, 492])(
    'lets tokens die with subcode %i, and later ones live',
    async (subcode) => {
      const { pageId } = stage.demo;
      await stage.control('POST /_sim/tokens/break', { subcode, pageId });
      expect(error(await stage.graph('GET /me'))).toEqual([190, subcode]);
      const fresh = await stage.control<{ accessToken: string }>('POST /_sim/tokens', {
        kind: 'page',
        pageId,
      });
      expect((await stage.graph('GET /me', undefined, fresh.accessToken)).status).toBe(200);
      await stage.control('POST /_sim/tokens/mend', { pageId });
      expect((await stage.graph('GET /me')).status).toBe(200);
    },
  );

  it('answers for a role that was lost, an access that was revoked and a scope that was declined', async () => {
    const { pageId, admin } = stage.demo;
    await stage.control(`PATCH /_sim/pages/${pageId}`, { adminIds: [] });
    expect(error(await stage.graph('GET /me'))).toEqual([190, 492]);
    await stage.control(`PATCH /_sim/pages/${pageId}`, { adminIds: [admin.id] });

    const weak = await userToken([pageId], ['pages_show_list', 'pages_manage_metadata']);
    const { body } = await stage.graph(`GET /${pageId}?fields=access_token`, undefined, weak);
    const fields = { subscribed_fields: 'messages' };
    const refused = await stage.graph('POST /me/subscribed_apps', fields, String(body['access_token']));
    expect([refused.status, ...error(refused)]).toEqual([403, 200, undefined]);
    expect(refused.body.error?.message).toContain('one of these permissions is needed: pages_messaging');

    await stage.graph('DELETE /me/permissions', undefined, weak);
    expect(error(await stage.graph('GET /me'))).toEqual([190, 458]);
  });

  it('asks for the proof of the secret when the app demands it', async () => {
    const { appId, appSecret, pageAccessToken } = stage.demo;
    await stage.control(`PATCH /_sim/apps/${appId}`, { requireProof: true });
    expect((await stage.graph('GET /me')).body.error).toMatchObject({
      code: 100,
      type: 'GraphMethodException',
    });
    const proof = createHmac('sha256', appSecret).update(pageAccessToken).digest('hex');
    expect((await stage.graph(`GET /me?appsecret_proof=${proof}`)).status).toBe(200);
    expect((await stage.graph(`GET /me?appsecret_proof=${proof.replace(/./, 'x')}`)).body.error?.code).toBe(
      100,
    );
  });

  it('subscribes an app only to a callback that proves itself', async () => {
    const { appId, appSecret, graphUrl } = stage.demo;
    const token = `${appId}|${appSecret}`;
    const subscribe = (callback_url: string, verify_token = 'right') =>
      stage.graph(
        `POST /${appId}/subscriptions`,
        { object: 'page', callback_url, verify_token, fields: 'messages' },
        token,
      );
    expect((await subscribe(stage.callbackUrl)).body).toEqual({ success: true });
    expect(Object.fromEntries(stage.verifications[0] ?? [])).toEqual({
      'hub.mode': 'subscribe',
      'hub.challenge': expect.stringMatching(/^\d+$/),
      'hub.verify_token': 'right',
    });
    const refused = await subscribe(stage.callbackUrl, 'wrong');
    expect(refused.body.error).toMatchObject({
      code: 2200,
      message: expect.stringContaining('HTTP Status Code = 403'),
    });
    expect((await subscribe('http://127.0.0.1:9/')).body.error?.message).toContain('curl_errno = 7');
    expect((await subscribe('http://shop.example/')).body.error?.code).toBe(2200);
    expect((await subscribe(`${graphUrl}/_sim/health`)).body.error?.code).toBe(2200);
    const wrongField = {
      object: 'page',
      callback_url: stage.callbackUrl,
      verify_token: 'right',
      fields: 'messaging_seen',
    };
    expect((await stage.graph(`POST /${appId}/subscriptions`, wrongField, token)).body.error?.code).toBe(100);
  });
});
