import type { ChangeCustomer, CustomerDetails } from '../../../contract/customers.ts';
import { lockCustomer, updateCustomer } from '../../store/customers.ts';
import { sightOf } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { addressKeys } from './addresses.ts';
import { getCustomer } from './get.ts';
import { fieldsOf } from './present.ts';
import { tellCustomer } from './tell.ts';
import { writtenFields } from './written-fields.ts';

/** Changes what is named on a card. Whoever sees it may. @throws Problem `not-found` · `invalid`, naming the field. */
export async function changeCustomer(
  ctx: Context,
  id: string,
  input: ChangeCustomer,
): Promise<CustomerDetails> {
  await change(ctx, async (story) => {
    const row = await lockCustomer(story.tx, id, sightOf(ctx.actor));
    if (!row) throw notFound('customer');
    const after = await writtenFields(ctx, story.tx, row.kind, input, fieldsOf(row));
    await updateCustomer(story.tx, id, { ...after, addressKeys: addressKeys(after) }, ctx.clock.now());
    // What was written stays out of the log: it is the customer's.
    const detail = { changed: Object.keys(input).toSorted() };
    await audit(ctx, story, { action: 'customer.changed', subjectId: id, detail });
    await tellCustomer(story, id);
  });
  return getCustomer(ctx, id);
}
