import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOfGroup } from '../../../contract/condition-faults.ts';
import type { Condition, ConditionGroup } from '../../../contract/conditions.ts';
import type { Facts } from '../conditions/facts.ts';
import { beginningFacts, type Beginning } from './beginning-facts.ts';
import {
  choose,
  decide,
  type Case,
  type Decision,
  type Rule,
  type RuleSet,
  type Standing,
} from './decide.ts';

const at = new Date('2026-11-27T12:00:00Z');

const nobody: Beginning = {
  kind: 'messenger',
  page: { id: 'page', name: 'Nordlicht Möbel' },
  contact: {
    psid: '12345678901234567',
    name: 'Gilda Moss',
    firstName: 'Gilda',
    lastName: 'Moss',
    locale: 'en_US',
    timezone: 5.5,
    profileState: 'known',
    firstSeenAt: at,
    isLinked: false,
  },
  openedAt: at,
  referrals: [],
  first: { text: 'Hello there', tapped: null, hasAttachment: false },
  earlier: { count: 0, lastAt: null },
  openDepartmentIds: [],
};

const factsOf = (
  more: Partial<Beginning> = {},
  variables: RuleSet['variables'] = [],
  contact: Partial<Beginning['contact']> = {},
): Facts =>
  beginningFacts(
    { ...nobody, ...more, contact: { ...nobody.contact, ...contact } },
    { zone: 'UTC', names: new Map([['d1', 'Returns']]), variables },
  );

const when = (
  attribute: string,
  operator: Condition['operator'],
  ...values: Condition['values']
): ConditionGroup => ({
  match: 'all',
  items: [{ attribute, operator, values }],
});

const always: ConditionGroup = { match: 'all', items: [] };

function rule(name: string, conditions: ConditionGroup, more: Partial<Rule> = {}): Rule {
  return {
    id: name,
    name,
    isOn: true,
    conditions,
    fault: faultOfGroup(conditions, [{ name: 'vip', type: 'number' }])?.message ?? null,
    departmentId: `to-${name}`,
    split: [],
    ifUnavailable: 'next-rule',
    asks: { skillIds: [], priority: null },
    ...more,
  };
}

const set = (...rules: Rule[]): RuleSet => ({ rules, variables: [], asksForCards: false });

function settled(decision: Decision | 'pending'): Decision {
  if (decision === 'pending') throw new Error('It should have been decided.');
  return decision;
}

const go = (rules: RuleSet, facts = factsOf(), standings = new Map<string, Standing>()) =>
  settled(decide(question(rules, facts, standings)));

function question(rules: RuleSet, facts: Facts, standings: Case['standings'] = new Map()): Case {
  return { set: rules, facts, standings, lot: 'conversation', fallbackDepartmentId: 'else' };
}

