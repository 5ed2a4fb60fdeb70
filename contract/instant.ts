import { z } from 'zod';

/** A moment in UTC, ISO 8601 with milliseconds: `2026-11-20T14:31:00.000Z`. */
export const instant = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof instant>;
