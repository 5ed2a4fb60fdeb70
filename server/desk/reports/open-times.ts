import { listDepartments } from '../../store/departments.ts';
import type { Db } from '../../store/db.ts';
import { listOperatingHours } from '../../store/operating-hours.ts';
import type { OpenTimes } from '../../store/reports.ts';
import { scheduleOf } from '../hours/read-rules.ts';
import { opensAt, readHours, type Schedule } from '../hours/schedule.ts';

/** What is measured within some days may have begun so long before them. */
const reachBackMs = 62 * 86_400_000;

/** When the departments that have operating hours are open, from some weeks before a time until its end. */
export async function readOpenTimes(
  db: Db,
  { from, to }: { from: Date; to: Date },
): Promise<NonNullable<OpenTimes>> {
  const [departments, hours] = await Promise.all([listDepartments(db), listOperatingHours(db)]);
  const start = new Date(from.getTime() - reachBackMs);
  const openOf = new Map(hours.map((row) => [row.id, [...openTimes(scheduleOf(row), start, to)]]));
  return departments.flatMap(({ id: departmentId, operatingHoursId }) =>
    (operatingHoursId === null ? [] : (openOf.get(operatingHoursId) ?? [])).map((time) => ({
      departmentId,
      ...time,
    })),
  );
}

function* openTimes(schedule: Schedule, start: Date, end: Date): Generator<{ from: Date; to: Date }> {
  let at: Date | null = opensAt(schedule, start);
  while (at !== null && at < end) {
    const until: Date = readHours(schedule, at).until ?? end;
    yield { from: at, to: until };
    at = until < end ? opensAt(schedule, until) : null;
  }
}
