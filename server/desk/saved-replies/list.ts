import type { SavedReply } from '../../../contract/saved-replies.ts';
import { listSavedReplies as listRows, type SavedReplyRow } from '../../store/saved-replies.ts';
import { actorId, sightOf } from '../access.ts';
import type { Change, Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { presentSavedReply } from './present.ts';

/** The saved replies that the actor may use: everybody's, those of their departments, and their own. By title. */
export async function listSavedReplies(ctx: Context): Promise<SavedReply[]> {
  const rows = await listRows(ctx.db, sightFor(ctx));
  return rows.map((row) => presentSavedReply(ctx.actor, row));
}

/** One of them. @throws Problem `not-found`, also for one that the actor may not use. */
export async function requireSavedReply(
  ctx: Context,
  db: Context['db'] | Change['tx'],
  id: string,
): Promise<SavedReplyRow> {
  const [row] = await listRows(db, sightFor(ctx), id);
  if (!row) throw notFound('saved reply');
  return row;
}

function sightFor({ actor }: Context) {
  return { userId: actorId(actor), departments: sightOf(actor) };
}
