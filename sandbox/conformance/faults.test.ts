import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultMatch } from '../graph/fault-list.ts';
import { presetGroups } from '../graph/fault-presets.ts';
import { situations } from '../scenarios/situations.ts';
import { setStage, type Stage } from './stage.ts';

const presets = presetGroups.flatMap((group) => group.presets);

describe('faults by name', () => {
  let stage: Stage;
  let elena: { id: string; psid: string };

  beforeEach(async () => {
    stage = await setStage();
    elena = stage.person('Elena Marković');
    await stage.control(`POST /_sim/threads/${stage.demo.pageId}/${elena.id}/messages`, { text: 'Hello' });
  });
  afterEach(() => stage.close());

  const send = () =>
    stage.graph('POST /me/messages', { recipient: { id: elena.psid }, message: { text: 'Hello' } });

  /** A call that a fault of this kind hits. */
  const callOf = ({ method, path }: FaultMatch): string => {
    if (path === '/subscriptions') return `POST /${stage.demo.appId}/subscriptions`;
    if (path === 'thread_control') return 'POST /me/take_thread_control';
    return path === undefined ? `${method} /me` : `${method} /1_2${path}`;
  };

  it('bear names that are not given twice, and help in words', () => {
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
    for (const { help } of presets) expect(help.length).toBeGreaterThan(8);
  });

  it.each(presets.filter(({ fault }) => fault.code !== undefined))('$title is answered', async (preset) => {
    await stage.control(`POST /_sim/presets/${preset.id}`, { times: 1 });
    const { match, code, subcode, status, applyThenError } = preset.fault;
    const isSend = match.kind === 'message' || Object.keys(match).length === 0;
    const asked = isSend ? send() : stage.graph(callOf(match), match.method === 'GET' ? undefined : {});
    const answer = await asked;
    const { error } = answer.body;
    expect([error?.code, error?.error_subcode]).toEqual([code, subcode]);
    if (status !== undefined) expect(answer.status).toBe(status);
    const thread = await stage.control<{ messages: unknown[] }>(
      `GET /_sim/threads/${stage.demo.pageId}/${elena.id}`,
    );
    expect(thread.messages).toHaveLength(applyThenError ? 2 : 1);
    if (isSend) expect((await send()).body.error).toBeUndefined();
  });

  it('tell in the headers when a limit ends', async () => {
    await stage.control('POST /_sim/presets/80006', { times: null });
    const { headers } = await send();
    expect(JSON.parse(headers.get('x-business-use-case-usage') ?? '')).toEqual({
      [stage.demo.pageId]: [
        expect.objectContaining({ call_count: 100, estimated_time_to_regain_access: 23, type: 'messenger' }),
      ],
    });
    expect((await send()).body.error?.code).toBe(80006);
    await stage.control('DELETE /_sim/faults');
    expect((await send()).body.error).toBeUndefined();
  });

  it('hit as many calls as is usual for them, unless somebody says otherwise', async () => {
    await stage.control('POST /_sim/presets/out', {});
    expect([(await send()).body.error?.code, (await send()).body.error?.code]).toEqual([2, 2]);
    expect((await send()).body.error).toBeUndefined();
  });

  it('are told with the state, so that a screen can show which are on', async () => {
    await stage.control('POST /_sim/presets/613', { times: 5 });
    const state = await stage.control<{ faults: object[] }>('GET /_sim/state');
    expect(state.faults).toMatchObject([{ presetId: '613', times: 5 }]);
    await expect(stage.control('POST /_sim/presets/no-such', {})).rejects.toThrow(/404/);
  });

  it.each(situations.map(({ id }) => id))('the situation %s goes on and off again', async (id) => {
    const isOn = async () => {
      const state = await stage.control<{ situations: { id: string; isOn: boolean }[] }>('GET /_sim/state');
      return state.situations.find((situation) => situation.id === id)?.isOn;
    };
    expect(await isOn()).toBe(false);
    await stage.control(`POST /_sim/situations/${id}`, { on: true });
    expect(await isOn()).toBe(true);
    await stage.control(`POST /_sim/situations/${id}`, { on: false });
    expect(await isOn()).toBe(false);
    expect((await send()).body.error).toBeUndefined();
  });

  it.each<[string, number, number | undefined]>([
    ['token-expired', 190, 463],
    ['password-changed', 190, 460],
    ['app-removed', 190, 458],
    ['checkpoint', 190, 459],
    ['role-lost', 190, 492],
    ['page-taken-back', 190, undefined],
    ['permission-declined', 10, undefined],
    ['tasks-missing', 200, undefined],
    ['development-mode', 200, 2018028],
    ['page-restricted', 10, 1893063],
    ['messaging-off', 10, undefined],
    ['other-app-default', 2018300, undefined],
    ['inbox-default', 2018300, undefined],
  ])('in the situation %s a send is answered with %i', async (id, code, subcode) => {
    await stage.control(`POST /_sim/situations/${id}`, { on: true });
    const { error } = (await send()).body;
    expect([error?.code, error?.error_subcode]).toEqual([code, subcode]);
  });

  it.each(['subscription-lost', 'webhooks-disabled', 'development-mode'])(
    'in the situation %s nothing is told any more',
    async (id) => {
      await stage.settle();
      stage.received.length = 0;
      await stage.control(`POST /_sim/situations/${id}`, { on: true });
      await stage.control(`POST /_sim/threads/${stage.demo.pageId}/${elena.id}/messages`, {
        text: 'Anybody?',
      });
      await stage.settle();
      expect(stage.received).toEqual([]);
    },
  );
});
