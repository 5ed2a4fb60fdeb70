import type { z } from 'zod';
import type { apiToken, createdApiToken } from '../../../contract/team.ts';
import { randomToken } from '../../kit/random.ts';
import {
  deleteApiToken as deleteRow,
  insertApiToken,
  listApiTokens as listRows,
} from '../../store/sessions.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { forbidden, notFound } from '../problems.ts';
import { tokenHash } from './token-hash.ts';

type ApiToken = z.infer<typeof apiToken>;

/** So that a key is known for what it is when it turns up where it should not. */
const PREFIX = 'pgd_';

/** The acting user's keys for programs; never their secrets. */
export async function listApiTokens(ctx: Context): Promise<ApiToken[]> {
  const rows = await listRows(ctx.db, requireUser(ctx));
  return rows.map((row) => ({
    id: row.id as ApiToken['id'],
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}

/** Makes a key that may do what its user may. The secret is told now and never again. */
export async function createApiToken(
  ctx: Context,
  input: { name: string },
): Promise<z.infer<typeof createdApiToken>> {
  const userId = requireUser(ctx);
  const id = ctx.newId();
  const secret = `${PREFIX}${randomToken()}`;
  const createdAt = ctx.clock.now();
  await change(ctx, async (story) => {
    await insertApiToken(story.tx, { id, tokenHash: tokenHash(secret), userId, name: input.name, createdAt });
    await audit(ctx, story, { action: 'api-token.created', subjectId: id, detail: { name: input.name } });
  });
  return {
    id: id as ApiToken['id'],
    name: input.name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: null,
    secret,
  };
}

/** Makes one of the acting user's keys useless. @throws Problem `not-found`. */
export async function deleteApiToken(ctx: Context, id: string): Promise<void> {
  const userId = requireUser(ctx);
  await change(ctx, async (story) => {
    if (!(await deleteRow(story.tx, userId, id))) throw notFound('key');
    await audit(ctx, story, { action: 'api-token.deleted', subjectId: id });
    story.announce({ kind: 'me.changed', subjectId: userId });
  });
}

function requireUser(ctx: Context): string {
  if (ctx.actor.kind !== 'user') throw forbidden('Only a user has keys for programs.');
  return ctx.actor.userId;
}
