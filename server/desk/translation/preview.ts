import type { PreviewTranslation, TranslationPreview } from '../../../contract/translation.ts';
import { findTranslated } from '../../store/translations.ts';
import { requirePart, requireRight } from '../access.ts';
import { conflict, notFound } from '../problems.ts';
import { askService, findServiceOn } from './ask-service.ts';
import { problemOf } from './fault-words.ts';
import { translationOf } from './state-of.ts';
import type { TranslationContext } from './translation-context.ts';

/**
 * Translates what somebody is about to send, for them to look at; nothing of it is kept. What is wrong with the service is
 * an answer, not a failure: the words can go out as they are.
 *
 * @throws Problem `not-found` · `forbidden` for who only reads it · `conflict` where nothing is translated.
 */
export async function previewTranslation(
  ctx: TranslationContext,
  conversationId: string,
  { text, from, to }: PreviewTranslation,
): Promise<TranslationPreview> {
  requireRight(ctx.actor, 'work-on-conversations');
  const conversation = await findTranslated(ctx.db, conversationId);
  if (!conversation) throw notFound('conversation');
  requirePart(ctx.actor, conversation);
  if (!translationOf(conversation.translation, conversation.settings)) {
    throw conflict('Translation is not on for this page.');
  }
  const service = await findServiceOn(ctx);
  if (!service.ok) return { text: null, problem: problemOf(service.fault) };
  const said = await askService(ctx, service.value, { pageId: conversation.pageId, text, from, to });
  return said.ok ? { text: said.value.text } : { text: null, problem: problemOf(said.fault) };
}
