import type { ServiceLanguage, TriedTranslation, TryTranslation } from '../../../contract/translation.ts';
import {
  findTranslationService,
  noteTried,
  type TranslationServiceRow,
} from '../../store/translation-service.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change } from '../context.ts';
import { notFound } from '../problems.ts';
import { problemOf } from './fault-words.ts';
import { listLanguages, translate, type ServiceAnswer } from './libre-translate.ts';
import { getTranslationService } from './service.ts';
import { openService, type TranslationContext } from './translation-context.ts';

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
  const beganAt = performance.now();
  const { languages, said } = await tryOut(ctx, row, sample);
  const tookMs = Math.round(performance.now() - beganAt);
  const fault = said.ok ? null : said.fault;
  await change(ctx, async (story) => {
    // A pair that it does not know is no fault of the service's: its languages help to choose another.
    const works = fault === null ? ctx.clock.now() : fault === 'language-unknown' ? row.triedAt : null;
    const kept = fault === null || fault === 'language-unknown' ? languages : null;
    await noteTried(story.tx, { changedAt: row.changedAt, triedAt: works, languages: kept });
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

/** What it knows, and what it made of the words; or what stood in the way. */
async function tryOut(
  ctx: TranslationContext,
  row: TranslationServiceRow,
  sample: TryTranslation,
): Promise<{ languages: ServiceLanguage[] | null; said: ServiceAnswer<{ text: string }> }> {
  const service = openService(ctx, row);
  if (!service.ok) return { languages: null, said: service };
  const languages = await listLanguages(ctx.outgoing, service.value);
  if (!languages.ok) return { languages: null, said: languages };
  return { languages: languages.value, said: await translate(ctx.outgoing, service.value, sample) };
}
