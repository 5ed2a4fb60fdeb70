import { previewHours } from '../../../contract/operating-hours.ts';
import type { Db, Tx } from '../../store/db.ts';
import { listOperatingHours, type OperatingHoursRow } from '../../store/operating-hours.ts';
import { readPlaces } from '../../store/routing-places.ts';
import { isOpenAt, opensAt, toSchedule, type Schedule } from '../hours/schedule.ts';
import type { Standing } from './decide.ts';

/** What a decision hangs on beside the conversation: how departments stand at a moment, and what things are called. */
export interface Surroundings {
  /** Of pages and departments. */
  names: ReadonlyMap<string, string>;
  departmentIds: readonly string[];
  /** What days and hours are read in for a page: by its hours, else by those of its department, else UTC. */
  zoneOf(pageId: string): string;
  standingsAt(at: Date, isFull: IsFull): ReadonlyMap<string, Standing>;
  /** How much may wait, of departments that have a limit. */
  waitingLimits: ReadonlyMap<string, number>;
}

/** Whether as much waits in a department as may. */
export type IsFull = (departmentId: string) => boolean;

/** Three small statements, once for any number of conversations. */
export async function readSurroundings(db: Db | Tx): Promise<Surroundings> {
  const { departments, pages } = await readPlaces(db);
  const rows = await listOperatingHours(db);
  const schedules = new Map(rows.flatMap(schedulesOf));
  const zones = new Map(rows.map((row) => [row.id, row.timeZone]));
  const hoursOf = new Map(departments.map(({ id, operatingHoursId }) => [id, operatingHoursId]));
  const pageHours = new Map(
    pages.map((page) => [page.id, page.operatingHoursId ?? hoursOf.get(page.departmentId) ?? null]),
  );
  const keeping = departments.flatMap(({ id, operatingHoursId }) => {
    const schedule = operatingHoursId === null ? undefined : schedules.get(operatingHoursId);
    return schedule ? [{ id, schedule }] : [];
  });
  const waitingLimits = new Map(
    departments.flatMap(({ id, waitingLimit }) =>
      waitingLimit === null ? [] : [[id, waitingLimit] as const],
    ),
  );
  return {
    names: new Map([...departments, ...pages].map(({ id, name }) => [id, name])),
    departmentIds: departments.map(({ id }) => id),
    zoneOf: (pageId) => zones.get(pageHours.get(pageId) ?? '') ?? 'UTC',
    standingsAt(at, isFull) {
      const standings = new Map(keeping.map(({ id, schedule }) => [id, standingOf(schedule, at)]));
      for (const id of waitingLimits.keys()) {
        if (isFull(id)) standings.set(id, { ...(standings.get(id) ?? open), isFull: true });
      }
      return standings;
    },
    waitingLimits,
  };
}

/** Hours that cannot be read are none: intake goes on. */
function schedulesOf({ id, timeZone, weekly, holidays }: OperatingHoursRow): [string, Schedule][] {
  const read = previewHours.safeParse({ timeZone, weekly, holidays });
  return read.success ? [[id, toSchedule(read.data)]] : [];
}

const open: Standing = { isOpen: true, isFull: false, opensAt: null };

function standingOf(schedule: Schedule, at: Date): Standing {
  const isOpen = isOpenAt(schedule, at);
  return { isOpen, isFull: false, opensAt: isOpen ? null : opensAt(schedule, at) };
}

/** Departments that are open; one that keeps no hours always is. */
export function openAmong(
  departmentIds: readonly string[],
  standings: ReadonlyMap<string, Standing>,
): string[] {
  return departmentIds.filter((id) => standings.get(id)?.isOpen ?? true);
}
