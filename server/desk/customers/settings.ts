import { customerSettings, type CustomerSettings } from '../../../contract/customers.ts';
import { readFact, writeFact } from '../../store/installation.ts';
import type { Db, Tx } from '../../store/db.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';

const fact = 'customer-settings';

/** How customers are found again; a name alone is a suggestion unless an administrator says otherwise. */
export async function readCustomerSettings(db: Db | Tx): Promise<CustomerSettings> {
  return customerSettings.catch({ linksByName: false }).parse(await readFact(db, fact));
}

/** Administrators only. */
export async function changeCustomerSettings(
  ctx: Context,
  wanted: CustomerSettings,
): Promise<CustomerSettings> {
  requireRight(ctx.actor, 'manage-customer-fields');
  await change(ctx, async (story) => {
    await writeFact(story.tx, fact, wanted);
    await audit(ctx, story, { action: 'customer-settings.changed', subjectId: null, detail: wanted });
    story.announce({ kind: 'customer-fields.changed', subjectId: ctx.newId() });
  });
  return wanted;
}
