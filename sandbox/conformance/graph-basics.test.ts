import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

describe('the Graph API', () => {
  let stage: Stage;
  let psid: string;
  let thread: string;

  beforeAll(async () => {
    stage = await setStage();
    const sofia = stage.person('Sofia Lindgren');
    psid = sofia.psid;
    thread = `/_sim/threads/${stage.demo.pageId}/${sofia.id}`;
    await stage.control(`POST ${thread}/messages`, { text: 'Do the Ask chairs stack?' });
  });
  afterEach(() => stage.control('DELETE /_sim/faults'));
  afterAll(() => stage.close());

  const send = () =>
    stage.graph('POST /me/messages', { recipient: { id: psid }, message: { text: 'They do.' } });

  it('checks the token before the path', async () => {
    const answer = await stage.graph('GET /no/such/thing', undefined, 'EAAnonsense');
    expect(answer.body.error).toMatchObject({ code: 190, type: 'OAuthException', is_transient: false });
    expect((await fetch(`${stage.demo.graphUrl}/v26.0/${stage.demo.pageId}`)).status).toBe(400);
  });

  it('answers anything unknown with its envelope and marks it in the log', async () => {
    const edge = await stage.graph('GET /me/horoscope');
    expect(edge.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(edge.body.error).toMatchObject({ code: 100, fbtrace_id: expect.any(String) });
    const { calls } = await stage.control<{ calls: { path: string; unmodelled?: true }[] }>(
      'GET /_sim/calls?limit=1',
    );
    expect(calls[0]).toMatchObject({ path: '/v26.0/me/horoscope', unmodelled: true });
    expect((await stage.graph('GET /123456789')).body.error).toMatchObject({
      code: 100,
      error_subcode: 33,
      type: 'GraphMethodException',
    });
  });

  it('answers by version: living ones as they are, dead ones lifted, later ones refused', async () => {
    const version = async (path: string) => {
      const answer = await fetch(`${stage.demo.graphUrl}${path}?access_token=${stage.demo.pageAccessToken}`);
      return answer.status === 200 ? answer.headers.get('facebook-api-version') : answer.status;
    };
    expect(await version('/v26.0/me')).toBe('v26.0');
    expect(await version('/v6.0/me')).toBe('v21.0');
    expect(await version('/me')).toBe('v21.0');
    expect(await version('/v99.0/me')).toBe(400);
  });

  it('bears trace and usage headers', async () => {
    await stage.control('PATCH /_sim/settings', {
      usage: { callCount: 28, totalTime: 25, totalCpuTime: 25 },
    });
    const { headers } = await send();
    expect(headers.get('x-fb-trace-id')).toMatch(/^\w+$/);
    expect(JSON.parse(headers.get('x-app-usage') ?? '')).toEqual({
      call_count: 28,
      total_time: 25,
      total_cputime: 25,
    });
    expect(JSON.parse(headers.get('x-business-use-case-usage') ?? '')).toEqual({
      [stage.demo.pageId]: [
        {
          type: 'messenger',
          call_count: 28,
          total_time: 25,
          total_cputime: 25,
          estimated_time_to_regain_access: 0,
        },
      ],
    });
  });

  it('reads several ids at once', async () => {
    const answer = await stage.graph(`GET /?ids=${stage.demo.pageId},${psid}&fields=name`);
    expect(answer.body).toEqual({
      [stage.demo.pageId]: { name: 'Harbour & Pine', id: stage.demo.pageId },
      [psid]: { name: 'Sofia Lindgren', id: psid },
    });
  });

  it.each([
    [
      'full',
      {
        first_name: 'Sofia',
        last_name: 'Lindgren',
        profile_pic: expect.stringContaining('/_cdn/'),
        id: expect.any(String),
      },
    ],
    ['name-only', { name: 'Sofia Lindgren', id: expect.any(String) }],
    ['empty', {}],
    ['phone-only', { error: expect.objectContaining({ code: 100, error_subcode: 2018218 }) }],
    ['hidden', { error: expect.objectContaining({ code: 100, error_subcode: 33 }) }],
  ])('answers a profile that is %s', async (profile, expected) => {
    await stage.control(`PATCH /_sim/people/${stage.person('Sofia Lindgren').id}`, { profile });
    expect((await stage.graph(`GET /${psid}`)).body).toEqual(expected);
    await stage.control(`PATCH /_sim/people/${stage.person('Sofia Lindgren').id}`, { profile: 'full' });
  });

  it('has no profile of somebody who never wrote, and none without the feature', async () => {
    const theo = stage.person('Theo Grant');
    expect((await stage.graph(`GET /${theo.psid}`)).body.error?.error_subcode).toBe(33);
    await stage.control('PATCH /_sim/settings', { profileAccess: false });
    expect((await stage.graph(`GET /${psid}`)).body.error?.error_subcode).toBe(2018247);
    await stage.control('PATCH /_sim/settings', { profileAccess: true });
  });

  it('lets only the 20 newest messages of a conversation be read', async () => {
    const yusuf = stage.person('Yusuf Demir');
    const mids: string[] = [];
    for (let i = 1; i <= 25; i += 1) {
      const path = `POST /_sim/threads/${stage.demo.pageId}/${yusuf.id}/messages`;
      mids.push((await stage.control<{ mid: string }>(path, { text: `Nr ${i}`, silent: true })).mid);
    }
    const found = await stage.graph(
      `GET /me/conversations?user_id=${yusuf.psid}&fields=message_count,messages.limit(100){message}`,
    );
    const [conversation] = found.body['data'] as { message_count: number; messages: { data: object[] } }[];
    expect(conversation?.message_count).toBe(25);
    expect(conversation?.messages.data.filter((row) => 'message' in row)).toHaveLength(20);
    expect(conversation?.messages.data[0]).toEqual({ message: 'Nr 25', id: mids[24] });
    expect((await stage.graph(`GET /${mids[0]}?fields=message`)).body.error?.code).toBe(9000001);
    expect((await stage.graph(`GET /${mids[24]}?fields=message`)).body).toEqual({
      message: 'Nr 25',
      id: mids[24],
    });
  });

  it('fails as often as it is told, and then works', async () => {
    await stage.control('POST /_sim/faults', {
      match: { path: '/messages', personId: stage.person('Sofia Lindgren').id },
      times: 2,
      code: 613,
      retryAfterMinutes: 5,
    });
    const first = await send();
    expect(first.body.error?.code).toBe(613);
    expect(first.headers.get('x-business-use-case-usage')).toContain('"estimated_time_to_regain_access":5');
    expect((await stage.graph('GET /me')).status).toBe(200);
    expect((await send()).body.error?.code).toBe(613);
    expect((await send()).status).toBe(200);
  });

  it('loses the answer of a send that went through', async () => {
    const before = await stage.control<{ messages: unknown[] }>(`GET ${thread}`);
    await stage.control('POST /_sim/faults', {
      match: { kind: 'message' },
      dropConnection: true,
      applyThenError: true,
    });
    await expect(send()).rejects.toThrow();
    await stage.settle();
    const after = await stage.control<{ messages: unknown[] }>(`GET ${thread}`);
    expect(after.messages.length).toBe(before.messages.length + 1);
    expect(stage.received.at(-2)?.events[0]).toMatchObject({ message: { is_echo: true } });
  });

  it('drops a connection before anything was done', async () => {
    const before = await stage.control<{ messages: unknown[] }>(`GET ${thread}`);
    await stage.control('POST /_sim/faults', { match: { kind: 'message' }, dropConnection: true });
    await expect(send()).rejects.toThrow();
    const after = await stage.control<{ messages: unknown[] }>(`GET ${thread}`);
    expect(after.messages.length).toBe(before.messages.length);
    const { calls } = await stage.control<{ calls: { status: number | null }[] }>('GET /_sim/calls?limit=1');
    expect(calls[0]?.status).toBeNull();
  });

  it('answers with an error after the work was done, and with HTML', async () => {
    await stage.control('POST /_sim/faults', {
      match: { kind: 'message' },
      applyThenError: true,
      code: 1,
      subcode: 1357046,
    });
    const answer = await send();
    expect([answer.status, answer.body.error?.error_subcode]).toEqual([500, 1357046]);
    await stage.control('POST /_sim/faults', { match: { path: '/me' }, htmlBody: '<h1>Bad gateway</h1>' });
    const html = await fetch(`${stage.demo.graphUrl}/v26.0/me?access_token=${stage.demo.pageAccessToken}`);
    expect([html.status, await html.text()]).toEqual([502, '<h1>Bad gateway</h1>']);
  });

  it('takes as long as it is told', async () => {
    await stage.control('PATCH /_sim/settings', { latencyMs: 2_000 });
    const answer = stage.graph('GET /me');
    await expect.poll(() => stage.sandbox.simulation.activity.isIdle).toBe(false);
    stage.time.advance(2_000);
    expect((await answer).status).toBe(200);
    await stage.control('PATCH /_sim/settings', { latencyMs: 0 });
  });
});
