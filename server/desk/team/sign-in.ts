import { randomToken } from '../../kit/random.ts';
import { insertAuditEntry } from '../../store/audit.ts';
import { insertSession } from '../../store/sessions.ts';
import { clearThrottles, lockThrottles, saveThrottle } from '../../store/sign-in-throttle.ts';
import { findUserByEmail } from '../../store/users.ts';
import type { Context } from '../context.ts';
import { policyNow } from '../privacy/policy.ts';
import { forbidden, Problem } from '../problems.ts';
import { isWithin, outsideWords } from './networks.ts';
import { isPasswordRight } from './password.ts';
import { countTry, FORGOTTEN_AFTER_MS } from './sign-in-throttle.ts';
import { tokenHash } from './token-hash.ts';

/** A session lasts this long after it was last used, in milliseconds. */
export const SESSION_MS = 30 * 24 * 3_600_000;

/**
 * Opens a session.
 *
 * Unknown address, wrong password and disabled user get the same answer after the same work. Tries are counted
 * in the database by account and by address, before the password is looked at.
 *
 * @param input.address  where the request comes from.
 * @returns the token for the cookie; only its hash is kept.
 * @throws Problem `unauthenticated`, `forbidden` from outside of the networks that are set, or `rate-limited` with `retryAfterSeconds`.
 */
export async function signIn(
  ctx: Pick<Context, 'db' | 'clock'>,
  input: { email: string; password: string; address: string },
): Promise<{ token: string; expiresAt: Date }> {
  const { networks } = await policyNow(ctx.db);
  if (!isWithin(networks, input.address)) throw forbidden(outsideWords);
  const now = ctx.clock.now();
  const keys = [`account:${input.email.trim().toLowerCase()}`, `address:${input.address}`];
  await countSignInTry(ctx, keys, now);
  const user = await findUserByEmail(ctx.db, input.email.trim());
  const mayEnter = user !== undefined && user.disabledAt === null;
  if (!(await isPasswordRight(input.password, mayEnter ? user.passwordHash : null)) || !user) {
    // The address that was typed is kept only as the account it names: people mistype passwords into that field.
    if (user) {
      await insertAuditEntry(ctx.db, {
        at: now,
        actorId: null,
        action: 'session.refused',
        subjectId: user.id,
      });
    }
    throw new Problem('unauthenticated', 'This e-mail address and password do not fit together.');
  }
  await clearThrottles(ctx.db, keys, new Date(now.getTime() - FORGOTTEN_AFTER_MS));
  return openSession(ctx, user.id);
}

/** Opens a session for a user who has just proved who they are. */
export async function openSession(
  ctx: Pick<Context, 'db' | 'clock'>,
  userId: string,
): Promise<{ token: string; expiresAt: Date }> {
  const now = ctx.clock.now();
  const token = randomToken();
  const expiresAt = new Date(now.getTime() + SESSION_MS);
  await ctx.db.transaction().execute(async (tx) => {
    await insertSession(tx, { tokenHash: tokenHash(token), userId, createdAt: now, expiresAt });
    await insertAuditEntry(tx, { at: now, actorId: userId, action: 'session.opened', subjectId: userId });
  });
  return { token, expiresAt };
}

async function countSignInTry(ctx: Pick<Context, 'db'>, keys: readonly string[], now: Date): Promise<void> {
  const blockedUntil = await ctx.db.transaction().execute(async (tx) => {
    const rows = await lockThrottles(tx, keys, now);
    const blocked = rows.filter((row) => row.blockedUntil > now);
    if (blocked.length > 0) return Math.max(...blocked.map((row) => row.blockedUntil.getTime()));
    for (const row of rows) await saveThrottle(tx, countTry(row, now));
    return undefined;
  });
  if (blockedUntil === undefined) return;
  const retryAfterSeconds = Math.ceil((blockedUntil - now.getTime()) / 1_000);
  throw new Problem('rate-limited', `Too many tries. Try again in ${retryAfterSeconds} seconds.`, {
    data: { retryAfterSeconds },
  });
}
