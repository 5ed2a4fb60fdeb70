import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const minuteMs = 60_000;

describe('webhooks', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.close());

  const write = (name: string, text: string, more: object = {}) =>
    stage.control<{ mid: string }>(
      `POST /_sim/threads/${stage.demo.pageId}/${stage.person(name).id}/messages`,
      {
        text,
        ...more,
      },
    );
  const texts = () =>
    stage.received.flatMap(({ events }) => events).map(({ message }) => (message as { text: string }).text);
  const first = () => {
    const [webhook] = stage.received;
    if (!webhook) throw new Error('no webhook came');
    return webhook;
  };
  const deliveries = async () =>
    (
      await stage.control<{ deliveries: { id: number; state: string; attempts: { status: number }[] }[] }>(
        'GET /_sim/deliveries',
      )
    ).deliveries;
  /** Advances the clock and lets what fell due be delivered. */
  const pass = async (ms: number) => {
    await stage.control('POST /_sim/clock', { advanceMs: ms });
    await stage.settle();
  };

  it('come signed twice over the very bytes', async () => {
    await write('Elena Marković', 'Hé / 😟');
    await stage.settle();
    const { body, headers } = first();
    for (const [header, algorithm] of [
      ['x-hub-signature', 'sha1'],
      ['x-hub-signature-256', 'sha256'],
    ] as const) {
      const digest = createHmac(algorithm, stage.demo.appSecret).update(body).digest('hex');
      expect(headers[header]).toBe(`${algorithm}=${digest}`);
    }
    expect(headers['content-type']).toBe('application/json');
    expect(body.toString()).toContain('H\\u00e9 \\/ \\ud83d\\ude1f');
  });

  it('bear one messaging element per entry, times in milliseconds and ids as texts', async () => {
    const { mid } = await write('Elena Marković', 'Hello');
    await stage.settle();
    const { psid } = stage.person('Elena Marković');
    const now = stage.time.nowMs();
    expect(JSON.parse(String(stage.received[0]?.body))).toEqual({
      object: 'page',
      entry: [
        {
          id: stage.demo.pageId,
          time: now,
          messaging: [
            {
              sender: { id: psid },
              recipient: { id: stage.demo.pageId },
              timestamp: now,
              message: { mid, text: 'Hello' },
            },
          ],
        },
      ],
    });
    expect(Number(psid)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
  });

  it('are gathered into one POST across people and pages when batching is on', async () => {
    const other = await stage.control<{ id: string }>('POST /_sim/pages', { name: 'Outlet' });
    const { appId } = stage.demo;
    await stage.control(`POST /_sim/apps/${appId}/webhook`, {
      callbackUrl: stage.callbackUrl,
      verifyToken: 'right',
    });
    await stage.control('PATCH /_sim/settings', { batchSize: 3 });
    await write('Elena Marković', 'one');
    await write('Daniel Osei', 'two');
    const { id } = stage.person('Theo Grant');
    await stage.control(`POST /_sim/threads/${other.id}/${id}/messages`, { text: 'three' });
    await stage.settle();
    expect(stage.received).toHaveLength(1);
    const { entry } = JSON.parse(String(stage.received[0]?.body)) as {
      entry: { id: string; messaging: unknown[] }[];
    };
    expect(entry.map((item) => [item.id, item.messaging.length])).toEqual([
      [stage.demo.pageId, 1],
      [stage.demo.pageId, 1],
      [other.id, 1],
    ]);
  });

  it('reach an app only when both it and the page subscribed to the field', async () => {
    const subscribe = (fields: string[]) =>
      stage.graph('POST /me/subscribed_apps', { subscribed_fields: fields.join(',') });
    await subscribe(['message_reads']);
    await write('Elena Marković', 'unheard');
    await subscribe(['messages']);
    await write('Elena Marković', 'heard');
    await stage.settle();
    expect(texts()).toEqual(['heard']);
  });

  it('are tried again at once and later, with identical bytes, until one is taken', async () => {
    stage.answerWith.status = 500;
    await write('Elena Marković', 'Hello');
    await stage.settle();
    expect(stage.received).toHaveLength(3);
    await pass(minuteMs);
    expect(stage.received).toHaveLength(4);
    stage.answerWith.status = 200;
    await pass(5 * minuteMs);
    await pass(60 * minuteMs);
    expect(stage.received).toHaveLength(5);
    expect(new Set(stage.received.map(({ body }) => body.toString())).size).toBe(1);
    expect((await deliveries())[0]).toMatchObject({
      state: 'delivered',
      attempts: [500, 500, 500, 500, 200].map((status) => ({ status })),
    });
  });

  it('stop for a page after an hour of failures, until it subscribes again', async () => {
    stage.answerWith.status = 503;
    await write('Elena Marković', 'lost');
    await stage.settle();
    await pass(61 * minuteMs);
    expect((await stage.graph('GET /me/subscribed_apps')).body).toEqual({ data: [] });
    stage.answerWith.status = 200;
    stage.received.length = 0;
    await write('Elena Marković', 'unheard');
    await stage.settle();
    expect(stage.received).toEqual([]);
    await stage.graph('POST /me/subscribed_apps', { subscribed_fields: 'messages' });
    await write('Elena Marković', 'heard');
    await stage.settle();
    expect(texts()).toEqual(['heard']);
  });

  it('of one person come in order though others fail', async () => {
    for (let i = 1; i <= 20; i += 1) {
      await write('Elena Marković', `Elena ${i}`);
      await write('Daniel Osei', `Daniel ${i}`);
    }
    await stage.settle();
    const counted = (name: string) => Array.from({ length: 20 }, (_, i) => `${name} ${i + 1}`);
    expect(texts().filter((text) => text.startsWith('Elena'))).toEqual(counted('Elena'));
    expect(texts().filter((text) => text.startsWith('Daniel'))).toEqual(counted('Daniel'));
  });

  it('can be held and let go in another order', async () => {
    await stage.control('PATCH /_sim/settings', { hold: true });
    for (const text of ['one', 'two', 'three']) await write('Elena Marković', text);
    await stage.settle();
    expect(stage.received).toEqual([]);
    expect(await stage.control('POST /_sim/deliveries/release', { order: 'reversed' })).toEqual({
      released: 3,
    });
    await stage.settle();
    expect(texts()).toEqual(['three', 'two', 'one']);
  });

  it('can be released one by one, in the order that is asked for', async () => {
    await stage.control('PATCH /_sim/settings', { hold: true });
    for (const text of ['one', 'two', 'three']) await write('Elena Marković', text);
    const [three, two, one] = (await deliveries()).map(({ id }) => id);
    await stage.control('POST /_sim/deliveries/release', { ids: [two, one] });
    await stage.settle();
    expect(texts()).toEqual(['two', 'one']);
    await stage.control('POST /_sim/deliveries/release', { ids: [three] });
    await stage.settle();
    expect(texts()).toEqual(['two', 'one', 'three']);
  });

  it('come several times when duplicates are on, and again on demand', async () => {
    await stage.control('PATCH /_sim/settings', { duplicates: 2 });
    await write('Elena Marković', 'Hello');
    await stage.settle();
    expect(stage.received).toHaveLength(3);
    const [{ id } = { id: 0 }] = await deliveries();
    await stage.control(`POST /_sim/deliveries/${id}/redeliver`, { times: 2 });
    await stage.settle();
    expect(stage.received).toHaveLength(5);
    expect(new Set(stage.received.map(({ body }) => body.toString())).size).toBe(1);
  });

  it('are late when a delay is set', async () => {
    await stage.control('PATCH /_sim/settings', { delayMs: 3_000 });
    await write('Elena Marković', 'Hello');
    expect(await stage.control('GET /_sim/idle?timeoutMs=1')).toEqual({ idle: false });
    expect(stage.received).toEqual([]);
    stage.time.advance(3_000);
    await stage.settle();
    expect(texts()).toEqual(['Hello']);
  });

  it.each([
    ['wrong', true, true],
    ['missing', false, false],
    ['sha1-only', false, true],
  ])('can be signed %s', async (signature, hasSha256, hasSha1) => {
    await stage.control('PATCH /_sim/settings', { signature });
    await write('Elena Marković', 'Hello');
    await stage.settle();
    const { body, headers } = first();
    expect(headers['x-hub-signature-256'] !== undefined).toBe(hasSha256);
    expect(headers['x-hub-signature'] !== undefined).toBe(hasSha1);
    const right = createHmac('sha256', stage.demo.appSecret).update(body).digest('hex');
    expect(headers['x-hub-signature-256']).not.toBe(`sha256=${right}`);
  });

  it('carry any event that a script makes up, and any body', async () => {
    const { psid } = stage.person('Elena Marković');
    const { pageId } = stage.demo;
    const optin = { sender: { id: psid }, recipient: { id: pageId }, timestamp: 1, optin: { ref: 'box' } };
    expect(await stage.control('POST /_sim/events', { pageId, messaging: optin })).toEqual({ deliveries: 1 });
    await stage.control('POST /_sim/events/raw', { body: '{"object":"page","entry":' });
    await stage.settle();
    expect(stage.received[0]?.events).toEqual([optin]);
    expect(stage.received[1]?.body.toString()).toBe('{"object":"page","entry":');
    const right = createHmac('sha256', stage.demo.appSecret)
      .update('{"object":"page","entry":')
      .digest('hex');
    expect(stage.received[1]?.headers['x-hub-signature-256']).toBe(`sha256=${right}`);
  });
});
