import type { Graph, PageAccess } from '../graph/client.ts';
import { asId, asList, asObject, asText, asTime, type JsonValue } from '../json.ts';

/** A message as Meta's own conversation shows it. */
export interface RecentMessage {
  mid: string;
  isFromPage: boolean;
  text: string | null;
  /** How many files or pictures it bears. */
  attachmentCount: number;
  /** Meta's time, to the second. */
  at: Date;
}

/** The newest messages between a page and a person, newest first. */
export interface RecentMessages {
  messages: RecentMessage[];
  /** Meta shows no more than these: there may be older ones behind the last. */
  isCut: boolean;
}

/** Only the newest 20 messages of a conversation can be read. */
const READABLE = 20;

/**
 * Reads what the page and a person last wrote to one another. Settles whether a message whose send had no answer
 * went out. May be repeated safely; Meta allows two such calls a second for a page.
 *
 * @throws GraphRefused, GraphUnreachable as the call does.
 *
 * Source: Meta, Messenger Platform, "Conversations API", read 2026-11-20.
 */
export async function readRecentMessages(
  graph: Graph,
  { pageId, accessToken, appSecret }: PageAccess,
  psid: string,
): Promise<RecentMessages> {
  const fields = `messages.limit(${READABLE}){id,created_time,from,message,attachments}`;
  const answer = await graph.call({
    method: 'GET',
    path: [pageId, 'conversations'],
    query: { platform: 'messenger', user_id: psid, fields },
    accessToken,
    appSecret,
    pageId,
  });
  const conversations = asList(asObject(answer)?.['data']);
  const raw = conversations.flatMap((value) => asList(asObject(asObject(value)?.['messages'])?.['data']));
  const messages = raw
    .flatMap((value) => readMessage(value, pageId))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return { messages, isCut: raw.length >= READABLE };
}

function readMessage(value: JsonValue, pageId: string): RecentMessage[] {
  const message = asObject(value);
  const mid = asId(message?.['id']);
  const at = asTime(message?.['created_time']);
  if (mid === null || at === null) return [];
  return [
    {
      mid,
      at,
      isFromPage: asId(asObject(message?.['from'])?.['id']) === pageId,
      text: asText(message?.['message']),
      attachmentCount: asList(asObject(message?.['attachments'])?.['data']).length,
    },
  ];
}
