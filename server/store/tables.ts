import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { TicketStatus } from '../../contract/tickets.ts';

/**
 * The tables as TypeScript sees them (camelCase; the database is snake_case). A note stands on every
 * column whose meaning is not its name. A test compares this file with the database's own catalogue.
 *
 * JSON columns are read as `unknown` and parsed at the border; they are written as JSON text.
 */
type Json = ColumnType<unknown, string, string>;
type JsonWithDefault = ColumnType<unknown, string | undefined, string>;
type TextListWithDefault = ColumnType<string[], readonly string[] | undefined, readonly string[]>;

export interface DepartmentTable {
  id: string;
  name: string;
  /** Index of the colour in the design tokens, 1 to 6. */
  color: number;
  /** Exactly one row; every user is a member of it without a row in `department_member`. */
  isDefault: Generated<boolean>;
  createdAt: Date;
  /** Before one of its conversations is ended. */
  needsTag: Generated<boolean>;
  needsComment: Generated<boolean>;
  rules: ColumnType<unknown, string | undefined, string>;
  /** Of two departments whose conversations wait, the lower number is served first. */
  priority: Generated<number>;
  /** Null: always open. */
  operatingHoursId: ColumnType<string | null, string | null | undefined>;
  promiseId: ColumnType<string | null, string | null | undefined>;
}

/** A department where customers wait, within the hours, and nobody is. */
export interface DepartmentAlertTable {
  departmentId: string;
  beganAt: Date;
  toldAt: Date;
  times: Generated<number>;
}

/** A text that all pages of a channel send by themselves, as far as somebody set it. */
export interface ChannelTextTable {
  channel: 'facebook';
  key: string;
  isOn: boolean | null;
  byLanguage: JsonWithDefault;
}

/** When somebody works; the shape of both lists is the contract's. */
export interface OperatingHoursTable {
  id: string;
  name: string;
  timeZone: string;
  weekly: Json;
  holidays: JsonWithDefault;
  createdAt: Date;
}

/** A time in which nobody of a department was there, as far as a customer met it. */
export interface DepartmentAbsenceTable {
  id: string;
  departmentId: string;
  beganAt: Date;
  endedAt: ColumnType<Date | null, Date | null | undefined>;
}

type PresenceBase = 'available' | 'busy' | 'do-not-disturb' | 'away' | 'offline';

/** So many conversations of a kind. */
export interface CapacityProfileTable {
  id: string;
  name: string;
  itemLimit: number;
  resets: 'at-once' | 'end-of-day';
  /** Who is at its limit gets nothing else either. */
  blocks: boolean;
  createdAt: Date;
}

/** Somebody's own limit of a profile. */
export interface UserCapacityTable {
  userId: string;
  profileId: string;
  itemLimit: number;
}

/** A presence that the house has named. */
export interface CustomPresenceTable {
  id: string;
  name: string;
  base: PresenceBase;
  position: number;
  /** It can be chosen. */
  isActive: Generated<boolean>;
  createdAt: Date;
}

export interface DeskUserTable {
  id: string;
  /** Unique without regard to case. */
  email: string;
  name: string;
  /** argon2id, in PHC form. */
  passwordHash: string;
  role: 'administrator' | 'supervisor' | 'agent' | 'helper' | 'auditor';
  /** What customers may see in place of the name. */
  nickname: ColumnType<string | null, string | null | undefined>;
  userName: ColumnType<string | null, string | null | undefined>;
  presenceChoice: Generated<PresenceBase>;
  /** By which name they chose it; shown while it counts as what they chose. */
  customPresenceId: ColumnType<string | null, string | null | undefined>;
  /** Whether their presence may follow what they have in hand; null: as is set for everybody. */
  automaticPresence: ColumnType<boolean | null, boolean | null | undefined>;
  /** It does, until they choose one. */
  followsLoad: Generated<boolean>;
  disabledAt: Date | null;
  createdAt: Date;
  /** Of the notice for agents that they have accepted. */
  noticeVersion: number | null;
  noticeAcceptedAt: Date | null;
  /** Null: as much as comes. */
  capacityUnits: ColumnType<number | null, number | null | undefined>;
  /** Which kinds of conversations are offered to them while they are there. */
  takesChats: Generated<boolean>;
  takesTickets: Generated<boolean>;
  /** So many conversations at once; null: as the department, then the house says. */
  mostConversations: ColumnType<number | null, number | null | undefined>;
  /** Since they let an offer go by, until that is taken back. */
  inactiveSince: ColumnType<Date | null, Date | null | undefined>;
  /** When that ends by itself; null: when somebody takes it back. */
  inactiveUntil: ColumnType<Date | null, Date | null | undefined>;
  /** When their last desk closed; null while one is open, or when there never was one. */
  leftAt: ColumnType<Date | null, Date | null | undefined>;
  /** When they last got a conversation by distribution. */
  lastGivenAt: ColumnType<Date | null, Date | null | undefined>;
  /** What the floor shows them first, as in the contract. */
  floorFilter: ColumnType<unknown, string | null | undefined, string | null>;
}

/** How somebody was seen, from when until when. */
export interface PresenceSpanTable {
  id: GeneratedAlways<number>;
  userId: string;
  presence: string;
  customPresenceId: ColumnType<string | null, string | null | undefined>;
  /** It followed what they had in hand. */
  isAutomatic: Generated<boolean>;
  beganAt: Date;
  /** Null: still. */
  endedAt: Date | null;
}

export interface DepartmentMemberTable {
  departmentId: string;
  userId: string;
}

/** Who gave a conversation on to another department, and when. */
export interface HandedOverTable {
  userId: string;
  conversationId: string;
  at: Date;
}

/** Departments that supervisors are set for. */
export interface UnitTable {
  id: string;
  /** Unique, case and accents aside. */
  name: string;
  createdAt: Date;
}

export interface UnitDepartmentTable {
  unitId: string;
  departmentId: string;
}

/** A supervisor without a row leads the whole desk. */
export interface UnitSupervisorTable {
  unitId: string;
  userId: string;
}

export interface SessionTable {
  /** SHA-256 of the token that the cookie carries. */
  tokenHash: Buffer;
  userId: string;
  createdAt: Date;
  expiresAt: Date;
}

