import {
  asId,
  asList,
  asNumber,
  asObject,
  asText,
  asTime,
  asUrl,
  asWord,
  type JsonObject,
  type JsonValue,
} from '../json.ts';
import type {
  EventBase,
  MessageContent,
  MessagingFeedbackEvent,
  OptinEvent,
  OrderEvent,
  PageEvent,
  PersonEvent,
  ReactionName,
  Referral,
  UnknownEvent,
} from './page-event.ts';
import { parseAttachments } from './parse-attachments.ts';

/**
 * Reads one element of `messaging` or `standby`. Meta names no kind: the property that is there tells it.
 *
 * @param base  what every event of this item has; `base.raw` is the item.
 */
export function parseMessaging(item: JsonObject, base: EventBase): PageEvent[] {
  const events: PageEvent[] = [];
  for (const [property, parse] of PARSERS) {
    const body = item[property];
    if (body === undefined || body === null) continue;
    const fields = asObject(body);
    events.push(fields === null ? unknown(base, property, 'malformed') : parse(fields, base));
  }
  if (events.length > 0) return events;
  const property = Object.keys(item).find((key) => !SURROUNDINGS.has(key)) ?? null;
  return [unknown(base, property, 'new-kind')];
}

const SURROUNDINGS: ReadonlySet<string> = new Set([
  'sender',
  'recipient',
  'timestamp',
  'prior_message',
  'is_echo',
]);

type Parser = (fields: JsonObject, base: EventBase) => PageEvent;

const PARSERS: readonly (readonly [property: string, parse: Parser])[] = [
  ['message', parseMessage],
  ['postback', parsePostback],
  ['reaction', parseReaction],
  ['message_edit', parseEdit],
  ['delivery', parseDelivery],
  ['read', parseRead],
  [
    'referral',
    (fields, base) =>
      ofPerson(base, 'referral', (person) => ({ ...person, kind: 'referral', referral: referralOf(fields) })),
  ],
  ['optin', parseOptin],
  ['account_linking', parseAccountLinking],
  ['pass_thread_control', parsePassThreadControl],
  ['take_thread_control', parseTakeThreadControl],
  ['request_thread_control', parseRequestThreadControl],
  ['app_roles', parseAppRoles],
  ['policy_enforcement', parsePolicyEnforcement],
  ['response_feedback', parseResponseFeedback],
  ['messaging_feedback', parseMessagingFeedback],
  ['order', parseOrder],
  ['template', parseTemplate],
];

function ofPerson(base: EventBase, rawKind: string, make: (person: PersonEvent) => PageEvent): PageEvent {
  return base.personId === null
    ? unknown(base, rawKind, 'no-person')
    : make({ ...base, personId: base.personId });
}

function unknown(base: EventBase, rawKind: string | null, reason: UnknownEvent['reason']): UnknownEvent {
  return { ...base, kind: 'unknown', rawKind, reason };
}

function parseMessage(message: JsonObject, base: EventBase): PageEvent {
  const mid = asId(message['mid']);
  if (mid === null) return unknown(base, 'message', 'no-id');
  const isEcho = message['is_echo'] === true;
  return ofPerson(base, 'message', (person) => {
    if (message['is_deleted'] === true) return { ...person, kind: 'unsend', mid, isEcho };
    const content = contentOf(message, mid);
    if (isEcho) {
      const appId = asId(message['app_id']);
      return { ...person, ...content, kind: 'echo', appId, metadata: asText(message['metadata']) };
    }
    const referral = asObject(message['referral']);
    return {
      ...person,
      ...content,
      kind: 'message',
      quickReply: quickReplyOf(message),
      referral: referral === null ? null : referralOf(referral),
      commands: asList(message['commands']).flatMap((command) => asText(asObject(command)?.['name']) ?? []),
    };
  });
}

function contentOf(message: JsonObject, mid: string): MessageContent {
  return {
    mid,
    text: asText(message['text']),
    attachments: parseAttachments(message['attachments'], asId(message['sticker_id'])),
    replyTo: replyToOf(message['reply_to']),
    isUnsupported: message['is_unsupported'] === true,
  };
}

function replyToOf(value: JsonValue | undefined): MessageContent['replyTo'] {
  const fields = asObject(value);
  const mid = asId(fields?.['mid']);
  const story = asObject(fields?.['story']);
  if (mid === null && story === null) return null;
  return {
    mid,
    isSelfReply: fields?.['is_self_reply'] === true,
    story: story === null ? null : { id: asId(story['id']), url: asUrl(story['url']) },
  };
}

function quickReplyOf(message: JsonObject): { payload: string } | null {
  const payload = asWord(asObject(message['quick_reply'])?.['payload']);
  return payload === null ? null : { payload };
}

