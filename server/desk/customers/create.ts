import type { z } from 'zod';
import type { createCustomer as createSchema, CustomerDetails } from '../../../contract/customers.ts';
import { insertCustomer } from '../../store/customers.ts';
import { actorId } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { addressKeys } from './addresses.ts';
import { getCustomer } from './get.ts';
import { tellCustomer } from './tell.ts';
import { writtenFields } from './written-fields.ts';

/** Adds a card, which is nobody's profile yet. @throws Problem `invalid`, naming the field. */
export async function createCustomer(
  ctx: Context,
  input: z.output<typeof createSchema>,
): Promise<CustomerDetails> {
  const id = await change(ctx, async (story) => {
    const made = await writeCard(ctx, story, input);
    await tellCustomer(story, made);
    return made;
  });
  return getCustomer(ctx, id);
}

/** Writes the row of a new card. @returns its id. */
export async function writeCard(
  ctx: Context,
  story: Change,
  { kind, ...input }: z.output<typeof createSchema>,
): Promise<string> {
  const fields = await writtenFields(ctx, story.tx, kind, input);
  const id = ctx.newId();
  await insertCustomer(story.tx, {
    ...fields,
    id,
    kind,
    addressKeys: addressKeys(fields),
    createdBy: actorId(ctx.actor),
    at: ctx.clock.now(),
  });
  await audit(ctx, story, { action: 'customer.created', subjectId: id, detail: { kind } });
  return id;
}
