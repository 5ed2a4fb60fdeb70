import { describe, expect, test } from 'vitest';
import { departmentId, userId } from '../../../../contract/ids.ts';
import type { Colleague } from '../../../../contract/team.ts';
import { findMentionWord, matchMentions, mentionable } from './mention-word.ts';

const sales = departmentId.parse('01937000-0000-7000-8000-000000000001');
const billing = departmentId.parse('01937000-0000-7000-8000-000000000002');
const idOf = (number: number) => userId.parse(`01937000-0000-7000-8000-00000000001${number}`);
const person = (number: number, name: string, facts: Partial<Colleague> = {}): Colleague => ({
  id: idOf(number),
  name,
  role: 'agent',
  presence: 'available',
  takesChats: true,
  takesTickets: true,
  presenceName: null,
  departmentIds: [sales],
  seenDepartmentIds: [sales],
  ...facts,
});
const maya = person(1, 'Maya Okafor');
const mira = person(2, 'Mira Holm', { role: 'helper', departmentIds: [], seenDepartmentIds: [] });
const place = (facts: { invite?: boolean; status?: 'active' | 'closed'; within?: Colleague[] } = {}) => ({
  department: { id: sales, name: 'Sales', color: 1 },
  assignee: null,
  status: facts.status ?? ('active' as const),
  may: { invite: facts.invite ?? false },
  participants: (facts.within ?? []).map(({ id, name }) => ({
    user: { id, name },
    kind: 'mentioned' as const,
    mode: 'internal' as const,
  })),
});
const names = (people: ReturnType<typeof mentionable>) => people.map(({ handle }) => handle);

describe('whom a note may name', () => {
  test('those who may see the conversation, by name, without oneself (N25)', () => {
    const all = [
      maya,
      person(3, 'Zoë Lind'),
      person(4, 'Sam Reed', { departmentIds: [billing], seenDepartmentIds: [billing] }),
      person(5, 'Leila Haddad', { role: 'administrator', seenDepartmentIds: null }),
      person(6, 'Ola Berg', { role: 'auditor', seenDepartmentIds: null }),
    ];
    expect(names(mentionable(all, place(), maya.id))).toEqual(['Leila', 'Zoë']);
  });

  test('helpers where the writer may invite them, or where they are in it already, and not in a closed one (N25)', () => {
    const all = [maya, mira];
    expect(names(mentionable(all, place({ invite: true }), maya.id))).toEqual(['Mira']);
    expect(names(mentionable(all, place({ invite: true, status: 'closed' }), maya.id))).toEqual([]);
    expect(names(mentionable(all, place(), maya.id))).toEqual([]);
    expect(names(mentionable(all, place({ within: [mira] }), maya.id))).toEqual(['Mira']);
  });

  test('a first name that two have is written with the rest of the name, also when one of them is not to be seen', () => {
    const other = person(3, 'MIRA Lind', { departmentIds: [billing], seenDepartmentIds: [billing] });
    const all = [maya, mira, other];
    expect(names(mentionable(all, place({ invite: true }), maya.id))).toEqual(['MiraHolm']);
  });
});

test('an @ begins a word; one within an address, or with a space behind it, is none', () => {
  expect(findMentionWord('Ask @Jo', 7)).toEqual({ from: 4, to: 7, word: 'Jo' });
  expect(findMentionWord('@', 1)).toEqual({ from: 0, to: 1, word: '' });
  expect(findMentionWord('Ask @Jo about', 7)?.word).toBe('Jo');
  expect(findMentionWord('me@example', 10)).toBeNull();
  expect(findMentionWord('Ask @Jonas about', 16)).toBeNull();
});

test('what is typed finds first names before other names, whatever their accents', () => {
  const people = mentionable([maya, person(3, 'Zoë Lind'), person(4, 'Ana Zoeller')], place(), maya.id);
  expect(names(matchMentions(people, 'zoe'))).toEqual(['Zoë', 'Ana']);
  expect(names(matchMentions(people, 'x'))).toEqual([]);
});
