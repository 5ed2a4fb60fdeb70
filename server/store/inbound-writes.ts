import { sql } from 'kysely';
import type { Tx } from './db.ts';
import type { ContactFact, ConversationFact, MessageFact } from './inbound-facts.ts';
import { rowsOf } from './rows-of.ts';
import type { AttachmentTable } from './tables.ts';

// One statement for any number of rows (`rows-of.ts`). They come in the order of their ids from the caller, so that two
// batches never wait for one another in a ring.

const contactColumns = {
  id: 'uuid',
  pageId: 'uuid',
  psid: 'text',
  profileState: 'text',
  firstSeenAt: 'timestamptz',
  lastSeenAt: 'timestamptz',
  windowAnchorAt: 'timestamptz',
  deliveredUntil: 'timestamptz',
  readUntil: 'timestamptz',
  unreachableReason: 'text',
  threadOwner: 'text',
  threadOwnerAt: 'timestamptz',
  consent: 'text',
  consentVersion: 'integer',
  consentAt: 'timestamptz',
} as const;

function contactUpsert(contacts: readonly ContactFact[]) {
  return sql`
    insert into contact (id, page_id, psid, profile_state, first_seen_at, last_seen_at, window_anchor_at,
      delivered_until, read_until, unreachable_reason, thread_owner, thread_owner_at, consent, consent_version, consent_at)
    select "id", "pageId", "psid", "profileState", "firstSeenAt", "lastSeenAt", "windowAnchorAt",
      "deliveredUntil", "readUntil", "unreachableReason", "threadOwner", "threadOwnerAt", "consent", "consentVersion",
      "consentAt"
    from ${rowsOf(contactColumns, contacts)}
    on conflict (id) do update set first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at,
      window_anchor_at = excluded.window_anchor_at, delivered_until = excluded.delivered_until,
      read_until = excluded.read_until, thread_owner = excluded.thread_owner, thread_owner_at = excluded.thread_owner_at,
      consent = excluded.consent, consent_version = excluded.consent_version, consent_at = excluded.consent_at,
      -- The deliverer writes it too: it is cleared by a word of theirs, and left alone by anything else.
      unreachable_reason = case when excluded.window_anchor_at is distinct from contact.window_anchor_at
        then null else contact.unreachable_reason end
  `;
}

const newConversationColumns = {
  id: 'uuid',
  kind: 'text',
  threadId: 'uuid',
  previousId: 'uuid',
  pageId: 'uuid',
  contactId: 'uuid',
  departmentId: 'uuid',
  status: 'text',
  assigneeId: 'uuid',
  unreadCount: 'integer',
  lastMessage: 'jsonb',
  lastMessageAt: 'timestamptz',
  lastActivityAt: 'timestamptz',
  waitingSince: 'timestamptz',
  windowAnchorAt: 'timestamptz',
  referrals: 'jsonb',
  openedAt: 'timestamptz',
  closedAt: 'timestamptz',
  awaitsCustomer: 'boolean',
  mode: 'text',
  workStreamId: 'uuid',
  units: 'integer',
} as const;

/** A conversation that a batch opens, with what its page puts on it. */
export interface NewConversation extends ConversationFact {
  mode: 'chat' | 'ticket';
  workStreamId: string | null;
  units: number;
}

const newTagColumns = { conversationId: 'uuid', tagId: 'uuid' } as const;

/** A tag that was deleted since the page was set is put on nothing. */
function tagInsert(tags: readonly NewConversationTag[]) {
  return sql`
    insert into conversation_tag (conversation_id, tag_id)
    select "conversationId", tag.id from ${rowsOf(newTagColumns, tags)} join tag on tag.id = row."tagId"
    for key share of tag
  `;
}

export interface NewConversationTag {
  conversationId: string;
  tagId: string;
}

function conversationInsert(conversations: readonly NewConversation[], createdAt: Date) {
  return sql`
    insert into conversation (id, kind, thread_id, previous_id, page_id, contact_id, department_id, status, assignee_id,
      unread_count, last_message, last_message_at, last_activity_at, waiting_since, window_anchor_at, referrals, opened_at,
      closed_at, awaits_customer, mode, work_stream_id, units, created_at)
    select "id", "kind", "threadId", "previousId", "pageId", "contactId", "departmentId", "status", "assigneeId", "unreadCount",
      "lastMessage",
      "lastMessageAt", "lastActivityAt", "waitingSince", "windowAnchorAt", "referrals", "openedAt", "closedAt", "awaitsCustomer",
      "mode", "workStreamId", "units", ${createdAt}::timestamptz
    from ${rowsOf(newConversationColumns, conversations)}
  `;
}

