import { previewHours } from '../../../contract/operating-hours.ts';
import { readHours, toSchedule, type HoursState } from './schedule.ts';

/** What the hours of a page and of a department say together. */
export interface HoursInForce {
  /** Whether somebody is meant to answer: by the department's hours, or where it has none by the page's. */
  isOpen: boolean;
  /** What a customer is told: by the page's hours while it is closed, else by the department's. Null: it is open. */
  closed: {
    isHoliday: boolean;
    /** The closed time that this is; another one after it was open. */
    since: Date | null;
    opens: { at: Date; timeZone: string; now: Date } | null;
  } | null;
}

/**
 * Both hours at a moment. What has none is always open.
 *
 * @param hours  as they are stored; null: none.
 */
export function hoursInForce(hours: { page: unknown; department: unknown }, now: Date): HoursInForce {
  const page = stateOf(hours.page, now);
  const department = stateOf(hours.department, now);
  const told = [page, department].find((one) => one !== null && one.state !== 'open');
  return {
    isOpen: (department ?? page)?.state !== 'closed' && (department ?? page)?.state !== 'holiday',
    closed: told
      ? {
          isHoliday: told.state === 'holiday',
          since: told.since,
          opens: told.until && { at: told.until, timeZone: told.timeZone, now },
        }
      : null,
  };
}

function stateOf(stored: unknown, now: Date): (HoursState & { timeZone: string }) | null {
  if (stored === null) return null;
  const rules = previewHours.parse(stored);
  return { ...readHours(toSchedule(rules), now), timeZone: rules.timeZone };
}
