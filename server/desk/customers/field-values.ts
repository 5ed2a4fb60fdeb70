import type { CustomerField, CustomerKind } from '../../../contract/customers.ts';
import { invalid } from '../problems.ts';

export type FieldValues = Readonly<Record<string, string | number>>;

/**
 * What stands in the house's own fields after a change. Null and empty text take a value away.
 * @throws Problem `invalid`, naming the field, for one that this kind of card does not have, or a value of another type.
 */
export function mergeFieldValues(
  definitions: readonly CustomerField[],
  kind: CustomerKind,
  before: FieldValues,
  wanted: Readonly<Record<string, string | number | null>>,
): FieldValues {
  const values = new Map(Object.entries(before));
  for (const [id, value] of Object.entries(wanted)) {
    const field = definitions.find((one) => one.id === id);
    if (!field || (field.appliesTo !== 'both' && field.appliesTo !== kind)) {
      throw invalid(`fields.${id}`, 'There is no such field here.');
    }
    if (value === null || value === '') values.delete(id);
    else values.set(id, checked(field, value));
  }
  return Object.fromEntries(values);
}

function checked({ id, name, type, choices }: CustomerField, value: string | number): string | number {
  const wrong = (message: string) => invalid(`fields.${id}`, message);
  switch (type) {
    case 'text':
      return String(value);
    case 'number':
      if (typeof value !== 'number') throw wrong(`${name} is a number.`);
      return value;
    case 'date':
      if (typeof value !== 'string' || !isDay(value)) throw wrong(`${name} is a day, as 2026-03-31.`);
      return value;
    case 'choice':
      if (typeof value !== 'string' || !choices.includes(value))
        throw wrong(`${name} is none of its choices.`);
      return value;
  }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Written by us alone, as `mergeFieldValues` makes them. */
export function readFieldValues(stored: unknown): FieldValues {
  return typeof stored === 'object' && stored !== null ? (stored as FieldValues) : {};
}
