import type { TriedTranslation, TranslationFault, TryTranslation } from '../../../contract/translation.ts';
import { findTranslationService, noteTried } from '../../store/translation-service.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change } from '../context.ts';
import { notFound } from '../problems.ts';
import { problemOf } from './fault-words.ts';
import { listLanguages, translate, type ServiceAnswer } from './libre-translate.ts';
import { getTranslationService } from './service.ts';
import { serviceOf, type TranslationContext } from './translation-context.ts';

/**
 * Asks the service for its languages and for one translation, with no transaction open, and says what is wrong with it.
 * Of a service that works, its languages are kept. Administrators only.
 *
 * @throws Problem `not-found` without a service.
 */
export async function tryTranslationService(
  ctx: TranslationContext,
  sample: TryTranslation,
): Promise<TriedTranslation> {
  requireRight(ctx.actor, 'manage-translation');
  const row = await findTranslationService(ctx.db);
  if (!row) throw notFound('translation service');
  const service = serviceOf(ctx, row);
  const beganAt = performance.now();
  const languages = await listLanguages(ctx.outgoing, service);
  const said = languages.ok ? await translate(ctx.outgoing, service, sample) : languages;
  const tookMs = Math.round(performance.now() - beganAt);
  const fault = faultOf(said);
  await change(ctx, async (story) => {
    const triedAt = fault === null ? ctx.clock.now() : null;
    // A pair that it does not know is no fault of the service's: what it told of its languages helps to choose another.
    const isKept = languages.ok && (fault === null || fault === 'language-unknown');
    await noteTried(story.tx, {
      changedAt: row.changedAt,
      triedAt,
      ...(isKept ? { languages: JSON.stringify(languages.value) } : {}),
    });
    const detail = { service: new URL(row.url).host, outcome: fault ?? 'works' };
    await audit(ctx, story, { action: 'translation.tried', subjectId: null, detail });
    story.announce({ kind: 'translation.changed', subjectId: row.id });
  });
  return {
    text: said.ok ? said.value.text : null,
    problem: fault === null ? null : problemOf(fault),
    tookMs,
    service: await getTranslationService(ctx),
  };
}

function faultOf(said: ServiceAnswer<unknown>): TranslationFault | null {
  return said.ok ? null : said.fault;
}
