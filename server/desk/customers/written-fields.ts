import type { ChangeCustomer, CustomerKind } from '../../../contract/customers.ts';
import { findCustomers, type CustomerFields } from '../../store/customers.ts';
import type { Tx } from '../../store/db.ts';
import { isUser } from '../../store/users.ts';
import { sightOf } from '../access.ts';
import type { Context } from '../context.ts';
import { invalid } from '../problems.ts';
import { isSameEmail, isSamePhone } from './addresses.ts';
import { mergeFieldValues } from './field-values.ts';
import { listCustomerFields } from './fields.ts';

const nothing: CustomerFields = {
  name: '',
  firstName: null,
  lastName: null,
  emails: [],
  phones: [],
  companyId: null,
  companyName: null,
  location: null,
  number: null,
  managerId: null,
  fields: {},
};

/**
 * A card as it is after somebody wrote on it: checked, each address once, and with a name.
 * @throws Problem `invalid`, naming the field.
 */
export async function writtenFields(
  ctx: Context,
  tx: Tx,
  kind: CustomerKind,
  input: ChangeCustomer,
  before: CustomerFields = nothing,
): Promise<CustomerFields> {
  const { fields, companyId, companyName, emails, phones, ...plain } = input;
  const after: CustomerFields = {
    ...before,
    ...withoutUndefined(plain),
    emails: emails ? unique(emails, isSameEmail) : before.emails,
    phones: phones ? unique(phones, (one, other) => one === other || isSamePhone(one, other)) : before.phones,
    ...(companyId === undefined && companyName === undefined
      ? {}
      : { companyId: companyId ?? null, companyName: companyId ? null : (companyName ?? null) }),
    fields: mergeFieldValues(fields ? await listCustomerFields(tx) : [], kind, before.fields, fields ?? {}),
  };
  if (kind === 'company' && (after.companyId !== null || after.companyName !== null)) {
    throw invalid('companyName', 'A company belongs to none.');
  }
  if (companyId) await requireCompany(ctx, tx, companyId);
  if (plain.managerId && plain.managerId !== before.managerId && !(await isUser(tx, plain.managerId))) {
    throw invalid('managerId', 'There is no such colleague.');
  }
  return { ...after, name: nameOf(after, before, input) };
}

/** What is said; else first and last name, as long as nobody had said another. */
function nameOf(after: CustomerFields, before: CustomerFields, input: ChangeCustomer): string {
  if (input.name !== undefined) return input.name;
  const joined = joinedName(after);
  const isJoined = before.name === '' || before.name === joinedName(before);
  const name = isJoined && joined !== '' ? joined : before.name;
  if (name === '') throw invalid('name', 'Give a name.');
  return name;
}

const joinedName = ({ firstName, lastName }: Pick<CustomerFields, 'firstName' | 'lastName'>) =>
  [firstName, lastName].filter((part) => part !== null).join(' ');

async function requireCompany(ctx: Context, tx: Tx, id: string): Promise<void> {
  const [company] = await findCustomers(tx, [id], sightOf(ctx.actor));
  if (company?.id !== id || company.kind !== 'company') {
    throw invalid('companyId', 'There is no such company.');
  }
}

/** Of those that are the same the first as it is written. */
function unique(all: readonly string[], isSame: (one: string, other: string) => boolean): string[] {
  return all.filter((one, index) => !all.slice(0, index).some((other) => isSame(other, one)));
}

function withoutUndefined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
