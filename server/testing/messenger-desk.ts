import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { ManualTime } from '../../sandbox/world/time.ts';
import type { Role } from '../../contract/team.ts';
import type { Actor, Context } from '../desk/context.ts';
import type { MailContext } from '../desk/mail/send-mail.ts';
import type { SendContext } from '../desk/messages/send-context.ts';
import { createGraph, type Graph } from '../facebook/graph/client.ts';
import { createAttachmentSource, type AttachmentSource } from '../facebook/messenger/attachments.ts';
import { createLogger } from '../kit/logger.ts';
import type { Outgoing } from '../kit/outgoing.ts';
import { createSecrets } from '../kit/secrets.ts';
import { openFolderStorage, type FileStorage } from '../store/file-storage.ts';
import { createHandlers } from '../jobs/handlers.ts';
import { createWorker, type Worker } from '../jobs/worker.ts';
import { useOpenDesk, type OpenDesk } from './open-desk.ts';
import { sandboxControl } from './sandbox-control.ts';

/** A page of the sandbox's, connected here. */
export interface ConnectedPage {
  id: string;
  facebookId: string;
  departmentId: string;
}

/** A conversation with a person of the sandbox's, as intake would have made it. */
export interface Chat {
  id: string;
  contactId: string;
  page: ConnectedPage;
  psid: string;
  /** What the person sees in Messenger: the page's messages, oldest first. */
  received(): Promise<ReceivedMessage[]>;
}

export interface ReceivedMessage {
  mid: string;
  text?: string;
  metadata?: string;
  tag?: string;
  messagingType?: string;
  replyTo?: string;
  attachments: { type: string; name?: string; sizeBytes?: number }[];
  quickReplies: { title: string; payload: string }[];
}

export type User = Extract<Actor, { kind: 'user' }>;

export type MessengerContext = SendContext & MailContext & { source: AttachmentSource };

export interface MessengerDesk extends OpenDesk {
  readonly sandbox: Sandbox;
  readonly graph: Graph;
  readonly storage: FileStorage;
  /** What the verbs that speak with Facebook take; the system acts. */
  readonly system: MessengerContext;
  as(user: User): Context;
  user(role?: Role, departmentIds?: string[]): Promise<User>;
  department(): Promise<string>;
  page(options?: { departmentId?: string; humanAgentAllowed?: boolean }): Promise<ConnectedPage>;
  chat(options?: { page?: ConnectedPage; assigneeId?: string; wroteAgoMs?: number | null }): Promise<Chat>;
  /** Moves the desk's clock and the sandbox's. */
  advance(ms: number): void;
  /** A worker for every kind of job, not started. */
  worker(change?: Partial<MessengerContext>): Worker;
  /** The sandbox's control API. @returns its answer. */
  control(method: string, url: string, body?: unknown): Promise<unknown>;
}

/** No other program is told of anything here. */
const nowhere: Outgoing = {
  post: () => Promise.resolve({ answered: false, reason: 'Nobody is there.', isForGood: true }),
  get: () => Promise.resolve({ answered: false, reason: 'Nobody is there.', isForGood: true }),
  ask: () => Promise.resolve({ answered: false, reason: 'Nobody is there.', isForGood: true }),
  close: () => Promise.resolve(),
};

