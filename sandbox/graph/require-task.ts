import type { PageRecord } from '../world/records.ts';
import { tasksOf } from '../world/tasks.ts';
import type { GraphCall } from './graph-call.ts';
import { permissionMissing } from './graph-error.ts';

/** Throws 200 unless the person behind the token may do one of these things on the page. */
export function requireTask(call: GraphCall, page: PageRecord, anyOf: readonly string[]): void {
  const { caller } = call;
  if (caller.kind === 'app') return;
  const tasks = tasksOf(page, caller.person.id);
  if (anyOf.some((task) => tasks.includes(task))) return;
  throw permissionMissing(
    `The user must be an administrator, editor, or moderator of the page (${anyOf.join(' or ')})`,
  );
}
