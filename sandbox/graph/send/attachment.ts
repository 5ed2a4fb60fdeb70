import { keepFile } from '../../people/attachment-input.ts';
import type { AttachmentRecord, PageRecord } from '../../world/records.ts';
import type { GraphCall, UploadedPart } from '../graph-call.ts';
import { invalidParameter } from '../graph-error.ts';
import type { MessageContent } from './check-message.ts';
import { fetchAttachment } from './fetch-attachment.ts';

type Media = NonNullable<MessageContent['media']>;

const reusableMs = 90 * 24 * 3_600_000;
const megabyte = 1_024 * 1_024;
const largestUpload = 25 * megabyte;

/** The one attachment of a message, its bytes fetched or taken from the upload, and its id when it may be reused. */
export async function attachmentOf(
  call: GraphCall,
  page: PageRecord,
  content: MessageContent,
): Promise<{ attachment?: AttachmentRecord; attachmentId?: string }> {
  if (content.stickerId !== undefined) {
    return { attachment: { type: 'sticker', payload: { sticker_id: content.stickerId } } };
  }
  if (content.template) return { attachment: { type: 'template', payload: content.template } };
  if (!content.media) return {};
  const { payload } = content.media;
  if (payload['attachment_id'] !== undefined) {
    return { attachment: reuse(call, page, content.media, String(payload['attachment_id'])) };
  }
  const attachment = await takeMedia(call, content.media);
  if (payload['is_reusable'] !== true && payload['is_reusable'] !== 'true') return { attachment };
  return { attachment, attachmentId: keepForReuse(call, page, attachment) };
}

/** The bytes of a medium: from the upload of this call, or from its address. */
export async function takeMedia(call: GraphCall, media: Media): Promise<AttachmentRecord> {
  const upload = call.request.uploads[0];
  if (upload) return takeUpload(call, media, upload);
  const url = media.payload['url'];
  if (typeof url !== 'string' || url === '') {
    throw invalidParameter(
      'Param message[attachment][payload] must have a url, an attachment_id or filedata',
    );
  }
  if (!call.simulation.settings.fetchAttachments) return { type: media.type, url };
  return { type: media.type, ...keepFile(call.simulation, await fetchAttachment(media.type, url)) };
}

export function keepForReuse(call: GraphCall, page: PageRecord, attachment: AttachmentRecord): string {
  const { world, mint, clock } = call.simulation;
  const id = mint.id();
  world.uploads.set(id, { id, pageId: page.id, type: attachment.type, attachment, createdAt: clock.nowMs() });
  return id;
}

function takeUpload(call: GraphCall, media: Media, upload: UploadedPart): AttachmentRecord {
  if (upload.bytes.byteLength > largestUpload)
    throw invalidParameter('Attachment size exceeds allowable limit.', 2018109);
  const isOfType = media.type === 'file' || upload.mimeType.startsWith(`${media.type}/`);
  if (!isOfType) {
    throw invalidParameter(
      `Incorrect mime type ${upload.mimeType} for attachment type ${media.type}`,
      2018047,
    );
  }
  return { type: media.type, ...keepFile(call.simulation, upload) };
}

function reuse(call: GraphCall, page: PageRecord, media: Media, id: string): AttachmentRecord {
  const { world, clock } = call.simulation;
  const upload = world.uploads.get(id);
  const isUsable =
    upload?.pageId === page.id &&
    upload.type === media.type &&
    clock.nowMs() - upload.createdAt <= reusableMs;
  if (!isUsable) throw invalidParameter(`Invalid attachment id: ${id}`, 2018074);
  return upload.attachment;
}
