import type { z } from 'zod';
import type {
  CustomPresence,
  PresenceSettings,
  savePresences as saveSchema,
} from '../../../contract/team.ts';
import type { Db, Tx } from '../../store/db.ts';
import { lockInstallation, readFact, writeFact } from '../../store/installation.ts';
import { listPresences, replacePresences, settleFollowers } from '../../store/presences.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { invalid } from '../problems.ts';

const automaticPresence = 'presence.automatic';

/** Which presences can be chosen, and whether presence follows what agents have in hand; everybody may know. */
export async function readPresences({ db }: Pick<Context, 'db'>): Promise<PresenceSettings> {
  const [rows, isAutomatic] = await Promise.all([listPresences(db), readIsAutomatic(db)]);
  return { isAutomatic, items: rows.map((row) => ({ ...row, id: row.id as CustomPresence['id'] })) };
}

/** Whether presence follows what agents have in hand, where a user is not set otherwise. */
export async function readIsAutomatic(db: Db | Tx): Promise<boolean> {
  return (await readFact(db, automaticPresence)) === true;
}

/**
 * Sets the presences of the house as a whole. Administrators only.
 *
 * Where it becomes automatic, those who are available follow what they have in hand from now on; who chose another presence
 * keeps it until they choose again.
 *
 * @throws Problem `invalid` naming the item, when two have the same name or one is not known.
 */
export async function savePresences(
  ctx: Context,
  input: z.output<typeof saveSchema>,
): Promise<PresenceSettings> {
  requireRight(ctx.actor, 'manage-users');
  await change(ctx, async (story) => {
    await lockInstallation(story.tx);
    const known = new Set((await listPresences(story.tx)).map(({ id }) => id));
    const items = input.items.map((item, index) => {
      if (item.id !== null && !known.has(item.id))
        throw invalid(`items.${index}.id`, 'It is gone meanwhile.');
      return { ...item, id: item.id ?? ctx.newId() };
    });
    const seen = new Set(await replacePresences(story.tx, items, ctx.clock.now()));
    const { isAutomatic } = input;
    if (isAutomatic !== (await readIsAutomatic(story.tx))) {
      await writeFact(story.tx, automaticPresence, isAutomatic);
      for (const id of await settleFollowers(story.tx, { isAutomatic })) seen.add(id);
    }
    for (const subjectId of seen) story.announce({ kind: 'colleague.changed', subjectId });
    await audit(ctx, story, {
      action: 'presences.changed',
      subjectId: null,
      detail: { isAutomatic, names: items.map(({ name }) => name) },
    });
    // Of the list there is one; an event needs an id.
    story.announce({ kind: 'presences.changed', subjectId: ctx.newId() });
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, 'custom_presence_name')
      ? invalid('items', 'Two have the same name.')
      : error;
  });
  return readPresences(ctx);
}

/** What is set for one user changed, from what to what; null: as for everybody. Their presence follows it. */
export async function settlePresence(
  tx: Tx,
  userId: string,
  before: boolean | null,
  after: boolean | null,
): Promise<void> {
  const isAutomatic = await readIsAutomatic(tx);
  if ((before ?? isAutomatic) === (after ?? isAutomatic)) return;
  await settleFollowers(tx, { isAutomatic, userId });
}
