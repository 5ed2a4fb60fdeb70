import fc from 'fast-check';
import type { PageEventKind } from '../facebook/webhook/page-event.ts';

/**
 * Every body that Meta's webhooks may have, as fast-check makes them: all kinds, each optional field there or not, ids
 * written as text and as numbers, old shapes and new ones. `spoil` then breaks them at any place.
 *
 * Source: Meta, Messenger Platform, "Webhook events", and "Webhooks for Pages", both read 2026-11-20.
 */

/** A piece of JSON that keeps what `JSON.stringify` could not write: long numbers, a key twice, half a character. */
export type Node = { fields: [key: string, value: Node][] } | { items: Node[] } | { json: string };

export const PAGE = '700100200300401';

/** The text of a body as Meta writes it: ASCII alone, with `\/`. */
export function print(node: Node): string {
  if ('json' in node) return node.json;
  if ('items' in node) return `[${node.items.map(print).join(',')}]`;
  return `{${node.fields.map(([key, value]) => `${quote(key)}:${print(value)}`).join(',')}}`;
}

function quote(text: string): string {
  return JSON.stringify(text)
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

const json = (text: string): Node => ({ json: text });
const text = (value: string): Node => json(quote(value));
const one = (value: unknown): fc.Arbitrary<Node> => fc.constant(json(JSON.stringify(value)));
const anyOf = (...values: unknown[]) =>
  fc.constantFrom(...values.map((value) => json(JSON.stringify(value))));
const list = (item: fc.Arbitrary<Node>, maxLength = 3, minLength = 0): fc.Arbitrary<Node> =>
  fc.array(item, { minLength, maxLength }).map((items) => ({ items }));

/** An object; a key that ends in `?` may be missing. The keys come in any order. */
function object(shape: Record<string, fc.Arbitrary<Node>>): fc.Arbitrary<Node> {
  const members = Object.entries(shape).map(([name, value]) => {
    const key = name.replace(/\?$/, '');
    const member = value.map((node): [string, Node] => [key, node]);
    return name.endsWith('?') ? fc.option(member, { nil: null }) : member;
  });
  return fc.tuple(fc.tuple(...members), fc.boolean()).map(([found, isTurned]) => {
    const fields = found.filter((member) => member !== null);
    return { fields: isTurned ? fields.toReversed() : fields };
  });
}

/** 15 to 18 digits: around and far beyond 2^53. */
const bigDigits = fc.bigInt({ min: 10n ** 14n, max: 10n ** 18n - 1n }).map(String);
const asTextOrNumber = (value: fc.Arbitrary<string>): fc.Arbitrary<Node> =>
  fc.tuple(value, fc.boolean()).map(([found, isNumber]) => json(isNumber ? found : `"${found}"`));
const id = asTextOrNumber(bigDigits);
const psids = ['28181025008155419', '28181025008155420', '9007199254740993', '28', '100000000000000001'];
const psid = asTextOrNumber(fc.constantFrom(...psids));
const page = asTextOrNumber(fc.constant(PAGE));
const wordUnits = fc.oneof(
  { weight: 12, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '👍🏽',
      'a\u0000b',
      '\ud83d',
      '\udc4d',
      '\ud83d\ud83d\udc4d',
      '\\u0000',
      '\\ud800',
    ),
  },
);
const words = fc.oneof(
  { weight: 8, arbitrary: wordUnits.map(text) },
  // Escapes in capitals, too: Meta writes small letters, a proxy in between may not.
  {
    weight: 1,
    arbitrary: fc.constantFrom(json('"\\uD83D\\uDE00"'), json('"\\uDC00 \\uD800"'), json('"\\u0000"')),
  },
);
const mid = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019-_=:/+.$'), minLength: 8, maxLength: 60 })
  .map((rest) => text(`m_${rest}`));
const url = fc.constantFrom(
  ...[
    'https://scontent.example/v/a%20b.jpg?_nc=1',
    'http://cdn.example/%E0%A4%A',
    'https://m.example/x/..%2f..',
  ].map(text),
);
const between = (min: number, max: number) => asTextOrNumber(fc.integer({ min, max }).map(String));
const ms = between(1_600_000_000_000, 1_900_000_000_000);
const seconds = between(1_600_000_000, 1_900_000_000);
const flag = anyOf(true, false);
const bit = anyOf(0, 1, true, false, '1');

