import { pageInboxAppId } from '../routing/holder.ts';
import type { Simulation } from '../simulation.ts';
import { enforcePolicy } from '../webhooks/policy.ts';
import { playedFields } from '../webhooks/fields.ts';
import type { AppRecord, PageRecord } from '../world/records.ts';
import { firstApp } from './access.ts';

/** A whole situation behind one switch: what goes wrong between an app and a page in the world outside. */
export interface Situation {
  id: string;
  title: string;
  help: string;
  isOn(place: Place): boolean;
  set(place: Place, isOn: boolean): void;
}

export interface Place {
  simulation: Simulation;
  app: AppRecord;
  page: PageRecord;
}

/** The first app, and the named or the first page; null in an empty world. */
export function placeOf(simulation: Simulation, pageId?: string): Place | null {
  const { pages } = simulation.world;
  const app = firstApp(simulation);
  const page = pageId === undefined ? pages.values().next().value : pages.get(pageId);
  return app && page ? { simulation, app, page } : null;
}

function deadToken(subcode: number, id: string, title: string, help: string): Situation {
  return {
    id,
    title,
    help,
    isOn: ({ simulation }) => simulation.tokens.breaks.some((fault) => fault.subcode === subcode),
    set({ simulation, page }, isOn) {
      if (isOn) simulation.tokens.break({ subcode, personId: page.adminIds[0] ?? '' });
      else simulation.tokens.breaks = simulation.tokens.breaks.filter((fault) => fault.subcode !== subcode);
    },
  };
}

const robotName = 'Another app';
const fewTasks = ['ANALYZE'];

