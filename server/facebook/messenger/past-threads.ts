import type { Graph, PageAccess } from '../graph/client.ts';
import { asId, asList, asObject, asText, asTime, asUrl, type JsonObject, type JsonValue } from '../json.ts';
import type { MessageContent, PageAttachment } from '../webhook/page-event.ts';

/** A message as Meta's own list of conversations still shows it. */
export interface PastMessage extends MessageContent {
  isFromPage: boolean;
  /** Meta's time, to the second: webhooks tell the same message to the millisecond. */
  at: Date;
  /** As Meta sent it. */
  raw: JsonValue;
}

/** What the page and one person wrote, as far as it can still be read: the newest 20, oldest first. */
export interface PastThread {
  psid: string;
  /** Meta's time of what happened last in it. */
  updatedAt: Date;
  messages: PastMessage[];
}

export interface PastThreads {
  /** The ones that were touched last come first. */
  threads: PastThread[];
  /** Where the next ones begin; null at the end. Dies after a while: whoever keeps it must be able to begin anew. */
  next: string | null;
}

/** Only the newest 20 messages of a conversation can be read. */
const READABLE = 20;

const MESSAGE_FIELDS = 'id,created_time,from,message,attachments,shares,sticker,reply_to,is_unsupported';

/**
 * Reads a piece of the list of a page's conversations, each with its newest messages, by one call. May be repeated
 * safely; Meta allows two such calls a second for a page.
 *
 * @param piece.after  the `next` of the piece before.
 * @throws GraphRefused, GraphUnreachable as the call does; a dead `after` is refused with code 100.
 *
 * Source: Meta, Messenger Platform, "Conversations API", read 2026-11-20.
 */
export async function readPastThreads(
  graph: Graph,
  { pageId, accessToken, appSecret }: PageAccess,
  piece: { limit: number; after: string | null },
): Promise<PastThreads> {
  const answer = asObject(
    await graph.call({
      method: 'GET',
      path: [pageId, 'conversations'],
      query: {
        platform: 'messenger',
        fields: `id,updated_time,participants,messages.limit(${READABLE}){${MESSAGE_FIELDS}}`,
        limit: piece.limit,
        ...(piece.after === null ? {} : { after: piece.after }),
      },
      accessToken,
      appSecret,
      pageId,
    }),
  );
  const paging = asObject(answer?.['paging']);
  const after = asText(asObject(paging?.['cursors'])?.['after']);
  return {
    threads: asList(answer?.['data']).flatMap((value) => threadOf(value, pageId)),
    // Meta repeats the last cursor for ever; only `next` says that there is more.
    next: asText(paging?.['next']) === null ? null : after,
  };
}

function threadOf(value: JsonValue, pageId: string): PastThread[] {
  const thread = asObject(value);
  const messages = asList(asObject(thread?.['messages'])?.['data'])
    .flatMap((message) => messageOf(message, pageId))
    // Newest first as it comes: of one second the order of the list is the order of speaking.
    .toReversed()
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const psid = asList(asObject(thread?.['participants'])?.['data'])
    .map((person) => asId(asObject(person)?.['id']))
    .find((id) => id !== null && id !== pageId);
  const updatedAt = asTime(thread?.['updated_time']) ?? messages.at(-1)?.at ?? null;
  return psid && updatedAt ? [{ psid, updatedAt, messages }] : [];
}

function messageOf(value: JsonValue, pageId: string): PastMessage[] {
  const message = asObject(value);
  const mid = asId(message?.['id']);
  const at = asTime(message?.['created_time']);
  if (message === null || mid === null || at === null) return [];
  const quoted = asObject(message['reply_to']);
  return [
    {
      mid,
      at,
      isFromPage: asId(asObject(message['from'])?.['id']) === pageId,
      text: asText(message['message']),
      attachments: attachmentsOf(message),
      replyTo: quoted && {
        mid: asId(quoted['mid']),
        isSelfReply: quoted['is_self_reply'] === true,
        story: null,
      },
      isUnsupported: message['is_unsupported'] === true,
      raw: value,
    },
  ];
}

function attachmentsOf(message: JsonObject): PageAttachment[] {
  const files = asList(asObject(message['attachments'])?.['data']).flatMap(fileOf);
  const links = asList(asObject(message['shares'])?.['data']).flatMap(linkOf);
  const sticker = asUrl(message['sticker']);
  return [...files, ...links, ...(sticker === null ? [] : [attachment('sticker', { url: sticker })])];
}

/** Here the kind stands in which property is there, and not in a word. */
function fileOf(value: JsonValue): PageAttachment[] {
  const file = asObject(value);
  if (file === null) return [];
  const name = asText(file['name']);
  const image = asObject(file['image_data']);
  if (image) {
    const isSticker = image['render_as_sticker'] === true;
    return [attachment(isSticker ? 'sticker' : 'image', { url: asUrl(image['url']), name })];
  }
  const video = asObject(file['video_data']);
  if (video) return [attachment('video', { url: asUrl(video['url']), name })];
  const url = asUrl(file['file_url']);
  if (url !== null) {
    const isAudio = asText(file['mime_type'])?.startsWith('audio/') === true;
    return [attachment(isAudio ? 'audio' : 'file', { url, name })];
  }
  const template = asObject(file['generic_template']);
  if (template) return [attachment('template', { title: asText(template['title']), payload: template })];
  const title = asText(file['title']) ?? name;
  return [
    attachment('unknown', { url: asUrl(file['url']), title, payload: file, rawType: asText(file['type']) }),
  ];
}

function linkOf(value: JsonValue): PageAttachment[] {
  const share = asObject(value);
  const url = asUrl(share?.['link']) ?? asUrl(share?.['url']);
  return url === null ? [] : [attachment('fallback', { url, title: asText(share?.['name']) })];
}

function attachment(type: PageAttachment['type'], known: Partial<PageAttachment>): PageAttachment {
  return {
    type,
    rawType: type,
    url: null,
    title: null,
    stickerId: null,
    coordinates: null,
    name: null,
    payload: null,
    ...known,
  };
}
