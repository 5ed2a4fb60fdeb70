import { backfillsOf, savedReplies, nobodyLinked } from './fake-answers.ts';
import { resultsOf, surveys } from './fake-surveys.ts';
import { privacyPolicy } from '../../contract/privacy.ts';
import { consents, contactPrivacy, maskingRules } from './fake-privacy.ts';
import {
  listConversations,
  type ConversationCounters,
  type ConversationDetails,
  type ConversationSummary,
  type ConversationView,
  type TransferConversation,
} from '../../contract/conversations.ts';
import type { ConversationId, DepartmentId, PageId, UploadId, UserId } from '../../contract/ids.ts';
import type { LiveEvent } from '../../contract/live-events.ts';
import type { Message, WriteMessage } from '../../contract/messages.ts';
import {
  changePageSettings,
  pageSettings,
  type PageSettings,
  type VersionedPageSettings,
} from '../../contract/page-settings.ts';
import { settableMessages } from '../../contract/automated-messages.ts';
import type { CreatePage, Page } from '../../contract/pages.ts';
import type { ProblemCode } from '../../contract/problems.ts';
import type { Department, PresenceChoice, SetTaking, User } from '../../contract/team.ts';
import { compareRows } from '../features/inbox/list-order.ts';
import { answerConnection } from './fake-connection.ts';
import { createWorld, refOf, type FakeWorld } from './fake-data.ts';
import { answerLogins } from './fake-logins.ts';
import { message, nextUuid } from './fake-parts.ts';

/** What the fake server does. `many`: six hundred conversations more. `signed-out`: any password but "wrong" signs in. */
export type FakeMode = 'normal' | 'empty' | 'failed' | 'slow' | 'forbidden' | 'signed-out' | 'many';

export type FakeAnswer = { status: number; body?: unknown };

const statuses: Partial<Record<ProblemCode, number>> = {
  'not-found': 404,
  unauthenticated: 401,
  invalid: 400,
  conflict: 409,
  'window-closed': 409,
  'rate-limited': 429,
  internal: 500,
};

function problem(code: ProblemCode, text: string): FakeAnswer {
  return { status: statuses[code] ?? 400, body: { error: { code, message: text, requestId: '01J9-7KQ2' } } };
}

const notFound = problem('not-found', 'There is nothing here.');
const ok = (body: unknown): FakeAnswer => ({ status: 200, body });

function summaryOf(details: ConversationDetails): ConversationSummary {
  const {
    referrals: _r,
    why: _w,
    reopenedCount: _c,
    viewers: _v,
    earlier: _e,
    may: _m,
    writing: _writing,
    contact,
    ...rest
  } = details;
  return { ...rest, contact: { id: contact.id, name: contact.name, pictureUrl: contact.pictureUrl } };
}

/** The desk's server in the browser's memory: contract-shaped answers, live events, nothing kept. */
export class FakeServer {
  readonly world: FakeWorld;
  mode: FakeMode;
  #listeners = new Set<(events: LiveEvent[]) => void>();
  #settings = new Map<PageId, VersionedPageSettings>();
  #signedIn: boolean;
  #nowMs: () => number;

  constructor(mode: FakeMode, nowMs: () => number = Date.now) {
    this.mode = mode;
    this.#nowMs = nowMs;
    this.#signedIn = mode !== 'signed-out';
    this.world = createWorld(nowMs(), mode === 'empty' ? 'none' : mode === 'many' ? 'many' : 'usual');
  }

