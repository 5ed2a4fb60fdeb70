/** What an attribute may hold. Several texts: one thing that is many at once, as the departments that are open. */
export type FactValue = string | number | boolean | Date | readonly string[];

/** What is known of a conversation, by the attributes of `contract/conditions.ts`. Made of facts alone. */
export interface Facts {
  /** Absent or null: nothing. */
  values: ReadonlyMap<string, FactValue | null>;
  /** Attributes that cannot be told yet. What is asked of them is neither so nor not so. */
  pending: ReadonlySet<string>;
  /** What days and hours are read in, as `Europe/Amsterdam`. */
  zone: string;
  now: Date;
  /** Names of pages and departments, for whoever reads an explanation. */
  names: ReadonlyMap<string, string>;
}

/** The day of an instant in a time zone, as `2026-11-27`. A zone that nobody knows is taken for UTC. */
export function dayIn(zone: string, at: Date): string {
  return partsIn(zone, at).day;
}

/** Day, weekday and hour of an instant in a time zone. */
export function partsIn(zone: string, at: Date): { day: string; weekday: string; hour: number } {
  if (Number.isNaN(at.getTime())) return { day: '', weekday: '', hour: Number.NaN };
  const parts = Object.fromEntries(
    formatFor(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: `${parts['year']}-${parts['month']}-${parts['day']}`,
    weekday: (parts['weekday'] ?? '').toLowerCase(),
    hour: Number(parts['hour']),
  };
}

// Making one costs a hundred times what using it does.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { ...shape, timeZone: zone });
  } catch {
    format = new Intl.DateTimeFormat('en-US', { ...shape, timeZone: 'UTC' });
  }
  formats.set(zone, format);
  return format;
}

const shape = {
  calendar: 'iso8601',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  weekday: 'long',
  hour: '2-digit',
  hourCycle: 'h23',
} as const;
