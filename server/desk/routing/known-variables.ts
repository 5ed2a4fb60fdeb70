import { variablesOfFields, type Variable } from '../../../contract/condition-attributes.ts';
import { listFields } from '../../store/customer-fields.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readStreamSettings } from '../work-streams/work-streams.ts';

/** What rules of a work stream may ask beside what every conversation has: its words, and the fields of customers. */
export async function readKnownVariables(db: Db | Tx, settings: unknown): Promise<Variable[]> {
  return [...readStreamSettings(settings).variables, ...variablesOfFields(await listFields(db))];
}
