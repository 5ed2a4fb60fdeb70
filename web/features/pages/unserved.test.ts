import { expect, test } from 'vitest';
import type { Page } from '../../../contract/pages.ts';
import { department, type Department } from '../../../contract/team.ts';
import { findUnserved } from './unserved.ts';

const id = (n: number) => `01a1f8d3-ea00-7267-b47e-07aeba49100${n}`;
const made = (n: number, more: Partial<Department>): Department => ({
  ...department.parse({
    id: id(n),
    name: `Team ${n}`,
    color: 1,
    isDefault: false,
    memberIds: [],
    priority: 0,
    operatingHoursId: null,
    needsTag: false,
    needsComment: false,
    rules: {},
  }),
  ...more,
});
const answers = (n: number, name: string, isRemoved = false) =>
  ({ name, departmentId: id(n), isRemoved }) as Page;

test('R6: a department that answers pages and has nobody in it is named with its pages', () => {
  const served = made(1, { memberIds: [id(9)] as Department['memberIds'] });
  const departments = [served, made(2, {}), made(3, { isDefault: true }), made(4, {})];
  const pages = [
    answers(1, 'Lund'),
    answers(2, 'Malmo'),
    answers(2, 'Ystad'),
    answers(2, 'Gone', true),
    answers(3, 'Everybody'),
  ];
  expect(findUnserved(pages, departments)).toEqual([
    { department: departments[1], pageNames: ['Malmo', 'Ystad'] },
  ]);
});
