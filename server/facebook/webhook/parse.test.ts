import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonValue, parseJson } from '../json.ts';
import { itemAt, splitEnvelope } from './envelope.ts';
import type { PageEvent, PageEventKind } from './page-event.ts';
import { parseItem } from './parse.ts';

const PAGE = '700100200300401';
const PSID = '28181025008155017';
const AT = new Date(1795000000001);
const NOTIFIED_AT = new Date(1795000000123);
const COMMENTED_AT = new Date(1795000008000);

const folder = new URL('./fixtures/', import.meta.url);
const fixtureNames = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));
const readFixture = (name: string) => readFileSync(new URL(`${name}.json`, folder));

function eventsOf(rawBody: Buffer): PageEvent[] {
  const envelope = splitEnvelope(rawBody);
  if (!envelope.ok) throw new Error(envelope.reason);
  const body = parseJson(rawBody.toString());
  return envelope.items.flatMap(({ position }) => {
    const found = itemAt(body, position);
    return parseItem(found.item, { ...found, pageId: found.pageId ?? '' });
  });
}

function eventOf(name: string): PageEvent {
  const [event, ...more] = eventsOf(readFixture(name));
  if (event === undefined || more.length > 0) throw new Error(`${name} gives ${more.length + 1} events`);
  return event;
}

function messagingEvent(fields: { [key: string]: JsonValue }): PageEvent | undefined {
  const item = { sender: { id: PSID }, recipient: { id: PAGE }, timestamp: AT.getTime(), ...fields };
  return parseItem(item, { pageId: PAGE, list: 'messaging' })[0];
}

const CDN = 'https://scontent.example.fbcdn.net/v/t1.15752-9/';
const plainAttachment = { url: null, title: null, stickerId: null, coordinates: null, name: null };
const author = { id: PSID, name: 'Ana Lima' };