function referralOf(fields: JsonObject): Referral {
  const ad = asObject(fields['ads_context_data']);
  return {
    ref: asText(fields['ref']),
    source: asText(fields['source']),
    type: asText(fields['type']),
    adId: asId(fields['ad_id']),
    refererUri: asUrl(fields['referer_uri']),
    productId: asId(asObject(fields['product'])?.['id']),
    ad: ad && {
      title: asText(ad['ad_title']),
      photoUrl: asUrl(ad['photo_url']),
      videoUrl: asUrl(ad['video_url']),
      postId: asId(ad['post_id']),
      productId: asId(ad['product_id']),
      flowId: asId(ad['flow_id']),
    },
  };
}

function parsePostback(postback: JsonObject, base: EventBase): PageEvent {
  const referral = asObject(postback['referral']);
  return ofPerson(base, 'postback', (person) => ({
    ...person,
    kind: 'postback',
    mid: asId(postback['mid']),
    title: asText(postback['title']),
    payload: asWord(postback['payload']),
    referral: referral === null ? null : referralOf(referral),
  }));
}

const REACTIONS: ReadonlySet<string> = new Set([
  'smile',
  'angry',
  'sad',
  'wow',
  'love',
  'like',
  'dislike',
  'other',
]);

function reactionName(value: JsonValue | undefined): ReactionName | null {
  const word = asText(value);
  if (word === null) return null;
  return isReactionName(word) ? word : 'other';
}

function isReactionName(word: string): word is ReactionName {
  return REACTIONS.has(word);
}

function parseReaction(reaction: JsonObject, base: EventBase): PageEvent {
  const mid = asId(reaction['mid']);
  if (mid === null) return unknown(base, 'reaction', 'no-id');
  return ofPerson(base, 'reaction', (person) => ({
    ...person,
    kind: 'reaction',
    mid,
    action: reaction['action'] === 'unreact' ? 'unreact' : 'react',
    reaction: reactionName(reaction['reaction']),
    emoji: asText(reaction['emoji']),
    by: senderOf(base),
  }));
}

function parseEdit(edit: JsonObject, base: EventBase): PageEvent {
  const mid = asId(edit['mid']);
  if (mid === null) return unknown(base, 'message_edit', 'no-id');
  return ofPerson(base, 'message_edit', (person) => ({
    ...person,
    kind: 'edit',
    mid,
    text: asText(edit['text']),
    editNumber: asCount(edit['num_edit']),
    by: senderOf(base),
  }));
}

/** So many edits has no message; Messenger allows five. */
const mostCounted = 10_000;

function asCount(value: JsonValue | undefined): number | null {
  const count = asNumber(value);
  return count !== null && Number.isInteger(count) && count >= 0 && count < mostCounted ? count : null;
}

function senderOf(base: EventBase): 'person' | 'page' {
  return asId(asObject(messagingOf(base)?.['sender'])?.['id']) === base.pageId ? 'page' : 'person';
}

/** The messaging item itself; in `changes` it is the change's value. */
function messagingOf({ raw }: EventBase): JsonObject | null {
  const item = asObject(raw);
  return asObject(item?.['value']) ?? item;
}

function parseDelivery(delivery: JsonObject, base: EventBase): PageEvent {
  return ofPerson(base, 'delivery', (person) => ({
    ...person,
    kind: 'delivery',
    watermark: asTime(delivery['watermark']),
    mids: asList(delivery['mids']).flatMap((mid) => asId(mid) ?? []),
  }));
}

function parseRead(read: JsonObject, base: EventBase): PageEvent {
  return ofPerson(base, 'read', (person) => ({
    ...person,
    kind: 'read',
    watermark: asTime(read['watermark']),
  }));
}

function parseOptin(optin: JsonObject, base: EventBase): PageEvent {
  return {
    ...base,
    kind: 'optin',
    optinType: optinTypeOf(optin),
    ref: asText(optin['ref']),
    userRef: asId(optin['user_ref']) ?? asId(asObject(messagingOf(base)?.['sender'])?.['user_ref']),
    payload: asWord(optin['payload']),
    title: asText(optin['title']),
    token: asText(optin['notification_messages_token']) ?? asText(optin['one_time_notif_token']),
    tokenExpiresAt: asTime(optin['token_expiry_timestamp']),
    notifications: notificationsOf(optin),
    timezone: asText(optin['notification_messages_timezone']),
    topic: asText(optin['notification_messages_topic']) ?? asText(optin['topic']),
  };
}

function optinTypeOf(optin: JsonObject): OptinEvent['optinType'] {
  switch (optin['type']) {
    case 'notification_messages':
      return 'notification-messages';
    case 'one_time_notif_req':
      return 'one-time';
    case undefined:
    case null:
      return 'plugin';
    default:
      return 'unknown';
  }
}

