import type { TranslationOffer } from '../../../contract/translation.ts';
import { findTranslationService } from '../../store/translation-service.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { readLanguages } from './service.ts';

/** Whether there is a service, and what it knows: for everybody who reads conversations. */
export async function readTranslationOffer(ctx: Context): Promise<TranslationOffer> {
  requireRight(ctx.actor, 'see-conversations');
  const service = await findTranslationService(ctx.db);
  return service?.isOn
    ? { isOn: true, languages: readLanguages(service.languages) }
    : { isOn: false, languages: [] };
}
