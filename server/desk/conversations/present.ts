import type { ConversationSummary } from '../../../contract/conversations.ts';
import { readSummaryRows, type SummaryRow } from '../../store/conversation-views.ts';
import { presentContactRef } from '../contacts/contact-ref.ts';
import type { Context } from '../context.ts';
import { consentOf } from '../privacy/consent.ts';
import type { UserRef } from '../../../contract/team.ts';
import { presentPageRef } from '../pages/page-ref.ts';
import { ticketNow } from '../tickets/derive-status.ts';
import { heldElsewhere } from '../threads/held-elsewhere.ts';
import { translationOf } from '../translation/state-of.ts';
import { replyWindow } from './reply-window.ts';

/**
 * Conversations as the list shows them, in the order of `ids`; those that do not exist are left out.
 * One statement for any number. Enforces no visibility: whoever chose the ids did.
 */
export async function presentSummaries(
  ctx: Pick<Context, 'db' | 'clock'>,
  ids: readonly string[],
): Promise<ConversationSummary[]> {
  const rows = new Map((await readSummaryRows(ctx.db, ids)).map((row) => [row.id, row]));
  const now = ctx.clock.now();
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row ? [presentSummary(row, now)] : [];
  });
}

/** One row of the list in the words of the contract. Ids get their brands here, at the border of the database. */
export function presentSummary(row: SummaryRow, now: Date): ConversationSummary {
  const consent = row.kind === 'messenger' ? consentOf(row.privacy, row) : undefined;
  const translation = translationOf(row.translation, row.pageTranslation);
  return {
    id: row.id as ConversationSummary['id'],
    number: row.number,
    version: row.version,
    kind: row.kind,
    status: row.status,
    mode: row.mode,
    ticket: { ...ticketNow(row, now), subject: row.subject ?? row.firstWords },
    tagIds: row.tagIds as ConversationSummary['tagIds'],
    page: presentPageRef({
      id: row.pageId,
      name: row.pageName,
      color: row.pageColor,
      state: row.pageState,
      stateReason: row.pageStateReason,
      hasToken: Boolean(row.pageHasToken),
      removedAt: row.pageRemovedAt,
    }),
    department: {
      id: row.departmentId as ConversationSummary['department']['id'],
      name: row.departmentName,
      color: row.departmentColor,
    },
    contact: presentContactRef({
      id: row.contactId,
      name: row.contactName,
      psid: row.psid,
      pictureFileId: row.pictureFileId,
    }),
    assignee: presentAssignee(row.assigneeId, row.assigneeName),
    ...participantsOf(row),
    unreadCount: row.unreadCount,
    lastMessage: readLastMessage(row.lastMessage),
    lastActivityAt: row.lastActivityAt.toISOString(),
    waitingSince: row.waitingSince?.toISOString() ?? null,
    window:
      row.kind === 'comment' ? { state: 'unlimited', endsAt: null, reason: null } : replyWindow(row, now),
    threadOwner: row.kind === 'messenger' ? heldElsewhere(row, now) : null,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    ...dueOf(row),
    ...(consent ? { consent } : {}),
    ...(translation ? { translation } : {}),
  };
}

const isUnderWay = new Set<SummaryRow['status']>(['open', 'active', 'waiting']);

/** What is promised next, while somebody can still keep it. */
function dueOf({
  status,
  dueNextAt,
  respondDueAt,
  firstResponseAt,
}: SummaryRow): Pick<ConversationSummary, 'due'> {
  if (dueNextAt === null || !isUnderWay.has(status)) return {};
  const isFirst = firstResponseAt === null && respondDueAt?.getTime() === dueNextAt.getTime();
  return { due: { promise: isFirst ? 'respond' : 'resolve', at: dueNextAt.toISOString() } };
}

function participantsOf({ participants }: SummaryRow): Pick<ConversationSummary, 'participants'> {
  if (participants.length === 0) return {};
  return {
    participants: participants.map(({ userId, name, kind, mode }) => ({
      user: { id: userId as UserRef['id'], name },
      kind,
      mode,
    })),
  };
}

function presentAssignee(id: string | null, name: string | null): ConversationSummary['assignee'] {
  if (id === null) return null;
  return { id: id as NonNullable<ConversationSummary['assignee']>['id'], name: name ?? '' };
}

/** The column is written by our own intake and replies alone, in the contract's shape but for the time's precision. */
export function readLastMessage(value: unknown): ConversationSummary['lastMessage'] {
  if (value === null || typeof value !== 'object') return null;
  const last = value as NonNullable<ConversationSummary['lastMessage']>;
  return {
    text: last.text,
    kind: last.kind,
    direction: last.direction,
    at: new Date(last.at).toISOString(),
  };
}
