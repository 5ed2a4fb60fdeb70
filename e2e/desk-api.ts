import { administrator } from './processes.ts';

/** A signed-in user of the HTTP surface. */
export interface DeskClient {
  cookie: string;
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /** The raw answer, whatever its status. */
  raw(method: string, path: string, body?: unknown): Promise<Response>;
}

export async function signIn(
  url: string,
  credentials: { email: string; password: string } = administrator,
): Promise<DeskClient> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  if (!answer.ok) throw new Error(`Sign-in: ${answer.status} ${await answer.text()}`);
  const cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const raw = (method: string, path: string, body?: unknown) =>
    fetch(url + path, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const send = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await raw(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  };
  return { cookie, raw, send, get: (path) => send('GET', path) };
}

export interface SandboxDemo {
  appId: string;
  appSecret: string;
  pageId: string;
  pageAccessToken: string;
  people: { id: string; name: string; psid: string }[];
}

/** The sandbox's control API: throws when it refuses. */
export function controlSandbox(url: string) {
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(url + path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`Sandbox ${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
}

/** Switches Facebook on, the way an administrator does who has read what it means. */
export async function switchFacebookOn(admin: DeskClient): Promise<void> {
  const { items } = await admin.get<{ items: { id: string; acknowledgement: { version: string } | null }[] }>(
    '/api/extensions',
  );
  const acknowledgedVersion = items.find(({ id }) => id === 'facebook')?.acknowledgement?.version;
  await admin.send('PATCH', '/api/extensions/facebook', { isOn: true, acknowledgedVersion });
}

/** Connects the sandbox's demo page to a fresh desk, the way an administrator would by hand. */
export async function connectDemoPage(admin: DeskClient, sandboxUrl: string): Promise<SandboxDemo> {
  const sim = controlSandbox(sandboxUrl);
  const demo = await sim<SandboxDemo>('GET', '/_sim/demo');
  await switchFacebookOn(admin);
  const app = await admin.send<{ id: string; callbackUrl: string; verifyToken: string }>(
    'POST',
    '/api/facebook/apps',
    {
      name: 'Demo app',
      appId: demo.appId,
      appSecret: demo.appSecret,
    },
  );
  await sim('POST', `/_sim/apps/${demo.appId}/webhook`, {
    callbackUrl: app.callbackUrl,
    verifyToken: app.verifyToken,
  });
  await admin.send('POST', '/api/facebook/pages', { metaAppId: app.id, pageToken: demo.pageAccessToken });
  return demo;
}