export const situations: readonly Situation[] = [
  deadToken(463, 'token-expired', 'The key has expired', '190/463 from now on'),
  deadToken(460, 'password-changed', 'The administrator changed their password', '190/460 from now on'),
  deadToken(458, 'app-removed', 'The administrator removed the app', '190/458 from now on'),
  deadToken(459, 'checkpoint', 'Facebook asks the administrator to prove who they are', '190/459'),
  deadToken(492, 'role-lost', 'The administrator lost their role', '190/492 from now on'),
  {
    id: 'page-taken-back',
    title: 'This page was unticked in a later login',
    help: 'Its key is dead, its siblings’ keys live',
    isOn: ({ simulation, app, page }) => {
      const grant = simulation.world.grantOf(app.id, page.adminIds[0] ?? '');
      return grant?.pageIds !== null && grant?.pageIds.includes(page.id) === false;
    },
    set({ simulation, app, page }, isOn) {
      const { world } = simulation;
      const personId = page.adminIds[0] ?? '';
      const others = [...world.pages.keys()].filter((id) => id !== page.id);
      const standard = { granted: [], declined: [], revoked: false };
      const before = { ...standard, ...world.grantOf(app.id, personId) };
      world.setGrant({ ...before, appId: app.id, personId, pageIds: isOn ? others : null });
    },
  },
  {
    id: 'permission-declined',
    title: 'pages_messaging was taken back',
    help: 'Sends and profiles answer 10',
    isOn: ({ simulation, app, page }) =>
      simulation.world.grantOf(app.id, page.adminIds[0] ?? '')?.declined.includes('pages_messaging') === true,
    set({ simulation, app, page }, isOn) {
      const { world } = simulation;
      const personId = page.adminIds[0] ?? '';
      const standard = { granted: [], pageIds: null, revoked: false, declined: [] };
      const before = { ...standard, ...world.grantOf(app.id, personId) };
      const declined = before.declined.filter((scope) => scope !== 'pages_messaging');
      if (isOn) declined.push('pages_messaging');
      world.setGrant({ ...before, appId: app.id, personId, declined });
    },
  },
  {
    id: 'tasks-missing',
    title: 'The administrator may only look',
    help: 'Their tasks shrink to ANALYZE: 200',
    isOn: ({ page }) => Object.keys(page.tasks).length > 0,
    set({ page }, isOn) {
      page.tasks = isOn ? Object.fromEntries(page.adminIds.map((id) => [id, fewTasks])) : {};
    },
  },
  {
    id: 'subscription-lost',
    title: 'The page no longer tells the app',
    help: 'The subscription is gone; nothing comes any more',
    isOn: ({ app, page }) => app.webhook !== null && page.subscriptions[app.id] === undefined,
    set({ app, page }, isOn) {
      if (isOn) delete page.subscriptions[app.id];
      else page.subscriptions[app.id] = app.webhook?.fields ?? [...playedFields];
    },
  },
  {
    id: 'webhooks-disabled',
    title: 'Meta switched the webhook off',
    help: 'As after an hour without answers',
    isOn: ({ app }) => app.webhook?.active === false,
    set({ app }, isOn) {
      if (app.webhook) app.webhook.active = !isOn;
    },
  },
  {
    id: 'development-mode',
    title: 'The app is in development',
    help: 'Only people with a role are seen and reached',
    isOn: ({ app }) => app.mode === 'development',
    set({ app }, isOn) {
      app.mode = isOn ? 'development' : 'live';
    },
  },
  {
    id: 'comments-not-approved',
    title: 'pages_read_user_content is not approved',
    help: 'Comments come without their authors',
    isOn: ({ app }) => app.standardScopes.includes('pages_read_user_content'),
    set({ app }, isOn) {
      app.standardScopes = isOn ? ['pages_read_user_content'] : [];
    },
  },
  {
    id: 'human-agent-missing',
    title: 'Human Agent is not approved',
    help: 'Sends by hand after 24 hours answer 10',
    isOn: ({ simulation }) => !simulation.settings.humanAgent,
    set({ simulation }, isOn) {
      simulation.settings.humanAgent = !isOn;
    },
  },
  {
    id: 'profiles-missing',
    title: 'Profiles are not approved',
    help: 'Every profile answers 10/2018247',
    isOn: ({ simulation }) => !simulation.settings.profileAccess,
    set({ simulation }, isOn) {
      simulation.settings.profileAccess = !isOn;
    },
  },
  {
    id: 'page-restricted',
    title: 'Meta restricts the page',
    help: 'Told as policy_enforcement; sends answer 10/1893063',
    isOn: ({ page }) => page.restricted,
    set({ simulation, page }, isOn) {
      enforcePolicy(simulation, page, isOn ? 'block' : 'unblock');
    },
  },
  {
    id: 'page-unpublished',
    title: 'The page is not published',
    help: 'Nobody can write to it',
    isOn: ({ page }) => page.published === false,
    set({ page }, isOn) {
      page.published = !isOn;
    },
  },
  {
    id: 'messaging-off',
    title: 'The page takes no messages',
    help: 'Switched off by its owner',
    isOn: ({ page }) => page.messaging === false,
    set({ page }, isOn) {
      page.messaging = !isOn;
    },
  },
  {
    id: 'other-app-default',
    title: 'Another app answers first',
    help: 'The desk hears in standby and is refused with 2018300',
    isOn: ({ simulation, page }) =>
      simulation.world.apps.get(page.routing.defaultAppId ?? '')?.name === robotName,
    set({ simulation, page }, isOn) {
      page.routing.defaultAppId = isOn ? robotOf(simulation, page).id : null;
    },
  },
  {
    id: 'inbox-default',
    title: 'Meta’s own inbox answers first',
    help: 'The Page Inbox is the default app',
    isOn: ({ page }) => page.routing.defaultAppId === pageInboxAppId,
    set({ page }, isOn) {
      page.routing.defaultAppId = isOn ? pageInboxAppId : null;
    },
  },
];

function robotOf({ world }: Simulation, page: PageRecord): AppRecord {
  const robot =
    [...world.apps.values()].find(({ name }) => name === robotName) ?? world.addApp({ name: robotName });
  page.subscriptions[robot.id] ??= [...playedFields];
  return robot;
}
