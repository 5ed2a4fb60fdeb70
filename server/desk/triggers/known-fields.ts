import { variablesOfFields, type Variable } from '../../../contract/condition-attributes.ts';
import type { Db, Tx } from '../../store/db.ts';
import { listFields } from '../../store/customer-fields.ts';

/** What triggers may ask beside what every conversation has: the fields of customers' cards. */
export async function readKnownFields(db: Db | Tx): Promise<Variable[]> {
  return variablesOfFields(await listFields(db));
}