/** A conversation as it shall be. */
export interface ConversationUpdate extends ConversationFact {
  /** What came was not the newest: who waits, and since when, is told by the messages themselves. */
  recountWaiting: boolean;
}

const conversationColumns = {
  id: 'uuid',
  status: 'text',
  assigneeId: 'uuid',
  unreadCount: 'integer',
  lastMessage: 'jsonb',
  lastMessageAt: 'timestamptz',
  lastActivityAt: 'timestamptz',
  waitingSince: 'timestamptz',
  recountWaiting: 'boolean',
  windowAnchorAt: 'timestamptz',
  referrals: 'jsonb',
  reopenedCount: 'integer',
  openedAt: 'timestamptz',
  closedAt: 'timestamptz',
  closedBy: 'uuid',
  awaitsCustomer: 'boolean',
} as const;

function conversationUpdate(conversations: readonly ConversationUpdate[], at: Date) {
  return sql`
    update conversation as c
    set version = c.version + 1, status = row."status", assignee_id = "assigneeId",
      last_assignee_id = case when c.assignee_id is distinct from "assigneeId" then coalesce(c.assignee_id, c.last_assignee_id)
        else c.last_assignee_id end,
      came_back_because = case when row."status" = 'open' and c.assignee_id is not null and "assigneeId" is null
        then 'customer-wrote' else c.came_back_because end,
      unread_count = "unreadCount",
      moves_at = case when (c.status, c.assignee_id) is distinct from (row."status", "assigneeId")
        then ${at}::timestamptz end,
      last_message = "lastMessage", last_message_at = "lastMessageAt", last_activity_at = "lastActivityAt",
      waiting_since = case when "recountWaiting" then (
        select min(asked.at) from message as asked
        where asked.conversation_id = c.id and asked.kind = 'message' and asked.direction = 'in' and not asked.standby
          and asked.answers is null
          and asked.at > coalesce((
            select max(answer.at) from message as answer
            where answer.conversation_id = c.id and answer.kind = 'message' and answer.direction = 'out'
              and answer.author_kind <> 'system' and answer.status <> 'failed'), '-infinity')
        ) else "waitingSince" end,
      window_anchor_at = "windowAnchorAt", referrals = row."referrals", reopened_count = "reopenedCount",
      opened_at = "openedAt", closed_at = "closedAt", closed_by = "closedBy", awaits_customer = "awaitsCustomer"
    from ${rowsOf(conversationColumns, conversations)}
    where c.id = row."id"
  `;
}

/** A message, or a line of the timeline, that an event tells. */
export interface NewInboundMessage extends MessageFact {
  kind: 'message' | 'activity';
  tapped: { kind: 'quick-reply' | 'postback'; payload: string | null } | null;
  unsupported: boolean;
  standby: boolean;
  /** As in the contract; null for a message. */
  activity: unknown;
  answers: 'survey' | null;
}

const newMessageColumns = {
  id: 'uuid',
  conversationId: 'uuid',
  pageId: 'uuid',
  contactId: 'uuid',
  kind: 'text',
  direction: 'text',
  authorKind: 'text',
  mid: 'text',
  text: 'text',
  at: 'timestamptz',
  status: 'text',
  tapped: 'jsonb',
  replyToMid: 'text',
  replyToId: 'uuid',
  editNumber: 'integer',
  editedAt: 'timestamptz',
  edits: 'jsonb',
  unsentAt: 'timestamptz',
  unsupported: 'boolean',
  standby: 'boolean',
  activity: 'jsonb',
  answers: 'text',
  sentAt: 'timestamptz',
  deliveredAt: 'timestamptz',
  withheld: 'boolean',
  withheldText: 'text',
} as const;

function messageInsert(messages: readonly NewInboundMessage[], createdAt: Date) {
  return sql`
    insert into message (id, conversation_id, page_id, contact_id, kind, direction, author_kind, mid, text, at, created_at,
      status, tapped, reply_to_mid, reply_to_id, edit_number, edited_at, edits, unsent_at, unsupported, standby, activity,
      answers, sent_at, delivered_at, withheld, withheld_text)
    select "id", "conversationId", "pageId", "contactId", "kind", "direction", "authorKind", "mid", "text", "at",
      ${createdAt}::timestamptz, "status", "tapped", "replyToMid", "replyToId", "editNumber", "editedAt", "edits", "unsentAt",
      "unsupported", "standby", "activity", "answers", "sentAt", "deliveredAt", "withheld", "withheldText"
    from ${rowsOf(newMessageColumns, messages)}
  `;
}

