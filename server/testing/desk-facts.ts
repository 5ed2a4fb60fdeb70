import { sql } from 'kysely';
import type { ChangePageSettings } from '../../contract/page-settings.ts';
import type { OpenDesk } from './open-desk.ts';

/** Rows for tests: what is not said is filled in, and nothing is shared between tests. */
export function deskFacts(desk: OpenDesk) {
  const { newId } = desk;

  const facts = {
    async page(
      departmentId: string,
      more: { name?: string; humanAgentAllowed?: boolean } = {},
    ): Promise<string> {
      const now = desk.clock.now();
      const metaAppId = newId();
      const id = newId();
      await desk.db
        .insertInto('metaApp')
        .values({
          id: metaAppId,
          appKey: newId(),
          name: 'App',
          appId: String(BigInt(`0x${newId().replaceAll('-', '').slice(-15)}`)),
          appSecretSealed: 'sealed',
          verifyToken: 'verify',
          createdAt: now,
        })
        .execute();
      await desk.db
        .insertInto('page')
        .values({
          id,
          metaAppId,
          facebookId: `page-${id}`,
          name: more.name ?? 'Page',
          departmentId,
          tokenSealed: 'sealed',
          state: 'connected',
          stateReason: null,
          stateSince: now,
          humanAgentAllowed: more.humanAgentAllowed ?? false,
          lastWebhookAt: null,
          sendPausedUntil: null,
          createdAt: now,
        })
        .execute();
      return id;
    },

    /** Sets something for a page, as an administrator would have. */
    async settings(pageId: string, settings: Omit<ChangePageSettings, 'version'>): Promise<void> {
      await desk.db
        .updateTable('page')
        .set({ settings: JSON.stringify(settings) })
        .where('id', '=', pageId)
        .execute();
    },

    async contact(pageId: string, name: string | null = 'Elena'): Promise<string> {
      const id = newId();
      const now = desk.clock.now();
      await desk.db
        .insertInto('contact')
        .values({
          id,
          pageId,
          psid: `psid-${id}`,
          name,
          profileState: name === null ? 'pending' : 'known',
          firstSeenAt: now,
          lastSeenAt: now,
          windowAnchorAt: now,
        })
        .execute();
      return id;
    },

    /** A conversation of a new contact, or of the one given. */
    async conversation(
      pageId: string,
      more: {
        contactId?: string;
        contactName?: string | null;
        departmentId?: string;
        status?: 'open' | 'active' | 'waiting' | 'wrapup' | 'closed';
        assigneeId?: string | null;
        lastActivityAt?: Date;
        waitingSince?: Date | null;
        windowAnchorAt?: Date | null;
        unreadCount?: number;
        kind?: 'messenger' | 'comment';
      } = {},
    ): Promise<{ id: string; contactId: string; pageId: string }> {
      const id = newId();
      const now = desk.clock.now();
      const contactId = more.contactId ?? (await facts.contact(pageId, more.contactName));
      const page = await desk.db
        .selectFrom('page')
        .select('departmentId')
        .select(
          sql<string>`coalesce(work_stream_id, (select id from work_stream where is_default))`.as(
            'workStreamId',
          ),
        )
        .where('id', '=', pageId)
        .executeTakeFirstOrThrow();
      const status = more.status ?? 'open';
      await desk.db
        .insertInto('conversation')
        .values({
          id,
          pageId,
          contactId,
          departmentId: more.departmentId ?? page.departmentId,
          workStreamId: page.workStreamId,
          status,
          kind: more.kind ?? 'messenger',
          assigneeId: more.assigneeId ?? null,
          unreadCount: more.unreadCount ?? 0,
          lastActivityAt: more.lastActivityAt ?? now,
          lastMessageAt: null,
          waitingSince: more.waitingSince ?? null,
          windowAnchorAt: more.windowAnchorAt === undefined ? now : more.windowAnchorAt,
          openedAt: now,
          closedAt: status === 'closed' ? now : null,
          closedBy: null,
          createdAt: now,
        })
        .execute();
      return { id, contactId, pageId };
    },

    /** A message of the customer, or with `direction: 'out'` one of the page. */
    async message(
      conversation: { id: string; contactId: string; pageId: string },
      more: { text?: string; at?: Date; direction?: 'in' | 'out'; authorId?: string; mid?: string } = {},
    ): Promise<string> {
      const id = newId();
      const now = desk.clock.now();
      const direction = more.direction ?? 'in';
      await desk.db
        .insertInto('message')
        .values({
          id,
          conversationId: conversation.id,
          pageId: conversation.pageId,
          contactId: conversation.contactId,
          kind: 'message',
          direction,
          authorKind: direction === 'in' ? 'customer' : more.authorId ? 'user' : 'outside',
          authorId: more.authorId ?? null,
          mid: more.mid ?? `m_${id}`,
          text: more.text ?? 'hello',
          at: more.at ?? now,
          createdAt: now,
          status: direction === 'in' ? 'received' : 'sent',
        })
        .execute();
      return id;
    },

    /** How many live events of a kind there are for a subject. */
    async heard(kind: string, subjectId: string): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from live_event where kind = ${kind} and subject_id = ${subjectId}
      `.execute(desk.db);
      return rows[0]?.count ?? 0;
    },

    /** How many statements on this database wait for somebody else's lock now. */
    async waitingForLocks(): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
      `.execute(desk.db);
      return rows[0]?.count ?? 0;
    },
  };
  return facts;
}
