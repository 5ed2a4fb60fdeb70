import {
  asId,
  asList,
  asNumber,
  asObject,
  asText,
  asTime,
  asUrl,
  type JsonObject,
  type JsonValue,
} from '../json.ts';
import { numberOfId } from './feed-ids.ts';
import type { EventBase, FeedAuthor, FeedContent, FeedVerb, PageEvent, UnknownEvent } from './page-event.ts';

/**
 * Reads the value of one change of a page: its feed, mentions, ratings and labels.
 *
 * @param field  Meta's name of what changed.
 * @param base   what every event of this item has; `base.at` is the time of the notification.
 */
export function parseFeedChange(field: string | null, value: JsonObject, base: EventBase): PageEvent {
  switch (field) {
    case 'feed':
      return parseFeed(value, base);
    case 'mention':
      return parseMention(value, base);
    case 'ratings':
      return parseRating(value, base);
    case 'inbox_labels':
      return parseInboxLabel(value, base);
    default:
      return unknown(base, field, 'new-kind');
  }
}

// What Meta calls the different forms of a post; some are of older API versions.
const POST_ITEMS: ReadonlySet<string> = new Set(
  'album coupon event link milestone note photo photo-album picture platform-story post question share status story video'.split(
    ' ',
  ),
);

function parseFeed(value: JsonObject, base: EventBase): PageEvent {
  const item = asText(value['item']);
  if (item === 'comment') return parseComment(value, base);
  if (item === 'reaction' || item === 'like') return parseFeedReaction(value, base);
  if (item !== null && POST_ITEMS.has(item)) return parsePost(item, value, base);
  return unknown(base, item === null ? 'feed' : `feed:${item}`, 'new-kind');
}

function parseComment(value: JsonObject, base: EventBase): PageEvent {
  const commentId = asId(value['comment_id']);
  if (commentId === null) return unknown(base, 'feed:comment', 'no-id');
  const post = asObject(value['post']);
  const postId = asId(value['post_id']) ?? asId(post?.['id']);
  return {
    ...contentOf(value, base),
    kind: 'comment',
    commentId,
    postId,
    parentCommentId: parentCommentOf(asId(value['parent_id']), commentId, postId),
    postUrl: postUrlOf(value),
    post: { item: asText(post?.['status_type']), isPublished: asFlag(post?.['is_published']) },
  };
}

/**
 * `parent_id` is always there: at the top level it names the post, sometimes with another prefix than `post_id`
 * (photo posts). So the trailing numbers are compared.
 */
function parentCommentOf(parentId: string | null, commentId: string, postId: string | null): string | null {
  if (parentId === null) return null;
  const parent = numberOfId(parentId);
  const isPost = parent === commentId.split('_')[0] || (postId !== null && parent === numberOfId(postId));
  return isPost ? null : parentId;
}

function parsePost(item: string, value: JsonObject, base: EventBase): PageEvent {
  const postId = asId(value['post_id']) ?? asId(asObject(value['post'])?.['id']);
  if (postId === null) return unknown(base, `feed:${item}`, 'no-id');
  const isPublished = asFlag(value['published']) ?? asFlag(asObject(value['post'])?.['is_published']);
  return {
    ...contentOf(value, base),
    kind: 'post',
    postId,
    item,
    isPublished,
    isHidden: asFlag(value['is_hidden']),
    postUrl: postUrlOf(value),
  };
}

function parseFeedReaction(value: JsonObject, base: EventBase): PageEvent {
  const author = authorOf(value);
  return {
    ...base,
    kind: 'feed-reaction',
    verb: verbOf(value),
    reaction: asText(value['reaction_type']) ?? (value['item'] === 'like' ? 'like' : null),
    postId: asId(value['post_id']) ?? asId(asObject(value['post'])?.['id']),
    commentId: asId(value['comment_id']),
    author,
    byPage: isPage(author, base),
  };
}

