import { afterAll, beforeAll } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { ManualTime } from '../../sandbox/world/time.ts';
import { createLoginGateway } from '../desk/logins/login-gateway.ts';
import { createPageGateway } from '../desk/pages/page-gateway.ts';
import { createGraph, type Graph } from '../facebook/graph/client.ts';
import { FakeClock } from '../kit/clock.ts';
import { useDeskDoor, type Answer, type DeskDoor, type DeskPerson } from './desk-door.ts';
import { sandboxControl } from './sandbox-control.ts';

export interface SandboxApp {
  id: string;
  secret: string;
}

export interface SandboxPage {
  id: string;
  name: string;
}

/** The HTTP side with the sandbox as its Facebook: for connecting pages the way an administrator does. */
export interface ConnectDesk extends DeskDoor {
  readonly sandboxUrl: string;
  /** Asks the sandbox's control API. */
  // oxlint-disable-next-line typescript/no-explicit-any
  control(method: string, url: string, body?: unknown): Promise<any>;
  metaApp(): Promise<SandboxApp>;
  /** Somebody with a Facebook account. */
  owner(name?: string): Promise<{ id: string; name: string }>;
  page(ownerId: string, name?: string): Promise<SandboxPage>;
  /** A token for the page, as the dashboard makes it. */
  pageToken(app: SandboxApp, ownerId: string, page: SandboxPage, scopes?: readonly string[]): Promise<string>;
  /** The app on the desk. */
  addApp(admin: DeskPerson, app: SandboxApp, name?: string): Promise<Answer>;
  /** Calls that the desk made of the Graph API since the last look, as `POST 4711/subscribed_apps`. */
  calls(): Promise<string[]>;
  /** The fields that the page delivers to the app, as the sandbox has it. */
  subscription(page: SandboxPage, app: SandboxApp): Promise<string[] | undefined>;
  /** Moves both clocks. */
  advance(ms: number): void;
}

/** Call it at the top of the file. */
export function useConnectDesk(): ConnectDesk {
  const time = new ManualTime(new FakeClock().now().getTime());
  let opened: { sandbox: Sandbox; graph: Graph } | undefined;
  let made = 0;
  let seen = 0;
  beforeAll(async () => {
    const sandbox = await startSandbox({ time });
    const graph = createGraph({ graphUrl: sandbox.url, version: 'v26.0', clock: new FakeClock() });
    opened = { sandbox, graph };
  });
  const must = () => {
    if (!opened) throw new Error('The sandbox runs in tests and hooks only.');
    return opened;
  };
  const door = useDeskDoor(() => ({
    gateway: createPageGateway(must().graph),
    logins: createLoginGateway(must().graph),
    dialog: { facebookUrl: must().sandbox.url, graphVersion: 'v26.0' },
  }));
  afterAll(async () => {
    await opened?.graph.close();
    await opened?.sandbox.close();
  });

  const control = sandboxControl(() => must().sandbox.url);
  const more: Omit<ConnectDesk, keyof DeskDoor> = {
    get sandboxUrl() {
      return must().sandbox.url;
    },
    control,
    metaApp: () => control('POST', '/apps', { name: `Meta app ${++made}` }),
    owner: (name = 'Nora Vermeer') => control('POST', '/people', { name, role: 'staff' }),
    page: (ownerId, name = `Page ${++made}`) => control('POST', '/pages', { name, adminIds: [ownerId] }),
    async pageToken(app, ownerId, page, scopes) {
      const { accessToken } = await control('POST', '/tokens', {
        kind: 'page',
        appId: app.id,
        personId: ownerId,
        pageId: page.id,
        ...(scopes ? { scopes } : {}),
      });
      return accessToken;
    },
    addApp: (admin, app, name = `Our app ${++made}`) =>
      admin.ask('POST', '/api/facebook/apps', { name, appId: app.id, appSecret: app.secret }),
    async calls() {
      const { calls } = await control('GET', `/calls?afterId=${seen}`);
      const inOrder = calls.toSorted((a: { id: number }, b: { id: number }) => a.id - b.id);
      seen = inOrder.at(-1)?.id ?? seen;
      return inOrder.map((call: { method: string; path: string }) =>
        `${call.method} ${call.path}`.replace(/ \/?(v26\.0\/)?/, ' '),
      );
    },
    async subscription(page, app) {
      const { pages } = await control('GET', '/state');
      const found = pages.find((one: { id: string }) => one.id === page.id);
      return found?.subscriptions.find((one: { appId: string }) => one.appId === app.id)?.fields;
    },
    advance(ms) {
      time.advance(ms);
      door.clock.advance(ms);
    },
  };
  return Object.defineProperties(door, Object.getOwnPropertyDescriptors(more)) as ConnectDesk;
}