describe('which rule decides', () => {
  test('of two that are true the first one decides, and the rest is not asked (D-T1, R72)', () => {
    const decision = go(
      set(
        rule('large', when('message.text', 'contains', 'invoice')),
        rule('first', when('message.text', 'contains', 'hello')),
        rule('second', when('customer.name', 'contains', 'gilda')),
      ),
    );
    expect(decision).toMatchObject({ ruleId: 'first', departmentId: 'to-first' });
    expect(decision.tried.map(({ outcome }) => outcome)).toEqual(['not-matched', 'matched', 'not-asked']);
    expect(decision.tried[0]?.because).toBe('Not so: First message contains “invoice”');
  });

  test('none true: the department for everything else (D-T2)', () => {
    const decision = go(set(rule('one', when('message.text', 'contains', 'invoice'))));
    expect(decision).toMatchObject({ ruleId: null, departmentId: 'else', because: 'No rule matched.' });
    expect(go(set())).toMatchObject({ departmentId: 'else', because: 'There are no rules.' });
  });

  test('one that is off, broken or of an undeclared variable does not match, and says so', () => {
    const decision = go(
      set(
        rule('off', always, { isOn: false }),
        rule('unreadable', always, { fault: 'It cannot be read.' }),
        rule('undeclared', {
          match: 'none',
          items: [{ attribute: 'variable:gone', operator: 'equals', values: [1] }],
        }),
        rule('last', always),
      ),
    );
    expect(decision.tried.map(({ outcome, because }) => [outcome, because])).toEqual([
      ['off', 'It is switched off.'],
      ['broken', 'It cannot be read.'],
      ['broken', 'The variable gone is not declared by the work stream.'],
      ['matched', 'It has no conditions.'],
    ]);
  });

  test('a rule divides by shares: each conversation falls to the same department again, many of them as told', () => {
    const split = [
      { departmentId: 'b', percent: 30 },
      { departmentId: 'c', percent: 10 },
    ];
    const divided = set(rule('all', always, { departmentId: 'a', split }));
    const fall = (lot: string, standings: Case['standings'] = new Map()) =>
      settled(decide({ ...question(divided, factsOf(), standings), lot }));
    const counts: Record<string, number> = {};
    const lots = Array.from({ length: 5_000 }, (_, n) => `conversation ${n}`);
    for (const lot of lots) {
      const { departmentId } = fall(lot);
      counts[departmentId] = (counts[departmentId] ?? 0) + 1;
    }
    expect(counts['a']).toBeGreaterThan(2_850);
    expect(counts['a']).toBeLessThan(3_150);
    expect(counts['b']).toBeGreaterThan(1_350);
    expect(counts['c']).toBeGreaterThan(380);
    for (const lot of lots.slice(0, 50)) expect(fall(lot)).toEqual(fall(lot));
    expect(fall(lots[0] as string).because).toMatch(
      /^The rule “all” matched; of its departments it fell to this one \((60|30|10) %\)\.$/,
    );
    // One that is full is spared: its share goes to the others, and nobody else moves.
    const full = new Map([['b', { isOpen: true, isFull: true, opensAt: null }]]);
    for (const lot of lots.slice(0, 500)) {
      const before = fall(lot).departmentId;
      const after = fall(lot, full).departmentId;
      expect(after).not.toBe('b');
      if (before === 'a') expect(after).toBe('a');
    }
  });

  test('are all departments of a rule closed or full, the next rule is asked, and says of each why', () => {
    const split = [{ departmentId: 'd1', percent: 50 }];
    const rules = set(rule('all', always, { departmentId: 'a', split }), rule('next', always));
    const standings = new Map([
      ['a', { isOpen: false, isFull: false, opensAt: null }],
      ['d1', { isOpen: true, isFull: true, opensAt: null }],
    ]);
    const { departmentId, tried, full } = go(rules, factsOf(), standings);
    expect([departmentId, full]).toEqual(['to-next', ['d1']]);
    expect(tried[0]).toMatchObject({
      outcome: 'unavailable',
      because: 'It matches, but its department is closed, and Returns is full.',
    });
    const stays = set(rule('all', always, { departmentId: 'a', split, ifUnavailable: 'stay' }));
    expect(['a', 'd1']).toContain(go(stays, factsOf(), standings).departmentId);
  });

  test('a closed or full department is passed over; are all, the one that opens first gets it', () => {
    const closed = (opensAt: string | null): Standing => ({
      isOpen: false,
      isFull: false,
      opensAt: opensAt === null ? null : new Date(opensAt),
    });
    const standings = new Map<string, Standing>([
      ['to-a', closed('2026-11-30T08:00:00Z')],
      ['to-b', closed('2026-11-28T08:00:00Z')],
      ['to-c', { isOpen: true, isFull: true, opensAt: null }],
    ]);
    const open = go(set(rule('a', always), rule('d', always)), factsOf(), standings);
    expect(open).toMatchObject({ ruleId: 'd' });
    expect(open.tried[0]).toMatchObject({ outcome: 'unavailable' });
    expect(go(set(rule('a', always), rule('b', always)), factsOf(), standings).ruleId).toBe('b');
    expect(go(set(rule('a', always), rule('c', always)), factsOf(), standings).ruleId).toBe('c');
    expect(
      go(set(rule('a', always, { ifUnavailable: 'stay' }), rule('d', always)), factsOf(), standings).ruleId,
    ).toBe('a');
  });

  test('it waits for the profile only where the profile decides', () => {
    const rules = set(rule('name', when('customer.name', 'contains', 'gilda')), rule('rest', always));
    const unknown = { profileState: 'pending' as const, name: null, firstName: null, lastName: null };
    expect(decide(question(rules, factsOf({}, [], unknown)))).toBe('pending');
    expect(go(rules, factsOf({}, [], { ...unknown, profileState: 'unavailable' })).ruleId).toBe('rest');
    const early = set(rule('text', when('message.text', 'contains', 'hello')), ...rules.rules);
    expect(go(early, factsOf({}, [], unknown)).ruleId).toBe('text');
  });

  test('whatever the rules and their order: the first that matches alone decides', () => {
    const words = ['hello', 'there', 'invoice', 'x'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 8 }), (chosen) => {
        const rules = chosen.map((word, index) => rule(`${index}`, when('message.text', 'contains', word)));
        const first = chosen.findIndex((word) => 'hello there'.includes(word));
        expect(go(set(...rules)).ruleId).toBe(first === -1 ? null : String(first));
        const brief = choose(question(set(...rules), factsOf()));
        expect(brief === 'pending' ? brief : (brief.rule?.id ?? null)).toBe(go(set(...rules)).ruleId);
      }),
    );
  });
});

