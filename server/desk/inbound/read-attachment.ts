import type { PageAttachment } from '../../facebook/webhook/page-event.ts';
import type { NewInboundAttachment } from '../../store/inbound-writes.ts';

export type AttachmentTableKind = NewInboundAttachment['kind'];

/** What an attachment of Meta's is to us, but for its place: media are downloaded, all else is a card. */
export type ReadAttachment = Omit<
  NewInboundAttachment,
  'id' | 'messageId' | 'conversationId' | 'pageId' | 'position'
>;

/** Translates one attachment of Meta's into ours. */
export function readAttachment(attachment: PageAttachment): ReadAttachment {
  const kind = kindOf(attachment);
  const isMedia = mediaKinds.has(kind);
  const { url, coordinates } = attachment;
  return {
    kind,
    rawType: attachment.rawType ?? 'unknown',
    name: attachment.name,
    title: attachment.title,
    link: !isMedia && url?.startsWith('https://') ? url : null,
    latitude: coordinates?.lat ?? null,
    longitude: coordinates?.long ?? null,
    sourceUrl: url,
    payload: isMedia ? null : attachment.payload,
    state: isMedia ? 'pending' : 'none',
  };
}

const mediaKinds: ReadonlySet<AttachmentTableKind> = new Set(['image', 'video', 'audio', 'file', 'sticker']);

function kindOf({ type, url }: PageAttachment): AttachmentTableKind {
  switch (type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'sticker':
      // Without an address there is nothing to download and nothing to show.
      return url === null ? 'unknown' : type;
    case 'location':
    case 'template':
      return type;
    case 'fallback':
    case 'share':
    case 'post':
    case 'reel':
    case 'story-mention':
      return 'link';
    case 'ephemeral':
    case 'appointment':
    case 'unknown':
      return 'unknown';
  }
}
