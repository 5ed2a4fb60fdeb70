import { describe, expect, test } from 'vitest';
import type { Condition, ConditionGroup } from '../../../contract/conditions.ts';
import type { Facts, FactValue } from './facts.ts';
import { evaluate, faultIn } from './evaluate.ts';
import { wordFinding } from './word.ts';

const noon = new Date('2026-11-27T12:00:00Z');

function facts(values: Record<string, FactValue | null>, more: Partial<Facts> = {}): Facts {
  return {
    values: new Map(Object.entries(values)),
    pending: new Set(),
    zone: 'UTC',
    now: noon,
    names: new Map(),
    ...more,
  };
}

function is(
  values: Record<string, FactValue | null>,
  attribute: string,
  operator: Condition['operator'],
  ...wanted: Condition['values']
): boolean | null {
  const group: ConditionGroup = { match: 'all', items: [{ attribute, operator, values: wanted }] };
  return evaluate(group, facts(values), [
    { name: 'vip', type: 'number' },
    { name: 'city', type: 'text' },
  ]).holds;
}

describe('what a condition means', () => {
  test('texts compare without regard to case, whole and in part (R73)', () => {
    const gilda = { 'customer.name': 'Gilda, Moss' };
    expect(is(gilda, 'customer.name', 'equals', 'gilda, moss')).toBe(true);
    expect(is(gilda, 'customer.name', 'contains', 'GILDA')).toBe(true);
    expect(is(gilda, 'customer.name', 'begins-with', 'gil')).toBe(true);
    expect(is(gilda, 'customer.name', 'ends-with', 'MOSS')).toBe(true);
    expect(is(gilda, 'customer.name', 'contains', 'lesa')).toBe(false);
    expect(is(gilda, 'customer.name', 'not-contains', 'lesa')).toBe(true);
    expect(is(gilda, 'customer.name', 'in', 'Lesa, Moss', 'Gilda, Moss')).toBe(true);
  });

  test('one of several words is enough, and “does not” wants none of them', () => {
    const text = { 'message.text': 'My desk came with a scratch' };
    expect(is(text, 'message.text', 'contains', 'broken', 'scratch')).toBe(true);
    expect(is(text, 'message.text', 'not-contains', 'broken', 'scratch')).toBe(false);
    expect(is(text, 'message.text', 'not-contains', 'broken', 'missing')).toBe(true);
  });

  test('a page-scoped id of 17 digits and more is compared as text, digit by digit (D-T3, R77)', () => {
    const psid = { 'customer.psid': '12345678901234567' };
    expect(is(psid, 'customer.psid', 'equals', '12345678901234567')).toBe(true);
    // As numbers these two are one and the same.
    expect(Number('12345678901234567')).toBe(Number('12345678901234568'));
    expect(is(psid, 'customer.psid', 'equals', '12345678901234568')).toBe(false);
    expect(is(psid, 'customer.psid', 'equals', '0012345678901234567')).toBe(false);
    const long = '9'.repeat(60);
    expect(is({ 'customer.psid': long }, 'customer.psid', 'equals', long)).toBe(true);
    expect(is({ 'customer.psid': long }, 'customer.psid', 'equals', `${'9'.repeat(59)}8`)).toBe(false);
  });

  test('a number is no value for a page-scoped id (R77)', () => {
    const group: ConditionGroup = {
      match: 'all',
      items: [{ attribute: 'customer.psid', operator: 'equals', values: [123] }],
    };
    const found = evaluate(group, facts({ 'customer.psid': '123' }));
    expect(found.holds).toBe(false);
    expect(faultIn(found)).toContain('write a text');
  });

  test('case counts for a ref and for a page-scoped id alone', () => {
    expect(is({ 'entry.ref': 'Spring' }, 'entry.ref', 'equals', 'spring')).toBe(false);
    expect(is({ 'entry.ref': 'Spring' }, 'entry.ref', 'equals', 'Spring')).toBe(true);
    expect(is({ 'message.text': 'Spring' }, 'message.text', 'equals', 'spring')).toBe(true);
  });

  test('time zone 5.5 is greater or equal 5 (D-T4, R76)', () => {
    const india = { 'customer.timezone': 5.5 };
    expect(is(india, 'customer.timezone', 'greater-or-equal', 5)).toBe(true);
    expect(is(india, 'customer.timezone', 'greater', 5.5)).toBe(false);
    expect(is(india, 'customer.timezone', 'equals', 5.5)).toBe(true);
    expect(is(india, 'customer.timezone', 'less', 5.75)).toBe(true);
    expect(is(india, 'customer.timezone', 'between', 6, 5)).toBe(true);
    expect(is({ 'customer.timezone': -3.5 }, 'customer.timezone', 'less-or-equal', -3.5)).toBe(true);
  });

  test('a missing locale equals nothing, and does not contain data (D-T5, R75)', () => {
    const missing = { 'customer.locale': null };
    expect(is(missing, 'customer.locale', 'equals', 'fr_FR')).toBe(false);
    expect(is(missing, 'customer.locale', 'in', 'fr_FR', 'fr_CA')).toBe(false);
    expect(is(missing, 'customer.locale', 'has-no-data')).toBe(true);
    expect(is(missing, 'customer.locale', 'has-data')).toBe(false);
    expect(is({}, 'customer.locale', 'equals', 'fr_FR')).toBe(false);
    expect(is({ 'customer.locale': 'fr_CA' }, 'customer.locale', 'in', 'fr_FR', 'fr_CA')).toBe(true);
    expect(is({ 'customer.locale': 'fr_CA' }, 'customer.locale', 'in', 'fr-FR', 'fr-ca')).toBe(true);
  });

  test('a missing number is neither greater nor less nor between', () => {
    for (const operator of ['equals', 'greater', 'greater-or-equal', 'less', 'less-or-equal'] as const) {
      expect(is({}, 'customer.timezone', operator, 0)).toBe(false);
    }
    expect(is({}, 'customer.timezone', 'between', -12, 14)).toBe(false);
  });

  test('days are those of the desk’s own time zone', () => {
    const late = { 'time.now': new Date('2026-11-27T23:30:00Z') };
    const on = (day: string, zone: string) =>
      evaluate(
        { match: 'all', items: [{ attribute: 'time.now', operator: 'on', values: [day] }] },
        facts(late, { zone }),
      ).holds;
    expect(on('2026-11-27', 'UTC')).toBe(true);
    expect(on('2026-11-28', 'Europe/Amsterdam')).toBe(true);
    expect(on('2026-11-27', 'Nowhere/Atall')).toBe(true);
  });

  test('dates: before, after, between and in the last days', () => {
    const since = { 'customer.since': new Date('2026-11-20T12:00:00Z') };
    expect(is(since, 'customer.since', 'before', '2026-11-21')).toBe(true);
    expect(is(since, 'customer.since', 'before', '2026-11-20')).toBe(false);
    expect(is(since, 'customer.since', 'after', '2026-11-19')).toBe(true);
    expect(is(since, 'customer.since', 'between', '2026-11-20', '2026-11-20')).toBe(true);
    expect(is(since, 'customer.since', 'in-last', 7)).toBe(true);
    expect(is(since, 'customer.since', 'in-last', 6)).toBe(false);
    expect(is({}, 'customer.since', 'in-last', 3_000)).toBe(false);
  });

  test('yes and no, departments that are open, and declared variables (R56)', () => {
    expect(is({ 'customer.returning': true }, 'customer.returning', 'equals', true)).toBe(true);
    expect(is({ 'customer.returning': true }, 'customer.returning', 'equals', false)).toBe(false);
    expect(is({ 'hours.open': ['a', 'b'] }, 'hours.open', 'equals', 'b')).toBe(true);
    expect(is({ 'hours.open': ['a', 'b'] }, 'hours.open', 'not-equals', 'c')).toBe(true);
    expect(is({ 'hours.open': [] }, 'hours.open', 'has-no-data')).toBe(true);
    expect(is({ 'variable:vip': 1 }, 'variable:vip', 'equals', 1)).toBe(true);
    expect(is({ 'variable:city': 'Lund' }, 'variable:city', 'equals', 'lund')).toBe(true);
  });
});

