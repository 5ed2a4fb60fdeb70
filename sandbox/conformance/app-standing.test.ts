import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

describe('what an app and a page tell of themselves', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage.close());

  const appToken = () => `${stage.demo.appId}|${stage.demo.appSecret}`;
  const ofApp = (edge: string) => stage.graph(`GET /${stage.demo.appId}${edge}`, undefined, appToken());
  const ofPage = (edge: string) => stage.graph(`GET /${stage.demo.pageId}${edge}`);

  it('an app tells which permissions are live, to itself alone', async () => {
    const statusOf = async (permission: string) => {
      const { body } = await ofApp('/permissions?limit=100');
      const rows = body['data'] as { permission: string; status: string }[];
      return rows.find((row) => row.permission === permission)?.status;
    };
    expect(await statusOf('pages_messaging')).toBe('live');
    await stage.control('PATCH /_sim/settings', { access: 'standard' });
    expect(await statusOf('pages_messaging')).toBe('unapproved');
    expect(await statusOf('public_profile')).toBe('live');
    await stage.control('PATCH /_sim/settings', { access: 'advanced' });
    const foreign = await stage.graph(`GET /${stage.demo.appId}/permissions`);
    expect(foreign.body.error?.code).toBe(15);
  });

  it('an app tells whether Messenger was added, and who has a role on it', async () => {
    const has = async () => (await ofApp('?fields=has_messenger_product')).body.has_messenger_product;
    expect(await has()).toBe(true);
    await stage.control(`PATCH /_sim/apps/${stage.demo.appId}`, { messengerProduct: false });
    expect(await has()).toBe(false);
    const roles = await ofApp('/roles');
    expect(roles.body['data']).toMatchObject([{ app_id: stage.demo.appId, role: 'administrators' }]);
  });

  it('a page tells whether it is published, and without messages it shows no conversations', async () => {
    await stage.control(`PATCH /_sim/pages/${stage.demo.pageId}`, { published: false, messaging: false });
    expect((await ofPage('?fields=is_published')).body.is_published).toBe(false);
    expect((await ofPage('/conversations?platform=messenger')).body.error?.code).toBe(10);
    await stage.control(`PATCH /_sim/pages/${stage.demo.pageId}`, { published: true, messaging: true });
    expect((await ofPage('/conversations?platform=messenger')).status).toBe(200);
  });

  it('answers bear the time of the sandbox’s clock, refusals too', async () => {
    await stage.control('POST /_sim/clock', { advanceMs: 90 * 86_400_000 });
    const { nowMs } = await stage.control<{ nowMs: number }>('GET /_sim/clock');
    for (const token of [stage.demo.pageAccessToken, 'nonsense']) {
      const { headers } = await stage.graph('GET /me', undefined, token);
      expect(Math.abs(Date.parse(headers.get('date') ?? '') - nowMs)).toBeLessThan(10_000);
    }
  });
});
