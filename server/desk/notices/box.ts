import { z } from 'zod';
import { notice, type Notice, type NoticeBox } from '../../../contract/notices.ts';
import { countUnread, listNotices, noteRead, type NoticeRow } from '../../store/notices.ts';
import { contactName } from '../contacts/contact-ref.ts';
import { change, type Change, type Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';

/** So many are shown; older ones are of no more use. */
const mostShown = 50;

/** The notices of the acting user. */
export async function readNoticeBox(ctx: Context): Promise<NoticeBox> {
  const { userId } = requirePerson(ctx);
  return (await presentBoxes(ctx.db, [userId])).get(userId) ?? empty;
}

/** Notes that the acting user has read some of their notices, or all; others' are not touched. */
export async function markNoticesRead(ctx: Context, ids: readonly string[] | null): Promise<NoticeBox> {
  const { userId } = requirePerson(ctx);
  await change(ctx, async (story) => {
    const isNews = await noteRead(story.tx, userId, ids, ctx.clock.now());
    if (isNews) story.announce({ kind: 'notices.changed', subjectId: userId });
  });
  return readNoticeBox(ctx);
}

const empty: NoticeBox = { items: [], unread: 0 };

/** What stands in the boxes of some people. */
export async function presentBoxes(
  db: Context['db'] | Change['tx'],
  userIds: readonly string[],
): Promise<ReadonlyMap<string, NoticeBox>> {
  const [rows, unread] = await Promise.all([listNotices(db, userIds, mostShown), countUnread(db, userIds)]);
  return new Map(
    userIds.map((userId) => [
      userId,
      {
        items: rows.filter((row) => row.userId === userId).flatMap((row) => present(row) ?? []),
        unread: unread.get(userId) ?? 0,
      },
    ]),
  );
}

const stored = z.record(z.string(), z.unknown());

/** Null for what a newer version wrote, which has no words here. */
function present(row: NoticeRow): Notice | null {
  const conversation =
    row.conversationId === null
      ? undefined
      : { id: row.conversationId, number: row.number, name: contactName(row.contactName, row.psid ?? '') };
  const department =
    row.departmentId === null
      ? undefined
      : { id: row.departmentId, name: row.departmentName, color: row.departmentColor };
  const about = { ...stored.parse(row.detail), kind: row.kind, conversation, department };
  const { id, at, readAt } = row;
  const read = notice.safeParse({ id, at: at.toISOString(), readAt: readAt?.toISOString() ?? null, about });
  return read.success ? read.data : null;
}
