import { commentLimits } from '../../../contract/comments.ts';
import { findAnswerable, findComment } from '../../store/comments.ts';
import type { Change } from '../context.ts';
import { kindOfUpload } from '../files/keep-file.ts';
import type { CleanInput, PlannedMessage, UploadedFile } from '../messages/plan-reply.ts';
import { conflict, invalid } from '../problems.ts';
import { requireThere } from './require-comment.ts';

/**
 * The comments that a public reply is sent as: the text, then each picture as a comment of its own.
 * @throws Problem `invalid` for what Facebook takes in no comment.
 */
export function planPublicReply(clean: CleanInput, files: readonly UploadedFile[]): PlannedMessage[] {
  if (clean.quickReplies.length > 0) {
    throw invalid('quickReplies', 'A comment has no buttons. Use them in Messenger.');
  }
  if (clean.template !== null) throw invalid('template', 'A comment takes no template. Use it in Messenger.');
  const over = clean.text.length - commentLimits.publicReplyUnits;
  if (over > 0) {
    const most = commentLimits.publicReplyUnits;
    throw invalid('text', `A comment has at most ${most} characters: this is ${over} too many.`);
  }
  const pictures = files.map(({ name, fileId, mimeType, sizeBytes }): PlannedMessage => {
    const kind = kindOfUpload(mimeType, sizeBytes);
    if (kind !== 'image')
      throw invalid('uploads', 'A comment takes pictures only. Send other files in Messenger.');
    return {
      text: null,
      attachments: [{ name, fileId, mimeType, sizeBytes, kind }],
      quickReplies: [],
      template: null,
    };
  });
  return clean.text === ''
    ? pictures
    : [{ text: clean.text, attachments: [], quickReplies: [], template: null }, ...pictures];
}

/**
 * The comment that a public reply answers: the one that was chosen, else what the thread begins with.
 * @throws Problem `invalid` for one that is not here; `conflict` when it was deleted.
 */
export async function requireAnswered(
  { tx }: Change,
  conversationId: string,
  messageId: string | undefined,
): Promise<{ id: string; mid: string | null }> {
  const comment = messageId
    ? await findComment(tx, conversationId, messageId)
    : await findAnswerable(tx, conversationId);
  if (!comment) {
    if (messageId) throw invalid('replyTo', 'The comment to answer is not in this thread.');
    throw conflict('There is no comment to answer here.');
  }
  requireThere(comment);
  return comment;
}