const readings: { [fixture: string]: Partial<PageEvent> & { kind: PageEventKind; [key: string]: unknown } } =
  {
    'message-text': {
      kind: 'message',
      pageId: PAGE,
      personId: PSID,
      at: AT,
      standby: false,
      mid: 'm_text-1',
      text: 'Olá, tudo bem? 😀 1/2',
      attachments: [],
      quickReply: null,
      referral: null,
      replyTo: null,
      commands: [],
      isUnsupported: false,
    },
    'message-quick-reply': { kind: 'message', text: 'Yes', quickReply: { payload: 'CONFIRM_YES' } },
    'message-file': {
      kind: 'message',
      text: null,
      attachments: [
        expect.objectContaining({
          type: 'file',
          name: 'Angebot Müller.pdf',
          url: 'https://cdn.example.fbsbx.com/v/t59/Angebot%20M%C3%BCller.pdf?oh=1',
        }),
      ],
    },
    'message-audio-video': {
      kind: 'message',
      attachments: [
        expect.objectContaining({ type: 'audio', name: 'audioclip-1795.mp4' }),
        expect.objectContaining({ type: 'video', name: 'clip.mp4' }),
      ],
    },
    'message-sticker': {
      kind: 'message',
      attachments: [
        expect.objectContaining({ type: 'sticker', stickerId: '369239263222822', url: `${CDN}like.png` }),
      ],
    },
    'message-reply-to': { kind: 'message', replyTo: { mid: 'm_text-0', isSelfReply: false, story: null } },
    'message-reply-to-story': {
      kind: 'message',
      replyTo: {
        mid: null,
        isSelfReply: false,
        story: { id: '18001', url: 'https://lookaside.example.fbsbx.com/story?id=1' },
      },
    },
    'message-ad-referral': {
      kind: 'message',
      referral: {
        ref: 'autumn',
        source: 'ADS',
        type: 'OPEN_THREAD',
        adId: '6001',
        refererUri: null,
        productId: null,
        ad: {
          title: 'Autumn sale',
          photoUrl: `${CDN}ad.jpg`,
          videoUrl: null,
          postId: '900',
          productId: null,
          flowId: null,
        },
      },
    },
    'message-product-referral': {
      kind: 'message',
      referral: expect.objectContaining({ productId: 'p9', ad: null, ref: null }),
    },
    'message-commands': { kind: 'message', commands: ['flights'] },
    'message-unsupported': { kind: 'message', isUnsupported: true, text: null, attachments: [] },
    'message-deleted': { kind: 'unsend', mid: 'm_text-1', isEcho: false },
    'message-user-ref': { kind: 'unknown', rawKind: 'message', reason: 'no-person' },
    'message-standby': { kind: 'message', standby: true, text: 'hello bot' },
    'echo-own': {
      kind: 'echo',
      personId: PSID,
      mid: 'm_out-1',
      appId: '1234567890123456',
      metadata: '018f3c1e-7a2b-7000-8000-000000000001',
    },
    'echo-page-inbox': { kind: 'echo', personId: PSID, appId: '263902037430900', metadata: null },
    'echo-template': {
      kind: 'echo',
      appId: '55501',
      attachments: [
        expect.objectContaining({ type: 'template', title: 'Which one?' }),
        expect.objectContaining({ type: 'fallback', title: 'Something else', payload: null }),
      ],
    },
    delivery: {
      kind: 'delivery',
      personId: PSID,
      watermark: new Date(1795000000500),
      mids: ['m_out-1'],
      at: NOTIFIED_AT,
    },
    'delivery-watermark-only': { kind: 'delivery', watermark: new Date(1795000000500), mids: [] },
    read: { kind: 'read', watermark: new Date(1795000000700), at: new Date(1795000000900) },
    reaction: {
      kind: 'reaction',
      mid: 'm_out-1',
      action: 'react',
      reaction: 'love',
      emoji: '❤️',
      by: 'person',
    },
    'reaction-taken-back': {
      kind: 'reaction',
      mid: 'm_out-1',
      action: 'unreact',
      reaction: null,
      emoji: null,
    },
    'reaction-without-mid': { kind: 'unknown', rawKind: 'reaction', reason: 'no-id' },
    'message-edit': { kind: 'edit', mid: 'm_text-1', text: 'Hello, all well?', editNumber: 1, by: 'person' },
    'message-edit-as-string': { kind: 'edit', editNumber: 2 },
    postback: {
      kind: 'postback',
      mid: 'm_p1',
      title: 'Get Started',
      payload: 'GET_STARTED',
      referral: expect.objectContaining({ ref: 'spring', source: 'SHORTLINK' }),
    },
    'postback-standby': {
      kind: 'postback',
      standby: true,
      mid: null,
      title: 'Talk to a human',
      payload: null,
    },
    referral: {
      kind: 'referral',
      referral: expect.objectContaining({ ref: 'winter', refererUri: 'https://shop.example/contact' }),
    },
    'optin-plugin': {
      kind: 'optin',
      personId: null,
      optinType: 'plugin',
      ref: 'checkout',
      userRef: 'visitor-7',
    },
    'optin-notification-messages': {
      kind: 'optin',
      personId: PSID,
      optinType: 'notification-messages',
      payload: 'news',
      token: 'token-of-ana',
      notifications: 'stop',
      tokenExpiresAt: new Date(1810000000000),
      timezone: 'Europe/Lisbon',
    },
    'account-linking': { kind: 'account-linking', status: 'linked', authorizationCode: 'code-1' },
    'pass-thread-control': {
      kind: 'pass-thread-control',
      previousOwnerAppId: null,
      newOwnerAppId: '263902037430900',
      metadata: 'over to you',
    },
    'take-thread-control': {
      kind: 'take-thread-control',
      previousOwnerAppId: '1234567890123456',
      newOwnerAppId: '263902037430900',
    },
    'request-thread-control': {
      kind: 'request-thread-control',
      requestedOwnerAppId: '55501',
      metadata: 'please',
    },
    'app-roles': {
      kind: 'app-roles',
      personId: null,
      apps: [{ appId: '1234567890123456', roles: ['primary_receiver'] }],
    },
    'policy-enforcement': {
      kind: 'policy-enforcement',
      personId: null,
      action: 'block',
      reason: 'The page sent promotions outside of the window.',
    },
    'response-feedback': { kind: 'response-feedback', feedback: 'good', mid: 'm_out-1' },
    'messaging-feedback': {
      kind: 'messaging-feedback',
      at: NOTIFIED_AT,
      answers: [
        {
          screenId: '0',
          questionId: 'rating1',
          type: 'csat',
          payload: '4',
          followUp: { type: 'free_form', payload: 'Quick answer.' },
        },
      ],
    },
    order: {
      kind: 'order',
      products: [{ id: 'p1', retailerId: 'r1', name: 'Lamp', unitPrice: 20.5, currency: 'EUR', quantity: 2 }],
      note: 'As a present',
    },
    coupon: { kind: 'coupon', payload: 'autumn', couponCode: 'LAMP10' },
    'new-kind': { kind: 'unknown', rawKind: 'hologram_call', reason: 'new-kind', personId: PSID },
    'dashboard-test': {
      kind: 'message',
      mid: 'test_message_id',
      personId: '12334',
      text: 'test_message',
      at: new Date(1527459824000),
    },
    'dashboard-test-bare': { kind: 'message', mid: 'test_message_id', pageId: '23245' },
    'comment-add': {
      kind: 'comment',
      verb: 'add',
      rawVerb: 'add',
      personId: PSID,
      author,
      byPage: false,
      commentId: '900_901',
      postId: `${PAGE}_900`,
      parentCommentId: null,
      text: 'Is it in stock?',
      media: [],
      at: COMMENTED_AT,
      createdAt: COMMENTED_AT,
      postUrl: 'https://www.facebook.com/casa-azul/posts/900',
      post: { item: 'mobile_status_update', isPublished: true },
    },
    'comment-reply': { kind: 'comment', commentId: '900_905', parentCommentId: '900_901' },
    'comment-on-photo': {
      kind: 'comment',
      parentCommentId: null,
      text: null,
      media: [{ type: 'photo', url: `${CDN}c_n.jpg` }],
    },
    'comment-by-page': { kind: 'comment', byPage: true, personId: PAGE },
    'comment-without-author': { kind: 'comment', byPage: false, personId: null, author: null },
    'comment-edited': {
      kind: 'comment',
      verb: 'edit',
      rawVerb: 'edited',
      text: 'Is it in stock today?',
      at: new Date(1795000010000),
    },
    'comment-removed': {
      kind: 'comment',
      verb: 'remove',
      text: null,
      createdAt: null,
      at: new Date(1795000010000),
    },
    'comment-hidden': { kind: 'comment', verb: 'hide' },
    'comment-old-shape': { kind: 'comment', personId: PSID, author },
    'post-by-visitor': {
      kind: 'post',
      item: 'photo',
      postId: `${PAGE}_910`,
      byPage: false,
      isPublished: true,
      isHidden: null,
      text: 'Look what I bought',
      media: [
        { type: 'photo', url: `${CDN}v_n.jpg` },
        { type: 'photo', url: `${CDN}w_n.jpg` },
      ],
    },
    'post-by-page': {
      kind: 'post',
      item: 'status',
      byPage: true,
      isHidden: false,
      media: [{ type: 'link', url: 'https://shop.example/lamps' }],
    },
    'feed-reaction': {
      kind: 'feed-reaction',
      reaction: 'love',
      verb: 'add',
      commentId: null,
      postId: `${PAGE}_900`,
      author,
    },
    'feed-like-old-shape': { kind: 'feed-reaction', reaction: 'like', commentId: '900_901', personId: PSID },
    'feed-event': { kind: 'unknown', rawKind: 'feed:experience', reason: 'new-kind' },
    mention: {
      kind: 'mention',
      item: 'comment',
      postId: '800_801',
      commentId: '801_802',
      text: 'Try Casa Azul',
      author: null,
    },
    rating: {
      kind: 'rating',
      item: 'rating',
      storyId: '1122334455667788',
      author,
      recommends: true,
      stars: null,
      text: 'Kind people.',
    },
    'inbox-label': { kind: 'inbox-label', personId: PSID, action: 'add', labelId: 'l1', labelName: 'VIP' },
  };

