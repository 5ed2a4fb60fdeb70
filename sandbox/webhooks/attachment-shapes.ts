import type { AttachmentRecord } from '../world/records.ts';
import type { Settings } from '../world/settings.ts';
import type { SignedLinks } from '../world/signed-links.ts';
import type { World } from '../world/world.ts';

export interface ShapeContext {
  world: World;
  links: SignedLinks;
  settings: Settings;
}

/** Where the bytes of an attachment are to be had, with a link made now; undefined: it has none. */
export function linkOf(context: ShapeContext, attachment: AttachmentRecord): string | undefined {
  const file = attachment.fileId === undefined ? undefined : context.world.files.get(attachment.fileId);
  return file ? context.links.file(file) : attachment.url;
}

/** One attachment as webhooks show it; a sticker may become two during its time of change. */
export function webhookAttachments(
  context: ShapeContext,
  attachment: AttachmentRecord,
  isEcho: boolean,
): Record<string, unknown>[] {
  if (attachment.raw) return [attachment.raw];
  const { type, title, payload } = attachment;
  const url = linkOf(context, attachment);
  switch (type) {
    case 'image':
    case 'audio':
    case 'video':
    case 'file':
      return [{ type, payload: { url } }];
    case 'sticker':
      return stickerAttachments(context, attachment);
    case 'location':
      return [{ type, title, url, payload }];
    case 'fallback':
      return [isEcho ? { type, payload: null, title, url } : { type, payload: { url, title } }];
    case 'template':
      return [{ type, payload }];
    default:
      return [{ type, payload: { url, title, ...asObject(payload) } }];
  }
}

function stickerAttachments(context: ShapeContext, attachment: AttachmentRecord): Record<string, unknown>[] {
  const id = stickerIdOf(attachment);
  const url = context.links.picture('sticker', id);
  const payload = { url, sticker_id: context.settings.stickerId === 'number' ? Number(id) : id };
  const sticker = { type: 'sticker', payload };
  const image = { type: 'image', payload };
  if (context.settings.stickerForm === 'both') return [sticker, image];
  return [context.settings.stickerForm === 'image' ? image : sticker];
}

export function stickerIdOf(attachment: AttachmentRecord): string {
  return String(asObject(attachment.payload)['sticker_id']);
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
