import { Writable } from 'node:stream';
import { afterAll, beforeAll } from 'vitest';
import { permissions } from '../../contract/permissions.ts';
import { buildApp } from '../http/app.ts';
import type { App, AppDeps } from '../http/app-deps.ts';
import { createGate } from '../http/session.ts';
import { createSecrets } from '../kit/secrets.ts';
import { createLogger } from '../kit/logger.ts';
import type { Role } from '../../contract/team.ts';
import { invalid } from '../desk/problems.ts';
import { createRateLimit } from '../facebook/graph/rate-limit.ts';
import { FakeClock } from '../kit/clock.ts';
import { GraphUnreachable } from '../facebook/graph/error.ts';
import type { ThreadDeps } from '../desk/threads/move-thread.ts';
import type { PageGateway } from '../desk/pages/page-gateway.ts';
import { insertUser, setDepartmentsOf } from '../store/users.ts';
import { createApiToken } from '../desk/team/api-tokens.ts';
import { hashPassword } from '../desk/team/password.ts';
import { useOpenDesk, type OpenDesk } from './open-desk.ts';

export type TestRole = Role;

/** A person at the desk, and a way to ask the server as that person. */
export interface DeskPerson {
  id: string;
  name: string;
  email: string;
  password: string;
  /** The header that proves the person's key. */
  authorization: string;
  /** Asks with the person's key for programs. `body` is sent as JSON. */
  ask(method: Method, url: string, body?: unknown): Promise<Answer>;
  /** What proves who this is, for a socket. */
  headers: Record<string, string>;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  // Tests look into answers freely; the contract's schemas are checked by the server before it sends.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

export interface DeskDoor extends OpenDesk {
  readonly app: App;
  /** What was logged so far, as JSON lines. */
  readonly logged: string[];
  /** Adds a user with a key for programs. Names and addresses are made up and differ. */
  person(role: TestRole, departmentIds?: readonly string[], name?: string): Promise<DeskPerson>;
  department(name?: string): Promise<string>;
  ask(method: Method, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

const stubScopes = permissions.map(({ scope }) => scope);

/** Plays Facebook: the token `token-of:<id>:<name>` is that page's, every other one is refused. */
const stubGateway: PageGateway = {
  async readPage(_app, pageToken) {
    const [word, facebookId, name] = pageToken.split(':');
    if (word !== 'token-of' || !facebookId || !name) {
      throw invalid('pageToken', 'Facebook does not accept this token.');
    }
    const token = { scopes: stubScopes, expiresAt: null, dataAccessExpiresAt: null, facebookUserId: '10155' };
    return { facebookId, name, isPublished: true, pictureUrl: null, token };
  },
  async proveApp({ appSecret }) {
    if (appSecret === 'wrong') throw invalid('appSecret', 'Facebook does not accept this secret.');
  },
  async subscribe() {},
  async unsubscribe() {
    return 'done';
  },
  async revoke() {
    return true;
  },
  async readSubscription() {
    return ['messages'];
  },
};

/** Facebook cannot be reached from here. */
const stubThreads: ThreadDeps = {
  secrets: createSecrets('a key for tests that nobody needs to guess'),
  graph: {
    graphUrl: 'http://nowhere.test',
    rateLimit: createRateLimit(new FakeClock()),
    call: () => Promise.reject(new GraphUnreachable({ phase: 'before-send', reason: 'ECONNREFUSED' })),
    close: () => Promise.resolve(),
  },
};

const nobody = { answered: false, reason: 'It could not be reached.', isForGood: false } as const;
/** No other server can be reached from here. */
const nobodyThere: AppDeps['outgoing'] = {
  post: () => Promise.resolve(nobody),
  get: () => Promise.resolve(nobody),
  ask: () => Promise.resolve(nobody),
  close: () => Promise.resolve(),
};

const password = 'correct horse battery';

/**
 * The whole HTTP side on a database of the test file's own. Answers are checked against their schemas.
 * Call it at the top of the file.
 */
export function useDeskDoor(more: (desk: OpenDesk) => Partial<AppDeps> = () => ({})): DeskDoor {
  const desk = useOpenDesk();
  const logged: string[] = [];
  let app: App | undefined;
  let passwordHash = '';
  let people = 0;

  beforeAll(async () => {
    passwordHash = await hashPassword(password);
    const publicUrl = 'http://desk.test';
    const sink = new Writable({
      write(chunk, _encoding, done) {
        logged.push(String(chunk));
        done();
      },
    });
    app = await buildApp({
      ground: { db: desk.db, clock: desk.clock, bell: desk.bell, newId: desk.newId },
      gate: createGate({ db: desk.db, clock: desk.clock }, publicUrl),
      log: createLogger({ level: 'info', isPretty: false, destination: sink }),
      publicUrl,
      sandboxUrl: null,
      secrets: createSecrets('a key for tests that nobody needs to guess'),
      outgoing: nobodyThere,
      gateway: stubGateway,
      logins: { readGrant: () => Promise.reject(invalid('code', 'Facebook does not take this code.')) },
      dialog: { facebookUrl: 'https://facebook.test', graphVersion: 'v26.0' },
      threads: stubThreads,
      appGateway: { readApp: async () => ({ kind: 'unreachable' }) },
      checksAnswers: true,
      ...more(desk),
    });
    await app.ready();
  });
  afterAll(() => app?.close());

  const opened = () => {
    if (!app) throw new Error('The door is open in tests and hooks only.');
    return app;
  };
  const ask: DeskDoor['ask'] = async (method, url, body, headers = {}) => {
    const answer = await opened().inject({
      method,
      url,
      headers: { host: 'desk.test', ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json() : answer.body };
  };

  return {
    clock: desk.clock,
    newId: desk.newId,
    get database() {
      return desk.database;
    },
    get db() {
      return desk.db;
    },
    get bell() {
      return desk.bell;
    },
    get app() {
      return opened();
    },
    logged,
    ask,
    async department(name = `Department ${++people}`) {
      const id = desk.newId();
      await desk.db
        .insertInto('department')
        .values({ id, name, color: 1, createdAt: desk.clock.now() })
        .execute();
      return id;
    },
    async person(role, departmentIds = [], name = `Person ${++people}`) {
      const id = desk.newId();
      const email = `person-${id}@desk.test`;
      const createdAt = desk.clock.now();
      await insertUser(desk.db, { id, email, name, role, passwordHash, createdAt });
      await desk.db.transaction().execute((tx) => setDepartmentsOf(tx, id, departmentIds));
      const { secret } = await createApiToken(
        {
          db: desk.db,
          clock: desk.clock,
          bell: desk.bell,
          newId: desk.newId,
          actor: { kind: 'user', userId: id, name, role, departmentIds },
        },
        { name: 'test' },
      );
      return {
        id,
        name,
        email,
        password,
        authorization: `Bearer ${secret}`,
        headers: { authorization: `Bearer ${secret}` },
        ask: (method, url, body) => ask(method, url, body, { authorization: `Bearer ${secret}` }),
      };
    },
  };
}
