import type { Secrets } from '../../kit/secrets.ts';
import type { Tx } from '../../store/db.ts';
import type { NewJob } from '../../store/job-queue.ts';
import type {
  ContactFact,
  ConversationFact,
  EarlyMarkFact,
  MessageFact,
  PageFact,
} from '../../store/inbound-facts.ts';
import type {
  NewInboundAttachment,
  NewInboundMessage,
  NewOutsideResponse,
  ReactionUpsert,
} from '../../store/inbound-writes.ts';
import type { NewRoutingDecision, RoutedConversation } from '../../store/routing-rules.ts';
import type { CommentFact, ThreadFact } from '../../store/thread-facts.ts';
import type { CommentReactionUpsert, SkipReason } from '../../store/thread-writes.ts';
import { readMark, type Mark } from './mark.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** What applying needs besides the transaction: the present, and new ids. */
export interface ApplyContext {
  tx: Tx;
  now: Date;
  newId: () => string;
  /** For what is masked and kept all the same. */
  secrets: Pick<Secrets, 'seal'>;
}

/**
 * A batch of events on its way into the database: the rows as they were read, changed in memory by the events in
 * their order, and written together at the end. Planning is pure; it may be done again from the same facts.
 */
export interface Plan {
  now: Date;
  newId: () => string;
  /** By {@link personKey}. */
  contacts: Map<string, PlannedContact>;
  /** By {@link midKey}; those of the database and those of this batch. */
  messages: Map<string, PlannedMessage>;
  /** Those that an echo may name by our own id. */
  messagesById: Map<string, PlannedMessage>;
  /** What came before its message, by {@link midKey}; what is still here at the end goes on waiting. */
  earlyMarks: Map<string, EarlyMark[]>;
  attachments: NewInboundAttachment[];
  /** By message and side. */
  reactions: Map<string, ReactionUpsert>;
  jobs: NewJob[];
  /** The last conversation of each person, by contact, that a reading of the past began. */
  begunInPast: Map<string, ConversationFact>;
  /** What those who are shut out said, by contact. */
  shutOut: Map<string, { contactId: string; kept: number; dropped: number }>;
  /** What persons answered outside the desk. */
  responses: NewOutsideResponse[];
  /** It tells what was, and was not heard: nothing in it calls for an automatic answer. */
  isBackfill: boolean;
  /** Ids of pages that keep the words of what was taken back. */
  keepsUnsent: ReadonlySet<string>;
  threads: PlannedThreads;
  routing: PlannedRouting;
}

/** What routing adds to a plan, to be written with it. */
export interface PlannedRouting {
  moves: RoutedConversation[];
  decisions: NewRoutingDecision[];
  /** The departments that conversations have left, by conversation: they are told too. */
  left: Map<string, string>;
}

/** What of a batch is public; empty in most. */
export interface PlannedThreads {
  /** Contacts of who comments, by {@link personKey}. */
  commenters: Map<string, string>;
  /** Ids of those of them who are shut out. */
  banned: Set<string>;
  /** Our ids of posts, by {@link midKey} of the number. */
  posts: Map<string, string>;
  /** By {@link midKey} of what they begin with. */
  byRoot: Map<string, PlannedThread>;
  byId: Map<string, PlannedThread>;
  /** By the id of their message. */
  comments: Map<string, PlannedComment>;
  /** By message and person. */
  reactions: Map<string, CommentReactionUpsert>;
  authors: { messageId: string; contactId: string }[];
  /** By {@link midKey} of the reason. */
  skips: Map<string, { pageId: string; reason: SkipReason; count: number }>;
}

export interface PlannedThread {
  row: ThreadFact;
  page: PageFact;
  isNew: boolean;
  /** It begins with something else than it was known to. */
  isMoved?: boolean;
  conversations: PlannedConversation[];
}

export interface PlannedComment {
  row: CommentFact;
  isNew: boolean;
  isChanged: boolean;
}

export interface PlannedContact {
  row: ContactFact;
  page: PageFact;
  isNew: boolean;
  isChanged: boolean;
  conversations: PlannedConversation[];
  /** A watermark rose, or something went out that an earlier one may cover. */
  needsWatermarks: boolean;
}

export interface PlannedConversation {
  row: ConversationFact;
  /** What its page puts on a new one; nothing on one that is there. */
  born: { mode: 'chat' | 'ticket'; tagIds: readonly string[]; workStreamId: string | null; units: number };
  isNew: boolean;
  isChanged: boolean;
  /** The customer's first word in it is in this batch: the routing rules are asked. */
  begins?: boolean;
  recountWaiting: boolean;
  /** Made in this batch for what was said before the desk heard of it; it ends with its last message. */
  isHistory?: boolean;
  /** Of a thread: who began it is told by its messages. */
  recountContact: boolean;
}

/** Either one that is there, with what may change, or one that this batch adds, whole. */
export type PlannedMessage =
  | { isNew: false; row: MessageFact; isChanged: boolean }
  | { isNew: true; row: NewInboundMessage; isChanged: boolean };

export interface EarlyMark {
  pageId: string;
  mid: string;
  mark: Mark;
}

export interface Facts {
  pages: readonly PageFact[];
  contacts: readonly ContactFact[];
  conversations: readonly ConversationFact[];
  messages: readonly MessageFact[];
  earlyMarks: readonly EarlyMarkFact[];
}

