import type { PageEvent } from '../../facebook/webhook/page-event.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import { deleteTranslations } from '../../store/translations.ts';
import { deleteSealedTexts, insertSealedTexts, type SealedText } from '../../store/sealed-texts.ts';
import { midOfComment, midOfPost } from '../inbound/place-comment.ts';
import { midKey, type ApplyContext, type Plan, type PlannedMessage } from '../inbound/plan.ts';

/** An event as it was told, of which something was masked before it was planned. */
export interface MaskedEvent {
  page: PageFact;
  original: PageEvent;
  /** Meta's time, else that of its arrival. */
  at: Date;
}

/**
 * Seals what was masked in a batch, where the house keeps it, for the messages that the plan has made of it; and lets go
 * of it, and of the words in other languages, where a message lost its own. No statement for a batch without either. What an edit said that came before its
 * message is not kept: it waits without it.
 */
export async function sealOriginals(
  { tx, secrets }: ApplyContext,
  plan: Plan,
  masked: readonly MaskedEvent[],
): Promise<void> {
  const texts = masked.flatMap(({ page, original, at }): SealedText[] => {
    const mid = page.keepsOriginals ? midOf(original) : null;
    const message = mid === null ? undefined : plan.messages.get(midKey(page.id, mid));
    const text = 'text' in original ? original.text : null;
    if (!message || text === null || hasLostWords(message)) return [];
    const messageId = message.row.id;
    return [{ messageId, saidAt: at, sealed: secrets.seal(text, messageId) }];
  });
  await insertSealedTexts(tx, texts);
  const emptied = [...plan.messagesById.values()].filter(
    (message) => !message.isNew && message.isChanged && hasLostWords(message),
  );
  const ids = emptied.map(({ row }) => row.id);
  await deleteSealedTexts(tx, ids);
  await deleteTranslations(tx, ids);
}

/** It was taken back, and the page does not keep such words. */
function hasLostWords({ row }: PlannedMessage): boolean {
  return row.unsentAt !== null && row.text === null && row.withheldText === null;
}

function midOf(event: PageEvent): string | null {
  switch (event.kind) {
    case 'message':
    case 'edit':
      return event.mid;
    case 'comment':
      return midOfComment(event.commentId);
    case 'post':
      return midOfPost(event.postId);
    case 'mention':
      if (event.commentId !== null) return midOfComment(event.commentId);
      return event.postId === null ? null : midOfPost(event.postId);
    default:
      return null;
  }
}
