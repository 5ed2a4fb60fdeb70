import { openFileLink } from '../../store/file-links.ts';
import type { ServedFile } from '../../store/files.ts';
import type { Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { tokenHash } from '../team/token-hash.ts';

/**
 * The file that a link leads to, for whoever has the link: customers have no account. One that never was, has ended or
 * was taken back is answered alike.
 *
 * @throws Problem `not-found`.
 */
export async function openLink(ctx: Pick<Context, 'db' | 'clock'>, token: string): Promise<ServedFile> {
  const file = await openFileLink(ctx.db, tokenHash(token), ctx.clock.now());
  if (!file) throw notFound('file');
  return file;
}
