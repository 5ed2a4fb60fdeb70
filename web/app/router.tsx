import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { lazy } from 'react';
import { hasRight, type Right } from '../../contract/rights.ts';
import { facebookLoginPath } from '../../contract/facebook-logins.ts';
import { FirstRun } from '../features/account/first-run.tsx';
import { SignIn } from '../features/account/sign-in.tsx';
import { FacebookAnswer } from '../features/pages/connect/facebook-answer.tsx';
import { isProblem } from '../lib/api.ts';
import { meQuery } from '../lib/desk-queries.ts';
import { noteSession, readSessionHint } from '../lib/session-hint.ts';
import { screenPaths } from '../lib/screen-paths.ts';
import { AgentShell } from './agent-shell.tsx';
import { BrokenScreen, LostScreen } from './broken-screen.tsx';
import type { DeskLive } from './desk-live.ts';
import { DeskScreen } from './desk-screen.tsx';
import { toCustomerSearch, toDeskSearch, toTicketSearch } from './desk-search.ts';
import { OpeningScreen } from './opening-screen.tsx';

export type RouterContext = { cache: QueryClient; live: DeskLive };

const FloorScreen = lazy(() => import('../features/floor/floor-screen.tsx'));
const ReportsScreen = lazy(() => import('../features/reports/reports-screen.tsx'));
const SettingsScreen = lazy(() => import('./settings-screen.tsx'));
const CustomersScreen = lazy(() => import('./customers-screen.tsx'));
const TicketsScreen = lazy(() => import('./tickets-screen.tsx'));

const root = createRootRouteWithContext<RouterContext>()({
  errorComponent: BrokenScreen,
  pendingComponent: OpeningScreen,
  notFoundComponent: LostScreen,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>): { to?: string } =>
    typeof raw.to === 'string' && raw.to.startsWith('/') && !raw.to.startsWith('//') ? { to: raw.to } : {},
  component: function SignInRoute() {
    const { to } = signIn.useSearch();
    return <SignIn to={to ?? screenPaths.home} />;
  },
});

const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  validateSearch: (raw: Record<string, unknown>): { token?: string } =>
    typeof raw.token === 'string' ? { token: raw.token } : {},
  component: function FirstRunRoute() {
    const { token } = firstRun.useSearch();
    return <FirstRun token={token ?? ''} />;
  },
});

/** Everything behind the door: who sits here is known, and events come. */
const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  beforeLoad: async ({ context, location }) => {
    const hint = readSessionHint();
    const door = screenPaths.signIn(location.href);
    if (hint === 'out') throw redirect({ href: door });
    // Both at once for who comes back; a browser that nobody signed in with yet opens no socket.
    const hello = hint === 'in' ? context.live.start() : undefined;
    try {
      await context.cache.ensureQueryData(meQuery);
    } catch (error) {
      context.live.stop();
      if (!isProblem(error, 'unauthenticated')) throw error;
      noteSession('out');
      throw redirect({ href: door });
    }
    noteSession('in');
    await (hello ?? context.live.start());
  },
  component: AgentShell,
});

function mayOpen({ cache }: RouterContext, right: Right): boolean {
  const me = cache.getQueryData(meQuery.queryKey);
  return me !== undefined && hasRight(me.user.standing, right);
}

const home = createRoute({
  getParentRoute: () => desk,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({
      href: mayOpen(context, 'see-conversations') ? screenPaths.inbox('mine') : screenPaths.reports,
    });
  },
});

const inbox = createRoute({
  getParentRoute: () => desk,
  path: '/inbox/$view',
  validateSearch: toDeskSearch,
  beforeLoad: ({ context }) => {
    if (!mayOpen(context, 'see-conversations')) throw redirect({ href: screenPaths.home });
  },
  component: DeskScreen,
});

/** The conversation is drawn by the desk's screen, beside the list. */
const conversation = createRoute({ getParentRoute: () => inbox, path: '/c/$conversationId' });

const reports = createRoute({ getParentRoute: () => desk, path: '/reports', component: ReportsScreen });

const floor = createRoute({ getParentRoute: () => desk, path: '/floor', component: FloorScreen });
const customers = createRoute({
  getParentRoute: () => desk,
  path: '/customers',
  validateSearch: toCustomerSearch,
  component: CustomersScreen,
});
/** The card is drawn by the contact centre, beside the list. */
const customer = createRoute({ getParentRoute: () => customers, path: '/$customerId' });
const tickets = createRoute({
  getParentRoute: () => desk,
  path: '/tickets',
  validateSearch: toTicketSearch,
  component: TicketsScreen,
});

const settings = createRoute({
  getParentRoute: () => desk,
  path: '/settings/$section',
  component: SettingsScreen,
});

/** One of the pages in the settings; without a tab, its first. */
const page = createRoute({
  getParentRoute: () => desk,
  path: '/settings/pages/$pageId',
  component: SettingsScreen,
});
const pageTab = createRoute({
  getParentRoute: () => desk,
  path: '/settings/pages/$pageId/$tab',
  component: SettingsScreen,
});

/** Where Facebook's dialog leads back to. What it answered leaves the address bar at once. */
const facebookAnswer = createRoute({
  getParentRoute: () => desk,
  path: facebookLoginPath,
  component: FacebookAnswer,
});

const tree = root.addChildren([
  signIn,
  firstRun,
  desk.addChildren([
    home,
    inbox.addChildren([conversation]),
    tickets,
    customers.addChildren([customer]),
    floor,
    reports,
    settings,
    page,
    pageTab,
    facebookAnswer,
  ]),
]);

/** Search words are plain text in the URL: `?q=100` looks for the word, not for the number. */
const search = {
  parseSearch: (text: string) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (values: Record<string, unknown>) => {
    const words = new URLSearchParams();
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined && value !== '' && value !== false) words.set(name, String(value));
    }
    return words.size === 0 ? '' : `?${words.toString()}`;
  },
};

export function createDeskRouter(context: RouterContext) {
  return createRouter({
    routeTree: tree,
    context,
    ...search,
    scrollRestoration: false,
    defaultPendingMs: 250,
    defaultPendingComponent: OpeningScreen,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
