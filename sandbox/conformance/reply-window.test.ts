import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('the reply window', () => {
  let stage: Stage;
  let thread: string;
  let psid: string;

  beforeEach(async () => {
    stage = await setStage();
    const aiko = stage.person('Aiko Tanaka');
    psid = aiko.psid;
    thread = `/_sim/threads/${stage.demo.pageId}/${aiko.id}`;
  });
  afterEach(() => stage.close());

  const reply = async (more: Record<string, unknown> = {}) => {
    const body = {
      recipient: { id: psid },
      messaging_type: 'RESPONSE',
      message: { text: 'Hello Aiko' },
      ...more,
    };
    const answer = await stage.graph('POST /me/messages', body);
    return answer.body.error ? [answer.body.error.code, answer.body.error.error_subcode] : 'sent';
  };
  const byHand = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
  const outside = [10, 2018278];

  it('is shut before the person has ever done anything', async () => {
    expect(await reply()).toEqual(outside);
    expect(await reply(byHand)).toEqual(outside);
  });

  it.each([
    ['a message', 'messages', { text: 'Hello' }],
    ['a tap on a button', 'postback', { title: 'Hours', payload: 'HOURS' }],
    ['Get Started', 'postback', { getStarted: true }],
  ])('is opened by %s', async (_name, act, body) => {
    await stage.control(`POST ${thread}/${act}`, body);
    expect(await reply()).toBe('sent');
  });

  it('is opened anew by a reaction and by an m.me link into the thread', async () => {
    const { mid } = await stage.control<{ mid: string }>(`POST ${thread}/messages`, { text: 'Hello' });
    stage.time.advance(2 * dayMs);
    expect(await reply()).toEqual(outside);
    await stage.control(`POST ${thread}/reaction`, { mid });
    expect(await reply()).toBe('sent');
    stage.time.advance(2 * dayMs);
    await stage.control(`POST ${thread}/referral`, { ref: 'spring' });
    expect(await reply()).toBe('sent');
  });

  it('is not opened by reading, receiving, editing or taking a reaction back', async () => {
    const { mid } = await stage.control<{ mid: string }>(`POST ${thread}/messages`, { text: 'Hello' });
    await stage.control(`POST ${thread}/reaction`, { mid });
    stage.time.advance(2 * dayMs);
    await stage.control(`POST ${thread}/read`, {});
    await stage.control(`POST ${thread}/delivered`, {});
    await stage.control(`POST ${thread}/edit`, { mid, text: 'Hello!' });
    await stage.control(`POST ${thread}/reaction`, { mid, action: 'unreact' });
    expect(await reply()).toEqual(outside);
  });

  it('shuts after 24 hours for plain replies, and after seven days for a human agent', async () => {
    await stage.control(`POST ${thread}/messages`, { text: 'Hello' });
    stage.time.advance(dayMs);
    expect(await reply()).toBe('sent');
    stage.time.advance(1);
    expect(await reply()).toEqual(outside);
    expect(await reply({ messaging_type: 'UPDATE' })).toEqual(outside);
    expect(await reply(byHand)).toBe('sent');
    stage.time.advance(6 * dayMs - 1);
    expect(await reply(byHand)).toBe('sent');
    stage.time.advance(1);
    expect(await reply(byHand)).toEqual(outside);
  });

  it('lasts seven days after an ad', async () => {
    await stage.control(`POST ${thread}/referral`, { ref: 'autumn', source: 'ADS', adId: '6071' });
    await stage.control(`POST ${thread}/messages`, { text: 'Is it in stock?' });
    stage.time.advance(6 * dayMs);
    expect(await reply()).toBe('sent');
    stage.time.advance(dayMs + 1);
    expect(await reply()).toEqual(outside);
  });

  it('is not reached by dead tags, by a tag without its type, or by an unapproved feature', async () => {
    await stage.control(`POST ${thread}/messages`, { text: 'Hello' });
    for (const tag of [
      'ACCOUNT_UPDATE',
      'CONFIRMED_EVENT_UPDATE',
      'POST_PURCHASE_UPDATE',
      'ISSUE_RESOLUTION',
    ]) {
      expect(await reply({ messaging_type: 'MESSAGE_TAG', tag })).toEqual([100, undefined]);
    }
    expect(await reply({ messaging_type: 'MESSAGE_TAG' })).toEqual([100, undefined]);
    expect(await reply({ tag: 'HUMAN_AGENT' })).toEqual([100, undefined]);
    expect(await reply({ messaging_type: 'MESSAGE_TAG', tag: 'CUSTOMER_FEEDBACK' })).toEqual([
      100,
      undefined,
    ]);
    await stage.control('PATCH /_sim/settings', { humanAgent: false });
    expect(await reply(byHand)).toEqual([10, undefined]);
  });

  it('follows the sandbox clock, also into the past', async () => {
    await stage.control('POST /_sim/clock', { advanceMs: -10 * dayMs });
    const { timestamp } = await stage.control<{ timestamp: number }>(`POST ${thread}/messages`, {
      text: 'Hello',
    });
    expect(timestamp).toBe(stage.time.nowMs() - 10 * dayMs);
    expect(await reply()).toBe('sent');
    await stage.control('POST /_sim/clock', { offsetMs: 0 });
    expect(await reply(byHand)).toEqual(outside);
  });

  it.each([{ offsetMs: 1e300 }, { advanceMs: 100 * 365 * dayMs }, { setTo: 0 }])(
    'refuses to set the clock where nobody understands it: %j',
    async (move) => {
      await expect(stage.control('POST /_sim/clock', move)).rejects.toThrow('2004 to 2099');
      expect(await stage.control('GET /_sim/clock')).toMatchObject({ offsetMs: 0 });
    },
  );

  it('takes a past moment for one act without moving the clock', async () => {
    const at = stage.time.nowMs() - 30 * hourMs;
    await stage.control(`POST ${thread}/messages`, { text: 'Yesterday', at: new Date(at).toISOString() });
    await stage.settle();
    expect(stage.received.at(-1)?.events[0]).toMatchObject({ timestamp: at, message: { text: 'Yesterday' } });
    expect(await reply()).toEqual(outside);
    expect(await reply(byHand)).toBe('sent');
  });
});