  listen(listener: (events: LiveEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A customer writes now. */
  receive(name: string, text: string): void {
    const conversation = [...this.world.conversations.values()].find((one) => one.contact.name === name);
    if (!conversation) throw new Error(`Nobody is called ${name}.`);
    this.#add(
      conversation,
      message(conversation.id, { author: { kind: 'customer', name }, at: this.#now(), text }),
    );
  }

  /** A customer writes every `everyMs`, each time somebody else; for measuring. */
  rain(everyMs: number): () => void {
    const names = [...this.world.conversations.values()].map((one) => one.contact.name);
    let index = 0;
    const timer = setInterval(() => {
      index += 1;
      this.receive(names[index % names.length] ?? '', `Drop ${index}`);
    }, everyMs);
    return () => clearInterval(timer);
  }

  handle(method: string, url: URL, body: unknown): FakeAnswer {
    const path = url.pathname;
    if (path === '/api/session') return this.#session(method, body);
    if (path === '/api/first-run') return method === 'GET' ? ok({ isOpen: false }) : { status: 204 };
    if (!this.#signedIn) return problem('unauthenticated', 'Sign in first.');
    if (path === '/api/me') return ok(this.world.me);
    if (this.mode === 'failed') return problem('internal', 'The server did not answer.');
    if (path === '/api/me/taking') return this.#taking(body as SetTaking);
    if (path === '/api/me/load') return ok({ conversations: 0, bounds: [] });
    if (path === '/api/presences') return ok({ isAutomatic: false, items: [] });
    if (path === '/api/me/presence') return this.#presence((body as { choice: PresenceChoice }).choice);
    if (path === '/api/conversations') return this.#list(url);
    if (path === '/api/conversations/counters') return ok(this.#counters());
    const inConversation = path.match(/^\/api\/conversations\/([^/]+)(?:\/(\w+))?$/);
    if (inConversation) {
      const conversation = this.world.conversations.get(inConversation[1] as ConversationId);
      if (!conversation || this.mode === 'forbidden') return notFound;
      return this.#conversation(method, conversation, inConversation[2], url, body);
    }
    return this.#administration(method, path, body);
  }

  #session(method: string, body: unknown): FakeAnswer {
    if (method === 'DELETE') {
      this.#signedIn = false;
      return { status: 204 };
    }
    const { password } = body as { password: string };
    if (password === 'wrong') return problem('unauthenticated', 'E-mail or password is not right.');
    if (password === 'often') return problem('rate-limited', 'Too many attempts. Wait a minute.');
    this.#signedIn = true;
    return { status: 204 };
  }

  #presence(choice: PresenceChoice): FakeAnswer {
    this.world.me.user.presenceChoice = choice;
    return ok(this.world.me);
  }

  #taking(taking: SetTaking): FakeAnswer {
    Object.assign(this.world.me.user, taking);
    return ok(this.world.me);
  }

  #mine(view: ConversationView): ConversationDetails[] {
    const me = this.world.me.user.id;
    return [...this.world.conversations.values()].filter((one) => {
      if (view === 'closed') return one.status === 'closed';
      if (one.status === 'closed') return false;
      if (view === 'mine') return one.assignee?.id === me;
      if (view === 'unassigned') return one.assignee === null;
      if (view === 'waiting') return one.status === 'waiting';
      return true;
    });
  }

  #counters(): ConversationCounters {
    const count = (view: ConversationView) => Math.min(1000, this.#mine(view).length);
    return {
      mine: count('mine'),
      unassigned: count('unassigned'),
      all: count('all'),
      waiting: count('waiting'),
      closed: count('closed'),
      mineUnread: this.#mine('mine').filter((one) => one.unreadCount > 0).length,
    };
  }

  #list(url: URL): FakeAnswer {
    if (this.mode === 'forbidden') return problem('forbidden', 'You may not see this list.');
    const query = listConversations.parse(Object.fromEntries(url.searchParams));
    const words = query.q?.toLowerCase() ?? '';
    const rows = (
      words && query.view === 'all' ? [...this.world.conversations.values()] : this.#mine(query.view)
    )
      .filter((one) => !query.department || one.department.id === query.department)
      .filter((one) => !query.page || one.page.id === query.page)
      .filter((one) => !query.unread || one.unreadCount > 0)
      .filter((one) => `${one.contact.name} ${one.lastMessage?.text}`.toLowerCase().includes(words))
      .toSorted((a, b) => compareRows(a, b, query.sort ?? 'newest'));
    const from = Number(query.cursor ?? 0);
    const until = from + query.limit;
    return ok({
      items: rows.slice(from, until).map(summaryOf),
      nextCursor: until < rows.length ? String(until) : null,
      counters: this.#counters(),
    });
  }

