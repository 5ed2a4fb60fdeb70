import { z } from 'zod';

/** An IANA name, as `Europe/Berlin`. */
export const timeZone = z
  .string()
  .max(80)
  .refine((name) => {
    if (!/^[A-Za-z]/.test(name)) return false;
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  }, 'There is no such time zone.');
