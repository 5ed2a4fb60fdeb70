import { numberOfId } from '../../facebook/webhook/feed-ids.ts';
import type { PageEvent } from '../../facebook/webhook/page-event.ts';
import type { Tx } from '../../store/db.ts';
import {
  takeEarlyMarks,
  type EarlyMarkFact,
  type MessageFact,
  type MessageKey,
  type PageFact,
} from '../../store/inbound-facts.ts';
import {
  findComments,
  findThreads,
  findThreadsUnder,
  lockThreadConversations,
  lockUnsettledReplies,
  upsertCommenters,
  upsertPosts,
  type CommenterSeen,
  type PostTold,
} from '../../store/thread-facts.ts';
import { fetchPostJob } from '../comments/jobs.ts';
import { fetchProfileJob } from '../jobs.ts';
import { commentSettingsOf } from './comment-filter.ts';
import { readMark } from './mark.ts';
import { heldKey, midOfComment, midOfPost } from './place-comment.ts';
import { unnamedPsid } from './plan-comment.ts';
import { knownConversation, midKey, personKey, type Plan } from './plan.ts';

/** An event about what is public. */
type PublicEvent = Extract<PageEvent, { kind: 'comment' | 'post' | 'feed-reaction' | 'mention' }>;

export interface PlacedPublic {
  page: PageFact;
  event: PublicEvent;
  at: Date;
}

export function isPublic(event: PageEvent): event is PublicEvent {
  return (
    event.kind === 'comment' ||
    event.kind === 'post' ||
    event.kind === 'feed-reaction' ||
    event.kind === 'mention'
  );
}

/** Meta's ids that something public brings, and those that it only names; also under which the page's words wait. */
export function midsOfPublic(event: PublicEvent): { brings: string[]; names: string[] } {
  const own = ownMid(event);
  if (own === null) return { brings: [], names: [] };
  const parent =
    event.kind === 'comment' && event.parentCommentId ? midOfComment(event.parentCommentId) : null;
  if (event.kind === 'feed-reaction' || event.verb !== 'add') return { brings: [], names: [own] };
  const root = parent ?? own;
  const isByPerson = !event.byPage;
  return {
    brings: [own, ...(isByPerson ? [heldKey(root)] : [])],
    names: parent === null ? [] : [parent],
  };
}

function ownMid(event: PublicEvent): string | null {
  if (event.kind === 'post') return midOfPost(event.postId);
  if (event.commentId !== null) return midOfComment(event.commentId);
  return event.kind === 'mention' && event.postId !== null ? midOfPost(event.postId) : null;
}

/** What is there of the threads that a batch is about, locked. */
export interface ThreadFacts {
  events: readonly PlacedPublic[];
  commenters: Awaited<ReturnType<typeof upsertCommenters>>;
  posts: Awaited<ReturnType<typeof upsertPosts>>;
  threads: Awaited<ReturnType<typeof findThreads>>;
  comments: Awaited<ReturnType<typeof findComments>>;
  conversations: Awaited<ReturnType<typeof lockThreadConversations>>;
  unsettled: MessageFact[];
}

/**
 * Reads the facts of what is public in a batch: people and posts are made known at once, since several lanes may meet
 * the same ones; threads belong to one lane each.
 */
export async function readThreadFacts(
  tx: Tx,
  placed: readonly PlacedPublic[],
  { now, newId }: { now: Date; newId: () => string },
): Promise<ThreadFacts> {
  const events = placed.filter(({ page }) => commentSettingsOf(page).enabled);
  const commenters = await upsertCommenters(tx, peopleOf(events, newId));
  const posts = await upsertPosts(tx, postsOf(events, newId), now);
  const keys = events.flatMap(({ page, event }) => {
    const { brings, names } = midsOfPublic(event);
    return [...brings, ...names].map((mid) => ({ pageId: page.id, mid }));
  });
  const seen = await findComments(tx, keys);
  const under = await findThreadsUnder(tx, visitorsPostsOf(events));
  const ids = new Set([...seen.map((each) => each.threadId), ...under.map((each) => each.id)]);
  const threads = await findThreads(tx, rootsOf(events), [...ids]);
  const conversations = await lockThreadConversations(tx, threads.map((thread) => thread.id).toSorted());
  // Once more, now that nobody else changes them: what the desk does with a comment is recorded under the same lock.
  const comments = seen.length > 0 ? await findComments(tx, keys) : [];
  const isByPage = events.some(
    ({ event }) => event.kind === 'comment' && event.verb === 'add' && event.byPage,
  );
  const unsettled = isByPage
    ? await lockUnsettledReplies(
        tx,
        conversations.map((each) => each.id),
      )
    : [];
  return { events, commenters, posts, threads, comments, conversations, unsettled };
}

/** Marks on the page's own comments that come out of waiting: their ids are not in the batch. */
export async function takeMarksOfHeld(tx: Tx, marks: readonly EarlyMarkFact[]): Promise<EarlyMarkFact[]> {
  const keys: MessageKey[] = marks.flatMap(({ pageId, event }) => {
    const mark = readMark(event);
    return mark?.kind === 'held' ? { pageId, mid: midOfComment(mark.said.commentId) } : [];
  });
  return takeEarlyMarks(tx, keys);
}