function notificationsOf(optin: JsonObject): OptinEvent['notifications'] {
  const status = asText(optin['notification_messages_status'])?.toUpperCase();
  if (status?.startsWith('STOP')) return 'stop';
  return status?.startsWith('RESUME') ? 'resume' : null;
}

function parseAccountLinking(linking: JsonObject, base: EventBase): PageEvent {
  const status = linking['status'];
  return ofPerson(base, 'account_linking', (person) => ({
    ...person,
    kind: 'account-linking',
    status: status === 'linked' || status === 'unlinked' ? status : 'unknown',
    authorizationCode: asText(linking['authorization_code']),
  }));
}

function parsePassThreadControl(control: JsonObject, base: EventBase): PageEvent {
  return ofPerson(base, 'pass_thread_control', (person) => ({
    ...person,
    kind: 'pass-thread-control',
    ...ownersOf(control),
  }));
}

function parseTakeThreadControl(control: JsonObject, base: EventBase): PageEvent {
  return ofPerson(base, 'take_thread_control', (person) => ({
    ...person,
    kind: 'take-thread-control',
    ...ownersOf(control),
  }));
}

function ownersOf(control: JsonObject) {
  return {
    previousOwnerAppId: asId(control['previous_owner_app_id']),
    newOwnerAppId: asId(control['new_owner_app_id']),
    metadata: asText(control['metadata']),
  };
}

function parseRequestThreadControl(control: JsonObject, base: EventBase): PageEvent {
  return ofPerson(base, 'request_thread_control', (person) => ({
    ...person,
    kind: 'request-thread-control',
    requestedOwnerAppId: asId(control['requested_owner_app_id']),
    metadata: asText(control['metadata']),
  }));
}

function parseAppRoles(roles: JsonObject, base: EventBase): PageEvent {
  const apps = Object.entries(roles).map(([appId, names]) => ({
    appId,
    roles: asList(names).flatMap((name) => asText(name) ?? []),
  }));
  return { ...base, kind: 'app-roles', apps };
}

function parsePolicyEnforcement(policy: JsonObject, base: EventBase): PageEvent {
  const action = asText(policy['action'])?.toLowerCase();
  const isKnown = action === 'warning' || action === 'block' || action === 'unblock';
  return {
    ...base,
    kind: 'policy-enforcement',
    action: isKnown ? action : 'unknown',
    reason: asText(policy['reason']),
  };
}

function parseResponseFeedback(response: JsonObject, base: EventBase): PageEvent {
  const words = asText(response['feedback'])?.toLowerCase() ?? '';
  const feedback = words.startsWith('good') ? 'good' : words.startsWith('bad') ? 'bad' : 'unknown';
  return ofPerson(base, 'response_feedback', (person) => ({
    ...person,
    kind: 'response-feedback',
    mid: asId(response['mid']),
    feedback,
  }));
}

function parseMessagingFeedback(feedback: JsonObject, base: EventBase): PageEvent {
  return ofPerson(base, 'messaging_feedback', (person) => ({
    ...person,
    kind: 'messaging-feedback',
    answers: asList(feedback['feedback_screens']).flatMap(answersOf),
  }));
}

function answersOf(screen: JsonValue): MessagingFeedbackEvent['answers'] {
  const fields = asObject(screen);
  return Object.entries(asObject(fields?.['questions']) ?? {}).flatMap(([questionId, value]) => {
    const answer = asObject(value);
    if (answer === null) return [];
    const followUp = asObject(answer['follow_up']);
    return {
      screenId: asId(fields?.['screen_id']),
      questionId,
      type: asText(answer['type']),
      payload: asWord(answer['payload']),
      followUp: followUp && { type: asText(followUp['type']), payload: asWord(followUp['payload']) },
    };
  });
}

function parseOrder(order: JsonObject, base: EventBase): PageEvent {
  return ofPerson(base, 'order', (person) => ({
    ...person,
    kind: 'order',
    products: asList(order['products']).flatMap(productOf),
    note: asText(order['note']),
  }));
}

function productOf(value: JsonValue): OrderEvent['products'] {
  const product = asObject(value);
  if (product === null) return [];
  return [
    {
      id: asId(product['id']),
      retailerId: asId(product['retailer_id']),
      name: asText(product['name']),
      unitPrice: asNumber(product['unit_price']),
      currency: asText(product['currency']),
      quantity: asNumber(product['quantity']),
    },
  ];
}

function parseTemplate(template: JsonObject, base: EventBase): PageEvent {
  if (template['type'] !== 'coupon') return unknown(base, 'template', 'new-kind');
  return ofPerson(base, 'template', (person) => ({
    ...person,
    kind: 'coupon',
    payload: asWord(template['payload']),
    couponCode: asId(template['coupon_code']),
  }));
}
