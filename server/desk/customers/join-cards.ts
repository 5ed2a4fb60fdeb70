import type { CustomerFields } from '../../store/customers.ts';
import { isSameEmail, isSamePhone } from './addresses.ts';

const single = [
  'firstName',
  'lastName',
  'companyId',
  'companyName',
  'location',
  'number',
  'managerId',
] as const;

/** What of a card changed when another went into it, before and after. */
export interface JoinedCards {
  before: Partial<CustomerFields>;
  after: Partial<CustomerFields>;
}

/** What one card has said stands; the other fills what is empty, and adds its addresses and fields. */
export function joinCards(kept: CustomerFields, other: CustomerFields): JoinedCards {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  const put = (name: keyof CustomerFields, value: unknown) => {
    before[name] = kept[name];
    after[name] = value;
  };
  const hasCompany = kept.companyId !== null || kept.companyName !== null;
  for (const name of single) {
    if (hasCompany && (name === 'companyId' || name === 'companyName')) continue;
    if (kept[name] === null && other[name] !== null) put(name, other[name]);
  }
  const emails = other.emails.filter((one) => !kept.emails.some((has) => isSameEmail(has, one)));
  if (emails.length > 0) put('emails', [...kept.emails, ...emails]);
  const phones = other.phones.filter(
    (one) => !kept.phones.some((has) => has === one || isSamePhone(has, one)),
  );
  if (phones.length > 0) put('phones', [...kept.phones, ...phones]);
  const fields = { ...other.fields, ...kept.fields };
  if (Object.keys(fields).length > Object.keys(kept.fields).length) put('fields', fields);
  return { before, after };
}

/**
 * Takes out of a card what another one had brought, and leaves what people wrote since.
 * @returns what is to be changed on the card as it is now.
 */
export function partCards(now: CustomerFields, { before, after }: JoinedCards): Partial<CustomerFields> {
  const change: Record<string, unknown> = {};
  for (const name of single) {
    if (name in after && now[name] === after[name]) change[name] = before[name] ?? null;
  }
  for (const name of ['emails', 'phones'] as const) {
    const [had, has] = [before[name], after[name]];
    if (!had || !has) continue;
    const brought = has.filter((one) => !had.includes(one));
    const left = now[name].filter((one) => !brought.includes(one));
    if (left.length < now[name].length) change[name] = left;
  }
  if (after.fields) {
    const brought = Object.entries(after.fields).filter(
      ([id, value]) => before.fields?.[id] === undefined && now.fields[id] === value,
    );
    const gone = new Set(brought.map(([id]) => id));
    const left = Object.entries(now.fields).filter(([id]) => !gone.has(id));
    if (gone.size > 0) change['fields'] = Object.fromEntries(left);
  }
  return change;
}
