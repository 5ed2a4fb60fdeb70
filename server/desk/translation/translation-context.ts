import type { Outgoing } from '../../kit/outgoing.ts';
import { SecretUnreadable, type Secrets } from '../../kit/secrets.ts';
import type { Context } from '../context.ts';
import type { Service, ServiceAnswer } from './libre-translate.ts';

/** What the verbs that ask the service need besides the database. */
export interface TranslationContext extends Context {
  secrets: Secrets;
  outgoing: Outgoing;
}

/** The service with its key opened; where this `SECRET_KEY` does not open it, another key has to be entered. */
export function openService(
  { secrets }: Pick<TranslationContext, 'secrets'>,
  { id, url, keySealed }: { id: string; url: string; keySealed: string | null },
): ServiceAnswer<Service> {
  if (keySealed === null) return { ok: true, value: { url, apiKey: null } };
  try {
    return { ok: true, value: { url, apiKey: secrets.open(keySealed, id) } };
  } catch (error) {
    if (error instanceof SecretUnreadable) return { ok: false, fault: 'key-refused' };
    throw error;
  }
}
