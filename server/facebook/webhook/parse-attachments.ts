import { asId, asList, asNumber, asObject, asText, asUrl, type JsonObject, type JsonValue } from '../json.ts';
import type { AttachmentType, PageAttachment } from './page-event.ts';

const TYPES: ReadonlyMap<string, AttachmentType> = new Map([
  ['image', 'image'],
  ['sticker', 'sticker'],
  ['audio', 'audio'],
  ['video', 'video'],
  ['file', 'file'],
  ['location', 'location'],
  ['fallback', 'fallback'],
  ['template', 'template'],
  ['reel', 'reel'],
  ['ig_reel', 'reel'],
  ['post', 'post'],
  ['ig_post', 'post'],
  ['share', 'share'],
  ['story_mention', 'story-mention'],
  ['ephemeral', 'ephemeral'],
  ['appointment_booking', 'appointment'],
]);

const NAMED_TYPES: ReadonlySet<AttachmentType> = new Set(['image', 'audio', 'video', 'file', 'unknown']);

// Meta's own composer sends at most 30 pictures at once; what is above this bound serves nobody.
const MAX_ATTACHMENTS = 100;

/**
 * Reads a message's attachments. The same address twice is one attachment (in the summer of 2026 a sticker came
 * as `image` and as `sticker`); of the two the sticker is kept. Items that are no objects are left out.
 *
 * @param messageStickerId  the older `sticker_id` beside the attachments; belongs to the only picture.
 */
export function parseAttachments(
  list: JsonValue | undefined,
  messageStickerId: string | null,
): PageAttachment[] {
  const found: PageAttachment[] = [];
  for (const item of asList(list).slice(0, MAX_ATTACHMENTS)) {
    const fields = asObject(item);
    if (fields === null) continue;
    const attachment = parseAttachment(fields, messageStickerId);
    const twinAt = attachment.url === null ? -1 : found.findIndex((other) => other.url === attachment.url);
    if (twinAt === -1) found.push(attachment);
    else if (attachment.type === 'sticker') found[twinAt] = attachment;
  }
  return found;
}

function parseAttachment(fields: JsonObject, messageStickerId: string | null): PageAttachment {
  const payload = asObject(fields['payload']);
  const rawType = asText(fields['type']);
  const known = TYPES.get(rawType ?? '') ?? 'unknown';
  const isPicture = known === 'image' || known === 'sticker';
  const stickerId = asId(payload?.['sticker_id']) ?? (isPicture ? messageStickerId : null);
  const type = known === 'image' && stickerId !== null ? 'sticker' : known;
  const url = asUrl(payload?.['url']) ?? asUrl(fields['url']);
  return {
    type,
    rawType,
    url,
    title:
      asText(payload?.['title']) ??
      asText(fields['title']) ??
      (type === 'template' ? titleOfTemplate(payload) : null),
    stickerId,
    coordinates: coordinatesOf(payload),
    name: url !== null && NAMED_TYPES.has(type) ? nameInUrl(url) : null,
    payload: fields['payload'] ?? null,
  };
}

/** The words by which a person would know the template: a button template's text, else its first element's title. */
function titleOfTemplate(payload: JsonObject | null): string | null {
  const elements = payload?.['elements'] ?? asObject(payload?.['product'])?.['elements'];
  return asText(payload?.['text']) ?? asText(asObject(asList(elements)[0])?.['title']);
}

function coordinatesOf(payload: JsonObject | null): PageAttachment['coordinates'] {
  const place = asObject(payload?.['coordinates']);
  const lat = asNumber(place?.['lat']);
  const long = asNumber(place?.['long']);
  if (lat === null || long === null || Math.abs(lat) > 90 || Math.abs(long) > 180) return null;
  return { lat, long };
}

function nameInUrl(url: string): string | null {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last).replace(/[\\/\0]/g, '') || null;
  } catch {
    // A stray % in the address: the name as it stands is better than none.
    return last;
  }
}
