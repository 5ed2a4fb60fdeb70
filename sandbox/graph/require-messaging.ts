import type { PageRecord } from '../world/records.ts';
import { GraphError } from './graph-error.ts';

/**
 * A page whose owner has switched its messages off can neither read nor send any. Meta documents no words for it; code 10
 * is what it answers where a page may not do a thing.
 */
export function requireMessaging(page: PageRecord): void {
  if (page.messaging !== false) return;
  const message = '(#10) This Page has turned its messages off.';
  throw new GraphError({ code: 10, status: 403, message });
}
