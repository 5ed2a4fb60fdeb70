import type { OriginalText, ReadOriginal } from '../../../contract/privacy.ts';
import { SecretUnreadable, type Secrets } from '../../kit/secrets.ts';
import { insertActivity } from '../../store/conversations.ts';
import { findMaskedMessage, listSealedTexts, type SealedText } from '../../store/sealed-texts.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { conflict, notFound } from '../problems.ts';

/**
 * Opens what was masked in a message. For administrators, who say why: the audit log keeps it, and a line in the
 * conversation tells everybody there that it was done.
 *
 * @throws Problem `not-found`, also where nothing is kept · `conflict` while the customer has not agreed to be read, or when
 * it was sealed by a key that is gone.
 */
export async function readOriginal(
  ctx: Context,
  secrets: Secrets,
  messageId: string,
  { reason }: ReadOriginal,
): Promise<OriginalText[]> {
  requireRight(ctx.actor, 'manage-privacy');
  const actor = requirePerson(ctx);
  return change(ctx, async (story) => {
    const message = await findMaskedMessage(story.tx, messageId);
    const sealed = message ? await listSealedTexts(story.tx, [messageId]) : [];
    if (!message || sealed.length === 0) throw notFound('original');
    if (message.withheld) throw conflict('The customer has not agreed to be read.', { reason: 'consent' });
    const texts = sealed.map((each) => openText(secrets, each));
    const { conversationId, pageId, contactId, departmentId } = message;
    const lineId = ctx.newId();
    await insertActivity(story.tx, {
      id: lineId,
      conversation: { id: conversationId, pageId, contactId },
      authorId: actor.userId,
      activity: { type: 'original-read', by: actor.name },
      at: ctx.clock.now(),
    });
    await audit(ctx, story, {
      action: 'message.original-read',
      subjectId: messageId,
      detail: { reason, conversation: conversationId },
    });
    const departments = [departmentId];
    story.announce({ kind: 'message.added', subjectId: conversationId, messageId: lineId, departments });
    return texts;
  });
}

/** @throws Problem `conflict` when it was sealed by a key that is gone. */
export function openText(secrets: Secrets, { messageId, saidAt, sealed }: SealedText): OriginalText {
  try {
    return { text: secrets.open(sealed, messageId), at: saidAt.toISOString() };
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    throw conflict('It was sealed by a key that SECRET_KEY does not hold any more.');
  }
}