const referral = object({
  'ref?': words,
  'source?': anyOf('SHORTLINK', 'ADS', 'CUSTOMER_CHAT_PLUGIN', 'MESSENGER_CODE'),
  'type?': one('OPEN_THREAD'),
  'ad_id?': id,
  'referer_uri?': url,
  'is_guest_user?': flag,
  'product?': object({ id }),
  'ads_context_data?': object({
    'ad_title?': words,
    'photo_url?': url,
    'video_url?': url,
    'post_id?': id,
    'product_id?': id,
    'flow_id?': id,
  }),
});

const button = object({
  type: anyOf('web_url', 'postback', 'phone_number'),
  'title?': words,
  'url?': url,
  'payload?': words,
});
const attachment = fc.oneof(
  object({
    type: anyOf('image', 'sticker', 'audio', 'video', 'file', 'a_new_type'),
    'payload?': object({ 'url?': url, 'sticker_id?': id, 'attachment_id?': id, 'is_reusable?': flag }),
  }),
  object({
    type: one('location'),
    'title?': words,
    'url?': url,
    payload: object({ coordinates: object({ lat: anyOf(52.5, '52.5', -90), long: anyOf(13.4, 180) }) }),
  }),
  object({
    type: one('fallback'),
    'title?': words,
    'url?': url,
    'payload?': fc.oneof(one(null), object({ 'url?': url, 'title?': words })),
  }),
  object({
    type: one('template'),
    payload: object({
      'template_type?': anyOf('generic', 'button', 'media', 'coupon'),
      'text?': words,
      'buttons?': list(button),
      'elements?': list(object({ 'title?': words, 'attachment_id?': id, 'buttons?': list(button) })),
      'product?': object({
        elements: list(object({ id, 'retailer_id?': id, 'title?': words, 'image_url?': url })),
      }),
    }),
  }),
  object({
    type: anyOf('reel', 'ig_reel', 'post', 'ig_post', 'share', 'story_mention', 'ephemeral'),
    'payload?': object({ 'url?': url, 'title?': words, 'reel_video_id?': id, 'id?': id }),
  }),
  object({
    type: one('appointment_booking'),
    payload: object({
      booking_id: id,
      status: anyOf('requested', 'confirmed', 'declined', 'cancelled'),
      'start_time?': seconds,
      'end_time?': seconds,
      'timezone?': one('Europe/Berlin'),
    }),
  }),
);

const content = {
  mid,
  'text?': words,
  'attachments?': list(attachment),
  'sticker_id?': id,
  'reply_to?': fc.oneof(
    object({ mid, 'is_self_reply?': flag }),
    object({ story: object({ 'id?': id, 'url?': url }) }),
  ),
  'is_unsupported?': one(true),
  'nlp?': object({ entities: object({}) }),
  'seq?': anyOf(0, 17),
};

