import { numberOfId } from '../../facebook/webhook/feed-ids.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import {
  beginBy,
  byClose,
  conversationAt,
  isCovered,
  isLive,
  isReopenable,
  reopen,
  resume,
  wake,
} from './place-event.ts';
import { bornOn, midKey, type Plan, type PlannedConversation, type PlannedThread } from './plan.ts';

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
 * The ticket that something a person said belongs to; it calls for work there. As with messages: the live one, else
 * the last one reopened if it was closed not too long before, else a new one that names the last.
 */
export function placeOfAsking(
  plan: Plan,
  thread: PlannedThread,
  contactId: string,
  at: Date,
): PlannedConversation {
  const found = conversationAt(thread, at);
  if (!found) return openTicket(plan, thread, contactId, at, 'open');
  if (found.row.awaitsCustomer && !isLive(found)) return wake(found, at);
  if (!isLive(found) && found.row.closedAt !== null) {
    if (isCovered(found, at)) return found;
    if (!isReopenable(thread, found, at)) return openTicket(plan, thread, contactId, at, 'open');
    return reopen(plan, found, at);
  }
  return resume(found, at);
}

/** The ticket of what asks nothing of anybody; without any, a closed one is made that waits for somebody to ask. */
export function placeOfAside(
  plan: Plan,
  thread: PlannedThread,
  contactId: string,
  at: Date,
): PlannedConversation {
  const found = conversationAt(thread, at) ?? openTicket(plan, thread, contactId, at, 'closed');
  if (isLive(found) || found.row.awaitsCustomer) beginBy(found, at);
  return found;
}

function openTicket(
  plan: Plan,
  thread: PlannedThread,
  contactId: string,
  at: Date,
  status: 'open' | 'closed',
): PlannedConversation {
  const { page } = thread;
  const previous = thread.conversations.toSorted(byClose).at(-1);
  const conversation: PlannedConversation = {
    row: {
      id: plan.newId(),
      kind: 'comment',
      threadId: thread.row.id,
      previousId: previous?.row.id ?? null,
      contactId,
      pageId: page.id,
      departmentId: page.departmentId,
      status,
      assigneeId: null,
      assigneeIsDisabled: false,
      unreadCount: 0,
      lastMessage: null,
      lastMessageAt: null,
      lastActivityAt: at,
      waitingSince: null,
      windowAnchorAt: null,
      referrals: [],
      reopenedCount: 0,
      openedAt: at,
      closedAt: status === 'closed' ? at : null,
      closedBy: null,
      awaitsCustomer: status === 'closed',
    },
    // Always a ticket, also on a page of chats.
    born: { ...bornOn(page), mode: 'ticket' },
    isNew: true,
    isChanged: true,
    recountWaiting: false,
    recountContact: false,
  };
  thread.conversations.push(conversation);
  return conversation;
}