describe("every shape of Meta's is read", () => {
  test.each(Object.entries(readings))('%s', (name, reading) => {
    expect(eventOf(name)).toMatchObject(reading);
  });

  test('each fixture has its reading here or in a test below', () => {
    const below = [
      'message-images',
      'message-sticker-twice',
      'message-location',
      'message-fallback',
      'message-fallback-outside',
      'message-fallback-empty',
      'message-shares',
      'message-new-attachment-type',
    ];
    expect([...Object.keys(readings), ...below].toSorted()).toEqual(fixtureNames.toSorted());
  });

  test('every event carries the item as it came', () => {
    for (const name of fixtureNames) {
      const raw = JSON.stringify(eventOf(name).raw);
      expect(raw.length).toBeGreaterThan(20);
      expect(JSON.stringify(parseJson(readFixture(name).toString()))).toContain(raw);
    }
  });
});

describe('attachments', () => {
  const attachmentsOf = (name: string) => {
    const event = eventOf(name);
    return event.kind === 'message' || event.kind === 'echo' ? event.attachments : [];
  };

  test('several attachments are all kept, the same address once (behaviours 34, 114)', () => {
    expect(attachmentsOf('message-images').map(({ type, name }) => [type, name])).toEqual([
      ['image', 'one_n.jpg'],
      ['image', 'two_n.png'],
    ]);
  });

  test('a sticker sent as image and as sticker is one sticker (behaviour 37)', () => {
    expect(attachmentsOf('message-sticker-twice')).toMatchObject([
      { type: 'sticker', stickerId: '369239263222822', url: `${CDN}like.png` },
    ]);
  });

  test('a sticker as it came before June 2026 is a sticker', () => {
    const attachments = [{ type: 'image', payload: { url: `${CDN}like.png`, sticker_id: 369239263222822 } }];
    expect(messagingEvent({ message: { mid: 'm', attachments } })).toMatchObject({
      attachments: [{ type: 'sticker', rawType: 'image' }],
    });
    const beside = [{ type: 'image', payload: { url: `${CDN}like.png` } }];
    expect(
      messagingEvent({ message: { mid: 'm', sticker_id: 369239263222822, attachments: beside } }),
    ).toMatchObject({
      attachments: [{ type: 'sticker', stickerId: '369239263222822' }],
    });
  });

  test('a place keeps its coordinates (behaviour 32)', () => {
    expect(attachmentsOf('message-location')).toMatchObject([
      { type: 'location', title: "Ana's location", coordinates: { lat: 38.7223, long: -9.1393 } },
    ]);
  });

  test('a link is read inside of the payload and beside it, and may have neither title nor address', () => {
    const lamp = { type: 'fallback', url: 'https://shop.example/lamp', title: 'A lamp', name: null };
    expect(attachmentsOf('message-fallback')).toMatchObject([lamp]);
    expect(attachmentsOf('message-fallback-outside')).toMatchObject([lamp]);
    expect(attachmentsOf('message-fallback-empty')).toEqual([
      { ...plainAttachment, type: 'fallback', rawType: 'fallback', payload: null },
    ]);
  });

  test('shares, reels, posts, bookings and templates are named (behaviour 36)', () => {
    expect(attachmentsOf('message-shares').map(({ type, rawType, title }) => [type, rawType, title])).toEqual(
      [
        ['reel', 'reel', 'Our lamps'],
        ['post', 'ig_post', 'Lamps again'],
        ['share', 'share', null],
        ['appointment', 'appointment_booking', null],
        ['template', 'template', 'Lamp'],
      ],
    );
  });

  test('a type never seen before keeps its raw name, address and payload (behaviour 38)', () => {
    expect(attachmentsOf('message-new-attachment-type')).toMatchObject([
      {
        type: 'unknown',
        rawType: 'hologram',
        url: 'https://www.facebook.com/hologram/5',
        payload: { url: 'https://www.facebook.com/hologram/5', depth: 3 },
      },
    ]);
  });

  test('an address that is none of the web is not passed on', () => {
    const attachments = [{ type: 'fallback', payload: { url: 'javascript:alert(1)', title: 'x' } }];
    expect(messagingEvent({ message: { mid: 'm', attachments } })).toMatchObject({
      attachments: [{ url: null, title: 'x' }],
    });
  });

  test('a file name cannot climb out of its folder', () => {
    const attachments = [
      { type: 'file', payload: { url: 'https://cdn.example/a/..%2F..%2Fetc%2Fpasswd' } },
      { type: 'file', payload: { url: 'https://cdn.example/50%' } },
    ];
    expect(messagingEvent({ message: { mid: 'm', attachments } })).toMatchObject({
      attachments: [{ name: '....etcpasswd' }, { name: '50%' }],
    });
  });
});

