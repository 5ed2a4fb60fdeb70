import type {
  ChangeCustomerField,
  createCustomerField as createSchema,
  CustomerField,
} from '../../../contract/customers.ts';
import type { z } from 'zod';
import { deleteField, insertField, listFields, updateField } from '../../store/customer-fields.ts';
import type { Db, Tx } from '../../store/db.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { invalid, notFound } from '../problems.ts';
import { requireUnnamed } from '../triggers/require-unnamed.ts';

/** The house's own fields of a card, by name; everybody on the desk may know them. */
export async function listCustomerFields(db: Db | Tx): Promise<CustomerField[]> {
  return (await listFields(db)).map((row) => ({ ...row, id: row.id as CustomerField['id'] }));
}

async function readField(db: Db | Tx, id: string): Promise<CustomerField> {
  const field = (await listCustomerFields(db)).find((one) => one.id === id);
  if (!field) throw notFound('field');
  return field;
}

const nameTaken = () => invalid('name', 'There is a field of this name.');

const announce = (ctx: Context, story: Change) =>
  story.announce({ kind: 'customer-fields.changed', subjectId: ctx.newId() });

/** Administrators only. @throws Problem `invalid` when the name is taken. */
export async function createCustomerField(
  ctx: Context,
  input: z.output<typeof createSchema>,
): Promise<CustomerField> {
  requireRight(ctx.actor, 'manage-customer-fields');
  const id = ctx.newId();
  await change(ctx, async (story) => {
    if (!(await insertField(story.tx, { id, ...input, createdAt: ctx.clock.now() }))) throw nameTaken();
    const { name, type } = input;
    await audit(ctx, story, { action: 'customer-field.created', subjectId: id, detail: { name, type } });
    announce(ctx, story);
  });
  return readField(ctx.db, id);
}

/** Administrators only. What was chosen before stays on the cards. @throws Problem `not-found` · `invalid`. */
export async function changeCustomerField(
  ctx: Context,
  id: string,
  input: ChangeCustomerField,
): Promise<CustomerField> {
  requireRight(ctx.actor, 'manage-customer-fields');
  const { name, appliesTo, choices } = input;
  await change(ctx, async (story) => {
    const field = await readField(story.tx, id);
    if (choices && (field.type === 'choice') !== choices.length > 0) {
      throw invalid('choices', 'A choice needs something to choose from, and only a choice.');
    }
    const fields = {
      ...(name === undefined ? {} : { name }),
      ...(appliesTo === undefined ? {} : { appliesTo }),
      ...(choices === undefined ? {} : { choices }),
    };
    await updateField(story.tx, id, fields);
    await audit(ctx, story, { action: 'customer-field.changed', subjectId: id, detail: fields });
    announce(ctx, story);
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, 'customer_field_name') ? nameTaken() : error;
  });
  return readField(ctx.db, id);
}

/** With what was written in it. Administrators only. @throws Problem `not-found` · `conflict` while a trigger asks for it. */
export async function deleteCustomerField(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-customer-fields');
  await change(ctx, async (story) => {
    await requireUnnamed(story.tx, id, 'field');
    const name = await deleteField(story.tx, id);
    if (name === undefined) throw notFound('field');
    await audit(ctx, story, { action: 'customer-field.deleted', subjectId: id, detail: { name } });
    announce(ctx, story);
  });
}