const messageColumns = {
  id: 'uuid',
  mid: 'text',
  text: 'text',
  at: 'timestamptz',
  status: 'text',
  failure: 'jsonb',
  replyToId: 'uuid',
  editNumber: 'integer',
  editedAt: 'timestamptz',
  edits: 'jsonb',
  unsentAt: 'timestamptz',
  sentAt: 'timestamptz',
  deliveredAt: 'timestamptz',
  withheldText: 'text',
} as const;

/** Writes known messages as they shall be. */
export async function updateMessages(tx: Tx, messages: readonly MessageFact[]): Promise<void> {
  if (messages.length === 0) return;
  await sql`
    update message as m
    set version = m.version + 1, mid = row."mid", text = row."text", at = row."at", status = row."status", failure = row."failure",
      reply_to_id = "replyToId", edit_number = "editNumber", edited_at = "editedAt", edits = row."edits",
      unsent_at = "unsentAt", sent_at = "sentAt", delivered_at = "deliveredAt", withheld_text = "withheldText"
    from ${rowsOf(messageColumns, messages)}
    where m.id = row."id"
  `.execute(tx);
}

export interface NewInboundAttachment {
  id: string;
  messageId: string;
  conversationId: string;
  pageId: string;
  position: number;
  kind: AttachmentTable['kind'];
  rawType: string;
  name: string | null;
  title: string | null;
  link: string | null;
  latitude: number | null;
  longitude: number | null;
  sourceUrl: string | null;
  payload: unknown;
  state: 'pending' | 'none';
}

const attachmentColumns = {
  id: 'uuid',
  messageId: 'uuid',
  conversationId: 'uuid',
  pageId: 'uuid',
  position: 'smallint',
  kind: 'text',
  rawType: 'text',
  name: 'text',
  title: 'text',
  link: 'text',
  latitude: 'double precision',
  longitude: 'double precision',
  sourceUrl: 'text',
  payload: 'jsonb',
  state: 'text',
} as const;

function attachmentInsert(attachments: readonly NewInboundAttachment[]) {
  return sql`
    insert into attachment (id, message_id, conversation_id, page_id, position, kind, raw_type, name, title, link, latitude,
      longitude, source_url, payload, state)
    select "id", "messageId", "conversationId", "pageId", "position", "kind", "rawType", "name", "title", "link", "latitude",
      "longitude", "sourceUrl", "payload", "state"
    from ${rowsOf(attachmentColumns, attachments)}
  `;
}

/** What a batch writes, each list in the order of its ids. */
export interface InboundRows {
  /** As they shall be, new or known. */
  contacts: readonly ContactFact[];
  newConversations: readonly NewConversation[];
  /** Of new conversations. */
  tags: readonly NewConversationTag[];
  /** As they shall be. New ones are here too when their messages must be asked who waits. */
  conversations: readonly ConversationUpdate[];
  /** Those that are not there yet: the caller holds their people's lanes and has looked for their ids. */
  messages: readonly NewInboundMessage[];
  attachments: readonly NewInboundAttachment[];
}

/**
 * Writes the rows of a batch by one statement, and what must be asked of them afterwards by a second. A single
 * message would pay a round trip for each table else.
 */
export async function writeInbound(tx: Tx, rows: InboundRows, at: Date): Promise<void> {
  const plain = rows.conversations.filter((each) => !each.recountWaiting);
  const recounted = rows.conversations.filter((each) => each.recountWaiting);
  // References between the tables are checked at the end of the statement.
  const parts = [
    ...(rows.contacts.length > 0 ? [sql`contacts as (${contactUpsert(rows.contacts)})`] : []),
    ...(rows.newConversations.length > 0
      ? [sql`opened as (${conversationInsert(rows.newConversations, at)})`]
      : []),
    ...(rows.tags.length > 0 ? [sql`tagged as (${tagInsert(rows.tags)})`] : []),
    ...(plain.length > 0 ? [sql`changed as (${conversationUpdate(plain, at)})`] : []),
    ...(rows.messages.length > 0 ? [sql`messages as (${messageInsert(rows.messages, at)})`] : []),
    ...(rows.attachments.length > 0 ? [sql`attachments as (${attachmentInsert(rows.attachments)})`] : []),
  ];
  if (parts.length > 0) await sql`with ${sql.join(parts)} select`.execute(tx);
  if (recounted.length > 0) await conversationUpdate(recounted, at).execute(tx);
}

/** What somebody answered outside the desk. */
export interface NewOutsideResponse {
  messageId: string;
  conversationId: string;
  episode: number;
  pageId: string;
  kind: 'messenger' | 'comment';
  departmentId: string;
  at: Date;
  /** Since when the customer had been waiting; null: nobody waited. */
  askedAt: Date | null;
}

