const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });

/** `14:31`, in the time zone of whoever looks. */
export const clockTime = (ms: number): string => clock.format(ms);
/** `14:31:08` */
export const exactTime = (ms: number): string => exact.format(ms);
/** `Fri, 20 Nov` */
export const dayTime = (ms: number): string => day.format(ms);
/** `Fri, 20 Nov, 14:31`: above the first message of a day or after a pause. */
export const dayLabel = (ms: number): string => `${day.format(ms)}, ${clock.format(ms)}`;

/** `just now`, `52 min`, `3 h`, `4 d`: how long ago something was, by the sandbox clock. */
export function agoOf(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1_440)} d`;
}
