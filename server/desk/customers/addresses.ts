import type { Variable } from '../../store/variables.ts';

/** How two of them are compared. */
export interface Addresses {
  emails: string[];
  phones: string[];
}

/** Of fewer digits a number is no phone of somebody's: an extension, or a code. */
const fewestDigits = 7;
/** So many digits at the end are the same with and without the country's code, in all but the smallest countries. */
const comparedDigits = 9;

/** The keys under which addresses are found. A phone too short to be somebody's has none. */
export function addressKeys({
  emails,
  phones,
}: {
  emails: readonly string[];
  phones: readonly string[];
}): string[] {
  const keys = [...emails.map(emailKey), ...phones.flatMap((phone) => phoneKey(phone) ?? [])];
  return [...new Set(keys)];
}

const emailKey = (email: string) => `email:${email.trim().toLowerCase()}`;

function phoneKey(phone: string): string | null {
  const digits = significantDigits(phone);
  return digits.length < fewestDigits ? null : `phone:${digits.slice(-comparedDigits)}`;
}

/** Without the signs, and without the zeros before a country or a town. */
const significantDigits = (phone: string) => phone.replaceAll(/\D/g, '').replace(/^0+/, '');

const isInternational = (phone: string) => /^\s*(\+|00)/.test(phone);

export function isSameEmail(one: string, other: string): boolean {
  return emailKey(one) === emailKey(other);
}

/** Whether two numbers ring the same phone, as far as their writing tells. */
export function isSamePhone(one: string, other: string): boolean {
  const key = phoneKey(one);
  if (key === null || key !== phoneKey(other)) return false;
  const [a, b] = [significantDigits(one), significantDigits(other)];
  if (isInternational(one) && isInternational(other)) return a === b;
  return a.length >= comparedDigits || b.length >= comparedDigits ? a.endsWith(b) || b.endsWith(a) : a === b;
}

const emailForm = /[^\s<>"'(),;:@]+@[^\s<>"'(),;:@]+\.[a-z]{2,}/gi;
const phoneForm = /(?:\+|\b00|\()?\d[\d\s()/.-]{5,}\d/g;
const phoneName = /phone|mobile|handy|telefon|telefoon|whatsapp|m[oó]vil|portable|^tel/i;

/**
 * The e-mail addresses and phone numbers that were told in a conversation, by its variables. Digits are taken for a phone
 * only where the variable is named for one, or where they are written with a country's code: an order number is none.
 */
export function addressesIn(variables: readonly Pick<Variable, 'name' | 'value'>[]): Addresses {
  const emails: string[] = [];
  const phones: string[] = [];
  for (const { name, value } of variables) {
    const text = String(value);
    for (const found of text.match(emailForm) ?? []) {
      if (!emails.some((known) => isSameEmail(known, found))) emails.push(found);
    }
    for (const found of text.replaceAll(emailForm, ' ').match(phoneForm) ?? []) {
      const phone = found.trim();
      const isPhone = (phoneName.test(name) || isInternational(phone)) && phoneKey(phone) !== null;
      if (isPhone && !phones.some((known) => isSamePhone(known, phone))) phones.push(phone);
    }
  }
  return { emails, phones };
}