const responseColumns = {
  messageId: 'uuid',
  conversationId: 'uuid',
  episode: 'integer',
  pageId: 'uuid',
  kind: 'text',
  departmentId: 'uuid',
  at: 'timestamptz',
  askedAt: 'timestamptz',
} as const;

/** Logs answers from outside the desk, and which were the first. Most batches have none. */
export async function insertOutsideResponses(
  tx: Tx,
  responses: readonly NewOutsideResponse[],
): Promise<void> {
  if (responses.length === 0) return;
  await sql`
    insert into response (message_id, conversation_id, episode, page_id, kind, department_id, at, asked_at)
    select "messageId", "conversationId", "episode", "pageId", row."kind", "departmentId", row."at", "askedAt"
    from ${rowsOf(responseColumns, responses)}
  `.execute(tx);
  await sql`
    update conversation as c set first_response_at = first.at, version = c.version + 1
    from (
      select "conversationId" as id, "episode" as episode, min(row."at") as at
      from ${rowsOf(responseColumns, responses)}
      where "askedAt" is not null
      group by 1, 2
    ) as first
    where c.id = first.id and c.reopened_count = first.episode and c.first_response_at is null and c.status <> 'closed'
  `.execute(tx);
}

export interface ReactionUpsert {
  messageId: string;
  by: 'customer' | 'page';
  /** Null: taken back. */
  emoji: string | null;
  at: Date;
}

const reactionColumns = {
  messageId: 'uuid',
  by: 'text',
  emoji: 'text',
  at: 'timestamptz',
} as const;

/**
 * Writes reactions; of two by the same side the newer one stays, of two at the same time always the same one.
 * The messages that show something else now get a new version.
 *
 * @returns ids of those messages.
 */
export async function upsertReactions(tx: Tx, reactions: readonly ReactionUpsert[]): Promise<string[]> {
  if (reactions.length === 0) return [];
  const { rows } = await sql<{ messageId: string }>`
    insert into message_reaction as r (message_id, by, emoji, at)
    select "messageId", "by", "emoji", "at"
    from ${rowsOf(reactionColumns, reactions)}
    on conflict (message_id, by) do update set emoji = excluded.emoji, at = excluded.at,
      user_id = case when r.emoji = excluded.emoji then r.user_id end
      where (r.at, coalesce(r.emoji, '')) < (excluded.at, coalesce(excluded.emoji, ''))
    returning message_id
  `.execute(tx);
  return [...new Set(rows.map((row) => row.messageId))];
}

/** Gives messages a new version, for what is not in their own row. */
export async function renewMessages(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update message set version = version + 1 where id = any(${ids}::uuid[])`.execute(tx);
}

export interface NewEarlyMark {
  id: string;
  pageId: string;
  mid: string;
  event: unknown;
  at: Date;
}

const earlyMarkColumns = {
  id: 'uuid',
  pageId: 'uuid',
  mid: 'text',
  event: 'jsonb',
  at: 'timestamptz',
} as const;

/** Keeps what came before its message. */
export async function insertEarlyMarks(
  tx: Tx,
  marks: readonly NewEarlyMark[],
  receivedAt: Date,
): Promise<void> {
  if (marks.length === 0) return;
  await sql`
    insert into early_mark (id, page_id, mid, event, at, received_at)
    select "id", "pageId", "mid", "event", "at", ${receivedAt}::timestamptz
    from ${rowsOf(earlyMarkColumns, marks)}
    on conflict (id) do nothing
  `.execute(tx);
}

/** A message whose status a watermark has raised. */
export interface RaisedMessage {
  id: string;
  conversationId: string;
  departmentId: string;
}

/**
 * Raises what went out to some people to *delivered* and *read*, as far as the watermarks of their contacts reach.
 * Never back, and nothing that is not known to have gone out. Index `message_undelivered`.
 */
export async function applyWatermarks(tx: Tx, contactIds: readonly string[]): Promise<RaisedMessage[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await sql<RaisedMessage>`
    update message as m
    set status = case when m.at <= k.read_until then 'read' else 'delivered' end,
      delivered_at = coalesce(m.delivered_at, k.delivered_until, k.read_until),
      read_at = case when m.at <= k.read_until then coalesce(m.read_at, k.read_until) else m.read_at end,
      version = m.version + 1
    from contact as k, conversation as c
    where k.id = any(${contactIds}::uuid[]) and m.contact_id = k.id and c.id = m.conversation_id
      and m.direction = 'out' and m.status in ('sent', 'delivered')
      and (m.at <= k.read_until or (m.status = 'sent' and m.at <= k.delivered_until))
    returning m.id, m.conversation_id, c.department_id
  `.execute(tx);
  return rows;
}
