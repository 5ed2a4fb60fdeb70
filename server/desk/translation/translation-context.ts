import type { Outgoing } from '../../kit/outgoing.ts';
import type { Secrets } from '../../kit/secrets.ts';
import type { Context } from '../context.ts';
import type { Service } from './libre-translate.ts';

/** What the verbs that ask the service need besides the database. */
export interface TranslationContext extends Context {
  secrets: Secrets;
  outgoing: Outgoing;
}

/**
 * The service with its key opened.
 * @throws SecretUnreadable when the key cannot be opened with this `SECRET_KEY`.
 */
export function serviceOf(
  { secrets }: Pick<TranslationContext, 'secrets'>,
  row: { id: string; url: string; keySealed: string | null },
): Service {
  return { url: row.url, apiKey: row.keySealed === null ? null : secrets.open(row.keySealed, row.id) };
}
