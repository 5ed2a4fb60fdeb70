import type { Failure } from '../../../contract/messages.ts';
import type { SendAgain, SendPurpose } from '../../../contract/send-purpose.ts';
import { randomToken } from '../../kit/random.ts';
import { detachFailed, findFileOfMessage, insertFileLink } from '../../store/file-links.ts';
import { findOwnMessage, insertMessages, lockForWriting } from '../../store/outgoing-messages.ts';
import { may, requirePart } from '../access.ts';
import { change, type Context } from '../context.ts';
import { previewOf } from '../inbound/preview.ts';
import { comesInByWriting } from '../conversations/may.ts';
import { deliverMessageJob } from '../jobs.ts';
import { comeIn } from '../participants/join.ts';
import { sentAsLink } from '../messages/failures.ts';
import { requirePurpose } from '../messages/require-lawful.ts';
import { requireSendable } from '../messages/require-sendable.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { tokenHash } from '../team/token-hash.ts';
import { mayGoAsLink } from './may-go-as-link.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

const dayMs = 24 * 3_600_000;

/**
 * Sends a link to a file that Facebook did not take. The link's address cannot be guessed, ends after as many days as
 * the page has set, and can be taken back. What failed stays in the timeline, and says that a link went in its place.
 * Who leads comes into a colleague's by it.
 *
 * @returns the id of the message with the link.
 * @throws Problem `not-found` · `forbidden` when it is somebody else's · `conflict` when it did not fail for its file,
 * or a link went already · what `requireSendable` and `requirePurpose` throw.
 */
export async function sendAsLink(
  ctx: Context,
  publicUrl: string,
  messageId: string,
  input: SendAgain = {},
): Promise<string> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person sends a file as a link.');
  return change(ctx, async (story) => {
    const { tx } = story;
    const found = await findOwnMessage(tx, messageId);
    if (!found) throw notFound('message');
    requirePart(actor, { id: found.conversationId, departmentId: found.departmentId }, 'message');
    const conversation = await lockForWriting(tx, found.conversationId);
    // Read once more behind the lock: of two clicks the second sees what the first has done.
    const message = await findOwnMessage(tx, messageId);
    if (!conversation || !message) throw notFound('message');
    if (message.authorId !== actor.userId && !may(actor, 'lead-conversations')) {
      throw forbidden('Only who wrote it, or a supervisor, may send it as a link.');
    }
    const failure = message.failure as Failure | null;
    const file = await findFileOfMessage(tx, messageId);
    if (message.status !== 'failed' || !file || !mayGoAsLink(failure)) {
      throw conflict('Only a file that Facebook did not take can be sent as a link.');
    }
    const ground = requireSendable(ctx, conversation, actor);
    if (comesInByWriting(actor, conversation)) await comeIn(ctx, story, conversation, 'public');

    const at = ctx.clock.now();
    const token = randomToken();
    const { linkDays } = settingsOfPage(conversation.pageSettings).attachments;
    await insertFileLink(tx, {
      id: ctx.newId(),
      tokenHash: tokenHash(token),
      attachmentId: file.id,
      createdBy: actor.userId,
      createdAt: at,
      expiresAt: new Date(at.getTime() + linkDays * dayMs),
    });
    await detachFailed(tx, messageId, sentAsLink(failure, linkDays));
    const id = ctx.newId();
    const text = [file.name, `${publicUrl}/f/${token}`].filter((line) => line !== null).join('\n');
    // The column is written by our own verbs alone.
    const said = input.purpose ?? (message.purpose as SendPurpose | null);
    const purpose = ground === 'human-agent' ? requirePurpose(conversation, said) : null;
    const { id: conversationId, pageId, contactId, departmentId } = conversation;
    await insertMessages(
      tx,
      conversationId,
      [
        {
          id,
          conversationId,
          pageId,
          contactId,
          kind: 'message',
          direction: 'out',
          authorKind: 'user',
          authorId: actor.userId,
          text,
          at,
          createdAt: at,
          status: 'queued',
          purpose: purpose === null ? null : JSON.stringify(purpose),
        },
      ],
      [],
      {
        lastMessage: previewOf({ text, direction: 'out', at }),
        at,
        isAnswer: true,
      },
    );
    const departments = [departmentId];
    story.announce({ kind: 'conversation.changed', subjectId: conversationId, departments });
    story.announce({ kind: 'message.changed', subjectId: conversationId, messageId, departments });
    story.announce({ kind: 'message.added', subjectId: conversationId, messageId: id, departments });
    story.enqueue(deliverMessageJob({ id, contactId, pageId }));
    return id;
  });
}
