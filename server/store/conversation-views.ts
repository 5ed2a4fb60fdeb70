import { sql } from 'kysely';
import { pageSettings } from '../../contract/page-settings.ts';
import type { Db, Tx } from './db.ts';

/** So much of a customer's first words is their ticket's subject. */
const subjectLength = 80;

/** Who takes part in a conversation beside its agent. */
export interface ParticipantFacts {
  userId: string;
  name: string;
  kind: 'joined' | 'consulted' | 'mentioned' | 'invited';
  mode: 'internal' | 'public';
}

/** What a row of the list shows, before it is put into the words of the contract. */
export type SummaryRow = Awaited<ReturnType<typeof readSummaryRows>>[number];

/** What is known of the person, the page's reopening rule and the referrals, for the open conversation. */
export type DetailsRow = NonNullable<Awaited<ReturnType<typeof readDetailsRow>>>;

/**
 * Rows for any number of conversations in one statement, by primary key; in no particular order, and
 * without those that do not exist. Enforces no visibility: the caller has chosen the ids.
 */
export async function readSummaryRows(db: Db | Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('conversation as c')
    .innerJoin('page as p', 'p.id', 'c.pageId')
    .innerJoin('department as d', 'd.id', 'c.departmentId')
    .innerJoin('contact as k', 'k.id', 'c.contactId')
    .leftJoin('deskUser as u', 'u.id', 'c.assigneeId')
    .leftJoin('metaApp as o', 'o.appId', 'k.threadOwner')
    .select([
      'c.id',
      'c.number',
      'c.version',
      'c.kind',
      'c.status',
      'c.mode',
      'c.unreadCount',
      'c.lastMessage',
      'c.lastActivityAt',
      'c.waitingSince',
      'c.dueNextAt',
      'c.respondDueAt',
      'c.firstResponseAt',
      'c.windowAnchorAt',
      'c.referrals',
      'c.ticketSet',
      'c.subject',
      'c.owesAnswer',
      'c.isTouched',
      'c.openedAt',
      'c.closedAt',
      'c.assigneeId',
      'u.name as assigneeName',
      'c.departmentId',
      'd.name as departmentName',
      'd.color as departmentColor',
      'c.pageId',
      'p.name as pageName',
      'p.state as pageState',
      'p.stateReason as pageStateReason',
      'p.removedAt as pageRemovedAt',
      'p.humanAgentAllowed',
      'c.contactId',
      'k.name as contactName',
      'k.psid',
      'k.pictureFileId',
      'k.unreachableReason',
      'k.threadOwner',
      'k.threadOwnerAt',
      'o.name as threadOwnerName',
      'k.consent',
    ])
    .select(sql<unknown>`p.settings -> 'privacy'`.as('privacy'))
    .select(['c.translation', sql<unknown>`p.settings -> 'translation'`.as('pageTranslation')])
    .select([
      sql<string[]>`array(
        select t.id::text from conversation_tag ct join tag t on t.id = ct.tag_id
        where ct.conversation_id = c.id order by pagedesk_fold(t.name)
      )`.as('tagIds'),
      sql<number | null>`(p.settings -> 'general' ->> 'color')::smallint`.as('pageColor'),
      // Index `participant_of_conversation`: empty for nearly every one.
      sql<ParticipantFacts[]>`array(
        select json_build_object('userId', t.user_id, 'name', tu.name, 'kind', t.kind, 'mode', t.mode)
        from participant t join desk_user tu on tu.id = t.user_id
        where t.conversation_id = c.id and t.state = 'here' order by t.came_at, t.id
      )`.as('participants'),
    ])
    .select([
      // Index `message_timeline`, from its far end: the first of them is nearly always it.
      sql<string | null>`(
        select left(m.text, ${sql.lit(subjectLength)}) from message m
        where m.conversation_id = c.id and m.kind = 'message' and m.direction = 'in' and m.text is not null
        order by m.at, m.id limit 1
      )`.as('firstWords'),
      sql<number>`coalesce((p.settings -> 'life' ->> 'reopenHours')::integer, ${sql.lit(pageSettings.parse({}).life.reopenHours)})`.as(
        'reopenHours',
      ),
    ])
    .select((eb) => eb('p.tokenSealed', 'is not', null).as('pageHasToken'))
    .where('c.id', '=', (eb) => eb.fn.any(eb.val(ids)))
    .execute();
}

/** What the open conversation shows beside its summary. */
export async function readDetailsRow(db: Db | Tx, id: string) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('contact as k', 'k.id', 'c.contactId')
    .innerJoin('page as p', 'p.id', 'c.pageId')
    .innerJoin('department as home', 'home.id', 'p.departmentId')
    .innerJoin('department as here', 'here.id', 'c.departmentId')
    .select([
      'c.referrals',
      'c.reopenedCount',
      'c.wakesAt',
      'c.contactId',
      'k.firstName',
      'k.lastName',
      'k.locale',
      'k.timezone',
      'k.psid',
      'k.profileState',
      'k.firstSeenAt',
      'k.lastSeenAt',
      'p.settings as pageSettings',
      'p.departmentId as homeDepartmentId',
      'home.name as homeDepartmentName',
      'home.isDefault as homeIsDefault',
      'here.needsTag',
      'here.needsComment',
    ])
    .where('c.id', '=', id)
    .executeTakeFirst();
}

/** In which department each conversation is; without those that do not exist. */
export async function readDepartmentsOf(
  db: Db | Tx,
  ids: readonly string[],
): Promise<{ id: string; departmentId: string }[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('conversation')
    .select(['id', 'departmentId'])
    .where('id', '=', (eb) => eb.fn.any(eb.val(ids)))
    .execute();
}