export interface BackfillTable {
  id: string;
  pageId: string;
  reason: 'first-connection' | 'reconnected' | 'subscription' | 'outage' | 'asked';
  /** Meta's time: nothing older is looked for. */
  since: Date;
  state: 'running' | 'paused' | 'done' | 'cancelled' | 'failed';
  /** A sentence: why it waits, or why it failed. */
  trouble: ColumnType<string | null, string | null | undefined>;
  /** What it reads now: messages first. */
  part: Generated<'messages' | 'comments'>;
  /** Where it is: Meta's place in the list of conversations, our own words for it among the posts; null: at the start. */
  cursor: ColumnType<string | null, string | null | undefined>;
  /** 2: looks once more at what moved while the list was read. */
  round: Generated<number>;
  /** How far back in Meta's time the list has been read. */
  reachedAt: ColumnType<Date | null, Date | null | undefined>;
  /** How often more was asked of it while it ran. */
  widened: Generated<number>;
  /** Failures in a row. */
  faults: Generated<number>;
  conversationsRead: Generated<number>;
  messagesAdded: Generated<number>;
  postsRead: Generated<number>;
  commentsAdded: Generated<number>;
  askedBy: string | null;
  startedAt: Date;
  endedAt: ColumnType<Date | null, Date | null | undefined>;
}