describe('what is missing, doubled or wrong', () => {
  test('one item with two kinds gives two events', () => {
    const item = {
      sender: { id: PSID },
      recipient: { id: PAGE },
      message: { mid: 'm', text: 'x' },
      referral: { ref: 'r' },
    };
    expect(parseItem(item, { pageId: PAGE, list: 'messaging' }).map(({ kind }) => kind)).toEqual([
      'message',
      'referral',
    ]);
  });

  test('a reaction and an edit by the page name the page as their author and the customer as the person', () => {
    const byPage = { sender: { id: PAGE }, recipient: { id: PSID } };
    expect(
      messagingEvent({ ...byPage, reaction: { mid: 'm', action: 'react', reaction: 'haha' } }),
    ).toMatchObject({ by: 'page', personId: PSID, reaction: 'other' });
    expect(messagingEvent({ ...byPage, message_edit: { mid: 'm', text: 'x' } })).toMatchObject({
      by: 'page',
      personId: PSID,
      editNumber: null,
    });
  });

  test('an event without a time of its own has that of its entry, or none', () => {
    const item = { sender: { id: PSID }, recipient: { id: PAGE }, read: { watermark: 1795000000700 } };
    expect(parseItem(item, { pageId: PAGE, list: 'messaging', entryTime: 1795000000123 })[0]?.at).toEqual(
      NOTIFIED_AT,
    );
    expect(parseItem(item, { pageId: PAGE, list: 'messaging' })[0]?.at).toBeNull();
  });

  test('items that are none are told as malformed', () => {
    for (const item of [null, undefined, 5, 'x', [], true]) {
      expect(parseItem(item, { pageId: PAGE, list: 'messaging' })).toMatchObject([
        { kind: 'unknown', reason: 'malformed' },
      ]);
    }
    expect(parseItem({ field: 'feed', value: 'x' }, { pageId: PAGE, list: 'changes' })).toMatchObject([
      { kind: 'unknown', rawKind: 'feed', reason: 'malformed' },
    ]);
    expect(parseItem({ messaging: {} }, { pageId: PAGE, list: 'entry' })).toMatchObject([
      { kind: 'unknown', reason: 'malformed' },
    ]);
    expect(messagingEvent({ message: 'x' })).toMatchObject({
      kind: 'unknown',
      rawKind: 'message',
      reason: 'malformed',
    });
    expect(messagingEvent({})).toMatchObject({ kind: 'unknown', rawKind: null, reason: 'new-kind' });
  });

  test('a comment, post, mention, message, reaction or edit without an id is kept as unknown', () => {
    for (const value of [{ item: 'comment' }, { item: 'post' }, { item: 'photo', photo_id: 3 }]) {
      expect(parseItem({ field: 'feed', value }, { pageId: PAGE, list: 'changes' })).toMatchObject([
        { kind: 'unknown', reason: 'no-id' },
      ]);
    }
    expect(parseItem({ field: 'mention', value: {} }, { pageId: PAGE, list: 'changes' })).toMatchObject([
      { kind: 'unknown', reason: 'no-id' },
    ]);
    for (const property of ['message', 'reaction', 'message_edit']) {
      expect(messagingEvent({ [property]: {} })).toMatchObject({
        kind: 'unknown',
        rawKind: property,
        reason: 'no-id',
      });
    }
  });

  test('any JSON whatever gives at least one event and never throws', () => {
    const lists = fc.constantFrom(
      'messaging' as const,
      'standby' as const,
      'changes' as const,
      'entry' as const,
    );
    const keys = fc.constantFrom(
      'sender',
      'recipient',
      'timestamp',
      'message',
      'postback',
      'reaction',
      'message_edit',
      'delivery',
      'read',
      'optin',
      'referral',
      'field',
      'value',
      'app_roles',
      'messaging_feedback',
      'order',
      'template',
      'mid',
      'id',
      'attachments',
      'payload',
      'is_echo',
      'item',
      'from',
    );
    const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<JsonValue[]>(
          'feed',
          'comment',
          PAGE,
          PSID,
          'm_1',
          '',
          0,
          1,
          -1,
          1e300,
          true,
          false,
          null,
          'https://x.example/%E0%A4%A',
        ),
        fc.jsonValue({ maxDepth: 1 }).map((value) => parseJson(JSON.stringify(value))),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(tree, lists, tree, (item, list, entryTime) => {
        const events = parseItem(item, { pageId: PAGE, list, entryTime });
        expect(events.length).toBeGreaterThan(0);
        for (const event of events) {
          expect(event.raw).toEqual(item);
          expect(event.at === null || !Number.isNaN(event.at.getTime())).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('each field of each fixture may be absent, null or of any wrong type', () => {
    const wrong: (JsonValue | undefined)[] = [
      undefined,
      null,
      '',
      'x',
      0,
      -1,
      1e300,
      true,
      [],
      {},
      [null],
      { id: null },
    ];
    for (const name of fixtureNames) {
      const rawBody = readFixture(name);
      const envelope = splitEnvelope(rawBody);
      if (!envelope.ok) throw new Error(envelope.reason);
      for (const { position } of envelope.items) {
        const found = itemAt(parseJson(rawBody.toString()), position);
        for (const path of pathsOf(found.item)) {
          for (const value of wrong) {
            const item = replaced(found.item, path, value);
            const events = parseItem(item, { ...found, pageId: PAGE });
            expect(events.length, `${name} ${path.join('.')} = ${JSON.stringify(value)}`).toBeGreaterThan(0);
          }
        }
      }
    }
  });

  test('a wrong optional field costs that field alone', () => {
    for (const wrongValue of [null, 5, 'x', [], {}, true] satisfies JsonValue[]) {
      for (const field of [
        'attachments',
        'quick_reply',
        'reply_to',
        'referral',
        'commands',
        'metadata',
        'nlp',
        'sticker_id',
      ]) {
        const event = messagingEvent({ message: { mid: 'm', text: 'hello', [field]: wrongValue } });
        expect(event).toMatchObject({ kind: 'message', mid: 'm', text: 'hello', attachments: [] });
      }
    }
  });
});

/** Every path to a value inside of this one. */
function pathsOf(value: JsonValue | undefined): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsOf(inner).map((path) => [key, ...path]),
  ]);
}

function replaced(
  value: JsonValue | undefined,
  [key, ...rest]: string[],
  by: JsonValue | undefined,
): JsonValue | undefined {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((inner, i) => (String(i) === key ? (replaced(inner, rest, by) ?? null) : inner));
  if (typeof value !== 'object' || value === null) return value;
  const { [key]: inner, ...others } = value;
  const changed = replaced(inner, rest, by);
  return changed === undefined ? others : { ...others, [key]: changed };
}
