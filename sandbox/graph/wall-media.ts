import { keepFile } from '../people/attachment-input.ts';
import type { Simulation } from '../simulation.ts';
import { linkOf, stickerIdOf } from '../webhooks/attachment-shapes.ts';
import type { AttachmentRecord } from '../world/records.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError, invalidParameter } from './graph-error.ts';
import { fetchAttachment } from './send/fetch-attachment.ts';

const badImage = () => new GraphError({ code: 324, message: '(#324) Missing or invalid image file' });

/** The picture or film of a post or a comment, from the upload of the call or from an address. */
export async function takeWallMedia(
  call: GraphCall,
  type: 'image' | 'video',
  url: string | undefined,
): Promise<AttachmentRecord | undefined> {
  const upload = call.request.uploads[0];
  if (upload) {
    if (!upload.mimeType.startsWith(`${type}/`)) throw badImage();
    return { type, ...keepFile(call.simulation, upload) };
  }
  if (url === undefined) return undefined;
  if (!URL.canParse(url)) throw invalidParameter('url should represent a valid URL');
  if (!call.simulation.settings.fetchAttachments) return { type, url };
  try {
    return { type, ...keepFile(call.simulation, await fetchAttachment(type, url)) };
  } catch (error) {
    // The Send API's subcodes mean nothing here.
    if (error instanceof GraphError) throw badImage();
    throw error;
  }
}

/** An attachment as posts and comments show it. */
export function wallAttachmentShape(
  simulation: Simulation,
  attachment: AttachmentRecord,
  target: { id: string; url: string },
): Record<string, unknown> {
  const isSticker = attachment.type === 'sticker';
  const src = isSticker
    ? simulation.links.picture('sticker', stickerIdOf(attachment))
    : linkOf(simulation, attachment);
  const image = isSticker ? { height: 120, width: 120 } : { height: 320, width: 480 };
  const media = { image: { ...image, src } };
  switch (attachment.type) {
    case 'video':
      return { media: { ...media, source: src }, target, type: 'video_inline', url: target.url };
    case 'sticker':
      return { media, target, type: 'sticker', url: target.url };
    case 'gif':
      return { media, title: attachment.title, type: 'animated_image_share', url: attachment.url };
    default:
      return { media, target, type: 'photo', url: target.url };
  }
}