/** The desk and the sandbox beside it, their clocks moving together. Call it at the top of the file. */
export function useMessengerDesk(): MessengerDesk {
  const desk = useOpenDesk();
  const time = new ManualTime(desk.clock.now().getTime());
  const secrets = createSecrets('a key for tests that is long enough');
  const log = createLogger({ level: 'silent', isPretty: false });
  let opened:
    | { sandbox: Sandbox; graph: Graph; source: AttachmentSource; storage: FileStorage; dir: string }
    | undefined;
  let made = 0;

  beforeAll(async () => {
    const sandbox = await startSandbox({ time });
    const dir = await mkdtemp(path.join(os.tmpdir(), 'pagedesk-storage-'));
    opened = {
      sandbox,
      dir,
      graph: createGraph({ graphUrl: sandbox.url, version: 'v26.0', clock: desk.clock, timeoutMs: 5_000 }),
      source: createAttachmentSource({ graphUrl: sandbox.url }),
      storage: await openFolderStorage(dir),
    };
  });
  afterAll(async () => {
    await opened?.graph.close();
    await opened?.source.close();
    await opened?.sandbox.close();
    if (opened) await rm(opened.dir, { recursive: true, force: true });
  });
  const must = () => {
    if (!opened) throw new Error('The sandbox runs in tests and hooks only.');
    return opened;
  };

  const control = sandboxControl(() => must().sandbox.url);
  const ground = () => ({ db: desk.db, clock: desk.clock, bell: desk.bell, newId: desk.newId });
  const system = (): MessengerContext => ({
    ...ground(),
    actor: { kind: 'system', name: 'test' },
    graph: must().graph,
    storage: must().storage,
    source: must().source,
    secrets,
    random: () => 0.5,
    mailer: null,
    publicUrl: 'https://desk.test',
  });

  const department = async () => {
    const id = desk.newId();
    const row = { id, name: `Department ${++made}`, color: 1, createdAt: desk.clock.now() };
    await desk.db.insertInto('department').values(row).execute();
    return id;
  };

  const page: MessengerDesk['page'] = async (options = {}) => {
    const app = (await control('POST', '/apps', { name: `App ${++made}` })) as { id: string; secret: string };
    const admin = (await control('POST', '/people', { name: 'Ada Admin' })) as { id: string };
    const shown = (await control('POST', '/pages', { name: `Page ${made}`, adminIds: [admin.id] })) as {
      id: string;
      name: string;
    };
    const token = (await control('POST', '/tokens', {
      kind: 'page',
      appId: app.id,
      personId: admin.id,
      pageId: shown.id,
    })) as { accessToken: string };
    const metaAppId = desk.newId();
    const id = desk.newId();
    const departmentId = options.departmentId ?? (await department());
    const at = desk.clock.now();
    await desk.db
      .insertInto('metaApp')
      .values({
        id: metaAppId,
        appKey: metaAppId,
        name: 'App',
        appId: app.id,
        appSecretSealed: secrets.seal(app.secret, metaAppId),
        verifyToken: 'verify',
        createdAt: at,
      })
      .execute();
    await desk.db
      .insertInto('page')
      .values({
        id,
        metaAppId,
        facebookId: shown.id,
        name: shown.name,
        departmentId,
        tokenSealed: secrets.seal(token.accessToken, id),
        state: 'connected',
        stateSince: at,
        humanAgentAllowed: options.humanAgentAllowed ?? false,
        createdAt: at,
      })
      .execute();
    return { id, facebookId: shown.id, departmentId };
  };

  const chat: MessengerDesk['chat'] = async (options = {}) => {
    const on = options.page ?? (await page());
    const person = (await control('POST', '/people', { name: `Cora Customer ${++made}` })) as { id: string };
    const agoMs = options.wroteAgoMs === undefined ? 0 : options.wroteAgoMs;
    const now = desk.clock.now();
    const wroteAt = new Date(now.getTime() - (agoMs ?? 0));
    const thread = `/threads/${on.facebookId}/${person.id}`;
    const written = (await control('POST', `${thread}/messages`, {
      text: 'Is it in stock?',
      silent: true,
      at: wroteAt.getTime(),
    })) as { psid: string };
    const contactId = desk.newId();
    const id = desk.newId();
    const windowAnchorAt = agoMs === null ? null : wroteAt;
    await desk.db
      .insertInto('contact')
      .values({
        id: contactId,
        pageId: on.id,
        psid: written.psid,
        firstSeenAt: wroteAt,
        lastSeenAt: wroteAt,
        windowAnchorAt,
      })
      .execute();
    await desk.db
      .insertInto('conversation')
      .values({
        id,
        pageId: on.id,
        contactId,
        departmentId: on.departmentId,
        status: options.assigneeId ? 'active' : 'open',
        assigneeId: options.assigneeId ?? null,
        unreadCount: 1,
        lastActivityAt: wroteAt,
        waitingSince: wroteAt,
        windowAnchorAt,
        openedAt: wroteAt,
        createdAt: now,
      })
      .execute();
    return {
      id,
      contactId,
      page: on,
      psid: written.psid,
      async received() {
        const shown = (await control('GET', thread)) as { messages: (ReceivedMessage & { from: string })[] };
        return shown.messages.filter((message) => message.from === 'page');
      },
    };
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
    get sandbox() {
      return must().sandbox;
    },
    get graph() {
      return must().graph;
    },
    get storage() {
      return must().storage;
    },
    get system() {
      return system();
    },
    as: (user) => ({ ...ground(), actor: user }),
    async user(role = 'agent', departmentIds = []) {
      const id = desk.newId();
      const name = `User ${++made}`;
      const row = {
        id,
        email: `${id}@desk.test`,
        name,
        passwordHash: '-',
        role,
        createdAt: desk.clock.now(),
      };
      await desk.db.insertInto('deskUser').values(row).execute();
      return { kind: 'user', userId: id, name, role, departmentIds };
    },
    department,
    page,
    chat,
    advance(ms) {
      desk.clock.advance(ms);
      time.advance(ms);
    },
    worker(change = {}) {
      const handlers = createHandlers({ ...system(), outgoing: nowhere, ...change, log });
      return createWorker({ ...ground(), handlers, log, random: () => 0.5 });
    },
    control,
  };
}
