/** A day of a zone's calendar, as `2026-11-20`. */
export function dayIn(timeZone: string, ms: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(ms);
}

/** The day so many days before or after another one. */
export function dayFrom(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

export type Preset = 'today' | 'yesterday' | '7-days' | '30-days' | 'this-month' | 'last-month' | 'chosen';

/** First and last day of what has a name; null: of the reader's own choice. */
export function daysOf(preset: Preset, today: string): { from: string; to: string } | null {
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: dayFrom(today, -1), to: dayFrom(today, -1) };
    case '7-days':
      return { from: dayFrom(today, -6), to: today };
    case '30-days':
      return { from: dayFrom(today, -29), to: today };
    case 'this-month':
      return { from: `${today.slice(0, 8)}01`, to: today };
    case 'last-month': {
      const to = dayFrom(`${today.slice(0, 8)}01`, -1);
      return { from: `${to.slice(0, 8)}01`, to };
    }
    case 'chosen':
      return null;
  }
}
