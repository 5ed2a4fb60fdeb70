import { findTranslationService } from '../../store/translation-service.ts';
import { findToTranslate, lockTranslated, writeTranslation } from '../../store/translations.ts';
import { requirePart, requireRight } from '../access.ts';
import { change, type Context } from '../context.ts';
import { translateMessageJob } from '../jobs.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import { readLanguages } from './service.ts';
import { translationOf } from './state-of.ts';

/**
 * Asks for one message in a language: an older one, one of a colleague's, or one that failed. What stands already is not
 * asked for again.
 *
 * @throws Problem `not-found`, also for what has no words · `forbidden` for who only reads it · `conflict` where nothing is translated ·
 * `invalid` naming `language`.
 */
export async function askForMessage(ctx: Context, messageId: string, language: string): Promise<void> {
  requireRight(ctx.actor, 'work-on-conversations');
  const service = await findTranslationService(ctx.db);
  await change(ctx, async (story) => {
    const place = await findToTranslate(story.tx, messageId);
    if (!place) throw notFound('message');
    requirePart(ctx.actor, { id: place.conversationId, departmentId: place.departmentId }, 'message');
    if (!service?.isOn || !translationOf(place.translation, place.settings)) {
      throw conflict('Translation is not on for this page.');
    }
    const codes = readLanguages(service.languages).map(({ code }) => code);
    if (!codes.includes(language)) throw invalid('language', 'The service does not know this language.');
    // Two who ask at once: the second one finds that it is asked for.
    await lockTranslated(story.tx, place.conversationId);
    const message = await findToTranslate(story.tx, messageId);
    const isThere = message?.existing.some(
      (each) => each.language === language && each.ofText === message.ofText && each.state !== 'failed',
    );
    if (!message || isThere) return;
    const isKept = await writeTranslation(story.tx, {
      ...{ messageId, language, madeBy: 'service', state: 'asked', ofText: message.ofText },
      ...{ text: null, otherLanguage: null, fault: null, at: ctx.clock.now() },
    });
    if (!isKept) return;
    story.enqueue(translateMessageJob(message));
    const departments = [message.departmentId];
    story.announce({ kind: 'message.changed', subjectId: message.conversationId, messageId, departments });
  });
}
