import type { FloorNeed } from '../../../contract/floor.ts';
import { readAlerts } from '../../store/alerts.ts';
import { contactName } from '../contacts/contact-ref.ts';
import type { Change, Context } from '../context.ts';

/** Alerts in the words of the floor, by id; what they are about may be gone since. */
export async function presentAlerts(
  db: Context['db'] | Change['tx'],
  ids: readonly string[],
): Promise<ReadonlyMap<string, FloorNeed>> {
  const rows = await readAlerts(db, ids);
  return new Map(
    rows.flatMap((row): [string, FloorNeed][] => {
      const department = {
        id: row.departmentId as never,
        name: row.departmentName,
        color: row.departmentColor,
      };
      if (row.kind === 'nobody-there') {
        const since = (row.longestSince ?? row.at).toISOString();
        return [[row.id, { kind: row.kind, department, waiting: row.waiting, since }]];
      }
      const { conversationId, number, promise, dueAt } = row;
      if (conversationId === null || number === null || promise === null) return [];
      const name = contactName(row.name, row.psid ?? '');
      const conversation = { id: conversationId as never, number, name };
      return [
        [
          row.id,
          { kind: row.kind, conversation, department, promise, dueAt: (dueAt ?? row.at).toISOString() },
        ],
      ];
    }),
  );
}
