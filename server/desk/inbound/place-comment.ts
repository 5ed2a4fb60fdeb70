import { numberOfId } from '../../facebook/webhook/feed-ids.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import { lookWhoItIs } from './look-who-it-is.ts';
import { bornOn, midKey, type Plan, type PlannedThread } from './plan.ts';
import { byClose, newConversation, type Succession } from './succession.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** The id under which a comment is a message: its number alone, which every form of its id ends with. */
export function midOfComment(commentId: string): string {
  return `comment:${numberOfId(commentId)}`;
}

/** The same of a visitor's post. */
export function midOfPost(postId: string): string {
  return `post:${numberOfId(postId)}`;
}

/** Under this the page's own comments wait until somebody asks something in their thread. */
export function heldKey(rootKey: string): string {
  return `thread:${rootKey}`;
}

/** Where a comment stands. */
export interface CommentPlace {
  commentId: string;
  parentCommentId: string | null;
  postId: string | null;
}

/**
 * What a comment's thread begins with. A reply belongs to its parent's thread; a comment under a visitor's post to
 * that post, when the post came first; any other begins a thread of its own. Facebook shows one level of replies,
 * so a parent that is not known here is taken for the beginning.
 */
export function rootOf(plan: Plan, page: PageFact, place: CommentPlace): string {
  if (place.parentCommentId !== null) {
    const parentMid = midOfComment(place.parentCommentId);
    const parent = plan.messages.get(midKey(page.id, parentMid));
    const comment = parent && plan.threads.comments.get(parent.row.id);
    return plan.threads.byId.get(comment?.row.threadId ?? '')?.row.rootKey ?? parentMid;
  }
  const visitorsPost = place.postId === null ? null : midOfPost(place.postId);
  const isUnderVisitors = visitorsPost !== null && plan.threads.byRoot.has(midKey(page.id, visitorsPost));
  return isUnderVisitors ? visitorsPost : midOfComment(place.commentId);
}

/**
 * Has the thread of a visitor's post go on with what was said under it before the post was told: the first such thread
 * begins with the post from now on. Others that began meanwhile stay tickets of their own.
 */
export function joinThreadUnder(plan: Plan, page: PageFact, postId: string): void {
  const rootKey = midKey(page.id, midOfPost(postId));
  if (plan.threads.byRoot.has(rootKey)) return;
  const post = plan.threads.posts.get(midKey(page.id, numberOfId(postId)));
  const [first] = [...plan.threads.byId.values()]
    .filter(({ row }) => post !== undefined && row.postId === post && row.rootKey.startsWith('comment:'))
    .toSorted((a, b) => openedMs(a) - openedMs(b));
  if (!first) return;
  plan.threads.byRoot.delete(midKey(page.id, first.row.rootKey));
  first.row.rootKey = midOfPost(postId);
  first.isMoved = true;
  plan.threads.byRoot.set(rootKey, first);
}

function openedMs({ conversations }: PlannedThread): number {
  return Math.min(...conversations.map(({ row }) => row.openedAt.getTime()));
}

/** The thread that begins with something, made when there is none. */
export function threadOf(plan: Plan, page: PageFact, rootKey: string, postId: string | null): PlannedThread {
  const known = plan.threads.byRoot.get(midKey(page.id, rootKey));
  if (known) return known;
  const post = postId === null ? undefined : plan.threads.posts.get(midKey(page.id, numberOfId(postId)));
  const thread: PlannedThread = {
    row: { id: plan.newId(), pageId: page.id, rootKey, postId: post ?? null },
    page,
    isNew: true,
    conversations: [],
  };
  plan.threads.byRoot.set(midKey(page.id, rootKey), thread);
  plan.threads.byId.set(thread.row.id, thread);
  return thread;
}

/**
 * The tickets of a thread, one after the other; each names the one before.
 *
 * @param contactId  who is taken for the customer of one that begins now.
 */
export function ticketsOf(
  plan: Plan,
  { row, page, conversations }: PlannedThread,
  contactId: string,
): Succession {
  return {
    plan,
    page,
    conversations,
    open: (at, status) => {
      const ticket = newConversation(
        page,
        {
          id: plan.newId(),
          kind: 'comment',
          threadId: row.id,
          previousId: conversations.toSorted(byClose).at(-1)?.row.id ?? null,
          contactId,
          windowAnchorAt: null,
          // Always a ticket, also on a page of chats.
          born: { ...bornOn(page), mode: 'ticket', units: commentUnits(page) },
        },
        at,
        status,
      );
      conversations.push(ticket);
      lookWhoItIs(plan, ticket);
      return ticket;
    },
  };
}

/** How much of an agent a thread of the page's takes. */
function commentUnits({ settings }: PageFact): number {
  return settingsOfPage(settings).comments.capacityUnits;
}