const body: Record<string, [PageEventKind, fc.Arbitrary<Node>]> = {
  message: [
    'message',
    object({
      ...content,
      'quick_reply?': object({ payload: fc.oneof(words, anyOf(7)) }),
      'referral?': referral,
      'commands?': list(object({ name: words })),
      'is_echo?': one(false),
    }),
  ],
  postback: ['postback', object({ 'mid?': mid, 'title?': words, 'payload?': words, 'referral?': referral })],
  reaction: [
    'reaction',
    object({
      mid,
      action: anyOf('react', 'unreact'),
      'reaction?': anyOf('love', 'other', 'brand-new'),
      'emoji?': words,
    }),
  ],
  message_edit: ['edit', object({ mid, 'text?': words, 'num_edit?': anyOf(1, '2', 5) })],
  delivery: ['delivery', object({ 'watermark?': ms, 'mids?': list(mid), 'seq?': anyOf(4) })],
  read: ['read', object({ 'watermark?': ms, 'seq?': anyOf(4) })],
  referral: ['referral', referral],
  optin: [
    'optin',
    object({
      'type?': anyOf('notification_messages', 'one_time_notif_req', 'a_new_type'),
      'ref?': words,
      'user_ref?': id,
      'payload?': words,
      'title?': words,
      'notification_messages_token?': words,
      'one_time_notif_token?': words,
      'notification_messages_timezone?': words,
      'notification_messages_topic?': words,
      'notification_messages_status?': anyOf('STOP NOTIFICATIONS', 'RESUME NOTIFICATIONS'),
      'notification_messages_frequency?': anyOf('DAILY'),
      'token_expiry_timestamp?': ms,
      'user_token_status?': anyOf('REFRESHED', 'NOT_REFRESHED'),
    }),
  ],
  account_linking: [
    'account-linking',
    object({ status: anyOf('linked', 'unlinked', 'new'), 'authorization_code?': words }),
  ],
  pass_thread_control: [
    'pass-thread-control',
    object({
      'previous_owner_app_id?': fc.oneof(one(null), id),
      'new_owner_app_id?': id,
      'metadata?': words,
    }),
  ],
  take_thread_control: [
    'take-thread-control',
    object({
      'previous_owner_app_id?': id,
      'new_owner_app_id?': fc.oneof(one(null), id),
      'metadata?': words,
    }),
  ],
  request_thread_control: [
    'request-thread-control',
    object({ 'requested_owner_app_id?': id, 'metadata?': words }),
  ],
  app_roles: [
    'app-roles',
    object({ '12345678901234567': list(anyOf('primary_receiver', 'secondary_receiver')) }),
  ],
  policy_enforcement: [
    'policy-enforcement',
    object({ action: anyOf('warning', 'block', 'unblock'), 'reason?': words }),
  ],
  response_feedback: [
    'response-feedback',
    object({ feedback: anyOf('Good response', 'Bad response'), 'mid?': mid }),
  ],
  messaging_feedback: [
    'messaging-feedback',
    object({
      feedback_screens: list(
        object({
          screen_id: anyOf(0, '1'),
          questions: object({
            'q1?': object({
              type: anyOf('csat', 'nps', 'ces', 'free_form'),
              'payload?': fc.oneof(words, anyOf(4)),
              'follow_up?': object({ 'type?': one('free_form'), 'payload?': words }),
            }),
          }),
        }),
      ),
    }),
  ],
  order: [
    'order',
    object({
      'products?': list(
        object({
          'id?': id,
          'retailer_id?': id,
          'name?': words,
          'unit_price?': anyOf(20.5, '20.5'),
          'currency?': one('EUR'),
          'quantity?': anyOf(1, '2'),
        }),
      ),
      'note?': words,
    }),
  ],
  template: ['coupon', object({ type: one('coupon'), 'payload?': words, 'coupon_code?': words })],
};

/** One item of a list of a delivery, and how it must be read. */
export interface Item {
  node: Node;
  kind: PageEventKind;
  list: 'messaging' | 'standby' | 'changes';
}

const fromPerson = {
  sender: object({ id: psid, 'user_ref?': id }),
  recipient: object({ id: page }),
  'timestamp?': ms,
};
const fromPage = { sender: object({ id: page }), recipient: object({ id: psid }), 'timestamp?': ms };
const nobody = { recipient: object({ id: page }), 'timestamp?': ms };
const unknownKinds = ['form', 'messaging_customer_information', 'game_play', 'a_kind_of_2027'];

const messagingItem: fc.Arbitrary<{ node: Node; kind: PageEventKind }> = fc.oneof(
  ...Object.entries(body).map(([property, [kind, fields]]) =>
    object({
      ...(property === 'app_roles' || property === 'policy_enforcement' ? nobody : fromPerson),
      'prior_message?': object({ source: one('checkbox_plugin'), identifier: words }),
      [property]: fields,
    }).map((node) => ({ node, kind })),
  ),
  object({
    ...fromPage,
    message: object({ ...content, is_echo: one(true), 'app_id?': id, 'metadata?': words }),
  }).map((node) => ({ node, kind: 'echo' as const })),
  object({ ...fromPerson, message: object({ mid, is_deleted: one(true) }) }).map((node) => ({
    node,
    kind: 'unsend' as const,
  })),
  fc
    .constantFrom(...unknownKinds)
    .chain((kind) => object({ ...fromPerson, [kind]: object({ 'anything?': words, 'id?': id }) }))
    .map((node) => ({ node, kind: 'unknown' as const })),
);

