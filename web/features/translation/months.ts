const named = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The month of a moment in UTC and the eleven before it, newest first: `{ value: '2026-11', label: 'November 2026' }`. */
export function monthsBefore(ms: number): { value: string; label: string }[] {
  const now = new Date(ms);
  return Array.from({ length: 12 }, (_, back) => {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    return { value: first.toISOString().slice(0, 7), label: named.format(first) };
  });
}