describe('what a rule may know of how a conversation began', () => {
  const holds = (facts: Facts, conditions: ConditionGroup) =>
    go(set(rule('r', conditions)), facts).ruleId === 'r';

  test('the name in the form “first, last” and in full (R74)', () => {
    expect(holds(factsOf(), when('customer.name', 'equals', 'Gilda, Moss'))).toBe(true);
    expect(holds(factsOf(), when('customer.full-name', 'equals', 'Gilda Moss'))).toBe(true);
    expect(holds(factsOf(), when('customer.first-name', 'equals', 'gilda'))).toBe(true);
    const whole = factsOf({}, [], { firstName: null, lastName: null });
    expect(holds(whole, when('customer.name', 'contains', 'Gilda'))).toBe(true);
  });

  test('a declared variable from the ref of a link, a button or an answer (R56)', () => {
    const vip = [{ name: 'vip', type: 'number' as const }];
    const referral = {
      source: 'SHORTLINK',
      ref: 'vip=1&x=2',
      adId: null,
      adTitle: null,
      at: at.toISOString(),
    };
    const tapped = { kind: 'postback' as const, payload: 'vip=1' };
    const rules = { ...set(rule('vip', when('variable:vip', 'equals', 1))), variables: vip };
    expect(go(rules, factsOf({ referrals: [referral] }, vip)).ruleId).toBe('vip');
    expect(go(rules, factsOf({ first: { text: 'Start', tapped, hasAttachment: false } }, vip)).ruleId).toBe(
      'vip',
    );
    expect(go(rules, factsOf({ answers: new Map([['vip', ' 1 ']]) }, vip)).ruleId).toBe('vip');
    expect(go(rules, factsOf({ answers: new Map([['vip', 'yes']]) }, vip)).ruleId).toBeNull();
    expect(go(rules, factsOf({}, vip)).ruleId).toBeNull();
  });

  test('the language of the locale, else of the first message (R75)', () => {
    expect(holds(factsOf(), when('message.language', 'equals', 'en'))).toBe(true);
    const german = {
      first: { text: 'Ich habe noch keine Antwort, bitte', tapped: null, hasAttachment: false },
    };
    expect(holds(factsOf(german, [], { locale: null }), when('message.language', 'equals', 'de'))).toBe(true);
    expect(holds(factsOf(german, [], { locale: 'fr_FR' }), when('message.language', 'equals', 'fr'))).toBe(
      true,
    );
  });

  test('source, ad, ref, tapped button, attachment, returning, weekday and hour', () => {
    const ad = {
      source: 'ADS',
      ref: 'autumn',
      adId: '9007199254740993',
      adTitle: 'Desks',
      at: at.toISOString(),
    };
    const facts = factsOf({
      referrals: [ad],
      first: {
        text: 'Something is damaged',
        tapped: { kind: 'quick-reply', payload: 'DAMAGED' },
        hasAttachment: true,
      },
      earlier: { count: 2, lastAt: new Date('2026-11-20T12:00:00Z') },
      openDepartmentIds: ['d1'],
    });
    expect(
      holds(facts, {
        match: 'all',
        items: [
          { attribute: 'entry.source', operator: 'in', values: ['ad', 'link'] },
          { attribute: 'entry.ad-id', operator: 'equals', values: ['9007199254740993'] },
          { attribute: 'entry.ref', operator: 'equals', values: ['autumn'] },
          { attribute: 'message.tapped', operator: 'equals', values: ['something is damaged'] },
          { attribute: 'message.payload', operator: 'equals', values: ['DAMAGED'] },
          { attribute: 'message.attachment', operator: 'equals', values: [true] },
          { attribute: 'customer.returning', operator: 'equals', values: [true] },
          { attribute: 'customer.earlier', operator: 'greater', values: [1] },
          { attribute: 'customer.last-contact', operator: 'in-last', values: [7] },
          { attribute: 'hours.open', operator: 'equals', values: ['d1'] },
          { attribute: 'time.weekday', operator: 'equals', values: ['friday'] },
          { attribute: 'time.hour', operator: 'between', values: [9, 17] },
          { attribute: 'time.now', operator: 'between', values: ['2026-11-23', '2026-11-29'] },
        ],
      }),
    ).toBe(true);
  });
});
