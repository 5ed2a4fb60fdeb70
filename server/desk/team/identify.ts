import {
  deleteSession,
  findByApiToken,
  findBySession,
  prolongSession,
  touchApiToken,
  type SignedInRow,
} from '../../store/sessions.ts';
import { change, type Actor, type Context } from '../context.ts';
import { SESSION_MS } from './sign-in.ts';
import { tokenHash } from './token-hash.ts';

/** A user as the acting one. */
export type UserActor = Extract<Actor, { kind: 'user' }>;

/** Who asks, and by what they proved it. */
export interface Identity {
  actor: UserActor;
  /** Hash of the session's token or of the key for programs, in hex: names it without being able to use it. */
  credential: string;
  /** Set when the session was prolonged just now: the cookie should last as long. */
  prolongedUntil: Date | null;
  /** They may read and accept the notice for agents, and nothing else before they have. */
  owesNotice: boolean;
  /** Where the desk may be used from; empty: everywhere. */
  networks: readonly string[];
}

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/** Who holds this session token; null when nobody does any more. Prolongs it, with one write a day at most. */
export async function identifyBySession(
  ctx: Pick<Context, 'db' | 'clock'>,
  token: string,
): Promise<Identity | null> {
  const now = ctx.clock.now();
  const hash = tokenHash(token);
  const row = await findBySession(ctx.db, hash, now);
  if (!row) return null;
  const lasting = new Date(now.getTime() + SESSION_MS);
  const isDue = lasting.getTime() - row.expiresAt.getTime() > DAY_MS;
  if (isDue) await prolongSession(ctx.db, hash, lasting);
  return {
    actor: toActor(row),
    credential: hash.toString('hex'),
    prolongedUntil: isDue ? lasting : null,
    owesNotice: row.owesNotice,
    networks: row.networks,
  };
}

/** Who holds this key for programs; null when it is none. */
export async function identifyByApiToken(
  ctx: Pick<Context, 'db' | 'clock'>,
  token: string,
): Promise<Identity | null> {
  const hash = tokenHash(token);
  const now = ctx.clock.now();
  const row = await findByApiToken(ctx.db, hash, now);
  if (!row) return null;
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > MINUTE_MS) {
    await touchApiToken(ctx.db, row.tokenId, now);
  }
  return {
    actor: toActor(row),
    credential: hash.toString('hex'),
    prolongedUntil: null,
    owesNotice: row.owesNotice,
    networks: row.networks,
  };
}

/** Ends the session of this token, its open desks with it; not an error when it has ended before. */
export async function signOut(ctx: Pick<Context, 'db' | 'clock' | 'bell'>, token: string): Promise<void> {
  await change(ctx, async (story) => {
    const userId = await deleteSession(story.tx, tokenHash(token));
    if (userId) story.announce({ kind: 'me.changed', subjectId: userId });
  });
}

/** The rights of a user as an actor has them. */
export function toActor(row: SignedInRow): UserActor {
  return {
    kind: 'user',
    userId: row.userId,
    name: row.name,
    role: row.standing,
    departmentIds: row.departmentIds,
    takesPartIn: row.takesPartIn,
    handedOver: row.handedOver,
  };
}
