/** As in 2026-11-20T12:00:00+0000: whole seconds, and no colon in the zone. */
export function isoTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}+0000`;
}
