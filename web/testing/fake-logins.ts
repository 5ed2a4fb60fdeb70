import type { Extension } from '../../contract/extensions.ts';
import type { FacebookLogin } from '../../contract/facebook-logins.ts';
import type { FacebookLoginId } from '../../contract/ids.ts';
import type { MetaApp, Page, PageConnection } from '../../contract/pages.ts';
import { permissions } from '../../contract/permissions.ts';

const dayMs = 86_400_000;
const loginId = '01937000-0000-7000-8000-0000000000aa' as FacebookLoginId;

const facebookExtension: Extension = {
  id: 'facebook',
  name: 'Facebook',
  summary: 'Messages and comments of your Facebook Pages.',
  isOn: true,
  switchedAt: null,
  switchedBy: null,
  permissions: [],
  onMeans: [],
  offMeans: [],
  acknowledgement: null,
  acceptance: null,
  uses: { pages: 5, chatChannels: 0, conversations: 40 },
};

/** What each page's connection is made of, and a login that brought all kinds of pages. */
export function answerLogins(
  method: string,
  path: string,
  { pages, metaApps }: { pages: Page[]; metaApps: readonly MetaApp[] },
  nowMs: number,
): { status: number; body?: unknown } | null {
  const [app] = metaApps;
  if (!app) return null;
  if (path === '/api/facebook/logins' && method === 'POST') {
    return {
      status: 201,
      body: { id: loginId, url: `${location.origin}/settings/connect-pages?login=${loginId}` },
    };
  }
  if (path === '/api/extensions') return { status: 200, body: { items: [facebookExtension] } };
  if (path === '/api/facebook/logins') return { status: 200, body: { items: [] } };
  if (path === `/api/facebook/logins/${loginId}/pages`) {
    const [page] = pages;
    const made = page && { facebookId: page.facebookId, name: page.name, page, problem: null };
    const problem = 'Facebook refused: a permission is missing.';
    const failed = { facebookId: '109551402337999', name: 'Harbour & Pine Lamps', page: null, problem };
    return { status: 200, body: { items: [made, failed] } };
  }
  if (path === `/api/facebook/logins/${loginId}`) {
    return method === 'DELETE' ? { status: 204 } : { status: 200, body: loginOf(app, pages, nowMs) };
  }
  const [, id, what] =
    /^\/api\/facebook\/pages\/([^/]+)\/(connection|refresh|subscribe|unsubscribe)$/.exec(path) ?? [];
  const page = pages.find((one) => one.id === id);
  if (!page) return null;
  if (what === 'subscribe') Object.assign(page, { state: 'connected', canSend: true, reason: null });
  if (what === 'unsubscribe') {
    Object.assign(page, { state: 'unsubscribed', canSend: false, reason: 'The page is unsubscribed.' });
  }
  const isConnection = what === 'connection' || what === 'refresh';
  return { status: 200, body: isConnection ? connectionOf(page, app, nowMs) : page };
}

function connectionOf(page: Page, app: MetaApp, nowMs: number): PageConnection {
  const isLacking = page.state === 'permission-missing';
  return {
    page,
    metaApp: { id: app.id, name: app.name, appId: app.appId },
    connectedBy: null,
    connectedAt: new Date(nowMs - 54 * dayMs).toISOString(),
    facebookUser: { id: '10155', name: 'Leila Haddad' },
    permissions: permissions.map((one) => ({
      ...one,
      isGranted: one.scope !== 'business_management' && !(isLacking && one.scope === 'pages_messaging'),
    })),
    tasks: ['MANAGE', 'MESSAGING'],
    checkedAt: new Date(nowMs - dayMs / 2).toISOString(),
    subscribedFields: page.state === 'unsubscribed' ? null : ['messages', 'message_echoes', 'feed'],
    ignoredCount: page.state === 'unsubscribed' ? 12 : 0,
    heldReplies: page.canSend ? 0 : 9,
  };
}

function loginOf(app: MetaApp, pages: readonly Page[], nowMs: number): FacebookLogin {
  const [known] = pages;
  const offered = (
    name: string,
    facebookId: string,
    choice: FacebookLogin['pages'][number]['choice'],
    reason: string | null,
  ): FacebookLogin['pages'][number] => ({ facebookId, name, category: 'Shop', choice, reason, pageId: null });
  return {
    id: loginId,
    metaApp: { id: app.id, name: app.name },
    pageId: null,
    status: 'granted',
    problem: null,
    facebookUser: { id: '10155', name: 'Leila Haddad' },
    missing: permissions.filter(({ scope }) => scope === 'business_management'),
    pages: [
      offered('Harbour & Pine Garden', '100339728107712', 'free', null),
      offered(
        'Harbour & Pine Lamps',
        '109551402337999',
        'move',
        'Connected through the app Old desk. Ticking it moves it here.',
      ),
      offered('Old Harbour', '100339728104000', 'returning', 'It was here before; its history goes on.'),
      offered(
        'Harbour Staff',
        '100339728104111',
        'none',
        'It is not published. Publish it on Facebook, then log in again.',
      ),
      ...(known
        ? [{ ...offered(known.name, known.facebookId, 'none', 'Connected already.'), pageId: known.id }]
        : []),
    ],
    mismatch: null,
    expiresAt: new Date(nowMs + 3_600_000).toISOString(),
  };
}
