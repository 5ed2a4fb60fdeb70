import { findDataDeletion } from '../../store/facebook-person.ts';
import type { Context } from '../context.ts';
import { notFound } from '../problems.ts';

/** How a deletion stands, for whoever has its code. @throws Problem `not-found`. */
export async function readDeletion(
  ctx: Pick<Context, 'db'>,
  code: string,
): Promise<{ code: string; requestedAt: Date; doneAt: Date; pages: number }> {
  const row = await findDataDeletion(ctx.db, { code });
  if (!row) throw notFound('request');
  return row;
}
