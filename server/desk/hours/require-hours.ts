import { holdOperatingHours } from '../../store/operating-hours.ts';
import type { Change } from '../context.ts';
import { invalid } from '../problems.ts';

/** What is to go by hours needs hours that there are. @throws Problem `invalid`; null is always open, and right. */
export async function requireHours(story: Change, id: string | null): Promise<void> {
  if (id !== null && !(await holdOperatingHours(story.tx, id))) {
    throw invalid('operatingHoursId', 'There are no such operating hours.');
  }
}
