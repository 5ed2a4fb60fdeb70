import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** What is known of a conversation beside its messages, by name. */
export interface Variable {
  /** `order_number` */
  name: string;
  value: string | number;
  /** Who told it: `pre-chat`. */
  source: string;
}

/** Sets one; what it was before is forgotten. @returns false when it was that already. */
export async function setVariable(
  tx: Tx,
  variable: Variable & { conversationId: string; at: Date },
): Promise<boolean> {
  const { conversationId, name, value, source, at } = variable;
  const content = typeof value === 'number' ? { text: null, number: value } : { text: value, number: null };
  const done = await tx
    .insertInto('conversationVariable')
    .values({ conversationId, name, ...content, source, at })
    .onConflict((conflict) =>
      conflict
        .columns(['conversationId', 'name'])
        .doUpdateSet({ ...content, source, at })
        .where(
          sql<boolean>`(conversation_variable.text, conversation_variable.number)
            is distinct from (excluded.text, excluded.number)`,
        ),
    )
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The variables of a conversation, in the order in which they were told. */
export async function listVariables(db: Db | Tx, conversationId: string): Promise<Variable[]> {
  const rows = await db
    .selectFrom('conversationVariable')
    .select(['name', 'text', 'number', 'source'])
    .where('conversationId', '=', conversationId)
    .orderBy('at')
    .orderBy('name')
    .execute();
  return rows.map(({ name, text, number, source }) => ({ name, value: number ?? text ?? '', source }));
}

/** Forgets what some people told. */
export async function deleteVariablesOf(tx: Tx, contactIds: readonly string[]): Promise<void> {
  await sql`
    delete from conversation_variable using conversation
    where conversation.id = conversation_variable.conversation_id
      and conversation.contact_id = any(${contactIds}::uuid[])
  `.execute(tx);
}

/** Forgets, of a page, what was told before a moment, at most so many; what people told who are held is kept. */
export async function deleteOldVariables(
  tx: Tx,
  pageId: string,
  before: Date,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ name: string }>`
    delete from conversation_variable v
    where (v.conversation_id, v.name) in (
      select told.conversation_id, told.name
      from conversation_variable told
      join conversation c on c.id = told.conversation_id
      join contact k on k.id = c.contact_id
      where c.page_id = ${pageId} and told.at < ${before} and k.held_at is null
      limit ${limit}
    )
    returning v.name
  `.execute(tx);
  return rows.length;
}