  #conversation(
    method: string,
    conversation: ConversationDetails,
    act: string | undefined,
    url: URL,
    body: unknown,
  ): FakeAnswer {
    if (act === undefined) return ok(conversation);
    if (act === 'messages' && method === 'GET') return ok(this.#timeline(conversation.id, url));
    if (act === 'messages') return this.#write(conversation, body as WriteMessage);
    const me = refOf(this.world.me.user);
    if (act === 'seen') {
      if (conversation.unreadCount > 0) this.#change(conversation, { unreadCount: 0 });
      return { status: 204 };
    }
    if (act === 'take') this.#change(conversation, { assignee: me, status: 'active' });
    if (act === 'assign') {
      const { userId } = body as { userId: UserId | null };
      const user = this.world.users.find((one) => one.id === userId);
      this.#change(conversation, { assignee: user ? refOf(user) : null, status: user ? 'active' : 'open' });
    }
    if (act === 'park' || act === 'snooze') this.#change(conversation, { status: 'waiting' });
    if (act === 'resume') this.#change(conversation, { status: 'active' });
    if (act === 'transfer') {
      const { departmentId, userId } = body as TransferConversation;
      const department = this.world.departments.find((one) => one.id === departmentId);
      const user = this.world.users.find((one) => one.id === userId);
      if (department) this.#change(conversation, { department, assignee: null, status: 'open' });
      else if (user) this.#change(conversation, { assignee: refOf(user), status: 'active' });
      return { status: 204 };
    }
    if (act === 'end')
      this.#change(conversation, { status: 'closed', closedAt: this.#now(), waitingSince: null });
    if (act === 'reopen') this.#change(conversation, { status: 'active', closedAt: null, assignee: me });
    conversation.may = {
      ...conversation.may,
      take: conversation.assignee === null && conversation.status !== 'closed',
      end: conversation.status !== 'closed',
      reply: conversation.status !== 'closed' && conversation.window.state !== 'closed',
      reopen: conversation.status === 'closed',
      moveThread: conversation.status !== 'closed',
      park: conversation.status === 'active',
      resume: conversation.status === 'waiting',
      transfer: conversation.status !== 'closed',
    };
    return ok(conversation);
  }

  #timeline(id: ConversationId, url: URL): { items: Message[]; before: string | null } {
    const all = this.world.messages.get(id) ?? [];
    const until = Number(url.searchParams.get('before') ?? all.length);
    const from = Math.max(0, until - Number(url.searchParams.get('limit') ?? 50));
    return { items: all.slice(from, until), before: from > 0 ? String(from) : null };
  }

  #write(conversation: ConversationDetails, input: WriteMessage): FakeAnswer {
    if (input.kind === 'reply' && conversation.window.state === 'closed') {
      return problem('window-closed', 'Facebook lets nobody write to this person now.');
    }
    const { id, name } = this.world.me.user;
    const written = message(conversation.id, {
      kind: input.kind === 'note' ? 'note' : 'message',
      author: { kind: 'user', id, name },
      at: this.#now(),
      text: input.text ?? null,
      clientId: input.clientId,
      quickReplies: (input.quickReplies ?? []).map(({ title, payload }) => ({
        title,
        payload: payload ?? title,
      })),
      ...(input.kind === 'note' ? {} : { status: 'queued' as const }),
      sentAt: null,
      deliveredAt: null,
      readAt: null,
    });
    this.#add(conversation, written);
    if (input.kind === 'reply') this.#travel(conversation, written);
    return { status: 201, body: { message: written, messages: [written] } };
  }

  #travel(conversation: ConversationDetails, written: Message): void {
    const steps = [
      { afterMs: 300, change: () => ({ status: 'sent' as const, sentAt: this.#now() }) },
      { afterMs: 900, change: () => ({ status: 'delivered' as const, deliveredAt: this.#now() }) },
      { afterMs: 2_500, change: () => ({ status: 'read' as const, readAt: this.#now() }) },
    ];
    for (const step of steps) {
      setTimeout(() => {
        Object.assign(written, step.change(), { version: written.version + 1 });
        this.#tell([{ kind: 'message.changed', conversationId: conversation.id, message: { ...written } }]);
      }, step.afterMs);
    }
  }

  #administration(method: string, path: string, body: unknown): FakeAnswer {
    const { users, departments, pages, metaApps, setAside } = this.world;
    const id = path.split('/').at(-1) ?? '';
    if (path === '/api/uploads') return { status: 201, body: fakeUpload(body) };
    if (path === '/api/colleagues')
      return ok({ items: users.map(({ email: _e, disabledAt: _d, createdAt: _c, ...rest }) => rest) });
    if (path === '/api/saved-replies') return ok({ items: savedReplies });
    if (path === '/api/surveys') return ok({ items: surveys });
    const told = surveys.find((survey) => path === `/api/surveys/${survey.id}/results`);
    if (told) return ok(resultsOf(told));
    if (path.endsWith('/backfills')) return ok({ items: backfillsOf(pages[0]?.id) });
    if (path === '/api/facebook/apps') return ok({ items: metaApps });
    const ofLogins = answerLogins(method, path, this.world, this.#nowMs());
    if (ofLogins) return ofLogins;
    if (path === '/api/facebook/pages' && method === 'GET') return ok({ items: pages });
    const ofConnection = answerConnection(method, path, pages, this.#nowMs());
    if (ofConnection) return ofConnection;
    if (path === '/api/diagnostics/set-aside') return ok({ items: setAside, nextCursor: null });
    if (path === '/api/skills' || path === '/api/offers') return ok({ items: [] });
    if (/^\/api\/conversations\/[^/]+\/why$/.test(path)) return ok({ decisions: [], waiting: null });
    if (path === '/api/operating-hours') return ok({ items: [] });
    if (path === '/api/automated-texts')
      return ok({ items: settableMessages.map(({ key }) => ({ key, isOn: null, byLanguage: {} })) });
    if (/^\/api\/conversations\/[^/]+\/customer$/.test(path)) return ok(nobodyLinked);
    if (path === '/api/customers') return ok({ items: [], nextCursor: null });
    if (path === '/api/customer-fields') return ok({ items: [] });
    if (path === '/api/customer-settings') return ok({ linksByName: false });
    if (path === '/api/translation') return ok({ isOn: false, languages: [] });
    if (path === '/api/tags') return ok({ items: this.world.tags });
    if (path.endsWith('/replay')) return this.#replay(path.split('/').at(-2) ?? '');
    if (path === '/api/facebook/pages' && method === 'POST') return this.#connect(body as CreatePage);
    if (path === '/api/departments' && method === 'GET') return ok({ items: departments });
    if (path === '/api/me/notice') return ok({ version: 1, text: '', isRequired: false, acceptedAt: null });
    if (path === '/api/privacy/policy') return ok(privacyPolicy.parse(body ?? {}));
    if (path === '/api/privacy/consents') return ok({ items: consents, nextCursor: null });
    if (path === '/api/privacy/masking-rules') return ok({ items: maskingRules });
    if (path === '/api/privacy/masking-rules/test')
      return ok({ masked: (body as { text: string }).text, finds: 0, problem: null });
    const ofContact = path.match(/^\/api\/contacts\/([^/]+)\/privacy$/)?.[1];
    if (ofContact) return ok({ ...contactPrivacy, contactId: ofContact });
    if (path === '/api/users' && method === 'GET') return ok({ items: users });
    if (path === '/api/departments') {
      const made = {
        isDefault: false,
        memberIds: [],
        color: 1,
        ...(body as object),
        id: nextUuid<DepartmentId>(),
      } as unknown as Department;
      departments.push(made);
      return { status: 201, body: made };
    }
    if (path === '/api/users') {
      const { password: _p, ...facts } = body as Record<string, unknown>;
      if (users.some((one) => one.email === facts.email))
        return problem('conflict', 'Somebody has this e-mail already.');
      const made = {
        presence: 'offline',
        takesChats: true,
        takesTickets: true,
        departmentIds: [],
        capacityUnits: 100,
        skillIds: [],
        automaticPresence: null,
        mostConversations: null,
        ownLimits: [],
        presenceName: null,
        disabledAt: null,
        createdAt: this.#now(),
        ...facts,
        id: nextUuid<UserId>(),
      } as unknown as User;
      users.push(made);
      return { status: 201, body: made };
    }
    const settingsOf = path.match(/^\/api\/facebook\/pages\/([^/]+)\/settings$/);
    if (settingsOf) return this.#pageSettings(method, settingsOf[1] as PageId, body);
    const page = pages.find((one) => one.id === id);
    if (page) {
      Object.assign(page, body);
      this.#tell([{ kind: 'page.changed', page: { ...page } as Page }]);
      return ok(page);
    }
    const department = departments.find((one) => one.id === id);
    if (department && method === 'DELETE') {
      return problem('conflict', 'Pages or conversations still belong to this department. Move them first.');
    }
    if (department) return ok(Object.assign(department, body));
    const user = users.find((one) => one.id === id);
    if (user) {
      const { disabled, password: _p, ...facts } = body as Record<string, unknown>;
      return ok(
        Object.assign(
          user,
          facts,
          disabled === undefined ? {} : { disabledAt: disabled ? this.#now() : null },
        ),
      );
    }
    return notFound;
  }

  #replay(id: string): FakeAnswer {
    this.world.setAside = this.world.setAside.filter((one) => one.id !== id);
    return { status: 204 };
  }

  #connect({ metaAppId, departmentId }: CreatePage): FakeAnswer {
    const [like] = this.world.pages;
    if (!like) return notFound;
    const made: Page = {
      ...like,
      id: nextUuid<PageId>(),
      name: 'Harbour & Pine Garden',
      facebookId: '100339728107712',
      metaAppId,
      departmentId: departmentId ?? like.departmentId,
      humanAgentAllowed: false,
      stateSince: this.#now(),
      lastWebhookAt: null,
    };
    this.world.pages.push(made);
    return { status: 201, body: made };
  }

  #pageSettings(method: string, id: PageId, body: unknown): FakeAnswer {
    const known = this.#settings.get(id) ?? { version: 1, settings: pageSettings.parse({}) };
    if (method === 'GET') return ok(known);
    const { version, ...sections } = changePageSettings.parse(body);
    if (version !== known.version) return problem('conflict', 'Somebody else has changed it.');
    const merged = Object.entries(sections).map(([name, fields]) => [
      name,
      { ...known.settings[name as keyof PageSettings], ...fields },
    ]);
    const settings = pageSettings.parse({ ...known.settings, ...Object.fromEntries(merged) });
    this.#settings.set(id, { version: version + 1, settings });
    return ok(this.#settings.get(id));
  }

  #add(conversation: ConversationDetails, added: Message): void {
    const list = this.world.messages.get(conversation.id) ?? [];
    this.world.messages.set(conversation.id, [...list, added]);
    const isIn = added.direction === 'in';
    this.#tell([{ kind: 'message.added', conversationId: conversation.id, message: { ...added } }]);
    this.#change(conversation, {
      lastMessage: {
        text: added.text ?? '',
        kind: added.kind === 'note' ? 'note' : 'text',
        direction: isIn ? 'in' : 'out',
        at: added.at,
      },
      lastActivityAt: added.at,
      ...(isIn
        ? {
            unreadCount: conversation.unreadCount + 1,
            waitingSince: conversation.waitingSince ?? added.at,
            window: {
              state: 'standard' as const,
              endsAt: new Date(this.#nowMs() + 86_400_000).toISOString(),
              reason: null,
            },
          }
        : added.kind === 'message'
          ? { waitingSince: null, unreadCount: 0 }
          : {}),
    });
  }

  #change(conversation: ConversationDetails, change: Partial<ConversationDetails>): void {
    Object.assign(conversation, change, { version: conversation.version + 1 });
    this.#tell([{ kind: 'conversation.changed', conversation: summaryOf(conversation) }]);
  }

  #tell(events: LiveEvent[]): void {
    for (const listener of this.#listeners) listener(structuredClone(events));
  }

  #now(): string {
    return new Date(this.#nowMs()).toISOString();
  }
}

function fakeUpload(body: unknown): unknown {
  const file =
    body instanceof FormData ? [...body.values()].find((value) => value instanceof File) : undefined;
  return {
    id: nextUuid<UploadId>(),
    name: file?.name ?? 'file',
    sizeBytes: file?.size ?? 0,
    mimeType: file?.type ?? 'application/octet-stream',
    kind: file?.type.startsWith('image/') ? 'image' : 'file',
    width: null,
    height: null,
    url: file ? URL.createObjectURL(file) : '',
  };
}
