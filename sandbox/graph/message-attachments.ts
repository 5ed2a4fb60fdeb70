import type { PageRecord } from '../world/records.ts';
import type { GraphCall } from './graph-call.ts';
import { invalidParameter } from './graph-error.ts';
import { requirePageToken } from './require-page-token.ts';
import { requireScope } from './scopes.ts';
import { keepForReuse, takeMedia } from './send/attachment.ts';
import { checkMessage } from './send/check-message.ts';

/** `POST /{page}/message_attachments`: keeps a file for later sends of this page. */
export async function uploadAttachment(call: GraphCall, page: PageRecord): Promise<unknown> {
  requirePageToken(call, page);
  requireScope(call.caller, 'pages_messaging');
  const message = call.params.object('message');
  if (!message) throw invalidParameter('The parameter message is required');
  const { media } = checkMessage(call.simulation.settings, message);
  if (!media) throw invalidParameter('Param message[attachment] must be an image, audio, video or file');
  call.note.kind = 'upload';
  return { attachment_id: keepForReuse(call, page, await takeMedia(call, media)) };
}
