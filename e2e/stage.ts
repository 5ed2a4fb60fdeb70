import { controlSandbox, signIn, switchFacebookOn, type DeskClient, type SandboxDemo } from './desk-api.ts';
import { openBrowser, signInAs, type Page, type WatchedBrowser } from './browser.ts';
import {
  dataFolder,
  freePort,
  startDeskProcess,
  startSandboxProcess,
  waitFor,
  type DeskOptions,
} from './processes.ts';

/** A desk, a sandbox and a browser for one story. */
export interface Stage {
  url: string;
  sandboxUrl: string;
  sim: ReturnType<typeof controlSandbox>;
  demo: SandboxDemo;
  browser: WatchedBrowser;
  /** The desk in a window of its own, signed in. */
  desk(who: Credentials, options?: Parameters<WatchedBrowser['open']>[1]): Promise<Page>;
  /** The sandbox's screen, with this customer's phone. */
  phone(customer: string): Promise<Page>;
  /** The customer writes, without a phone on screen. Answers the message's id. */
  writes(customer: string, message: string | Record<string, unknown>, pageId?: string): Promise<string>;
  /** The customer's thread with the page, as Facebook has it. */
  thread(customer: string, pageId?: string): Promise<ThreadMessage[]>;
  /** Path of what the customer can do by the sandbox's control API. */
  threadPath(customer: string, pageId?: string): string;
  close(): Promise<void>;
}

export interface Credentials {
  email: string;
  password: string;
}

export interface ThreadMessage {
  mid: string;
  from: 'person' | 'page';
  text?: string;
  attachments: { type: string; name?: string }[];
}

/** What was started, to be stopped in reverse. */
class Started {
  readonly #stops: (() => unknown)[] = [];

  add(stop: () => unknown): void {
    this.#stops.push(stop);
  }

  /** Brings up the rest; what stands already is stopped when that fails. */
  async andThen<T>(open: () => Promise<T>): Promise<T> {
    try {
      return await open();
    } catch (error) {
      await this.stop().catch(() => undefined);
      throw error;
    }
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops.splice(0).toReversed()) await stop();
  }
}

async function openStage(url: string, sandboxUrl: string, started: Started): Promise<Stage> {
  const sim = controlSandbox(sandboxUrl);
  const demo = await sim<SandboxDemo>('GET', '/_sim/demo');
  const browser = await openBrowser();
  const idOf = (customer: string): string => {
    const person = demo.people.find(({ name }) => name === customer);
    if (!person) throw new Error(`The sandbox knows nobody called ${customer}.`);
    return person.id;
  };
  const threadPath = (customer: string, pageId = demo.pageId) => `/_sim/threads/${pageId}/${idOf(customer)}`;
  return {
    url,
    sandboxUrl,
    sim,
    demo,
    browser,
    threadPath,
    async desk(who, options) {
      const page = await browser.open(url, options);
      await signInAs(page, who);
      return page;
    },
    async phone(customer) {
      const page = await browser.open(`${sandboxUrl}/`);
      await page.getByRole('combobox', { name: 'Phone of' }).selectOption(idOf(customer));
      await page.getByRole('region', { name: `Phone of ${customer}` }).waitFor();
      return page;
    },
    async writes(customer, message, pageId) {
      const body = typeof message === 'string' ? { text: message } : message;
      const said = await sim<{ mid: string }>('POST', `${threadPath(customer, pageId)}/messages`, body);
      return said.mid;
    },
    async thread(customer, pageId) {
      const path = threadPath(customer, pageId);
      return (await sim<{ messages: ThreadMessage[] }>('GET', path)).messages;
    },
    async close() {
      try {
        await browser.close();
      } finally {
        await started.stop();
      }
    },
  };
}

/** Somebody of the demo that `npm start` plays. */
export function demoUser(firstName: string): Credentials {
  return { email: `${firstName}@demo.example`, password: 'harbour-and-pine' };
}

/** What `npm start` brings up: a desk that runs its own sandbox, with the demo's history. Its clock follows the sandbox's. */
export async function openDemo(): Promise<Stage> {
  const folder = dataFolder();
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const env = { SANDBOX_PORT: String(sandboxPort), ADMIN_EMAIL: '', ADMIN_PASSWORD: '' };
  const desk = startDeskProcess({ port, dataDir: folder.dir, mode: 'start', env });
  const started = new Started();
  started.add(() => folder.remove());
  started.add(() => desk.stop());
  return started.andThen(async () => {
    await desk.ready();
    await waitFor('the demo to be there', () => desk.output().includes('Ctrl-C stops everything'), 120_000);
    return openStage(desk.url, `http://127.0.0.1:${sandboxPort}`, started);
  });
}

