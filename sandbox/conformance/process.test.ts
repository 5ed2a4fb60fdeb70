import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../sandbox.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

describe('the process', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  const start = (env: Record<string, string>) => {
    const child = fork(main, {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, ...env },
      silent: true,
    });
    children.push(child);
    return child;
  };

  it('tells its parent where it serves and how its clock stands, and goes with it', async () => {
    const child = start({ SANDBOX_PORT: '0' });
    const [listening] = (await once(child, 'message')) as [{ type: string; url: string }];
    expect(listening).toEqual({
      type: 'listening',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    const moved = once(child, 'message');
    await fetch(`${listening.url}/_sim/clock`, { method: 'POST', body: '{"advanceMs":3600000}' });
    expect((await moved)[0]).toEqual({ type: 'clock', offsetMs: 3_600_000 });
    const exit = once(child, 'exit');
    child.disconnect();
    expect((await exit)[0]).toBe(0);
  });

  it('says in one line that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const child = start({ SANDBOX_PORT: String(port) });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = await once(child, 'exit');
    other.close();
    expect(code).toBe(1);
    expect(said).toBe(`sandbox: port ${port} is in use. Choose another with SANDBOX_PORT.\n`);
  });
});

describe('a world kept in a file', () => {
  it('is the same after a new start: people, messages, files, tokens and subscriptions', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    const file = join(folder, 'world.json');
    const start = () => startSandbox({ world: 'demo', file });
    const ask = async (url: string, body?: object) => {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      return (await (await fetch(url, init)).json()) as Record<string, unknown>;
    };

    const first = await start();
    const demo = await ask(`${first.url}/_sim/demo`);
    const [person] = demo['people'] as { id: string; psid: string }[];
    const path = `/_sim/threads/${String(demo['pageId'])}/${person?.id}`;
    const appPath = `/_sim/apps/${String(demo['appId'])}/webhook`;
    await ask(first.url + appPath, { callbackUrl: 'http://127.0.0.1:9/', verify: false });
    await ask(`${first.url}${path}/messages`, {
      text: 'Hello',
      attachments: [{ type: 'file', sample: true }],
    });
    await first.close();

    const second = await start();
    const thread = await ask(second.url + path);
    const [message] = thread['messages'] as { mid: string; text: string; attachments: { url: string }[] }[];
    expect(message).toMatchObject({ text: 'Hello', attachments: [{ mimeType: 'application/pdf' }] });
    expect((await fetch(message?.attachments[0]?.url ?? '')).status).toBe(200);
    const { apps } = (await ask(`${second.url}/_sim/state`)) as unknown as { apps: { webhook: object }[] };
    expect(apps[0]?.webhook).toMatchObject({ callbackUrl: 'http://127.0.0.1:9/', active: true });
    const send = `${second.url}/v26.0/me/messages?access_token=${String(demo['pageAccessToken'])}`;
    const sent = await ask(send, { recipient: { id: person?.psid }, message: { text: 'Hello again' } });
    expect(sent['message_id']).toMatch(/^m_/);
    expect(sent['message_id']).not.toBe(message?.mid);
    await second.close();
    rmSync(folder, { recursive: true });
  });
});