const author = object({ id: psid, 'name?': words });
const feedContent = {
  'verb?': anyOf('add', 'edit', 'edited', 'remove', 'hide', 'unhide', 'block', 'follow', 'brand-new'),
  'from?': author,
  'sender_id?': id,
  'sender_name?': words,
  'post?': object({
    'id?': fc.constant(text(`${PAGE}_900`)),
    'status_type?': one('mobile_status_update'),
    'is_published?': flag,
    'updated_time?': one('2026-11-20T10:00:09+0000'),
    'permalink_url?': url,
  }),
  'created_time?': seconds,
  'message?': words,
  'photo?': url,
  'photos?': list(url),
  'video?': url,
  'link?': url,
  'photo_id?': id,
  'published?': bit,
  'is_hidden?': bit,
};
const commentId = bigDigits.map((rest) => text(`900_${rest}`));
const postId = fc.oneof(fc.constant(text(`${PAGE}_900`)), id);
const postItems =
  'album coupon event link milestone note photo photo-album picture platform-story post question share status story video'.split(
    ' ',
  );

const change = (field: string, kind: PageEventKind, value: fc.Arbitrary<Node>) =>
  object({ field: one(field), value }).map((node) => ({ node, kind }));

const changeItem: fc.Arbitrary<{ node: Node; kind: PageEventKind }> = fc.oneof(
  change(
    'feed',
    'comment',
    object({
      ...feedContent,
      item: one('comment'),
      comment_id: commentId,
      'post_id?': postId,
      'parent_id?': fc.oneof(postId, commentId),
    }),
  ),
  change('feed', 'post', object({ ...feedContent, item: anyOf(...postItems), post_id: postId })),
  change(
    'feed',
    'feed-reaction',
    object({
      'verb?': anyOf('add', 'edit', 'remove'),
      'from?': author,
      item: anyOf('reaction', 'like'),
      'reaction_type?': anyOf('like', 'care', 'new'),
      'post_id?': postId,
      'comment_id?': commentId,
      'parent_id?': postId,
      'created_time?': seconds,
    }),
  ),
  change(
    'feed',
    'unknown',
    object({ ...feedContent, item: anyOf('address', 'group_message', 'experience', 'an-item-of-2027') }),
  ),
  change(
    'mention',
    'mention',
    object({ ...feedContent, 'item?': anyOf('post', 'comment'), post_id: postId, 'comment_id?': commentId }),
  ),
  change(
    'ratings',
    'rating',
    object({
      'item?': anyOf('rating', 'comment', 'reaction', 'like'),
      'verb?': anyOf('add', 'edit', 'remove'),
      'open_graph_story_id?': id,
      'reviewer_id?': id,
      'reviewer_name?': words,
      'rating?': anyOf(1, 5),
      'review_text?': words,
      'recommendation_type?': anyOf('POSITIVE', 'NEGATIVE'),
      'created_time?': seconds,
      'comment_id?': commentId,
    }),
  ),
  change(
    'inbox_labels',
    'inbox-label',
    object({
      'user?': object({ id: psid }),
      'action?': anyOf('add', 'remove', 'new'),
      'label?': object({ 'id?': id, 'page_label_name?': words }),
    }),
  ),
  fc
    .constantFrom('leadgen', 'message_template_status_update', 'a_field_of_2027')
    .chain((field) => change(field, 'unknown', object({ 'id?': id, 'anything?': words }))),
);

/** An item as Meta means it. The dashboard's test button and some standby notices put a messaging item into `changes`. */
export const item: fc.Arbitrary<Item> = fc.oneof(
  { weight: 6, arbitrary: messagingItem.map((each): Item => ({ ...each, list: 'messaging' })) },
  { weight: 2, arbitrary: messagingItem.map((each): Item => ({ ...each, list: 'standby' })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(messagingItem, fc.constantFrom('messages', 'standby', 'message_reads'))
      .map(([{ node, kind }, field]): Item => ({
        node: {
          fields: [
            ['field', text(field)],
            ['value', node],
          ],
        },
        kind,
        list: 'changes',
      })),
  },
  { weight: 3, arbitrary: changeItem.map((each): Item => ({ ...each, list: 'changes' })) },
);

/** A delivery of one page with some items. */
export function delivery(items: readonly Node[], place: Item['list'], time = '1795000000123'): Node {
  return {
    fields: [
      ['object', json('"page"')],
      [
        'entry',
        {
          items: [
            {
              fields: [
                ['id', json(`"${PAGE}"`)],
                ['time', json(time)],
                [place, { items: [...items] }],
              ],
            },
          ],
        },
      ],
    ],
  };
}

const deep = (levels: number, inner: string) => `${'{"a":['.repeat(levels)}${inner}${']}'.repeat(levels)}`;

/** Values that stand nowhere in Meta's documents. */
const odd: readonly Node[] = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '-1',
    '1.5',
    '1e12',
    '1e300',
    '1e400',
    '-99999999999999999999',
    '9007199254740993',
  ],
  ...[
    '""',
    '" "',
    '"\\u0000"',
    '"\\ud800"',
    '"\\udc00x"',
    '"NULL"',
    '"-1"',
    '"1e9"',
    '"\\\\"',
    '"\\u202e"',
    '"\'; drop"',
  ],
  ...['[]', '{}', '[[]]', '[null]', '{"id":{}}', '{"length":3}', '{"toString":1,"constructor":null}'],
  ...['{"__proto__":{"mid":"m_proto","id":"28"}}', '{"\\u0000":"\\u0000"}', '{"\\ud800":1}'],
  ...[deep(150, '1'), deep(400, '"x"'), deep(3_000, '{}'), JSON.stringify('x'.repeat(70_000))],
].map(json);

