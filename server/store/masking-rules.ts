import { randomUUID } from 'node:crypto';
import type { Db, Tx } from './db.ts';
import { writeFact } from './installation.ts';
import type { MaskingRuleTable } from './tables.ts';

export type MaskingRuleRow = Awaited<ReturnType<typeof listMaskingRules>>[number];

/** All rules, in the order in which they were made. */
export async function listMaskingRules(db: Db | Tx) {
  return db
    .selectFrom('maskingRule')
    .select(['id', 'name', 'pattern', 'checksum', 'isOn'])
    .orderBy('createdAt')
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export async function insertMaskingRule(
  tx: Tx,
  rule: Omit<MaskingRuleTable, 'checksum'> & { checksum: 'none' | 'luhn' },
): Promise<void> {
  await tx.insertInto('maskingRule').values(rule).execute();
  await renewVersion(tx);
}

/** @returns false when there is no such rule. */
export async function updateMaskingRule(
  tx: Tx,
  id: string,
  change: Partial<{ name: string; pattern: string; checksum: 'none' | 'luhn'; isOn: boolean }>,
): Promise<boolean> {
  const done = await tx.updateTable('maskingRule').set(change).where('id', '=', id).executeTakeFirst();
  await renewVersion(tx);
  return done.numUpdatedRows > 0n;
}

/** @returns false when there is no such rule. */
export async function deleteMaskingRule(tx: Tx, id: string): Promise<boolean> {
  const done = await tx.deleteFrom('maskingRule').where('id', '=', id).executeTakeFirst();
  await renewVersion(tx);
  return done.numDeletedRows > 0n;
}

/** Intake reads the rules anew when this is another one. */
async function renewVersion(tx: Tx): Promise<void> {
  await writeFact(tx, 'masking-version', randomUUID());
}
