import type { PageRecord } from './records.ts';

export const allTasks = [
  'ADVERTISE',
  'ANALYZE',
  'CREATE_CONTENT',
  'MESSAGING',
  'MODERATE',
  'MANAGE',
] as const;

/** What a person may do on a page. */
export function tasksOf(page: PageRecord, personId: string): readonly string[] {
  if (!page.adminIds.includes(personId)) return [];
  return page.tasks[personId] ?? allTasks;
}
