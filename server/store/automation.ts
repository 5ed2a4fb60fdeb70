import { sql, type Insertable } from 'kysely';
import { channelTextsOf } from './channel-texts.ts';
import type { Db, Tx } from './db.ts';
import { hoursRules } from './operating-hours.ts';
import type { AttachmentTable } from './tables.ts';

/** What a text needs to know of the conversation it would be sent in. */
export async function readAutomationPlace(db: Db | Tx, conversationId: string) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('contact as k', 'k.id', 'c.contactId')
    .innerJoin('page as p', 'p.id', 'c.pageId')
    .innerJoin('department as d', 'd.id', 'c.departmentId')
    .leftJoin('deskUser as u', 'u.id', 'c.assigneeId')
    .leftJoin('operatingHours as ph', 'ph.id', 'p.operatingHoursId')
    .leftJoin('operatingHours as dh', 'dh.id', 'd.operatingHoursId')
    .select([
      'c.id',
      'c.number',
      'c.assigneeId',
      'c.waitingSince',
      'c.kind',
      'c.status',
      'c.pageId',
      'c.contactId',
      'c.departmentId',
      'c.reopenedCount',
      'c.referrals',
      'c.asking',
      'k.name as contactName',
      'k.firstName as contactFirstName',
      'k.locale as contactLocale',
      'k.windowAnchorAt',
      'p.name as pageName',
      'p.settings as pageSettings',
      'd.name as departmentName',
      'u.name as assigneeName',
    ])
    .select([
      channelTextsOf.as('channelTexts'),
      hoursRules('ph').as('pageHours'),
      hoursRules('dh').as('departmentHours'),
    ])
    .where('c.id', '=', conversationId)
    .executeTakeFirst();
}

export type AutomationPlace = NonNullable<Awaited<ReturnType<typeof readAutomationPlace>>>;

/** Which place a waiting conversation has in its department: 1 is next. By the index of the queue. */
export async function placeInQueue(
  db: Db | Tx,
  { id, departmentId, waitingSince }: { id: string; departmentId: string; waitingSince: Date | null },
): Promise<number> {
  const { rows } = await sql<{ earlier: number }>`
    select count(*)::integer as earlier from conversation
    where department_id = ${departmentId} and status = 'open' and assignee_id is null
      and (waiting_since, id) < (${waitingSince}::timestamptz, ${id}::uuid)
  `.execute(db);
  return (rows[0]?.earlier ?? 0) + 1;
}

/** In which conversation a customer's message stands, and when it was stored. */
export async function findTrigger(db: Db | Tx, messageId: string) {
  return db
    .selectFrom('message')
    .select(['conversationId', 'createdAt'])
    .where('id', '=', messageId)
    .where('direction', '=', 'in')
    .executeTakeFirst();
}

/** What was said before a customer's message, as far as a greeting goes by it. */
export async function readGreetingHistory(
  db: Db | Tx,
  trigger: { conversationId: string; contactId: string; createdAt: Date },
): Promise<{
  /** The customer, before this message, in this conversation. */
  wroteBefore: boolean;
  /** Anybody as the page, in this conversation, by hand or from elsewhere. */
  wasAnswered: boolean;
  /** The customer, in an earlier conversation. */
  isKnown: boolean;
  /** The last word of one of our people. */
  lastReplyAt: Date | null;
}> {
  const { conversationId, contactId, createdAt } = trigger;
  const { rows } = await sql<{
    wroteBefore: boolean;
    wasAnswered: boolean;
    isKnown: boolean;
    lastReplyAt: Date | null;
  }>`
    select
      exists (
        select from message m where m.conversation_id = ${conversationId} and m.direction = 'in'
          and m.kind = 'message' and m.created_at < ${createdAt}
      ) as wrote_before,
      exists (
        select from message m where m.conversation_id = ${conversationId} and m.direction = 'out'
          and m.kind = 'message' and m.author_kind <> 'system'
      ) as was_answered,
      exists (
        select from message m join conversation c on c.id = m.conversation_id
        where c.contact_id = ${contactId} and c.kind = 'messenger' and c.id <> ${conversationId} and m.direction = 'in'
      ) as is_known,
      (
        select max(m.at) from message m where m.conversation_id = ${conversationId} and m.direction = 'out'
          and m.author_kind = 'user' and m.kind = 'message'
      ) as last_reply_at
  `.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A query without a table answered nothing.');
  return row;
}

/** Whether anybody wrote to the customer in this conversation, by hand or from elsewhere. */
export async function wasAnswered(tx: Tx, conversationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('message')
    .select('id')
    .where('conversationId', '=', conversationId)
    .where('direction', '=', 'out')
    .where('kind', '=', 'message')
    .where('authorKind', '<>', 'system')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a text whose cause begins like one of these stands in the conversation already. */
export async function hasSaid(
  db: Db | Tx,
  conversationId: string,
  causes: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ hasSaid: boolean }>`
    select exists (
      select from message m, unnest(${causes}::text[]) as cause
      where m.conversation_id = ${conversationId} and starts_with(m.automation_key, cause)
    ) as has_said
  `.execute(db);
  return rows[0]?.hasSaid ?? false;
}

/** A text that a rule sends, or the line that tells why it did not. */
export interface AutomatedRow {
  id: string;
  conversationId: string;
  pageId: string;
  contactId: string;
  automation: string;
  automationKey: string;
  at: Date;
  /** Null: `activity` says why it is not sent. */
  text: string | null;
  activity: object | null;
  quickReplies: readonly { title: string; payload: string }[];
  /** What Messenger draws by itself in place of the words. */
  template: object | null;
}

/** Writes it with what is attached, once for each cause. @returns false when the cause had its row already. */
export async function insertAutomated(
  tx: Tx,
  row: AutomatedRow,
  attachments: readonly Insertable<AttachmentTable>[],
): Promise<boolean> {
  const isSent = row.activity === null;
  const done = await tx
    .insertInto('message')
    .values({
      id: row.id,
      conversationId: row.conversationId,
      pageId: row.pageId,
      contactId: row.contactId,
      kind: isSent ? 'message' : 'activity',
      direction: isSent ? 'out' : null,
      authorKind: 'system',
      text: row.text,
      at: row.at,
      createdAt: row.at,
      status: isSent ? 'queued' : null,
      activity: row.activity === null ? null : JSON.stringify(row.activity),
      quickReplies: JSON.stringify(row.quickReplies),
      ...(row.template === null ? {} : { template: JSON.stringify(row.template) }),
      automation: row.automation,
      automationKey: row.automationKey,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['conversationId', 'automationKey'])
        .where('automationKey', 'is not', null)
        .doNothing(),
    )
    .executeTakeFirst();
  if ((done.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  if (attachments.length > 0) await tx.insertInto('attachment').values(attachments).execute();
  return true;
}
