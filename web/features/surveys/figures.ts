export type Period = '7' | '30' | '90' | 'all';

const dayMs = 24 * 3_600_000;

/** From when on: the beginning of a day, so that a minute later the same is asked for. */
export function sinceOf(period: Period, nowMs: number): string | null {
  if (period === 'all') return null;
  const today = new Date(nowMs);
  today.setHours(0, 0, 0, 0);
  return new Date(today.getTime() - (Number(period) - 1) * dayMs).toISOString();
}

/** `4.6`; a dash when nobody said. */
export function averageWords(average: number | null): string {
  return average === null ? '–' : average.toFixed(1);
}

/** `42 %` of those who were asked. */
export function rateWords({ asked, answered }: { asked: number; answered: number }): string {
  return asked === 0 ? '–' : `${Math.round((answered / asked) * 100)} %`;
}
