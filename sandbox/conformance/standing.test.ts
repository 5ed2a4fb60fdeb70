import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const dayMs = 24 * 3_600_000;

describe('how an app and a page stand', () => {
  let stage: Stage;
  let elena: { id: string; psid: string };
  let appToken: string;
  let pageId: string;

  beforeEach(async () => {
    stage = await setStage();
    elena = stage.person('Elena Marković');
    pageId = stage.demo.pageId;
    appToken = `${stage.demo.appId}|${stage.demo.appSecret}`;
  });
  afterEach(() => stage.close());

  const say = (text = 'Hello') =>
    stage.control(`POST /_sim/threads/${pageId}/${elena.id}/messages`, { text });
  const send = (more: object = {}) =>
    stage.graph('POST /me/messages', { recipient: { id: elena.psid }, message: { text: 'Hello' }, ...more });
  const errorOf = async (answer: ReturnType<typeof send>) => {
    const { error } = (await answer).body;
    return error && [error.code, error.error_subcode];
  };
  const app = (body: object) => stage.control(`PATCH /_sim/apps/${stage.demo.appId}`, body);
  const page = (body: object) => stage.control(`PATCH /_sim/pages/${pageId}`, body);
  const heard = async () => {
    await stage.settle();
    return stage.received.splice(0);
  };
  const permissions = async () => {
    const { body } = await stage.graph(`GET /${stage.demo.appId}/permissions?limit=100`, undefined, appToken);
    const rows = body['data'] as { permission: string; status: string }[];
    return Object.fromEntries(rows.map(({ permission, status }) => [permission, status]));
  };

  it('in development an app sees and reaches people with a role only', async () => {
    await app({ mode: 'development' });
    await say();
    expect(await heard()).toEqual([]);
    expect(await errorOf(send())).toEqual([200, 2018028]);
    expect(await errorOf(stage.graph(`GET /${elena.psid}`))).toEqual([100, 33]);
    expect(await permissions()).toMatchObject({ pages_messaging: 'unapproved' });
    await app({ testerIds: [elena.id] });
    await say();
    expect(await heard()).toHaveLength(1);
    expect(await errorOf(send())).toBeUndefined();
    await app({ mode: 'live' });
    expect(await permissions()).toMatchObject({ pages_messaging: 'live' });
  });

  it('a permission at Standard Access holds back what it is for, and nothing else', async () => {
    await app({ standardScopes: ['pages_read_user_content'] });
    const post = await stage.control<{ id: string }>(`POST /_sim/pages/${pageId}/posts`, {
      text: 'x',
      silent: true,
    });
    const comment = { by: elena.id, text: 'Is it in stock?' };
    const { id } = await stage.control<{ id: string }>(`POST /_sim/posts/${post.id}/comments`, comment);
    const [webhook] = await heard();
    expect(webhook?.changes[0]?.value).not.toHaveProperty('from');
    expect((await stage.graph(`GET /${id}?fields=from`)).body).toEqual({ id });
    await say();
    expect(await heard()).toHaveLength(1);
    expect(await permissions()).toMatchObject({
      pages_messaging: 'live',
      pages_read_user_content: 'unapproved',
    });
    await app({ standardScopes: ['pages_messaging'] });
    await say();
    expect(await heard()).toEqual([]);
    expect(await errorOf(send())).toEqual([200, 2018028]);
  });

  it('the features are switches: Human Agent, and profiles', async () => {
    await say();
    await stage.control('PATCH /_sim/settings', { humanAgent: false, profileAccess: false });
    expect(await errorOf(send({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }))).toEqual([
      10,
      undefined,
    ]);
    expect(await errorOf(stage.graph(`GET /${elena.psid}`))).toEqual([10, 2018247]);
  });

  it('the app tells what it has to its own token alone', async () => {
    const about = await stage.graph(
      `GET /${stage.demo.appId}?fields=id,name,has_messenger_product`,
      undefined,
      appToken,
    );
    expect(about.body).toEqual({ id: stage.demo.appId, name: 'Pagedesk', has_messenger_product: true });
    expect(await errorOf(stage.graph(`GET /${stage.demo.appId}/permissions`))).toEqual([15, undefined]);
    await app({ webhookActive: false });
    const { body } = await stage.graph(`GET /${stage.demo.appId}/subscriptions`, undefined, appToken);
    expect(body['data']).toMatchObject([{ object: 'page', active: false }]);
    await say();
    expect(await heard()).toEqual([]);
  });

  it('a page that is not published is written to by nobody, and says so', async () => {
    await page({ published: false });
    expect((await stage.graph('GET /me?fields=is_published')).body).toMatchObject({ is_published: false });
    await expect(say()).rejects.toThrow(/409.*not published/);
  });

  it('a page with Messenger off takes no messages and sends none', async () => {
    await say();
    await page({ messaging: false });
    expect(await errorOf(send())).toEqual([10, undefined]);
    await expect(say()).rejects.toThrow(/409.*no messages/);
  });

  it('tasks that are missing stop what they are for', async () => {
    await say();
    const tasks = (list: string[]) => page({ tasks: { [stage.demo.admin.id]: list } });
    await tasks(['ANALYZE']);
    expect(await errorOf(send())).toEqual([200, undefined]);
    expect(await errorOf(stage.graph('POST /me/subscribed_apps', { subscribed_fields: ['feed'] }))).toEqual([
      200,
      undefined,
    ]);
    const { body } = await stage.graph(
      'GET /me/accounts?fields=tasks',
      undefined,
      stage.demo.userAccessToken,
    );
    expect(body['data']).toMatchObject([{ tasks: ['ANALYZE'] }]);
    await tasks(['MESSAGING']);
    expect(await errorOf(send())).toBeUndefined();
    expect(await errorOf(stage.graph('POST /me/feed', { message: 'x' }))).toEqual([200, undefined]);
  });

  it('a person who loses the page, takes one page back, or one permission, takes it from the tokens', async () => {
    await say();
    const { admin } = stage.demo;
    await stage.control('POST /_sim/grants', { personId: admin.id, pageIds: [] });
    const { body } = await send();
    expect(body.error).toMatchObject({ code: 190, message: expect.stringContaining('impersonating') });
    await stage.control('POST /_sim/grants', {
      personId: admin.id,
      pageIds: null,
      declined: ['pages_messaging'],
    });
    expect(await errorOf(send())).toEqual([10, undefined]);
    const inspected = await stage.graph(
      `GET /debug_token?input_token=${stage.demo.pageAccessToken}`,
      undefined,
      appToken,
    );
    expect((inspected.body['data'] as { scopes: string[] }).scopes).not.toContain('pages_messaging');
    await stage.control('POST /_sim/grants', { personId: admin.id, declined: [] });
    expect(await errorOf(send())).toBeUndefined();
    await page({ adminIds: [] });
    expect(await errorOf(send())).toEqual([190, 492]);
  });

  it('warns, restricts and forgives a page, each told without a sender', async () => {
    await say();
    await heard();
    const policy = async (action: string) => {
      await stage.control(`POST /_sim/pages/${pageId}/policy`, { action });
      return (await heard()).flatMap(({ events }) => events);
    };
    expect(await policy('warning')).toEqual([
      {
        recipient: { id: pageId },
        timestamp: stage.time.nowMs(),
        policy_enforcement: { action: 'warning', reason: expect.any(String) },
      },
    ]);
    await policy('block');
    expect(await errorOf(send())).toEqual([10, 1893063]);
    expect((await policy('unblock'))[0]?.['policy_enforcement']).toEqual({ action: 'unblock' });
    expect(await errorOf(send())).toBeUndefined();
  });

  it('a long-lived token lives sixty days; what belongs to people may be read for ninety after consent', async () => {
    await say();
    const token = async (kind: 'user' | 'page') =>
      (await stage.control<{ accessToken: string }>('POST /_sim/tokens', { kind })).accessToken;
    const [user, pageToken] = [await token('user'), await token('page')];
    const inspect = async (input: string) => {
      const { body } = await stage.graph(`GET /debug_token?input_token=${input}`, undefined, appToken);
      return body['data'] as { is_valid: boolean; expires_at: number; data_access_expires_at: number };
    };
    const seconds = (ms: number) => Math.floor(ms / 1000);
    expect(await inspect(pageToken)).toMatchObject({
      is_valid: true,
      expires_at: 0,
      data_access_expires_at: seconds(stage.time.nowMs() + 90 * dayMs),
    });
    expect((await inspect(user)).is_valid).toBe(true);
    stage.time.advance(60 * dayMs);
    expect((await inspect(user)).is_valid).toBe(false);
    stage.time.advance(30 * dayMs);
    await say();
    expect((await stage.graph(`GET /${elena.psid}`, undefined, pageToken)).body.error).toMatchObject({
      code: 10,
    });
    const sent = { recipient: { id: elena.psid }, message: { text: 'Still here' } };
    expect((await stage.graph('POST /me/messages', sent, pageToken)).body.error).toBeUndefined();
  });

  describe('calls the app back', () => {
    let told: { path: string; body: URLSearchParams }[];
    let receiver: ReturnType<typeof createServer>;
    let url: string;

    beforeEach(async () => {
      told = [];
      receiver = createServer((request, response) => {
        let text = '';
        request.on('data', (chunk: Buffer) => (text += chunk.toString()));
        request.on('end', () => {
          told.push({ path: request.url ?? '', body: new URLSearchParams(text) });
          response.end('{"url":"https://desk.example/d/1","confirmation_code":"1"}');
        });
      });
      await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', () => resolve()));
      url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
      await app({ deauthorizeUrl: `${url}/gone`, dataDeletionUrl: `${url}/delete` });
    });
    afterEach(() => void receiver.close());

    /** By the documented recipe, not by the sandbox's own code. */
    const read = (signed: string, secret: string) => {
      const [signature = '', payload = ''] = signed.split('.');
      const expected = createHmac('sha256', secret).update(payload).digest('base64url');
      return expected === signature && (JSON.parse(Buffer.from(payload, 'base64url').toString()) as object);
    };

    it('when a person removes it: their tokens die with 458', async () => {
      await say();
      const answer = await stage.control(`POST /_sim/apps/${stage.demo.appId}/callbacks`, {
        kind: 'deauthorize',
      });
      expect(answer).toMatchObject({ status: 200 });
      expect(told[0]?.path).toBe('/gone');
      const signed = told[0]?.body.get('signed_request') ?? '';
      expect(read(signed, stage.demo.appSecret)).toEqual({
        algorithm: 'HMAC-SHA256',
        issued_at: Math.floor(stage.time.nowMs() / 1000),
        expires: 0,
        user_id: stage.demo.admin.id,
      });
      expect(await errorOf(send())).toEqual([190, 458]);
    });

    it('when a person asks for deletion, and hands on what it answered', async () => {
      const call = `POST /_sim/apps/${stage.demo.appId}/callbacks`;
      expect(await stage.control(call, { kind: 'data-deletion' })).toEqual({
        url: `${url}/delete`,
        status: 200,
        body: expect.stringContaining('confirmation_code'),
      });
      expect(await errorOf(send())).not.toEqual([190, 458]);
      await stage.control(call, { kind: 'data-deletion', signature: 'wrong' });
      expect(read(told[1]?.body.get('signed_request') ?? '', stage.demo.appSecret)).toBe(false);
    });
  });
});
