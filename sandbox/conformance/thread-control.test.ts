import { MessengerClient } from 'messaging-api-messenger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const pageInbox = '263902037430900';
const hourMs = 3_600_000;

describe('thread control, by messaging-api-messenger', () => {
  let stage: Stage;
  let client: MessengerClient;
  let elena: { id: string; psid: string };
  let thread: string;
  let desk: string;
  let robot: { id: string; token: string };

  beforeEach(async () => {
    stage = await setStage();
    const { demo } = stage;
    desk = demo.appId;
    client = clientWith(demo.pageAccessToken);
    elena = stage.person('Elena Marković');
    thread = `/_sim/threads/${demo.pageId}/${elena.id}`;
    const { id } = await stage.control<{ id: string }>('POST /_sim/apps', { name: 'Robot' });
    const { accessToken } = await stage.control<{ accessToken: string }>('POST /_sim/tokens', {
      kind: 'page',
      appId: id,
    });
    robot = { id, token: accessToken };
    await stage.control(`POST /_sim/apps/${id}/webhook`, {
      callbackUrl: `${stage.callbackUrl}?robot`,
      verifyToken: 'right',
    });
  });
  afterEach(() => stage.close());

  const clientWith = (accessToken: string) =>
    new MessengerClient({ accessToken, version: '26.0', origin: stage.demo.graphUrl });
  const say = (text: string) => stage.control(`POST ${thread}/messages`, { text });
  const route = (routing: object) => stage.control(`PATCH /_sim/pages/${stage.demo.pageId}`, { routing });
  /** What each app heard: channel and kind of each event. */
  const heardBy = async (which: 'desk' | 'robot') => {
    await stage.settle();
    const { deliveries } = await stage.control<{
      deliveries: { id: number; appId: string; kinds: string[] }[];
    }>('GET /_sim/deliveries');
    const appId = which === 'desk' ? desk : robot.id;
    return deliveries
      .filter((delivery) => delivery.appId === appId)
      .flatMap(({ kinds }) => kinds)
      .toReversed();
  };
  const bodyOf = async (appId: string) => {
    const { deliveries } = await stage.control<{ deliveries: { id: number; appId: string }[] }>(
      'GET /_sim/deliveries',
    );
    const newest = deliveries.find((delivery) => delivery.appId === appId);
    const { body } = await stage.control<{ body: string }>(`GET /_sim/deliveries/${newest?.id}`);
    return JSON.parse(body) as { entry: Record<string, unknown[]>[] };
  };
  const codeOf = (done: Promise<unknown>) =>
    done.then(
      () => 'done',
      (error: { response?: { data?: { error?: { code?: number; errorSubcode?: number } } } }) => {
        const { code, errorSubcode } = error.response?.data?.error ?? {};
        return errorSubcode === undefined ? code : `${code}/${errorSubcode}`;
      },
    );

  it('lets every app hear and answer while no app is the default', async () => {
    await say('Hello');
    await client.sendText(elena.psid, 'Hello Elena');
    await clientWith(robot.token).sendText(elena.psid, 'Beep');
    expect((await heardBy('desk')).filter((kind) => kind === 'messages')).toHaveLength(1);
    expect((await heardBy('robot')).filter((kind) => kind === 'messages')).toHaveLength(1);
    expect((await stage.graph(`GET /me/thread_owner?recipient=${elena.psid}`)).body).toEqual({ data: [] });
  });

  it('tells the default app in messaging, the others in standby and without payloads, and lets the others not answer', async () => {
    await route({ defaultAppId: robot.id });
    await stage.control(`POST ${thread}/postback`, { title: 'Hours', payload: 'HOURS' });
    await stage.settle();
    expect(await heardBy('robot')).toEqual(['messaging_postbacks']);
    expect(await heardBy('desk')).toEqual(['standby']);
    const { entry } = await bodyOf(desk);
    expect(entry[0]).not.toHaveProperty('messaging');
    expect(entry[0]?.['standby']).toEqual([
      expect.objectContaining({
        sender: { id: elena.psid },
        postback: { mid: expect.any(String), title: 'Hours' },
      }),
    ]);
    expect(await codeOf(client.sendText(elena.psid, 'Hello'))).toBe(2018300);
    expect(await codeOf(client.typingOn(elena.psid))).toBe(2018300);
    await stage.control('PATCH /_sim/settings', { threadControlError: 'subcode' });
    expect(await codeOf(client.sendText(elena.psid, 'Hello'))).toBe('10/2018300');
  });

  it('keeps from standby what Meta keeps from it: edits, reactions, referrals', async () => {
    const { mid } = await stage.control<{ mid: string }>(`POST ${thread}/messages`, { text: 'Helo' });
    await route({ defaultAppId: robot.id });
    await stage.settle();
    const before = (await heardBy('desk')).length;
    await stage.control(`POST ${thread}/edit`, { mid, text: 'Hello' });
    await stage.control(`POST ${thread}/reaction`, { mid });
    await stage.control(`POST ${thread}/referral`, { ref: 'spring' });
    expect(await heardBy('desk')).toHaveLength(before);
    await stage.control(`POST ${thread}/read`, {});
    expect((await heardBy('desk')).slice(before)).toEqual(['standby']);
  });

  it('passes a thread and tells the new owner alone', async () => {
    await say('Hello');
    await client.passThreadControl(elena.psid, Number(robot.id), 'for the robot');
    await stage.settle();
    expect((await heardBy('robot')).at(-1)).toBe('messaging_handovers');
    expect((await heardBy('desk')).at(-1)).toBe('messages');
    expect((await bodyOf(robot.id)).entry[0]?.['messaging']).toEqual([
      {
        sender: { id: elena.psid },
        recipient: { id: stage.demo.pageId },
        timestamp: stage.time.nowMs(),
        pass_thread_control: {
          previous_owner_app_id: null,
          new_owner_app_id: Number(robot.id),
          metadata: 'for the robot',
        },
      },
    ]);
    expect(await client.getThreadOwner(elena.psid)).toEqual({
      appId: robot.id,
      expiration: expect.any(Number),
    });
    expect(await codeOf(client.sendText(elena.psid, 'Hello'))).toBe(2018300);
    expect(await codeOf(client.passThreadControl(elena.psid, Number(desk)))).toBe(2018300);
  });

  it('takes a thread back and tells who lost it', async () => {
    await say('Hello');
    await client.passThreadControlToPageInbox(elena.psid);
    await clientWith(robot.token).takeThreadControl(elena.psid, 'mine');
    await client.takeThreadControl(elena.psid);
    await stage.settle();
    expect((await bodyOf(robot.id)).entry[0]?.['messaging']).toMatchObject([
      { take_thread_control: { previous_owner_app_id: Number(robot.id), new_owner_app_id: Number(desk) } },
    ]);
    await route({ defaultAppId: desk, othersMayTake: false });
    expect(await codeOf(clientWith(robot.token).takeThreadControl(elena.psid))).toBe(10);
  });

  it('asks the default app for a thread', async () => {
    await route({ defaultAppId: robot.id });
    await say('Hello');
    await client.requestThreadControl(elena.psid, 'please');
    await stage.settle();
    expect((await bodyOf(robot.id)).entry[0]?.['messaging']).toMatchObject([
      { request_thread_control: { requested_owner_app_id: Number(desk), metadata: 'please' } },
    ]);
    expect((await client.getSecondaryReceivers()).map(({ id }) => id)).toEqual([robot.id, pageInbox]);
  });

  it('releases without a word, and lapses a day after the person’s last act unless it was extended', async () => {
    await say('Hello');
    const owner = async () =>
      (await stage.graph(`GET /me/thread_owner?recipient=${elena.psid}`)).body['data'] as unknown[];
    const recipient = { id: elena.psid };
    const before = (await heardBy('desk')).length;
    await client.takeThreadControl(elena.psid);
    expect(await owner()).toHaveLength(1);
    await stage.graph('POST /me/release_thread_control', { recipient });
    expect(await owner()).toHaveLength(0);
    expect(await heardBy('desk')).toHaveLength(before);
    await client.takeThreadControl(elena.psid);
    stage.time.advance(24 * hourMs);
    expect(await owner()).toHaveLength(1);
    stage.time.advance(1);
    expect(await owner()).toHaveLength(0);
    await client.takeThreadControl(elena.psid);
    await stage.graph('POST /me/extend_thread_control', { recipient, duration: 3_600 });
    stage.time.advance(hourMs);
    expect(await owner()).toHaveLength(1);
    stage.time.advance(1);
    expect(await owner()).toHaveLength(0);
    const tooLong = { recipient, duration: 8 * 24 * 3_600 };
    expect((await stage.graph('POST /me/extend_thread_control', tooLong)).body.error).toMatchObject({
      code: 100,
    });
  });

  it('goes to the default app with its answer, to a person with their tag, and to Meta’s inbox with its own', async () => {
    await route({ defaultAppId: robot.id });
    await say('Hello');
    await clientWith(robot.token).sendText(elena.psid, 'Beep');
    expect(await client.getThreadOwner(elena.psid)).toMatchObject({ appId: robot.id });
    await client.sendText(elena.psid, 'A person here', { messagingType: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' });
    expect(await client.getThreadOwner(elena.psid)).toMatchObject({ appId: desk });
    await stage.control(`POST ${thread}/inbox-reply`, { text: 'From my phone' });
    expect(await client.getThreadOwner(elena.psid)).toMatchObject({ appId: pageInbox });
    expect(await stage.control(`GET ${thread}`)).toMatchObject({ owner: { name: 'Page Inbox' } });
    await route({ humanAgentTakes: false });
    expect(
      await codeOf(
        client.sendText(elena.psid, 'And again', { messagingType: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }),
      ),
    ).toBe(2018300);
  });

  it('passes or releases with a send', async () => {
    await say('Hello');
    const send = (thread_control: object) =>
      stage.graph('POST /me/messages', {
        recipient: { id: elena.psid },
        message: { text: 'Over' },
        thread_control,
      });
    await send({ control_type: 'pass', app_id: robot.id });
    expect(await client.getThreadOwner(elena.psid)).toMatchObject({ appId: robot.id });
    await stage.control(`POST ${thread}/control`, { action: 'release' });
    expect((await send({ control_type: 'pass', app_id: '1' })).body.error).toMatchObject({
      code: 100,
      error_subcode: 2018164,
    });
    await stage.control(`POST ${thread}/control`, { action: 'take', appId: desk });
    await send({ control_type: 'release' });
    expect((await stage.graph(`GET /me/thread_owner?recipient=${elena.psid}`)).body).toEqual({ data: [] });
  });

  it('tells in conversations who owns them', async () => {
    await say('Hello');
    const isOwner = async () => {
      const { body } = await stage.graph('GET /me/conversations?fields=is_owner');
      return (body['data'] as { is_owner: boolean }[])[0]?.is_owner;
    };
    expect(await isOwner()).toBe(true);
    await stage.control(`POST ${thread}/control`, { action: 'take' });
    expect(await isOwner()).toBe(false);
    const { body } = await stage.graph('GET /me?fields=messaging_feature_status');
    expect(body['messaging_feature_status']).toMatchObject({ hop_v2: false });
  });
});
