/** The time of day where somebody is, `14:33`, from their hours from GMT; null when those are not known. */
export function localTime(offsetHours: number | null, nowMs: number): string | null {
  if (offsetHours === null || !Number.isFinite(offsetHours)) return null;
  const there = new Date(nowMs + offsetHours * 3_600_000);
  return there.toISOString().slice(11, 16);
}

/** Whether it is a time at which one would rather not be written to: before 7 or from 22 on. */
export function isNight(time: string): boolean {
  const hour = Number(time.slice(0, 2));
  return hour < 7 || hour >= 22;
}