function parseMention(value: JsonObject, base: EventBase): PageEvent {
  const item = value['item'];
  const postId = asId(value['post_id']);
  const commentId = asId(value['comment_id']);
  if (postId === null && commentId === null) return unknown(base, 'mention', 'no-id');
  return {
    ...contentOf(value, base),
    kind: 'mention',
    item: item === 'post' || item === 'comment' ? item : 'other',
    postId,
    commentId,
  };
}

function parseRating(value: JsonObject, base: EventBase): PageEvent {
  const item = value['item'];
  const recommendation = asText(value['recommendation_type'])?.toUpperCase();
  const content = contentOf(value, base);
  return {
    ...content,
    kind: 'rating',
    text: asText(value['review_text']) ?? content.text,
    item: item === 'rating' || item === 'comment' || item === 'reaction' ? item : 'other',
    storyId: asId(value['open_graph_story_id']),
    commentId: asId(value['comment_id']),
    stars: asNumber(value['rating']),
    recommends: recommendation === 'POSITIVE' ? true : recommendation === 'NEGATIVE' ? false : null,
  };
}

function parseInboxLabel(value: JsonObject, base: EventBase): PageEvent {
  const label = asObject(value['label']);
  const action = value['action'];
  return {
    ...base,
    kind: 'inbox-label',
    action: action === 'add' || action === 'remove' ? action : 'other',
    labelId: asId(label?.['id']),
    labelName: asText(label?.['page_label_name']),
  };
}

function contentOf(value: JsonObject, base: EventBase): FeedContent {
  const author = authorOf(value);
  const verb = verbOf(value);
  const createdAt = asTime(value['created_time']);
  return {
    ...base,
    at: verb === 'add' ? (createdAt ?? base.at) : base.at,
    verb,
    rawVerb: asText(value['verb']),
    author,
    byPage: isPage(author, base),
    text: asText(value['message']),
    tagNames: asList(value['message_tags']).flatMap((tag) => asText(asObject(tag)?.['name']) ?? []),
    media: mediaOf(value),
    createdAt,
  };
}

const VERBS: ReadonlyMap<JsonValue | undefined, FeedVerb> = new Map([
  ['add', 'add'],
  ['edit', 'edit'],
  ['edited', 'edit'],
  ['update', 'edit'],
  ['remove', 'remove'],
  ['delete', 'remove'],
  ['hide', 'hide'],
  ['unhide', 'unhide'],
]);

function verbOf(value: JsonObject): FeedVerb {
  return VERBS.get(value['verb']) ?? 'other';
}

function authorOf(value: JsonObject): FeedAuthor | null {
  const from = asObject(value['from']);
  const id = asId(from?.['id']) ?? asId(value['sender_id']) ?? asId(value['reviewer_id']);
  const name = asText(from?.['name']) ?? asText(value['sender_name']) ?? asText(value['reviewer_name']);
  return id === null && name === null ? null : { id, name };
}

function isPage(author: FeedAuthor | null, base: EventBase): boolean {
  return author !== null && author.id === base.pageId;
}

function mediaOf(value: JsonObject): FeedContent['media'] {
  const found = new Map<string, 'photo' | 'video' | 'link'>();
  const add = (type: 'photo' | 'video' | 'link', address: JsonValue | undefined) => {
    const url = asUrl(address);
    if (url !== null && !found.has(url)) found.set(url, type);
  };
  add('photo', value['photo']);
  for (const photo of asList(value['photos'])) add('photo', photo);
  add('video', value['video']);
  // Of a photo or a video, `link` is the file once more or a page that shows it.
  add(value['item'] === 'photo' ? 'photo' : value['item'] === 'video' ? 'video' : 'link', value['link']);
  return [...found].map(([url, type]) => ({ type, url }));
}

function postUrlOf(value: JsonObject): string | null {
  return asUrl(asObject(value['post'])?.['permalink_url']) ?? asUrl(value['permalink_url']);
}

function asFlag(value: JsonValue | undefined): boolean | null {
  if (value === true || value === 1 || value === '1') return true;
  return value === false || value === 0 || value === '0' ? false : null;
}

function unknown(base: EventBase, rawKind: string | null, reason: UnknownEvent['reason']): UnknownEvent {
  return { ...base, kind: 'unknown', rawKind, reason };
}
