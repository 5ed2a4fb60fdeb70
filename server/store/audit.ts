import { sql } from 'kysely';
import type { AuditAction } from '../../contract/audit.ts';
import { customerInSight } from './customers.ts';
import type { Db, Tx } from './db.ts';
import { inSight, isMember, type DepartmentSight } from './sight.ts';

/** An act worth a line in the audit log. No secrets in `detail`. */
export interface AuditEntry {
  at: Date;
  /** Null for the system. */
  actorId: string | null;
  action: AuditAction;
  subjectId: string | null;
  detail?: Record<string, unknown>;
}

/** Written in the transaction of the act: when the line fails, the act does. */
export async function insertAuditEntry(db: Db | Tx, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('auditEntry')
    .values({
      at: entry.at,
      actorId: entry.actorId,
      action: entry.action,
      subjectId: entry.subjectId,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}

export interface AuditListQuery {
  /** Entries about what belongs to other departments, or to none, are left out. */
  sight: DepartmentSight;
  actorId?: string | undefined;
  /** Exactly this action; with a dot at its end, all that begin with it. */
  action?: string | undefined;
  subjectId?: string | undefined;
  /** Entries before this one. */
  beforeId?: number | undefined;
  limit: number;
}

/**
 * The audit log newest first, with the names of who acted and of what was acted on. By keyset on the id: on the
 * primary key, or on the index of the filter.
 */
export async function listAuditEntries(db: Db | Tx, asked: AuditListQuery) {
  let query = db
    .selectFrom('auditEntry as entry')
    .leftJoin('deskUser as actor', 'actor.id', 'entry.actorId')
    .leftJoin('deskUser as user', 'user.id', 'entry.subjectId')
    .leftJoin('page', 'page.id', 'entry.subjectId')
    .leftJoin('metaApp', 'metaApp.id', 'entry.subjectId')
    .leftJoin('department', 'department.id', 'entry.subjectId')
    .leftJoin('chatChannel', 'chatChannel.id', 'entry.subjectId')
    .leftJoin('tag', 'tag.id', 'entry.subjectId')
    .leftJoin('survey', 'survey.id', 'entry.subjectId')
    .leftJoin('skill', 'skill.id', 'entry.subjectId')
    .leftJoin('workStream', 'workStream.id', 'entry.subjectId')
    .leftJoin('operatingHours', 'operatingHours.id', 'entry.subjectId')
    .leftJoin('promise', 'promise.id', 'entry.subjectId')
    .leftJoin('savedReply', 'savedReply.id', 'entry.subjectId')
    .leftJoin('maskingRule', 'maskingRule.id', 'entry.subjectId')
    .leftJoin('apiToken', 'apiToken.id', 'entry.subjectId')
    .leftJoin('facebookLogin', 'facebookLogin.id', 'entry.subjectId')
    .leftJoin('contact', 'contact.id', 'entry.subjectId')
    .leftJoin('customer', 'customer.id', 'entry.subjectId')
    .leftJoin('customerField', 'customerField.id', 'entry.subjectId')
    .leftJoin('message', 'message.id', 'entry.subjectId')
    .leftJoin('conversation', (on) =>
      on.on('conversation.id', '=', sql<string>`coalesce(message.conversation_id, entry.subject_id)`),
    )
    .select([
      'entry.id',
      'entry.at',
      'entry.actorId',
      'actor.name as actorName',
      'entry.action',
      'entry.subjectId',
      'entry.detail',
    ])
    .select(
      sql<string | null>`coalesce("user".name, page.name, meta_app.name, department.name, chat_channel.name,
        tag.name, survey.name, skill.name, work_stream.name, promise.name, operating_hours.name, saved_reply.title, masking_rule.name, api_token.name, facebook_login.facebook_user_name,
        contact.name, customer.name, customer_field.name, '#' || conversation.number)`.as('subjectName'),
    );
  const { sight, actorId, action, subjectId, beforeId } = asked;
  if (sight !== 'all') query = query.where(isOfDepartments(sight));
  if (actorId) query = query.where('entry.actorId', '=', actorId);
  if (subjectId) query = query.where('entry.subjectId', '=', subjectId);
  if (beforeId !== undefined) query = query.where('entry.id', '<', beforeId);
  if (action?.endsWith('.')) query = query.where(sql<boolean>`starts_with(entry.action, ${action})`);
  else if (action) query = query.where('entry.action', '=', action);
  return query.orderBy('entry.id', 'desc').limit(asked.limit).execute();
}

/** Whether an entry's subject is a department in sight, or belongs to one: a page, a conversation, a person, a colleague. */
function isOfDepartments(sight: DepartmentSight) {
  const isSeen = (column: string) => inSight(sql.ref(column), sight);
  return sql<boolean>`(
    ${isSeen('department.id')} or ${isSeen('page.department_id')} or ${isSeen('conversation.department_id')}
    or exists (
      select from desk_user u join department d on ${isMember}
      where u.id = entry.subject_id and ${isSeen('d.id')})
    or exists (
      select from conversation v where v.contact_id = contact.id and ${isSeen('v.department_id')})
    or (customer.id is not null and exists (
      select from customer c where c.id = customer.id and ${customerInSight(sight)})))`;
}

/** Every action that ever happened. Leaps from one to the next in `audit_entry_action`: 30 look-ups, not the whole log. */
export async function listAuditActions(db: Db | Tx): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    with recursive leap as (
      (select action from audit_entry order by action limit 1)
      union all
      select (select action from audit_entry where action > leap.action order by action limit 1)
      from leap where leap.action is not null
    )
    select action from leap where action is not null order by action
  `.execute(db);
  return rows.map(({ action }) => action);
}

/**
 * Writes down that somebody looked into a conversation of a department they are no member of: once per person,
 * conversation and hour. One statement; for members, and in the department that everybody belongs to, it writes nothing.
 */
export async function noteOutsideLook(
  db: Db | Tx,
  look: { userId: string; conversationId: string; departmentId: string; at: Date },
): Promise<void> {
  const { userId, conversationId, departmentId, at } = look;
  await sql`
    insert into audit_entry (at, actor_id, action, subject_id, detail)
    select ${at}::timestamptz, ${userId}::uuid, 'conversation.looked-into', ${conversationId}::uuid, '{}'
    where not exists (
      select from department where id = ${departmentId}::uuid and is_default
    ) and not exists (
      select from department_member where department_id = ${departmentId}::uuid and user_id = ${userId}::uuid
    ) and not exists (
      select from audit_entry
      where subject_id = ${conversationId}::uuid and actor_id = ${userId}::uuid
        and action = 'conversation.looked-into' and at > ${at}::timestamptz - interval '1 hour'
    )
  `.execute(db);
}