/** Breaks a tree at one place, counted through: a value is another, gone, doubled, or has strange company. */
export function spoil(
  root: Node,
  place: number,
  how: 'replace' | 'drop' | 'double' | 'company',
  by: Node,
): Node {
  let seen = 0;
  const count = (node: Node): number =>
    1 + ('json' in node ? 0 : kids(node).reduce((sum, kid) => sum + count(kid), 0));
  const target = place % count(root);
  const visit = (node: Node): Node => {
    if (seen++ === target && how === 'replace') return by;
    const isHere = seen - 1 === target;
    if ('json' in node) return node;
    if ('items' in node) {
      const items = node.items.map(visit);
      if (!isHere) return { items };
      if (how === 'drop') return { items: items.slice(1) };
      return { items: how === 'double' ? [...items, ...items] : [by, ...items] };
    }
    const fields = node.fields.map(([key, value]): [string, Node] => [key, visit(value)]);
    if (!isHere) return { fields };
    if (how === 'drop') return { fields: fields.slice(1) };
    // Of a key that stands twice, the last one counts.
    if (how === 'double')
      return { fields: [...fields.map(([key]): [string, Node] => [key, by]).slice(0, 1), ...fields] };
    return { fields: [['__proto__', by], ...fields, ['a_field_of_2027', by]] };
  };
  return visit(root);
}

function kids(node: Exclude<Node, { json: string }>): Node[] {
  return 'items' in node ? node.items : node.fields.map(([, value]) => value);
}

export const spoilings = fc.array(
  fc.record({
    place: fc.nat(100_000),
    how: fc.constantFrom(
      'replace' as const,
      'replace' as const,
      'drop' as const,
      'double' as const,
      'company' as const,
    ),
    by: fc.constantFrom(...odd),
  }),
  { minLength: 0, maxLength: 3 },
);

/** Any text that a delivery of Meta's may be, whole or spoiled, with how many things it tells. */
export const anyBody: fc.Arbitrary<string> = fc
  .tuple(fc.array(item, { minLength: 1, maxLength: 4 }), spoilings)
  .map(([items, breaks]) => {
    const place = items[0]?.list ?? 'messaging';
    const whole = delivery(
      items.filter((each) => each.list === place).map((each) => each.node),
      place,
    );
    return print(breaks.reduce((root, each) => spoil(root, each.place, each.how, each.by), whole));
  });

/** How many things a body tells, counted without the splitter. */
export function countItems(bodyText: string): number {
  let parsed: unknown;
  try {
    parsed = JSON.parse(bodyText);
  } catch {
    return 1;
  }
  if (!isRecord(parsed)) return 1;
  if (parsed['entry'] === undefined && typeof parsed['field'] === 'string' && isRecord(parsed['value']))
    return 1;
  if (parsed['object'] !== 'page' || !Array.isArray(parsed['entry'])) return 1;
  let count = 0;
  for (const entry of parsed['entry'] as unknown[]) {
    if (!isRecord(entry)) {
      count += 1;
      continue;
    }
    const lists = ['messaging', 'standby', 'changes'].map((name) => entry[name] ?? []);
    count += lists.some((each) => !Array.isArray(each)) ? 1 : 0;
    for (const each of lists) count += Array.isArray(each) ? each.length : 0;
  }
  return count;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
