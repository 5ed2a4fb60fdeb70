import type { z } from 'zod';
import type { TriggerTrial, tryTrigger as trySchema } from '../../../contract/triggers.ts';
import { readBeginnings } from '../../store/beginnings.ts';
import { listNewestConversations } from '../../store/triggers.ts';
import { requireRight, sightOf } from '../access.ts';
import { evaluate } from '../conditions/evaluate.ts';
import { contactName } from '../contacts/contact-ref.ts';
import type { Context } from '../context.ts';
import { readSurroundings } from '../routing/surroundings.ts';
import { readKnownFields } from './known-fields.ts';
import { readFacts } from './now-facts.ts';
import { requireAskable } from './triggers.ts';

const mostSamples = 20;

/**
 * For which of the last conversations that the actor may see conditions hold as they are now. Nothing is done, and
 * nothing is kept. For those who lead. @throws Problem `invalid`, naming the condition.
 */
export async function tryTrigger(
  ctx: Context,
  { conditions, last }: z.output<typeof trySchema>,
): Promise<TriggerTrial> {
  requireRight(ctx.actor, 'see-triggers');
  const fields = await readKnownFields(ctx.db);
  requireAskable(conditions, fields);
  const now = ctx.clock.now();
  const ids = await listNewestConversations(ctx.db, sightOf(ctx.actor), last);
  const surroundings = await readSurroundings(ctx.db);
  const facts = await readFacts(ctx.db, ids, { now, surroundings, fields });
  const names = new Map(
    (await readBeginnings(ctx.db, ids)).map(({ id, name, psid }) => [id, contactName(name, psid)]),
  );
  const tried = ids.flatMap((id) => {
    const known = facts.get(id);
    if (!known) return [];
    const finding = evaluate(conditions, known, fields);
    const conversation = { id: id as never, number: known.row.number, name: names.get(id) ?? '' };
    return [{ conversation, holds: finding.holds === true, finding }];
  });
  const matched = tried.filter(({ holds }) => holds);
  const others = tried.filter(({ holds }) => !holds);
  return {
    tried: tried.length,
    matched: matched.length,
    samples: [...matched, ...others].slice(0, mostSamples),
  };
}