describe('groups', () => {
  const yes: Condition = { attribute: 'customer.returning', operator: 'equals', values: [true] };
  const no: Condition = { attribute: 'customer.returning', operator: 'equals', values: [false] };
  const known = facts({ 'customer.returning': true });

  test('all of, any of and none of, nested', () => {
    const holds = (group: ConditionGroup) => evaluate(group, known).holds;
    expect(holds({ match: 'all', items: [yes, { match: 'any', items: [no, yes] }] })).toBe(true);
    expect(holds({ match: 'all', items: [yes, no] })).toBe(false);
    expect(holds({ match: 'none', items: [no, { match: 'all', items: [yes, no] }] })).toBe(true);
    expect(holds({ match: 'none', items: [no, yes] })).toBe(false);
  });

  test('an empty group: all and none hold, any does not', () => {
    expect(evaluate({ match: 'all', items: [] }, known).holds).toBe(true);
    expect(evaluate({ match: 'none', items: [] }, known).holds).toBe(true);
    expect(evaluate({ match: 'any', items: [] }, known).holds).toBe(false);
  });

  test('what is not known yet is decided only where it does not matter', () => {
    const waiting = facts({ 'customer.returning': true }, { pending: new Set(['customer.name']) });
    const name: Condition = { attribute: 'customer.name', operator: 'contains', values: ['x'] };
    const holds = (group: ConditionGroup) => evaluate(group, waiting).holds;
    expect(holds({ match: 'all', items: [name, yes] })).toBeNull();
    expect(holds({ match: 'all', items: [name, no] })).toBe(false);
    expect(holds({ match: 'any', items: [name, yes] })).toBe(true);
    expect(holds({ match: 'any', items: [name, no] })).toBeNull();
    expect(holds({ match: 'none', items: [name, yes] })).toBe(false);
    expect(holds({ match: 'none', items: [name, no] })).toBeNull();
  });

  test('every condition is told with what the context held, also behind the one that decided', () => {
    const text: Condition = { attribute: 'message.text', operator: 'contains', values: ['desk'] };
    const found = evaluate(
      { match: 'all', items: [no, text] },
      facts({ 'customer.returning': true, 'message.text': 'My desk' }),
    );
    expect(found).toEqual({
      holds: false,
      items: [
        { holds: false, value: 'yes' },
        { holds: true, value: '“My desk”' },
      ],
    });
  });

  test('why it came out so is told without the customer’s words', () => {
    const group: ConditionGroup = {
      match: 'all',
      items: [{ attribute: 'message.text', operator: 'contains', values: ['broken', 'scratch'] }, yes],
    };
    const told = (values: Record<string, FactValue>) => {
      const at = facts(values);
      return wordFinding(group, evaluate(group, at), [], at);
    };
    expect(told({ 'message.text': 'secret words', 'customer.returning': true })).toBe(
      'Not so: First message contains “broken” or “scratch”',
    );
    expect(told({ 'message.text': 'a scratch', 'customer.returning': true })).toBe('2 of 2 conditions true');
  });
});
