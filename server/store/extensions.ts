import { sql } from 'kysely';
import type { ExtensionId } from '../../contract/extensions.ts';
import type { Db, Tx } from './db.ts';
import { readFact, writeFact } from './installation.ts';

/** Whether a part is on, since when, and by whom: a fact of the installation, `extension.facebook`. */
export interface ExtensionSwitch {
  isOn: boolean;
  /** ISO 8601; null when the installation itself decided at its first start. */
  at: string | null;
  by: string | null;
}

const factName = (id: ExtensionId) => `extension.${id}`;

/** What was last decided; undefined when nothing ever was: then the part is on, as in installations of old. */
export async function readExtensionSwitch(
  db: Db | Tx,
  id: ExtensionId,
): Promise<ExtensionSwitch | undefined> {
  // Written by the two below alone.
  return (await readFact(db, factName(id))) as ExtensionSwitch | undefined;
}

export async function writeExtensionSwitch(
  db: Db | Tx,
  id: ExtensionId,
  value: ExtensionSwitch,
): Promise<void> {
  await writeFact(db, factName(id), value);
}

export async function insertAcknowledgement(
  tx: Tx,
  row: { id: string; extension: ExtensionId; textVersion: string; userId: string; at: Date },
): Promise<void> {
  await tx.insertInto('extensionAcknowledgement').values(row).execute();
}

/** The newest acceptance of a part's terms, with the name of the one who accepted. */
export async function findAcknowledgement(db: Db | Tx, extension: ExtensionId) {
  return db
    .selectFrom('extensionAcknowledgement')
    .innerJoin('deskUser', 'deskUser.id', 'extensionAcknowledgement.userId')
    .select(['textVersion', 'userId', 'deskUser.name as userName', 'at'])
    .where('extension', '=', extension)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Above this many conversations are no longer counted: whoever decides needs no more exact figure. */
export const countedConversations = 10_000;

/** How much hangs on the parts. */
export async function countExtensionUses(
  db: Db | Tx,
): Promise<{ pages: number; chatChannels: number; conversations: number }> {
  const { rows } = await sql<{ pages: number; chatChannels: number; conversations: number }>`
    select
      (select count(*) from page)::int as pages,
      (select count(*) from chat_channel)::int as chat_channels,
      (select count(*) from (select 1 from conversation limit ${countedConversations}) as counted)::int as conversations
  `.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A statement without a table gives one row.');
  return row;
}
