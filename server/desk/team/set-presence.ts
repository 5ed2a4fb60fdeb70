import type { z } from 'zod';
import { presenceChoice, type setPresence as schema } from '../../../contract/team.ts';
import { endAbsences } from '../../store/absences.ts';
import { listPresences } from '../../store/presences.ts';
import { lockUser, updateUser } from '../../store/users.ts';
import { requireOwnPeople } from './require-own-people.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { forbidden, invalid, notFound } from '../problems.ts';
import { readIsAutomatic } from '../presence/presences.ts';

type Choice = z.output<typeof schema>['choice'];

/**
 * Sets what the acting user wants to be seen as while a desk of theirs is open: it stays until they choose again. Who was
 * inactive since a missed request gets requests again.
 *
 * @throws Problem `invalid` naming `choice`, for a presence that is gone or cannot be chosen.
 */
export async function setPresence(ctx: Context, choice: Choice): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person can be present.');
  await change(ctx, async (story) => {
    const chosen = await readChoice(story, actor.userId, choice);
    await updateUser(story.tx, actor.userId, { ...chosen, inactiveSince: null, inactiveUntil: null });
    await endAbsences(story.tx, [actor.userId], ctx.clock.now());
    story.announce({ kind: 'colleague.changed', subjectId: actor.userId });
  });
}

async function readChoice({ tx }: Change, userId: string, choice: Choice) {
  const base = presenceChoice.safeParse(choice);
  if (base.success) return { presenceChoice: base.data, customPresenceId: null, followsLoad: false };
  const user = await lockUser(tx, userId);
  if (choice === 'automatic') {
    const mayFollow = user?.automaticPresence ?? (await readIsAutomatic(tx));
    if (!mayFollow) throw invalid('choice', 'Presence is not automatic here.');
    // The next round of distribution sees what they have in hand.
    return { presenceChoice: 'available' as const, customPresenceId: null, followsLoad: true };
  }
  const [named] = await listPresences(tx, choice);
  // Who has one that was taken out of the menu may keep it, as when they are inactive no more.
  const isKept = named !== undefined && user?.customPresenceId === named.id;
  if (!named || !(named.isActive || isKept))
    throw invalid('choice', 'This presence cannot be chosen any more.');
  return { presenceChoice: named.base, customPresenceId: named.id, followsLoad: false };
}

/**
 * Gives requests again to somebody who let one go by. For those who lead; agents choose a presence of their own.
 * Twice changes nothing.
 *
 * @throws Problem `forbidden` · `not-found`.
 */
export async function resetPresence(ctx: Context, userId: string): Promise<void> {
  requireRight(ctx.actor, 'reset-presence');
  await change(ctx, async (story) => {
    const user = await lockUser(story.tx, userId);
    if (!user || user.disabledAt) throw notFound('user');
    await requireOwnPeople(ctx, story.tx, [userId]);
    if (user.inactiveSince === null) return;
    await updateUser(story.tx, userId, { inactiveSince: null, inactiveUntil: null });
    await audit(ctx, story, { action: 'user.presence-reset', subjectId: userId });
    story.announce({ kind: 'colleague.changed', subjectId: userId });
  });
}
