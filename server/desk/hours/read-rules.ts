import { previewHours } from '../../../contract/operating-hours.ts';
import type { OperatingHoursRow } from '../../store/operating-hours.ts';
import { toSchedule, type Schedule } from './schedule.ts';

/** Stored operating hours, ready to be asked. */
export function scheduleOf({ timeZone, weekly, holidays }: Omit<OperatingHoursRow, 'id' | 'name'>): Schedule {
  return toSchedule(previewHours.parse({ timeZone, weekly, holidays }));
}
