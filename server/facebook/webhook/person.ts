import { asId, asObject, type JsonObject } from '../json.ts';

/**
 * The customer of a messaging item: the sender, or the recipient where the page itself is the sender (echoes).
 * Null when the item names nobody, or only a plugin's `user_ref`.
 */
export function personOfMessaging(item: JsonObject, pageId: string | null): string | null {
  const senderId = asId(asObject(item['sender'])?.['id']);
  const recipientId = asId(asObject(item['recipient'])?.['id']);
  const isFromPage =
    asObject(item['message'])?.['is_echo'] === true || (senderId !== null && senderId === pageId);
  const personId = isFromPage ? recipientId : senderId;
  return personId === pageId ? null : personId;
}

/**
 * Who caused a change of a page's feed, ratings or labels: `from` in today's shape, `sender_id` before 2018,
 * `reviewer_id` in ratings, `user` in labels. Null when Meta does not tell.
 */
export function personOfChange(value: JsonObject): string | null {
  return (
    asId(asObject(value['from'])?.['id']) ??
    asId(value['sender_id']) ??
    asId(value['reviewer_id']) ??
    asId(asObject(value['user'])?.['id'])
  );
}
