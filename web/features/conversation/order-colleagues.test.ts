import { expect, test } from 'vitest';
import { departmentId, userId } from '../../../contract/ids.ts';
import type { Colleague } from '../../../contract/team.ts';
import { orderColleagues } from './order-colleagues.ts';

const returns = departmentId.parse('01937000-0000-7000-8000-000000000001');
const billing = departmentId.parse('01937000-0000-7000-8000-000000000002');
const person = (number: number, facts: Partial<Colleague>): Colleague => ({
  id: userId.parse(`01937000-0000-7000-8000-00000000001${number}`),
  name: `Person ${number}`,
  role: 'agent',
  presence: 'available',
  takesChats: true,
  takesTickets: true,
  presenceName: null,
  departmentIds: [returns],
  seenDepartmentIds: [returns],
  ...facts,
});

test('a conversation is offered to its department only, who is there first, and not to who has it', () => {
  const all = [
    person(1, { presence: 'offline' }),
    person(2, { name: 'Zoë' }),
    person(3, { departmentIds: [billing] }),
    person(4, { name: 'Anna' }),
    person(5, { presence: 'busy' }),
  ];
  const order = orderColleagues(all, { departmentId: returns, without: person(5, {}).id });
  expect(order.map((one) => one.name)).toEqual(['Anna', 'Zoë', 'Person 1']);
});
