import {
  variablesOfFields,
  variablesOfStreams,
  type Variable,
} from '../../../contract/condition-attributes.ts';
import type { Db, Tx } from '../../store/db.ts';
import { listFields } from '../../store/customer-fields.ts';
import { listStreamSettings } from '../../store/work-streams.ts';
import { readStreamSettings } from '../work-streams/work-streams.ts';

/**
 * What triggers may ask beside what every conversation has: the words that work streams declare, and the fields of
 * customers' cards.
 */
export async function readKnownFields(db: Db | Tx): Promise<Variable[]> {
  const streams = (await listStreamSettings(db)).map((stored) => ({ settings: readStreamSettings(stored) }));
  return [...variablesOfStreams(streams), ...variablesOfFields(await listFields(db))];
}
