/** Minutes as one says them: `45 min`, `4 h`, `1 h 30 min`, `2 d`; a dash for what is not promised. */
export function minutesWords(minutes: number | null): string {
  if (minutes === null) return '–';
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = [days > 0 && `${days} d`, hours > 0 && `${hours} h`, rest > 0 && `${rest} min`];
  return parts.filter((part) => part !== false).join(' ');
}