/** A desk with people, two departments and a page for each of them; nobody has written yet. */
export interface QuietStage extends Stage {
  admin: DeskClient;
  /** Facebook's id of the page of Returns; the one of Orders is `demo.pageId`. */
  returnsPageId: string;
  /** Stops the desk as Ctrl-C does; the sandbox goes on. */
  stop(): Promise<unknown>;
  /** Starts the desk again on the same data and the same address. */
  restart(): Promise<void>;
}

/** Who works at the quiet desk: Nora and Paul in Orders, Rita in Returns, Sam leads. */
export const team = {
  nora: { name: 'Nora Lind', email: 'nora@example.com', role: 'agent', department: 'Orders' },
  paul: { name: 'Paul Berg', email: 'paul@example.com', role: 'agent', department: 'Orders' },
  rita: { name: 'Rita Costa', email: 'rita@example.com', role: 'agent', department: 'Returns' },
  sam: { name: 'Sam Reed', email: 'sam@example.com', role: 'supervisor', department: null },
} as const;

const password = 'only-for-the-journeys';

export function memberOf(key: keyof typeof team): Credentials {
  return { email: team[key].email, password };
}

/** @param throughUrl  the address at which browsers reach the desk, when it is not its own. */
export async function openQuietDesk(
  options: { port?: number; throughUrl?: string } = {},
): Promise<QuietStage> {
  const started = new Started();
  return started.andThen(async () => {
    const folder = dataFolder();
    started.add(() => folder.remove());
    const sandbox = await startSandboxProcess();
    started.add(() => sandbox.stop('SIGTERM'));
    const { throughUrl } = options;
    const deskOptions: DeskOptions = {
      port: options.port ?? (await freePort()),
      dataDir: folder.dir,
      env: {
        GRAPH_URL: sandbox.url,
        FACEBOOK_URL: sandbox.url,
        ...(throughUrl === undefined ? {} : { PUBLIC_URL: throughUrl }),
      },
    };
    let desk = startDeskProcess(deskOptions);
    started.add(() => desk.stop());
    await desk.ready();
    const admin = await signIn(desk.url);
    const { returnsPageId } = await furnish(admin, sandbox.url, desk.url);
    const stage = await openStage(throughUrl ?? desk.url, sandbox.url, started);
    return {
      ...stage,
      admin,
      returnsPageId,
      stop: () => desk.stop(),
      async restart() {
        desk = startDeskProcess(deskOptions);
        await desk.ready();
      },
    };
  });
}

/** Departments, people, and a page for each department, the way an administrator sets them up. */
async function furnish(admin: DeskClient, sandboxUrl: string, deskUrl: string) {
  const sim = controlSandbox(sandboxUrl);
  const demo = await sim<SandboxDemo & { admin: { id: string } }>('GET', '/_sim/demo');
  const makeDepartment = (name: string, color: number) =>
    admin.send<{ id: string }>('POST', '/api/departments', { name, color, memberIds: [] });
  const departments = {
    Orders: await makeDepartment('Orders', 2),
    Returns: await makeDepartment('Returns', 3),
  };
  for (const { name, email, role, department } of Object.values(team)) {
    const departmentIds = department === null ? [] : [departments[department].id];
    await admin.send('POST', '/api/users', { name, email, role, password, departmentIds });
  }
  await switchFacebookOn(admin);
  const { appId, appSecret } = demo;
  const app = await admin.send<{ id: string; callbackUrl: string; verifyToken: string }>(
    'POST',
    '/api/facebook/apps',
    { name: 'Demo app', appId, appSecret },
  );
  // Facebook's webhooks do not come by the way of the browsers.
  const callbackUrl = `${deskUrl}${new URL(app.callbackUrl).pathname}`;
  await sim('POST', `/_sim/apps/${appId}/webhook`, { callbackUrl, verifyToken: app.verifyToken });
  const returnsPage = await sim<{ id: string; accessToken: string }>('POST', '/_sim/pages', {
    name: 'Harbour & Pine Returns',
    adminIds: [demo.admin.id],
  });
  const connect = (pageToken: string, departmentId: string) =>
    admin.send('POST', '/api/facebook/pages', { metaAppId: app.id, pageToken, departmentId });
  await connect(demo.pageAccessToken, departments.Orders.id);
  await connect(returnsPage.accessToken, departments.Returns.id);
  return { returnsPageId: returnsPage.id };
}
