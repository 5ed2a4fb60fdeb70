import { FileStore } from './file-store.ts';
import type { Mint } from './mint.ts';
import type {
  AppRecord,
  GrantRecord,
  LabelRecord,
  LoginCodeRecord,
  MessageRecord,
  PageRecord,
  PersonRecord,
  PersonaRecord,
  ThreadRecord,
  UploadRecord,
} from './records.ts';
import type { SandboxClock } from './sandbox-clock.ts';
import { Wall } from './wall.ts';

/** Oldest messages of a thread fall out, so that a bench that runs for hours does not eat the machine. */
const mostMessagesOfThread = 1_000;

/** All that exists in the sandbox. Finding answers undefined; nothing here knows Graph's errors or HTTP. */
export class World {
  readonly clock: SandboxClock;
  readonly mint: Mint;

  readonly apps = new Map<string, AppRecord>();
  readonly pages = new Map<string, PageRecord>();
  readonly people = new Map<string, PersonRecord>();
  readonly personas = new Map<string, PersonaRecord>();
  readonly labels = new Map<string, LabelRecord>();
  readonly uploads = new Map<string, UploadRecord>();
  readonly grants = new Map<string, GrantRecord>();
  readonly loginCodes = new Map<string, LoginCodeRecord>();
  readonly files = new FileStore();
  readonly wall = new Wall();

  readonly #threads = new Map<string, ThreadRecord>();
  readonly #threadsById = new Map<string, ThreadRecord>();
  readonly #threadsByPsid = new Map<string, ThreadRecord>();
  readonly #threadsByMid = new Map<string, ThreadRecord>();

  constructor(clock: SandboxClock, mint: Mint) {
    this.clock = clock;
    this.mint = mint;
  }

  clear(): void {
    for (const map of [this.apps, this.pages, this.people, this.personas, this.uploads, this.labels])
      map.clear();
    for (const map of [this.grants, this.loginCodes, this.#threads, this.#threadsById]) map.clear();
    this.#threadsByPsid.clear();
    this.#threadsByMid.clear();
    this.files.clear();
    this.wall.clear();
  }

  addApp(app: { name: string } & Partial<AppRecord>): AppRecord {
    const id = app.id ?? this.#freeId('app', app.name, this.apps);
    const record: AppRecord = {
      secret: this.mint.secret('app', id),
      redirectUris: [],
      requireProof: false,
      webhook: null,
      mode: 'live',
      standardScopes: [],
      testerIds: [],
      deauthorizeUrl: null,
      dataDeletionUrl: null,
      ...app,
      id,
    };
    this.apps.set(id, record);
    return record;
  }

  addPage(page: { name: string } & Partial<PageRecord>): PageRecord {
    const id = page.id ?? this.#freeId('page', page.name, this.pages);
    const record: PageRecord = {
      category: 'Shopping & retail',
      adminIds: [],
      subscriptions: {},
      restricted: false,
      messengerProfile: {},
      bannedIds: [],
      tasks: {},
      routing: { defaultAppId: null, othersMayTake: true, humanAgentTakes: true },
      ...page,
      id,
    };
    this.pages.set(id, record);
    return record;
  }

  addPerson(person: { name: string } & Partial<PersonRecord>): PersonRecord {
    const id = person.id ?? this.#freeId('person', person.name, this.people);
    const [firstName = person.name, ...rest] = person.name.split(' ');
    const record: PersonRecord = {
      firstName,
      lastName: rest.join(' '),
      locale: 'en_GB',
      timezone: 0,
      gender: '',
      profile: 'full',
      unavailable: false,
      role: 'customer',
      ...person,
      id,
    };
    this.people.set(id, record);
    return record;
  }

  /** The same name gets the same id, unless two bear it. */
  #freeId(kind: string, name: string, taken: Map<string, unknown>): string {
    for (let twin = 0; ; twin += 1) {
      const id = this.mint.lasting(15, kind, name, String(twin));
      if (!taken.has(id)) return id;
    }
  }

  get threads(): Iterable<ThreadRecord> {
    return this.#threads.values();
  }

  /** The thread of a person on a page, made together with the PSID when it is not there yet. */
  openThread(pageId: string, personId: string): ThreadRecord {
    const known = this.#threads.get(`${pageId}:${personId}`);
    if (known) return known;
    const psid = this.mint.psid(pageId, personId);
    const thread: ThreadRecord = {
      id: `t_${this.mint.lasting(16, 'thread', pageId, personId)}`,
      pageId,
      personId,
      psid,
      messages: [],
      lastActionAt: null,
      adWindowEndsAt: null,
      waitingReferral: null,
      deliveredAt: null,
      readByPersonAt: null,
      readByPageAt: null,
      pageTyping: null,
      personTyping: false,
      isBlocked: false,
      owner: null,
    };
    this.restoreThread(thread);
    return thread;
  }

  restoreThread(thread: ThreadRecord): void {
    this.#threads.set(`${thread.pageId}:${thread.personId}`, thread);
    this.#threadsById.set(thread.id, thread);
    this.#threadsByPsid.set(thread.psid, thread);
    for (const message of thread.messages) this.#threadsByMid.set(message.mid, thread);
  }

  threadOf(pageId: string, personId: string): ThreadRecord | undefined {
    return this.#threads.get(`${pageId}:${personId}`);
  }

  threadById(id: string): ThreadRecord | undefined {
    return this.#threadsById.get(id);
  }

  threadByPsid(psid: string): ThreadRecord | undefined {
    return this.#threadsByPsid.get(psid);
  }

  threadByMid(mid: string): ThreadRecord | undefined {
    return this.#threadsByMid.get(mid);
  }

  messageByMid(mid: string): MessageRecord | undefined {
    return this.#threadsByMid.get(mid)?.messages.find((message) => message.mid === mid);
  }

  addMessage(thread: ThreadRecord, message: MessageRecord): void {
    const last = thread.messages.at(-1);
    thread.messages.push(message);
    // A history may be played in any order; a thread is read by time.
    if (last && last.sentAt > message.sentAt) thread.messages.sort((a, b) => a.sentAt - b.sentAt);
    this.#threadsByMid.set(message.mid, thread);
    if (thread.messages.length <= mostMessagesOfThread) return;
    for (const old of thread.messages.splice(0, thread.messages.length - mostMessagesOfThread)) {
      this.#threadsByMid.delete(old.mid);
    }
  }

  grantOf(appId: string, personId: string): GrantRecord | undefined {
    return this.grants.get(`${appId}:${personId}`);
  }

  setGrant(grant: GrantRecord): void {
    this.grants.set(`${grant.appId}:${grant.personId}`, grant);
  }

  psidsOf(personId: string): Record<string, string> {
    const psids: Record<string, string> = {};
    for (const pageId of this.pages.keys()) {
      const thread = this.threadOf(pageId, personId);
      if (thread) psids[pageId] = thread.psid;
    }
    return psids;
  }
}