/** Puts the facts into the plan. */
export function planThreads(plan: Plan, facts: ThreadFacts, pages: ReadonlyMap<string, PageFact>): void {
  const { threads } = plan;
  for (const { id, pageId, psid, bannedUntil, isToFetch } of facts.commenters) {
    threads.commenters.set(personKey(pageId, psid), id);
    if (isToFetch) plan.jobs.push(fetchProfileJob({ id, pageId }));
    if (bannedUntil !== null && bannedUntil > plan.now) threads.banned.add(id);
  }
  for (const { id, pageId, key, isToFetch } of facts.posts) {
    threads.posts.set(midKey(pageId, key), id);
    if (isToFetch) plan.jobs.push(fetchPostJob({ id, pageId }));
  }
  for (const row of facts.threads) {
    const page = pages.get(row.pageId);
    if (!page) continue;
    const thread = { row, page, isNew: false, conversations: [] };
    threads.byRoot.set(midKey(row.pageId, row.rootKey), thread);
    threads.byId.set(row.id, thread);
  }
  for (const row of facts.conversations) {
    threads.byId.get(row.threadId ?? '')?.conversations.push(knownConversation(row));
  }
  for (const row of facts.comments) {
    threads.comments.set(row.messageId, { row: { ...row }, isNew: false, isChanged: false });
  }
}

function rootsOf(events: readonly PlacedPublic[]): { pageId: string; rootKey: string }[] {
  return events.flatMap(({ page, event }) => {
    const own = ownMid(event);
    const parent =
      event.kind === 'comment' && event.parentCommentId ? midOfComment(event.parentCommentId) : null;
    const post = event.postId === null ? null : midOfPost(event.postId);
    const keys = new Set([own, parent, post].filter((key) => key !== null));
    return [...keys].map((rootKey) => ({ pageId: page.id, rootKey }));
  });
}

/** Posts of visitors that are told: something may have been said under them before. */
function visitorsPostsOf(events: readonly PlacedPublic[]): { pageId: string; key: string }[] {
  return events.flatMap(({ page, event }) => {
    const isVisitors =
      event.kind === 'post' && event.verb === 'add' && !event.byPage && event.author !== null;
    return isVisitors ? [{ pageId: page.id, key: numberOfId(event.postId) }] : [];
  });
}

/** Everybody who said something, once; who was not told stands under the comment's own id. */
function peopleOf(events: readonly PlacedPublic[], newId: () => string): CommenterSeen[] {
  const people = new Map<string, CommenterSeen>();
  for (const { page, event, at } of events) {
    if (event.kind === 'feed-reaction' || event.byPage) continue;
    if (event.kind === 'post' && (event.author?.id ?? null) === null) continue;
    const mid = ownMid(event);
    if (mid === null || (event.verb !== 'add' && (event.author?.id ?? null) === null)) continue;
    const psid = event.author?.id ?? unnamedPsid(mid);
    const key = personKey(page.id, psid);
    const known = people.get(key);
    const name = event.author?.name ?? null;
    // Of two names in one batch the later one; the time stands for it.
    if (!known) people.set(key, { id: newId(), pageId: page.id, psid, name, at });
    else if (at >= known.at) people.set(key, { ...known, name: name ?? known.name, at });
  }
  return [...people.values()];
}

/** The posts that events are about, each once, with what they tell of it. */
function postsOf(events: readonly PlacedPublic[], newId: () => string): PostTold[] {
  const posts = new Map<string, PostTold>();
  for (const { page, event, at } of events) {
    if (event.postId === null || event.kind === 'feed-reaction') continue;
    if (event.kind === 'post' && event.isPublished === false) continue;
    const key = numberOfId(event.postId);
    const told = postTold(page, event, at, newId);
    const known = posts.get(midKey(page.id, key));
    posts.set(midKey(page.id, key), known ? mergePosts(known, told) : told);
  }
  return [...posts.values()];
}

function postTold(
  page: PageFact,
  event: Exclude<PublicEvent, { kind: 'feed-reaction' }>,
  at: Date,
  newId: () => string,
): PostTold {
  const isPost = event.kind === 'post';
  const isWording = isPost && (event.verb === 'add' || event.verb === 'edit');
  return {
    id: newId(),
    pageId: page.id,
    key: numberOfId(event.postId ?? ''),
    facebookId: event.postId ?? '',
    permalink: 'postUrl' in event ? event.postUrl : null,
    authorName: isPost ? (event.author?.name ?? null) : null,
    isByPage: isPost ? event.byPage || (event.author?.id ?? null) === null : null,
    item: isPost ? event.item : (postFactsOf(event)?.item ?? null),
    isPublished: isPost ? event.isPublished : (postFactsOf(event)?.isPublished ?? null),
    text: isWording ? event.text : null,
    pictureUrl: isWording ? (event.media.find(({ type }) => type === 'photo')?.url ?? null) : null,
    postedAt: isPost ? event.createdAt : null,
    toldAt: isWording ? at : null,
    removedAt: isPost && event.verb === 'remove' ? at : null,
  };
}

/** What a comment tells of its post besides where it stands. */
function postFactsOf(event: PageEvent) {
  return event.kind === 'comment' ? event.post : null;
}

function mergePosts(a: PostTold, b: PostTold): PostTold {
  const isNewer = b.toldAt !== null && (a.toldAt === null || b.toldAt >= a.toldAt);
  const [newer, older] = isNewer ? [b, a] : [a, b];
  return {
    ...newer,
    permalink: newer.permalink ?? older.permalink,
    item: newer.item ?? older.item,
    isPublished: newer.isPublished ?? older.isPublished,
    authorName: newer.authorName ?? older.authorName,
    isByPage: newer.isByPage ?? older.isByPage,
    pictureUrl: newer.pictureUrl ?? older.pictureUrl,
    postedAt: newer.postedAt ?? older.postedAt,
    removedAt: newer.removedAt ?? older.removedAt,
  };
}