export interface SavedReplyTable {
  id: string;
  version: Generated<number>;
  title: string;
  /** What is typed behind a slash. */
  shortcut: string | null;
  scope: 'everyone' | 'department' | 'private';
  departmentId: string | null;
  ownerId: string | null;
  /** `[{language, text, quickReplies, template}]` as in the contract. */
  variants: Json;
  updatedBy: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface SavedReplyFileTable {
  id: string;
  savedReplyId: string;
  fileId: string;
  name: string;
  extension: string | null;
  position: number;
}

export interface ApiTokenTable {
  id: string;
  tokenHash: Buffer;
  userId: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface SignInThrottleTable {
  /** `address:…` or `account:…`. */
  key: string;
  failures: number;
  blockedUntil: Date;
  updatedAt: Date;
}

export interface InstallationTable {
  name: string;
  value: Json;
}

export interface ProcessTable {
  id: string;
  startedAt: Date;
  /** Refreshed every few seconds; older than 30 s means dead. */
  seenAt: Date;
  runsWorker: boolean;
}

export interface DeskSocketTable {
  id: string;
  processId: string;
  userId: string;
  /** The conversation that this desk has open. */
  viewing: string | null;
  openedAt: Date;
}

export interface AuditEntryTable {
  id: GeneratedAlways<number>;
  at: Date;
  /** Null for the system. */
  actorId: string | null;
  action: string;
  subjectId: string | null;
  detail: JsonWithDefault;
}

export interface MetaAppTable {
  id: string;
  /** Random and stable, part of the callback address. */
  appKey: string;
  name: string;
  /** Meta's own id of the app, digits. */
  appId: string;
  appSecretSealed: string;
  verifyToken: string;
  /** Accept the SHA-1 signature when the SHA-256 one is absent. */
  allowSha1: Generated<boolean>;
  createdAt: Date;
  /** Taken off the desk; the secret is gone with it. */
  removedAt: ColumnType<Date | null, Date | null | undefined>;
}

export interface PageTable {
  id: string;
  metaAppId: string;
  facebookId: string;
  name: string;
  departmentId: string;
  /** Null once removed or unauthorised. */
  tokenSealed: string | null;
  state:
    | 'connected'
    | 'expiring'
    | 'expired'
    | 'permission-missing'
    | 'subscription-lost'
    | 'in-development'
    | 'restricted'
    | 'unsubscribed'
    | 'silent';
  /** A sentence for people; null while connected. */
  stateReason: string | null;
  stateSince: Date;
  humanAgentAllowed: Generated<boolean>;
  lastWebhookAt: Date | null;
  /** Meta asked for patience until then; shared by all processes. */
  sendPausedUntil: Date | null;
  createdAt: Date;
  /** Permissions of the token, by Meta's names. */
  tokenScopes: TextListWithDefault;
  /** What the connecting person may do there, without Meta's prefix: MESSAGING, MODERATE, MANAGE, … */
  pageTasks: TextListWithDefault;
  /** Null: does not end by itself, or not known. */
  tokenExpiresAt: ColumnType<Date | null, Date | null | undefined>;
  /** Then Meta stops showing data of people, until the person consents again. */
  dataAccessExpiresAt: ColumnType<Date | null, Date | null | undefined>;
  /** When Facebook was last asked about the token. */
  tokenCheckedAt: ColumnType<Date | null, Date | null | undefined>;
  /** Webhook fields that the page delivers to the app; null: not subscribed, or not known. */
  subscribedFields: ColumnType<string[] | null, string[] | null | undefined>;
  connectedBy: ColumnType<string | null, string | null | undefined>;
  /** When the token was given. */
  connectedAt: ColumnType<Date | null, Date | null | undefined>;
  /** Whose token it is: the person's id in the Meta app. */
  facebookUserId: ColumnType<string | null, string | null | undefined>;
  facebookUserName: ColumnType<string | null, string | null | undefined>;
  pictureFileId: ColumnType<string | null, string | null | undefined>;
  /** Events that came while it was unsubscribed; they were acknowledged and not looked at. */
  ignoredCount: Generated<number>;
  /** Taken off the desk; connecting it again revives the row. */
  removedAt: ColumnType<Date | null, Date | null | undefined>;
  /** By section, as in the contract; only what somebody set. */
  settings: JsonWithDefault;
  /** Grows with every change of settings. */
  settingsVersion: Generated<number>;
  /** Null: the default one. */
  workStreamId: ColumnType<string | null, string | null | undefined>;
  /** Null: always open. */
  operatingHoursId: ColumnType<string | null, string | null | undefined>;
}

/** What was learned of a page's connection by asking Facebook, or by what Facebook refused. */
export interface PageHealthTable {
  pageId: string;
  /** A sentence for people; like the next two it is void when the page has another token than `ofToken`. */
  tokenFault: string | null;
  permissionFault: string | null;
  restriction: string | null;
  ofToken: string | null;
  /** Facebook does not accept the app's own id and secret. */
  appFault: string | null;
  /** Where the Meta app delivers; null: not known. */
  appSubscription: 'ours' | 'elsewhere' | 'inactive' | 'none' | null;
  appFields: TextListWithDefault;
  /** Where the app delivers, when not to the address that this desk calls its own. */
  appCallbackUrl: string | null;
  pageSubscription: 'whole' | 'partly' | 'none' | null;
  subscriptionCheckedAt: Date | null;
  appAccess: 'live' | 'roles-only' | null;
  appCheckedAt: Date | null;
}

/** Written by a trigger, whoever changes a page's state. */
export interface PageStateChangeTable {
  id: GeneratedAlways<number>;
  pageId: string;
  at: Date;
  state: PageTable['state'];
  reason: string | null;
}

export interface WrongSignatureTable {
  metaAppId: string;
  minute: Date;
  count: number;
}

/** A login with Facebook under way, and what it brought until it is used. */
export interface FacebookLoginTable {
  id: string;
  /** SHA-256 of the one-time word that comes back with the answer. */
  stateHash: Buffer;
  /** Hash of the session it was begun in. */
  credential: string;
  userId: string;
  metaAppId: string;
  /** To be connected again; null: to connect others. */
  pageId: string | null;
  status: 'begun' | 'exchanging' | 'granted' | 'denied' | 'failed';
  /** Of the code that was exchanged. */
  codeHash: Buffer | null;
  /** A sentence for people. */
  problem: string | null;
  facebookUserId: string | null;
  facebookUserName: string | null;
  scopes: TextListWithDefault;
  /** The pages, without their tokens. */
  found: JsonWithDefault;
  /** Their tokens by Facebook's page id, sealed with the row's id. */
  tokensSealed: string | null;
  begunAt: Date;
  expiresAt: Date;
}

export interface PersonaTable {
  pageId: string;
  userId: string;
  /** As it was given to Facebook; another name is another persona. */
  name: string;
  /** Null: Facebook refused it. */
  facebookId: string | null;
  /** Or refused. */
  madeAt: Date;
}

export interface DeliveryTable {
  id: number;
  /** The same for all deliveries that one statement wrote. */
  receivedAt: Date;
  metaAppId: string;
  /** The bytes as they came. */
  body: Buffer;
}

export interface InboundEventTable {
  /** Order of arrival, over all processes. */
  id: GeneratedAlways<number>;
  deliveryId: number;
  /** With `deliveryId`, the key of the delivery. */
  receivedAt: Date;
  metaAppId: string;
  /** 0 to 63. */
  lane: number;
  facebookPageId: string | null;
  /** Empty when the item names nobody. */
  personKey: string;
  entryIndex: number;
  /** `entry`: a malformed entry as a whole; `body` and `other-object`: the body as a whole. */
  list: 'messaging' | 'standby' | 'changes' | 'entry' | 'body' | 'other-object';
  itemIndex: number;
  attempts: Generated<number>;
  /** Set after a failed try; only this person's later events wait with it. */
  notBefore: Date | null;
}

export interface SetAsideTable {
  id: string;
  receivedAt: Date;
  reason: 'unknown-page' | 'malformed' | 'unknown-kind' | 'failed' | 'other-object';
  metaAppId: string | null;
  facebookPageId: string | null;
  personKey: string | null;
  detail: string;
  item: ColumnType<unknown, string | null, string | null>;
  body: Buffer | null;
  /** With `receivedAt` the delivery, with the rest the item in it; null when it did not come from the journal. */
  deliveryId: number | null;
  list: InboundEventTable['list'] | null;
  entryIndex: number | null;
  itemIndex: number | null;
}

export interface FileTable {
  id: string;
  sha256: Buffer;
  sizeBytes: number;
  mimeType: string;
  width: number | null;
  height: number | null;
  createdAt: Date;
}

export interface ContactTable {
  id: string;
  pageId: string;
  psid: string;
  /** Null until the profile is known. */
  name: string | null;
  firstName: string | null;
  lastName: string | null;
  pictureFileId: string | null;
  locale: string | null;
  /** Hours from GMT. */
  timezone: number | null;
  profileState: Generated<'pending' | 'known' | 'unavailable'>;
  /** Meta's time. */
  firstSeenAt: Date;
  /** Meta's time. */
  lastSeenAt: Date;
  /** Meta's time of the last act that opens the reply window; null: never. */
  windowAnchorAt: Date | null;
  deliveredUntil: Date | null;
  readUntil: Date | null;
  /** Facebook refuses messages to this person; cleared when they write. */
  unreachableReason: string | null;
  /** Meta's id of the other app that holds the thread, or `unknown`; null: nobody else. */
  threadOwner: ColumnType<string | null, string | null | undefined>;
  /** Meta's time of what told it last. */
  threadOwnerAt: ColumnType<Date | null, Date | null | undefined>;
  /** As whom they are known: who comments and who writes are two contacts until something proves otherwise. */
  identity: Generated<'messenger' | 'commenter'>;
  /** Null: never asked. */
  consent: 'asked' | 'agreed' | 'declined' | null;
  /** Of the text that was asked or answered. */
  consentVersion: number | null;
  consentAt: Date | null;
  /** Legal hold: nothing of theirs is deleted. */
  heldAt: Date | null;
  heldBy: string | null;
  /** Shut out until then; past: over. Far ahead: until it is lifted. */
  bannedUntil: ColumnType<Date | null, Date | null | undefined>;
}

/** Another program that is told what happens. */
export interface WebhookEndpointTable {
  id: string;
  url: string;
  events: ColumnType<string[], readonly string[], readonly string[]>;
  secretSealed: string;
  isOn: Generated<boolean>;
  createdAt: Date;
}

export interface WebhookDeliveryTable {
  id: string;
  endpointId: string;
  /** The same for every endpoint and every try. */
  eventId: string;
  event: string;
  conversationId: string | null;
  contactId: string | null;
  body: string;
  state: 'waiting' | 'delivered' | 'failed';
  attempts: Generated<number>;
  statusCode: ColumnType<number | null, number | null | undefined>;
  failure: ColumnType<string | null, string | null | undefined>;
  createdAt: Date;
  triedAt: ColumnType<Date | null, Date | null | undefined>;
}

export interface MacroTable {
  id: string;
  name: string;
  /** Of the version before: read by nobody. */
  acts: JsonWithDefault;
  /** Acts in their order, as in the contract. */
  steps: JsonWithDefault;
  position: Generated<number>;
  createdAt: Date;
}

/** When something happens, and what is asked holds, acts are carried out. */
export interface TriggerRuleTable {
  id: string;
  name: string;
  position: number;
  isOn: boolean;
  /** What happened before is not its; null while it is off. */
  onSince: Date | null;
  event: string;
  minutes: number | null;
  /** `{conditions, acts, stopsHere, oncePerConversation}` as in the contract. */
  content: Json;
  version: Generated<number>;
  changedAt: Date;
  changedBy: string | null;
}

/** An event that was gone through. */
export interface TriggerEventTable {
  id: string;
  at: Date;
}

/** What a trigger did. */
export interface TriggerRunTable {
  id: string;
  triggerId: string;
  conversationId: string;
  event: string;
  /** The event that all of it began with. */
  rootId: string;
  depth: number;
  at: Date;
  isHeldBack: Generated<boolean>;
  outcomes: Json;
}

/** A line of a timeline that a trigger wrote. */
export interface TriggerLineTable {
  messageId: string;
  runId: string;
  triggerId: string;
  triggerName: string;
  sender: string;
}

/** Since when what a trigger of the clock was told for has lasted. */
export interface TriggerStretchTable {
  triggerId: string;
  conversationId: string;
  since: Date;
}

/** What somebody should look at, until they have read it. */
export interface NoticeTable {
  id: string;
  userId: string;
  kind: string;
  cause: string;
  departmentId: string | null;
  conversationId: string | null;
  detail: JsonWithDefault;
  at: Date;
  readAt: ColumnType<Date | null, Date | null | undefined>;
}

/** Who is shut out, and for how long. */
export interface BanTable {
  id: string;
  /** Where it was set. */
  conversationId: string | null;
  contactIds: readonly string[];
  setAt: Date;
  setBy: string | null;
  /** Null: until it is lifted. */
  until: Date | null;
  note: string;
  keptCount: Generated<number>;
  droppedCount: Generated<number>;
  liftedAt: ColumnType<Date | null, Date | null | undefined>;
  liftedBy: ColumnType<string | null, string | null | undefined>;
}

export interface ConsentRecordTable {
  id: string;
  pageId: string;
  contactId: string;
  psid: string;
  version: number;
  language: string;
  notice: string;
  askedAt: Date;
  answer: 'agreed' | 'declined' | null;
  answeredAt: Date | null;
}

export interface MaskingRuleTable {
  id: string;
  name: string;
  pattern: string;
  checksum: Generated<'none' | 'luhn'>;
  isOn: boolean;
  createdAt: Date;
}

export interface ErasureTable {
  id: string;
  contactIds: readonly string[];
  requestedBy: string | null;
  requestedAt: Date;
  doneAt: Date | null;
  counts: JsonWithDefault;
}

export interface ConversationTable {
  id: string;
  number: GeneratedAlways<number>;
  version: Generated<number>;
  kind: Generated<'messenger' | 'comment'>;
  pageId: string;
  contactId: string;
  departmentId: string;
  status: 'open' | 'active' | 'waiting' | 'wrapup' | 'closed';
  assigneeId: string | null;
  unreadCount: Generated<number>;
  /** `{text, kind, direction, at}` as in the contract's summary. */
  lastMessage: ColumnType<unknown, string | null | undefined, string | null>;
  lastMessageAt: Date | null;
  lastActivityAt: Date;
  waitingSince: Date | null;
  /** Copy of the contact's, so that lists sort without a join. */
  windowAnchorAt: Date | null;
  referrals: JsonWithDefault;
  reopenedCount: Generated<number>;
  openedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
  /** Closed from the start, until the person's first message opens it: it holds what the page said before. */
  awaitsCustomer: Generated<boolean>;
  createdAt: Date;
  /** Of kind `comment`: whose ticket it is. */
  threadId: ColumnType<string | null, string | null | undefined>;
  /** When the clock moves it on, while it is parked or wrapped up; null: never. */
  dueAt: ColumnType<Date | null, Date | null | undefined>;
  /** Parked until then, to come back by itself; null: until the customer writes. */
  wakesAt: ColumnType<Date | null, Date | null | undefined>;
  /** How often it was handed to another department. */
  transferCount: Generated<number>;
  /** The ticket of the same thread before this one. */
  previousId: ColumnType<string | null, string | null | undefined>;
  mode: Generated<'chat' | 'ticket'>;
  /** The ticket's status as somebody set it, until another one follows; null: it follows from the rest. */
  ticketSet: ColumnType<TicketStatus | null, TicketStatus | null | undefined>;
  /** As somebody wrote it; null: the customer's first words. */
  subject: ColumnType<string | null, string | null | undefined>;
  /** Parked while the customer waits for work of ours. */
  owesAnswer: Generated<boolean>;
  /** Somebody had it, wrote a note in it or tagged it. A trigger keeps it, and lets go of `ticketSet`. */
  isTouched: Generated<boolean>;
  /** Of its page when it began; null: the default one. */
  workStreamId: ColumnType<string | null, string | null | undefined>;
  /** How much of an agent it takes while they have it. */
  units: Generated<number>;
  /** 1 comes first, 5 last. */
  priority: Generated<number>;
  requiredSkillIds: Generated<string[]>;
  /** 1 to 30, of what was handed over and waits: before what has 15 or nothing, or behind it. */
  handedPriority: ColumnType<number | null, number | null | undefined>;
  /** When its department's overflow was last done to it. */
  overflowedAt: ColumnType<Date | null, Date | null | undefined>;
  /** Whose it was before it came back to its department. */
  lastAssigneeId: ColumnType<string | null, string | null | undefined>;
  /** Why it is back in its department; null: it was never away, or nobody had it. */
  cameBackBecause: ColumnType<
    'customer-wrote' | 'handed-on' | 'lost' | null,
    'customer-wrote' | 'handed-on' | 'lost' | null | undefined
  >;
  /** The desk's clock: since when it has its status, agent and department; null: since it is there. Kept by a trigger. */
  since: ColumnType<Date | null, never, never>;
  /** Said by whoever changes one of the three; the trigger takes it away, so it is null whenever one looks. */
  movesAt: ColumnType<Date | null, never, Date>;
  /** Of the present episode; null: when it was opened. Kept by a trigger. */
  begunAt: ColumnType<Date | null, never, never>;
  /** A person's first answer of the present episode. */
  firstResponseAt: ColumnType<Date | null, never, Date | null>;
  /** Until when the first answer is promised; null: nothing is. */
  respondDueAt: ColumnType<Date | null, Date | null | undefined>;
  resolveDueAt: ColumnType<Date | null, Date | null | undefined>;
  dueNextAt: ColumnType<Date | null, never, never>;
  /** By which promise its due times were reckoned, and for what of it. */
  promiseStamp: ColumnType<string | null, string | null | undefined>;
  /** The due time that was told as missed. */
  dueToldAt: ColumnType<Date | null, Date | null | undefined>;
  /** What of ours the customer may be answering now; null: nothing. */
  asking: ColumnType<unknown, string | null | undefined, string | null>;
  /** How it is translated, as somebody set it or it was found out; null: as its page says. */
  translation: ColumnType<unknown, string | null | undefined, string | null>;
  /** Its rules wait for the person's profile, at most until then; meanwhile it is offered to nobody. */
  routesUntil: ColumnType<Date | null, Date | null | undefined>;
}

/** One stretch of a conversation's life under one status, with one agent, in one department; written when it is over. */
export interface ConversationSpanTable {
  id: GeneratedAlways<number>;
  conversationId: string;
  episode: number;
  pageId: string;
  kind: string;
  departmentId: string;
  status: 'open' | 'active' | 'waiting' | 'wrapup';
  assigneeId: string | null;
  beganAt: Date;
  endedAt: Date;
  leftBy: string;
}

/** From when a conversation begins or is reopened until it is closed; written when it is closed. */
export interface EpisodeTable {
  id: GeneratedAlways<number>;
  conversationId: string;
  /** Of the conversation's episodes the how manieth, from 0. */
  number: number;
  pageId: string;
  kind: string;
  departmentId: string;
  assigneeId: string | null;
  begunAt: Date;
  /** With a wrap-up before it is closed. */
  endedAt: Date;
  closedAt: Date;
  /** Null: the clock. */
  endedBy: string | null;
  firstResponseAt: Date | null;
  /** Nobody had it. */
  waitedMs: number;
  /** Somebody had it, or wrapped it up. */
  handledMs: number;
  handovers: number;
  fromCustomer: number;
  fromPeople: number;
  wasToldNobodyIsThere: boolean;
  /** It was closed while the customer waited. */
  unansweredSince: Date | null;
  respondDueAt: Date | null;
  resolveDueAt: Date | null;
}

export interface PromiseTable {
  id: string;
  name: string;
  /** Until a person's first answer; null: not promised. */
  respondMinutes: number | null;
  /** Until it is ended. */
  resolveMinutes: number | null;
  /** Null: each department's own, and around the clock where it has none. */
  operatingHoursId: string | null;
  createdAt: Date;
}

/** What those who lead were told of. */
export interface AlertTable {
  id: string;
  kind: 'promise-broken' | 'nobody-there';
  /** Conversation, or department. */
  subjectId: string;
  departmentId: string;
  promise: 'respond' | 'resolve' | null;
  at: Date;
  /** Somebody is there again. */
  endedAt: ColumnType<Date | null, Date | null | undefined>;
}

/** One reply of a person, ours or outside the desk. */
export interface ResponseTable {
  /** Or the id of a private reply to a comment. */
  messageId: string;
  conversationId: string;
  episode: number;
  pageId: string;
  kind: string;
  departmentId: string;
  /** Null: outside the desk. */
  userId: string | null;
  at: Date;
  /** Since when the customer had been waiting; null: nobody waited. */
  askedAt: Date | null;
  hasFailed: Generated<boolean>;
}

export interface WorkStreamTable {
  id: string;
  name: string;
  channel: 'facebook';
  isDefault: Generated<boolean>;
  settings: JsonWithDefault;
  version: Generated<number>;
  createdAt: Date;
  /** Before the department's. */
  promiseId: ColumnType<string | null, string | null | undefined>;
}

export interface SkillTable {
  id: string;
  name: string;
  createdAt: Date;
}

export interface UserSkillTable {
  userId: string;
  skillId: string;
}

/** Whose turn it is in a department. */
export interface DepartmentTurnTable {
  departmentId: string;
  userId: string;
  /** How many conversations they were ever given here. */
  givenCount: Generated<number>;
  lastGivenAt: Date | null;
}

export interface OfferTable {
  id: string;
  conversationId: string;
  userId: string;
  units: number;
  offeredAt: Date;
  expiresAt: Date;
  state: 'offered' | 'accepted' | 'rejected' | 'missed' | 'withdrawn';
  endedAt: Date | null;
  /** Who asks a colleague to take it over; null: distribution. */
  fromUserId: ColumnType<string | null, string | null | undefined>;
  /** Of the template it was made by, as that was then; as in the contract. Null: it was made by none. */
  look: ColumnType<unknown, string | null | undefined>;
  /** Nobody was asked. */
  isGiven: Generated<boolean>;
}

export interface OfferTemplateTable {
  id: string;
  name: string;
  /** As in the contract. */
  body: Json;
  createdAt: Date;
}

/** Who comes into a conversation that another one has, or is asked into it; what is over is kept. */
export interface ParticipantTable {
  id: string;
  conversationId: string;
  userId: string;
  kind: 'joined' | 'consulted' | 'mentioned' | 'invited';
  /** Whether they may write to its customer. */
  mode: 'internal' | 'public';
  state: 'asked' | 'here' | 'left' | 'declined' | 'missed' | 'withdrawn';
  /** Null: they came by themselves. */
  askedBy: string | null;
  /** As whose member they were asked. */
  departmentId: string | null;
  askedAt: Date;
  /** Of what is asked: until when. */
  expiresAt: Date | null;
  cameAt: Date | null;
  endedAt: Date | null;
}

export interface RoutingRuleSetTable {
  workStreamId: string;
  version: number;
  /** For what no rule matches; null: the page's own. */
  fallbackDepartmentId: string | null;
  changedAt: Date;
  changedBy: string | null;
}

/** What another department gets of what a rule sends, in percent. */
export interface RoutingRuleShareTable {
  ruleId: string;
  position: number;
  departmentId: string;
  percent: number;
}

export interface RoutingRuleTable {
  id: string;
  workStreamId: string;
  /** The first one that matches decides. */
  position: number;
  name: string;
  description: string;
  isOn: boolean;
  /** As in the contract. */
  conditions: Json;
  departmentId: string;
  ifUnavailable: 'next-rule' | 'stay';
  skillIds: TextListWithDefault;
  priority: number | null;
}

export interface AssignmentDecisionTable {
  id: string;
  conversationId: string;
  kind: 'routing' | 'distribution';
  at: Date;
  detail: ColumnType<unknown, string, string>;
}

export interface TagTable {
  id: string;
  name: string;
  /** Index of the colour in the design tokens, 1 to 6. */
  color: number;
  createdAt: Date;
}

export interface ConversationTagTable {
  conversationId: string;
  tagId: string;
}

/** What is known of a conversation beside its messages; either a text or a number. */
export interface ConversationVariableTable {
  conversationId: string;
  /** `order_number` */
  name: string;
  text: string | null;
  number: number | null;
  /** Who told it: `pre-chat`. */
  source: string;
  at: Date;
}

export interface MessageTable {
  id: string;
  conversationId: string;
  pageId: string;
  contactId: string;
  version: Generated<number>;
  kind: 'message' | 'note' | 'activity';
  direction: 'in' | 'out' | null;
  authorKind: 'customer' | 'user' | 'outside' | 'system';
  authorId: string | null;
  /** Meta's id, or one made from the event where Meta gives none; null for notes and what is not yet sent. */
  mid: string | null;
  text: string | null;
  /** Meta's time once known, else ours. */
  at: Date;
  createdAt: Date;
  status: 'received' | 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown' | null;
  failure: ColumnType<unknown, string | null | undefined, string | null>;
  /** Why it might go out. */
  ground: string | null;
  quickReplies: JsonWithDefault;
  /** Buttons, cards or a picture with buttons, as in the contract. */
  template: ColumnType<unknown, string | null | undefined, string | null>;
  tapped: ColumnType<unknown, string | null | undefined, string | null>;
  replyToMid: string | null;
  replyToId: string | null;
  editNumber: Generated<number>;
  editedAt: Date | null;
  edits: JsonWithDefault;
  unsentAt: Date | null;
  unsupported: Generated<boolean>;
  standby: Generated<boolean>;
  activity: ColumnType<unknown, string | null | undefined, string | null>;
  clientId: string | null;
  partIndex: number | null;
  partCount: number | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  /** When nobody knew any more whether it had left; kept once it is settled. */
  unknownSince: Date | null;
  /** Which of the page's texts a rule sent. */
  automation: ColumnType<string | null, string | null | undefined>;
  /** The cause; once per conversation. */
  automationKey: ColumnType<string | null, string | null | undefined>;
  /** Not to be read before the customer agrees: `text` is null, and its words wait in `withheldText`. */
  withheld: Generated<boolean>;
  withheldText: ColumnType<string | null, string | null | undefined, string | null>;
  /** What of ours the customer answers by it; it waits for nobody. */
  answers: ColumnType<'survey' | null, 'survey' | null | undefined>;
  /** What it is for that was written under Meta's human agent tag. `{kind, words}`, as in the contract. */
  purpose: ColumnType<unknown, string | null | undefined, string | null>;
}

/** What was masked in a message, sealed for it. */
export interface SealedTextTable {
  messageId: string;
  saidAt: Date;
  sealed: string;
}

export interface SurveyTable {
  id: string;
  name: string;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
  /** Sent to nobody any more; its answers stay. */
  removedAt: ColumnType<Date | null, Date | null | undefined>;
}

export interface SurveyVersionTable {
  surveyId: string;
  version: number;
  /** `{questions, thanks, skip}`, as in the contract. */
  content: Json;
  createdAt: Date;
}

/** A survey that was sent to one customer about one conversation. */
export interface SurveyRequestTable {
  id: string;
  /** Null: its person was erased. */
  conversationId: string | null;
  contactId: string | null;
  pageId: string;
  departmentId: string | null;
  /** Who ended the conversation, or had it when the clock did. */
  agentId: string | null;
  /** Null: somebody else's survey. */
  surveyId: string | null;
  surveyVersion: number | null;
  how: 'conversation' | 'form' | 'link' | 'external';
  language: string;
  askedAt: Date;
  answeredAt: ColumnType<Date | null, Date | null | undefined>;
  /** Nothing more is asked; a link works no longer. */
  finishedAt: ColumnType<Date | null, Date | null | undefined>;
  /** Of the first rating. */
  score: ColumnType<number | null, number | null | undefined>;
  scoreOf: ColumnType<number | null, number | null | undefined>;
}

export interface SurveyAnswerTable {
  requestId: string;
  questionId: string;
  number: number | null;
  option: string | null;
  text: string | null;
  answeredAt: Date;
}

export interface AttachmentTable {
  id: string;
  messageId: string;
  conversationId: string;
  pageId: string;
  position: number;
  kind: 'image' | 'video' | 'audio' | 'file' | 'sticker' | 'location' | 'link' | 'template' | 'unknown';
  rawType: string;
  name: string | null;
  title: string | null;
  link: string | null;
  latitude: number | null;
  longitude: number | null;
  /** Meta's address of the bytes; expires. */
  sourceUrl: string | null;
  payload: ColumnType<unknown, string | null | undefined, string | null>;
  fileId: string | null;
  state: 'pending' | 'stored' | 'failed' | 'none';
  failure: string | null;
  /** The size as Facebook says, of what was not kept. */
  toldBytes: ColumnType<number | null, number | null | undefined>;
}

export interface MessageReactionTable {
  messageId: string;
  by: 'customer' | 'page';
  /** Null: taken back; the row stays so that a late twin does not revive it. */
  emoji: string | null;
  at: Date;
  /** Who of the team; null: not done here. */
  userId: ColumnType<string | null, string | null | undefined>;
}

export interface EarlyMarkTable {
  id: string;
  pageId: string;
  mid: string;
  event: Json;
  at: Date;
  receivedAt: Date;
}

export interface UploadTable {
  id: string;
  userId: string;
  fileId: string;
  name: string;
  /** As its bytes say; null: they tell none. */
  extension: ColumnType<string | null, string | null | undefined>;
  createdAt: Date;
}

export interface FileLinkTable {
  id: string;
  /** SHA-256 of what stands in the address. */
  tokenHash: Buffer;
  attachmentId: string;
  createdBy: string | null;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: ColumnType<Date | null, Date | null | undefined>;
  openedCount: Generated<number>;
}

export interface JobTable {
  id: GeneratedAlways<number>;
  kind: string;
  /** Jobs of one kind and key run one after another, in order of id. */
  key: string | null;
  /** At most one unfinished job of this name. */
  uniqueKey: string | null;
  /** Whose work it is: jobs of one page never take all places of their kind. Null: nobody's. */
  pageId: string | null;
  payload: JsonWithDefault;
  runAt: Date;
  leaseUntil: Date | null;
  attempts: Generated<number>;
  maxAttempts: Generated<number>;
  lastError: string | null;
  failedAt: Date | null;
  createdAt: Date;
}

export interface MailTable {
  id: string;
  /** What it is about, exactly: with the address, unique. */
  cause: string;
  address: string;
  subject: string;
  /** Plain texts. */
  paragraphs: Json;
  /** `{label, path}` of a screen of the desk. */
  link: ColumnType<unknown, string | null, string | null>;
  /** `kept`: there was no mail server. `unknown`: the connection broke after the text had begun to go out. */
  state: 'waiting' | 'sending' | 'sent' | 'kept' | 'failed' | 'unknown';
  attempts: Generated<number>;
  failure: string | null;
  createdAt: Date;
  sentAt: Date | null;
  /** What it tells of; its words are put together when it goes out. Null: no transcript. */
  conversationId: ColumnType<string | null, string | null | undefined>;
  /** Of a transcript: with what rules sent. */
  withAutomated: ColumnType<boolean | null, boolean | null | undefined>;
}

export interface LiveEventTable {
  id: GeneratedAlways<number>;
  /** The writing transaction, as decimal text: readers go by (xid, id). */
  xid: Generated<string>;
  at: Date;
  kind: string;
  /** Conversation, user, page or department, by kind. */
  subjectId: string;
  messageId: string | null;
  /** Members of these may hear it; null: everybody. */
  departments: string[] | null;
  /** A line read afterwards that asks nothing of anybody; null: it is none. */
  isHistory: ColumnType<boolean | null, boolean | null | undefined>;
}

export interface ExtensionAcknowledgementTable {
  id: string;
  extension: 'facebook' | 'online-chat';
  /** Which wording was accepted; the wordings themselves are in `desk/extensions/catalogue.ts`. */
  textVersion: string;
  userId: string;
  at: Date;
}

export interface RoomMessageTable {
  id: string;
  kind: 'checklist' | 'note' | 'command' | 'answer' | 'activity';
  /** Null: the bot. */
  authorId: string | null;
  /** The one administrator who sees it; null: all of them. */
  seenBy: string | null;
  /** By kind, as in the contract. */
  body: Json;
  clientId: string | null;
  at: Date;
}

export interface SetupTickTable {
  item: string;
  tickedBy: string;
  tickedAt: Date;
}

export interface ChatChannelTable {
  id: string;
  name: string;
  createdAt: Date;
}

export interface PostTable {
  id: string;
  pageId: string;
  /** The number behind the last `_` of any form of its id. */
  key: string;
  /** As first told: for calls. */
  facebookId: string;
  authorName: string | null;
  isByPage: Generated<boolean>;
  /** Meta's word for what it is. */
  item: string | null;
  /** False: shown as an ad, or not yet; null: not told. */
  isPublished: ColumnType<boolean | null, boolean | null | undefined>;
  text: string | null;
  /** Meta's, expires. */
  pictureUrl: string | null;
  pictureFileId: string | null;
  permalink: string | null;
  /** Meta's time. */
  postedAt: Date | null;
  /** Meta's time of the newest wording that we know. */
  toldAt: Date | null;
  removedAt: Date | null;
  state: Generated<'pending' | 'known' | 'unavailable'>;
  createdAt: Date;
}

export interface CommentThreadTable {
  id: string;
  pageId: string;
  /** `comment:` or `post:` with the number of what it begins with. */
  rootKey: string;
  postId: string | null;
  createdAt: Date;
}

export interface CommentTable {
  messageId: string;
  threadId: string;
  /** For calls; the message's `mid` holds the number alone. */
  facebookId: string;
  origin: 'comment' | 'post' | 'mention';
  permalink: string | null;
  /** `[{verb: 'hide' | 'unhide' | 'remove', at, by}]`, by time. */
  history: JsonWithDefault;
  /** Kept, and asks nothing of anybody. */
  isIgnored: Generated<boolean>;
}

export interface CommentReactionTable {
  messageId: string;
  /** Facebook's id of who reacted. */
  person: string;
  /** Null: taken back. */
  reaction: string | null;
  at: Date;
}

export interface CommentActTable {
  id: string;
  messageId: string;
  pageId: string;
  kind: 'like' | 'unlike' | 'hide' | 'unhide' | 'delete' | 'ban' | 'unban' | 'private-reply';
  /** Null: a rule. */
  authorId: string | null;
  clientId: string | null;
  /** Of a private reply. */
  text: string | null;
  status: 'queued' | 'doing' | 'done' | 'failed' | 'unknown';
  failure: ColumnType<unknown, string | null | undefined, string | null>;
  createdAt: Date;
  startedAt: ColumnType<Date | null, Date | null | undefined>;
  unknownSince: ColumnType<Date | null, Date | null | undefined>;
  doneAt: ColumnType<Date | null, Date | null | undefined>;
  /** The message in Messenger that it became. */
  replyMessageId: ColumnType<string | null, string | null | undefined>;
}

export interface ContactLikenessTable {
  commenterId: string;
  messengerId: string;
  isSame: boolean;
  because: 'private-reply' | 'said';
  saidBy: string | null;
  at: Date;
}

/** Who somebody is over all pages and channels. */
export interface CustomerTable {
  id: string;
  kind: 'person' | 'company';
  name: string;
  firstName: ColumnType<string | null, string | null | undefined>;
  lastName: ColumnType<string | null, string | null | undefined>;
  emails: TextListWithDefault;
  phones: TextListWithDefault;
  /** Of a person: a company that has a card. */
  companyId: ColumnType<string | null, string | null | undefined>;
  /** Of a person: a company that has none. */
  companyName: ColumnType<string | null, string | null | undefined>;
  location: ColumnType<string | null, string | null | undefined>;
  /** Under which the house knows them elsewhere. */
  number: ColumnType<string | null, string | null | undefined>;
  /** Who looks after them. */
  managerId: ColumnType<string | null, string | null | undefined>;
  /** By the id of a customer field: text or number. */
  fields: JsonWithDefault;
  /** E-mails and phones as they are compared: `email:…`, `phone:…`. */
  addressKeys: TextListWithDefault;
  /** What a search looks through, folded; kept by a trigger. */
  words: Generated<string>;
  version: Generated<number>;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** Kept for undoing. */
  mergedInto: ColumnType<string | null, string | null | undefined>;
  mergedAt: ColumnType<Date | null, Date | null | undefined>;
}

/** Who a contact is; its conversations are this customer's without a row of their own. */
export interface CustomerProfileTable {
  contactId: string;
  customerId: string;
  how: 'auto' | 'by-hand';
  linkedBy: string | null;
  linkedAt: Date;
}

/** A conversation that does not go with its contact. */
export interface ConversationCustomerTable {
  conversationId: string;
  /** Null: nobody's. */
  customerId: string | null;
  linkedBy: string | null;
  linkedAt: Date;
}

/** Somebody said that a contact is not this customer. */
export interface CustomerRefusalTable {
  contactId: string;
  customerId: string;
  refusedBy: string | null;
  refusedAt: Date;
}

export interface AgentServiceTable {
  workStreamId: string;
  url: string;
  /** Under the stream's id. */
  secretSealed: string;
  changedAt: Date;
}

export interface AgentServiceAnswerTable {
  conversationId: string;
  /** In which it was asked. */
  departmentId: string;
  askedAt: Date;
  tries: Generated<number>;
  state: 'asking' | 'named' | 'failed';
  userId: ColumnType<string | null, string | null | undefined>;
  reason: ColumnType<string | null, string | null | undefined>;
}

export interface TranslationServiceTable {
  id: string;
  isOnly: Generated<boolean>;
  url: string;
  /** Under its id. */
  keySealed: string | null;
  isOn: Generated<boolean>;
  dailyCharacters: number | null;
  /** As in the contract. */
  languages: JsonWithDefault;
  triedAt: ColumnType<Date | null, Date | null | undefined>;
  acknowledgedVersion: ColumnType<string | null, string | null | undefined>;
  acknowledgedBy: ColumnType<string | null, string | null | undefined>;
  acknowledgedAt: ColumnType<Date | null, Date | null | undefined>;
  /** It did not answer: nobody waits for it until then. */
  restsUntil: ColumnType<Date | null, Date | null | undefined>;
  changedAt: Date;
}

export interface TranslationUsageTable {
  /** Of UTC. */
  day: string;
  pageId: string;
  characters: number;
  requests: number;
}

/** The words of a message in another language. */
export interface MessageTranslationTable {
  messageId: string;
  language: string;
  madeBy: 'service' | 'author';
  state: 'asked' | 'done' | 'same' | 'failed';
  /** md5 of the message's text. */
  ofText: string;
  text: string | null;
  otherLanguage: string | null;
  fault: string | null;
  at: Date;
}

export interface CustomerNoteTable {
  id: string;
  customerId: string | null;
  /** Written before anybody knew who it is; it goes with the contact. */
  contactId: string | null;
  /** Where it was taken; null: on the card itself, for all who see that. */
  departmentId: ColumnType<string | null, string | null | undefined>;
  conversationId: ColumnType<string | null, string | null | undefined>;
  text: string;
  authorId: string | null;
  at: Date;
  editedAt: ColumnType<Date | null, Date | null | undefined>;
}

export interface CustomerMergeTable {
  id: string;
  survivorId: string;
  mergedId: string;
  mergedBy: string | null;
  mergedAt: Date;
  /** What undoing puts back: `{contacts, conversations, notes, members, before, after}`. */
  moved: Json;
  undoneBy: ColumnType<string | null, string | null | undefined>;
  undoneAt: ColumnType<Date | null, Date | null | undefined>;
}

export interface CustomerFieldTable {
  id: string;
  name: string;
  appliesTo: 'person' | 'company' | 'both';
  type: 'text' | 'number' | 'date' | 'choice';
  choices: TextListWithDefault;
  createdAt: Date;
}

export interface FeedSkipTable {
  pageId: string;
  reason: 'comments-off' | 'post-reaction' | 'unpublished-post';
  count: number;
  lastAt: Date;
}

export interface DataDeletionTable {
  /** Told to Meta, and part of the status page's address. */
  code: string;
  /** SHA-256 of app and signed request. */
  requestHash: Buffer;
  metaAppId: string;
  requestedAt: Date;
  doneAt: Date;
  /** How many pages gave up a token. */
  pages: number;
}

export interface ReviewStateTable {
  /** Meta's name of the permission or feature. */
  permission: string;
  state: 'not-started' | 'submitted' | 'approved' | 'rejected';
  /** What Meta wrote. */
  note: Generated<string>;
  changedBy: string;
  changedAt: Date;
}

export interface Tables {
  sealedText: SealedTextTable;
  ban: BanTable;
  macro: MacroTable;
  handedOver: HandedOverTable;
  unit: UnitTable;
  unitDepartment: UnitDepartmentTable;
  unitSupervisor: UnitSupervisorTable;
  triggerRule: TriggerRuleTable;
  triggerEvent: TriggerEventTable;
  triggerRun: TriggerRunTable;
  triggerLine: TriggerLineTable;
  triggerStretch: TriggerStretchTable;
  notice: NoticeTable;
  webhookEndpoint: WebhookEndpointTable;
  webhookDelivery: WebhookDeliveryTable;
  department: DepartmentTable;
  operatingHours: OperatingHoursTable;
  channelText: ChannelTextTable;
  departmentAlert: DepartmentAlertTable;
  departmentAbsence: DepartmentAbsenceTable;
  capacityProfile: CapacityProfileTable;
  userCapacity: UserCapacityTable;
  customPresence: CustomPresenceTable;
  deskUser: DeskUserTable;
  offerTemplate: OfferTemplateTable;
  presenceSpan: PresenceSpanTable;
  departmentMember: DepartmentMemberTable;
  session: SessionTable;
  apiToken: ApiTokenTable;
  backfill: BackfillTable;
  savedReply: SavedReplyTable;
  savedReplyFile: SavedReplyFileTable;
  signInThrottle: SignInThrottleTable;
  installation: InstallationTable;
  process: ProcessTable;
  deskSocket: DeskSocketTable;
  auditEntry: AuditEntryTable;
  metaApp: MetaAppTable;
  page: PageTable;
  persona: PersonaTable;
  pageHealth: PageHealthTable;
  pageStateChange: PageStateChangeTable;
  wrongSignature: WrongSignatureTable;
  facebookLogin: FacebookLoginTable;
  delivery: DeliveryTable;
  inboundEvent: InboundEventTable;
  setAside: SetAsideTable;
  file: FileTable;
  contact: ContactTable;
  consentRecord: ConsentRecordTable;
  maskingRule: MaskingRuleTable;
  erasure: ErasureTable;
  conversation: ConversationTable;
  conversationSpan: ConversationSpanTable;
  episode: EpisodeTable;
  response: ResponseTable;
  promise: PromiseTable;
  alert: AlertTable;
  tag: TagTable;
  conversationTag: ConversationTagTable;
  conversationVariable: ConversationVariableTable;
  survey: SurveyTable;
  surveyVersion: SurveyVersionTable;
  surveyRequest: SurveyRequestTable;
  surveyAnswer: SurveyAnswerTable;
  message: MessageTable;
  attachment: AttachmentTable;
  messageReaction: MessageReactionTable;
  earlyMark: EarlyMarkTable;
  upload: UploadTable;
  fileLink: FileLinkTable;
  job: JobTable;
  mail: MailTable;
  liveEvent: LiveEventTable;
  extensionAcknowledgement: ExtensionAcknowledgementTable;
  roomMessage: RoomMessageTable;
  setupTick: SetupTickTable;
  chatChannel: ChatChannelTable;
  post: PostTable;
  commentThread: CommentThreadTable;
  comment: CommentTable;
  commentReaction: CommentReactionTable;
  commentAct: CommentActTable;
  contactLikeness: ContactLikenessTable;
  feedSkip: FeedSkipTable;
  customer: CustomerTable;
  customerProfile: CustomerProfileTable;
  conversationCustomer: ConversationCustomerTable;
  customerRefusal: CustomerRefusalTable;
  agentService: AgentServiceTable;
  agentServiceAnswer: AgentServiceAnswerTable;
  translationService: TranslationServiceTable;
  translationUsage: TranslationUsageTable;
  messageTranslation: MessageTranslationTable;
  customerNote: CustomerNoteTable;
  customerMerge: CustomerMergeTable;
  customerField: CustomerFieldTable;
  dataDeletion: DataDeletionTable;
  reviewState: ReviewStateTable;
  workStream: WorkStreamTable;
  skill: SkillTable;
  userSkill: UserSkillTable;
  departmentTurn: DepartmentTurnTable;
  offer: OfferTable;
  participant: ParticipantTable;
  assignmentDecision: AssignmentDecisionTable;
  routingRuleSet: RoutingRuleSetTable;
  routingRule: RoutingRuleTable;
  routingRuleShare: RoutingRuleShareTable;
}