/** Nothing is put on it. */
const plainlyBorn: PlannedConversation['born'] = { mode: 'chat', tagIds: [], workStreamId: null, units: 0 };

/** What a page and its work stream put on each new conversation. Nothing is set for most pages. */
export function bornOn({ settings, workStreamId, units }: PageFact): PlannedConversation['born'] {
  const born = { ...plainlyBorn, workStreamId, units };
  if (typeof settings !== 'object' || settings === null || !('general' in settings)) return born;
  const { mode, tagIds } = settingsOfPage(settings).general;
  return { ...born, mode, tagIds };
}

/** One that is there, as it was read. */
export function knownConversation(row: ConversationFact): PlannedConversation {
  return {
    row: { ...row },
    born: plainlyBorn,
    isNew: false,
    isChanged: false,
    recountWaiting: false,
    recountContact: false,
  };
}

/** A plan that changes nothing yet. */
export function createPlan(facts: Facts, now: Date, newId: () => string): Plan {
  const pages = new Map(facts.pages.map((page) => [page.id, page]));
  const contacts = new Map<string, PlannedContact>();
  const contactsById = new Map<string, PlannedContact>();
  for (const row of facts.contacts) {
    const page = pages.get(row.pageId);
    if (!page) continue;
    const contact = {
      row: { ...row },
      page,
      isNew: false,
      isChanged: false,
      conversations: [],
      needsWatermarks: false,
    };
    contacts.set(personKey(row.pageId, row.psid), contact);
    contactsById.set(row.id, contact);
  }
  for (const row of facts.conversations) {
    contactsById.get(row.contactId)?.conversations.push(knownConversation(row));
  }
  const plan: Plan = {
    now,
    newId,
    contacts,
    messages: new Map(),
    messagesById: new Map(),
    earlyMarks: new Map(),
    attachments: [],
    reactions: new Map(),
    jobs: [],
    begunInPast: new Map(),
    shutOut: new Map(),
    responses: [],
    keepsUnsent: new Set(facts.pages.filter(keepsUnsent).map((page) => page.id)),
    isBackfill: false,
    routing: { moves: [], decisions: [], left: new Map() },
    threads: {
      commenters: new Map(),
      banned: new Set(),
      posts: new Map(),
      byRoot: new Map(),
      byId: new Map(),
      comments: new Map(),
      reactions: new Map(),
      authors: [],
      skips: new Map(),
    },
  };
  for (const row of facts.messages) {
    const message: PlannedMessage = { isNew: false, row: { ...row }, isChanged: false };
    plan.messagesById.set(row.id, message);
    if (row.mid !== null) plan.messages.set(midKey(row.pageId, row.mid), message);
  }
  for (const { pageId, mid, event } of facts.earlyMarks) {
    const mark = readMark(event);
    if (mark) pushTo(plan.earlyMarks, midKey(pageId, mid), { pageId, mid, mark });
  }
  return plan;
}

/** Nothing is set for most pages. */
function keepsUnsent({ settings }: PageFact): boolean {
  if (typeof settings !== 'object' || settings === null || !('privacy' in settings)) return false;
  return !settingsOfPage(settings).privacy.removesUnsent;
}

export function personKey(pageId: string, psid: string): string {
  return `${pageId} ${psid}`;
}

export function midKey(pageId: string, mid: string): string {
  return `${pageId} ${mid}`;
}

/** The contact of a person, made when the person is new. `at` moves the time they were first heard of. */
export function contactOf(plan: Plan, page: PageFact, psid: string, at: Date): PlannedContact {
  const key = personKey(page.id, psid);
  const known = plan.contacts.get(key);
  if (known) {
    if (at < known.row.firstSeenAt) changeContact(known, { firstSeenAt: at });
    return known;
  }
  const contact: PlannedContact = {
    row: {
      id: plan.newId(),
      pageId: page.id,
      psid,
      profileState: 'pending',
      firstSeenAt: at,
      lastSeenAt: at,
      windowAnchorAt: null,
      deliveredUntil: null,
      readUntil: null,
      unreachableReason: null,
      threadOwner: null,
      threadOwnerAt: null,
      consent: null,
      consentVersion: null,
      consentAt: null,
      bannedUntil: null,
    },
    page,
    isNew: true,
    isChanged: true,
    conversations: [],
    needsWatermarks: false,
  };
  plan.contacts.set(key, contact);
  return contact;
}

/** Changes a contact; when they were last seen follows from what they did, whatever the order we hear of it. */
export function changeContact(contact: PlannedContact, change: Partial<ContactFact>): void {
  Object.assign(contact.row, change);
  const { windowAnchorAt, readUntil, firstSeenAt } = contact.row;
  contact.row.lastSeenAt = latest(windowAnchorAt, readUntil) ?? firstSeenAt;
  contact.isChanged = true;
}

/** The person did what opens the reply window. */
export function openWindow(contact: PlannedContact, at: Date): void {
  const windowAnchorAt = latest(contact.row.windowAnchorAt, at);
  changeContact(contact, { windowAnchorAt, unreachableReason: null });
}

export function pushTo<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The later of two times; null when there is none. */
export function latest(a: Date | null, b: Date | null): Date | null {
  if (a === null) return b;
  return b !== null && b > a ? b : a;
}

/** The earlier of two times. */
export function earliest(a: Date, b: Date): Date {
  return b < a ? b : a;
}
