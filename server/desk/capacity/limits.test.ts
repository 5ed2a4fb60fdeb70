import { expect, test } from 'vitest';
import { workStreamSettings } from '../../../contract/work-streams.ts';
import type { MemberRow } from '../../store/distribution-people.ts';
import { People } from '../distribution/see-people.ts';
import { Limits, type CapacityRules, type OwnDepartment } from './limits.ts';

const profile = (id: string, itemLimit: number, blocks = false) => ({
  ...{ id, name: id, itemLimit, blocks },
  resets: 'at-once' as const,
});
const rules = (of: Partial<CapacityRules>): CapacityRules => ({
  ...{ model: 'units', mostConversations: 0, timeZone: 'UTC', profiles: [] },
  ...{ profileIdsOf: new Map(), fedStreamIds: [] },
  ...of,
});
const held = (workStreamId: string, departmentId: string, count: number) => ({
  ...{ userId: 'maya', workStreamId, departmentId, count },
});
const within = (departmentId: string, departmentMost: number | null): OwnDepartment => ({
  departmentId,
  departmentMost,
});

test('who has as many as one department allows is not full while another has a place; all full, they are (N2, N26)', () => {
  const limits = new Limits(rules({}), [held('chats', 'sales', 2), held('chats', 'support', 1)], []);
  expect(limits.isFull('maya', null, [within('sales', 2), within('support', 2)])).toBe(false);
  expect(limits.isFull('maya', null, [within('sales', 2), within('common', null)])).toBe(false);
  expect(limits.isFull('maya', null, [within('sales', 2), within('support', 1)])).toBe(true);
  expect(limits.isFull('maya', 3, [within('sales', 9), within('common', null)])).toBe(true);
});

test('the house’s number bounds nobody in a department that has another; without departments it alone counts (N2, N26)', () => {
  const limits = new Limits(rules({ mostConversations: 3 }), [held('chats', 'sales', 3)], []);
  expect(limits.isFull('maya', null, [within('sales', 10)])).toBe(false);
  expect(limits.isFull('maya', null, [within('sales', 3), within('common', null)])).toBe(true);
  expect(limits.isFull('maya', null, [])).toBe(true);
});

test('by profiles nobody is full while conversations come that take of no full profile, unless a full one lets nothing else come (N2, D2)', () => {
  const of = (more: Partial<CapacityRules>, blocks = false) =>
    new Limits(
      rules({
        model: 'profiles',
        profiles: [profile('chat', 1, blocks), profile('voice', 2)],
        profileIdsOf: new Map([
          ['chats', ['chat']],
          ['both', ['chat', 'voice']],
          ['calls', ['voice']],
          ['free', []],
        ]),
        ...more,
      }),
      [held('chats', 'sales', 1)],
      [],
    ).isFull('maya', null, [within('sales', null)]);
  expect(of({ fedStreamIds: ['chats', 'free'] })).toBe(false);
  expect(of({ fedStreamIds: ['chats', 'calls'] })).toBe(false);
  // A conversation needs room in all of its profiles; what no page feeds does not count.
  expect(of({ fedStreamIds: ['chats', 'both'] })).toBe(true);
  expect(of({ fedStreamIds: ['chats', 'free'] }, true)).toBe(true);
});

test('a place is there only for who has room by everything that bounds them, and until it is given away (N26, D2)', () => {
  const maya: MemberRow = {
    ...{ departmentId: 'sales', departmentPriority: 1, departmentMost: 2, id: 'maya', name: 'Maya' },
    ...{ presenceChoice: 'available', followsLoad: false, isPresent: true, isInactive: false },
    ...{ takesChats: true, takesTickets: true, capacityUnits: null, mostConversations: null },
    ...{ skillIds: [], lastGivenAt: null, turnAt: null, givenCount: 0 },
  };
  const limits = new Limits(rules({}), [held('chats', 'sales', 1)], []);
  const people = new People([maya], [], new Map(), limits);
  const place = { departmentId: 'sales', workStreamId: 'chats' };
  const settings = workStreamSettings.parse({});
  expect([people.hasPlace(place, settings), people.countPlaces()]).toEqual([true, 1]);
  people.give('maya', { units: 20, workStreamId: 'chats' }, 'sales', new Date());
  expect([people.hasPlace(place, settings), people.countPlaces()]).toEqual([false, 0]);
});
