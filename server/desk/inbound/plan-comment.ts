import type {
  CommentEvent,
  FeedAuthor,
  FeedContent,
  FeedReactionEvent,
  MentionEvent,
  PageAttachment,
  PostEvent,
} from '../../facebook/webhook/page-event.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import type { CommentFact } from '../../store/thread-facts.ts';
import { noteShutOut } from './shut-out.ts';
import type { SkipReason } from '../../store/thread-writes.ts';
import { fetchCommentJob, hideByRuleJob } from '../comments/jobs.ts';
import { addMessage } from './add-message.ts';
import { markMessage } from './apply-mark.ts';
import { commentSettingsOf, isIgnorable, isToBeHidden } from './comment-filter.ts';
import type { HeldComment, Mark } from './mark.ts';
import {
  heldKey,
  joinThreadUnder,
  midOfComment,
  midOfPost,
  rootOf,
  threadOf,
  ticketsOf,
} from './place-comment.ts';
import {
  midKey,
  personKey,
  pushTo,
  type Plan,
  type PlannedConversation,
  type PlannedMessage,
  type PlannedThread,
} from './plan.ts';
import { previewOfChanged } from './preview.ts';
import type { Past } from './past.ts';
import { endHistory, isLive, placeOfAside, placeOfAsking, placeOfPast } from './succession.ts';
import { answered, asked, responded } from './waiting.ts';

/** A comment was written, rewritten, hidden, shown again or removed. In whatever order it is told, the same is there. */
export function planComment(
  plan: Plan,
  page: PageFact,
  event: CommentEvent,
  at: Date,
  past: Past | null = null,
): void {
  if (isSkipped(plan, page)) return;
  const mid = midOfComment(event.commentId);
  if (event.verb !== 'add') return changePublic(plan, page, mid, event, at);
  const rootKey = rootOf(plan, page, event);
  addPublic(plan, page, event, { mid, rootKey, facebookId: event.commentId, origin: 'comment', at, past });
}

/** A visitor's post is a thread of its own. The page's posts are context, kept when the batch was read. */
export function planPost(
  plan: Plan,
  page: PageFact,
  event: PostEvent,
  at: Date,
  past: Past | null = null,
): void {
  if (isSkipped(plan, page)) return;
  if (event.isPublished === false) return skip(plan, page, 'unpublished-post');
  if (event.byPage || (event.author?.id ?? null) === null) return;
  const mid = midOfPost(event.postId);
  if (event.verb !== 'add') return changePublic(plan, page, mid, event, at);
  joinThreadUnder(plan, page, event.postId);
  addPublic(plan, page, event, { mid, rootKey: mid, facebookId: event.postId, origin: 'post', at, past });
}

/** The page was named elsewhere: somebody may want an answer there. */
export function planMention(plan: Plan, page: PageFact, event: MentionEvent, at: Date): void {
  if (isSkipped(plan, page)) return;
  const facebookId = event.commentId ?? event.postId;
  if (facebookId === null) return;
  const mid = event.commentId === null ? midOfPost(facebookId) : midOfComment(facebookId);
  if (event.verb !== 'add') return changePublic(plan, page, mid, event, at);
  addPublic(plan, page, event, { mid, rootKey: mid, facebookId, origin: 'mention', at, past: null });
}

/** A reaction stands on its comment. Those on posts are too many to be anybody's work: they are counted. */
export function planFeedReaction(plan: Plan, page: PageFact, event: FeedReactionEvent, at: Date): void {
  if (isSkipped(plan, page)) return;
  if (event.commentId === null) return skip(plan, page, 'post-reaction');
  const person = event.author?.id ?? `unknown:${at.toISOString()}`;
  const reaction = event.verb === 'remove' ? null : (event.reaction ?? 'like');
  markMessage(plan, page.id, midOfComment(event.commentId), { kind: 'feed-reaction', person, reaction, at });
}

function isSkipped(plan: Plan, page: PageFact): boolean {
  if (commentSettingsOf(page).enabled) return false;
  skip(plan, page, 'comments-off');
  return true;
}

function skip(plan: Plan, page: PageFact, reason: SkipReason): void {
  const key = midKey(page.id, reason);
  const known = plan.threads.skips.get(key);
  if (known) known.count++;
  else plan.threads.skips.set(key, { pageId: page.id, reason, count: 1 });
}

/** Where something public stands, and what it is called. */
interface PublicPlace {
  mid: string;
  rootKey: string;
  facebookId: string;
  origin: CommentFact['origin'];
  at: Date;
  /** It was read afterwards: what it still asks of us. */
  past: Past | null;
}

type Said = FeedContent & { postId: string | null; parentCommentId?: string | null; postUrl?: string | null };

function addPublic(plan: Plan, page: PageFact, event: Said, place: PublicPlace): void {
  const known = plan.messages.get(midKey(page.id, place.mid));
  if (known) return nameAuthor(plan, page, known, event.author);
  if (event.byPage) return addByPage(plan, page, event, place);
  const thread = threadOf(plan, page, place.rootKey, event.postId);
  const settings = commentSettingsOf(page);
  const early = plan.earlyMarks.get(midKey(page.id, place.mid)) ?? [];
  const contactId = contactIdOf(plan, page, event.author, place.mid);
  const isShutOut = plan.threads.banned.has(contactId);
  if (isShutOut && noteShutOut(plan, page, contactId) === 'drop') return;
  const isAside = isShutOut || (isIgnorable(settings, event) && early.every(({ mark }) => isQuiet(mark)));
  const isRemoved = early.some(({ mark }) => mark.kind === 'moderation' && mark.verb === 'remove');

  const isFirst = thread.conversations.length === 0;
  const conversation = placeOf(plan, thread, contactId, { ...place, isAside });
  if (!isAside) askHere(conversation, { ...place, isRemoved });
  if (!conversation.isNew || !isFirst) conversation.recountContact = true;
  const message = addComment(plan, thread, conversation, event, { ...place, contactId, isIgnored: isAside });
  // What was read just now has nothing more to tell.
  const isUnnamed = (event.author?.id ?? null) === null;
  if (isUnnamed && place.past === null) plan.jobs.push(fetchCommentJob(page, place.facebookId));
  if (place.past !== 'over' && isToBeHidden(settings, message.row.text)) {
    plan.jobs.push(hideByRuleJob(message.row));
  }
  if (isFirst) {
    const parentId = event.parentCommentId ?? null;
    bringHeld(plan, page, thread, conversation);
    const hasRoot = plan.messages.has(midKey(page.id, thread.row.rootKey));
    if (!hasRoot && parentId !== null) plan.jobs.push(fetchCommentJob(page, parentId));
  }
}

/** The ticket that something of a person's belongs to. */
function placeOf(
  plan: Plan,
  thread: PlannedThread,
  contactId: string,
  { at, past, isAside }: PublicPlace & { isAside: boolean },
): PlannedConversation {
  const tickets = ticketsOf(plan, thread, contactId);
  if (past === 'over' || past === 'late') return placeOfPast(tickets, at);
  if (past !== null) endHistory(thread, at);
  return (isAside ? placeOfAside : placeOfAsking)(tickets, at);
}

function askHere(
  conversation: PlannedConversation,
  { at, past, isRemoved }: PublicPlace & { isRemoved: boolean },
): void {
  if (past === 'over') return;
  if (past === 'late') conversation.recountWaiting ||= isLive(conversation);
  else {
    conversation.row.unreadCount++;
    if (isLive(conversation) && !isRemoved) asked(conversation, at);
  }
}

function isQuiet(mark: Mark): boolean {
  return mark.kind !== 'edit' || mark.isIgnorable === true;
}

/** The contact of an author; of one who was not told, one of the comment's own. */
function contactIdOf(plan: Plan, page: PageFact, author: FeedAuthor | null, mid: string): string {
  const id = plan.threads.commenters.get(personKey(page.id, author?.id ?? unnamedPsid(mid)));
  if (id === undefined) throw new Error('A commenter of the batch was not read.');
  return id;
}

/** Stands for an author whom Facebook did not tell. */
export function unnamedPsid(mid: string): string {
  return `unknown:${mid}`;
}

function addComment(
  plan: Plan,
  thread: PlannedThread,
  conversation: PlannedConversation,
  said: Pick<Said, 'text' | 'media' | 'parentCommentId'> & { author?: FeedAuthor | null },
  place: PublicPlace & { contactId: string; isIgnored: boolean; direction?: 'out' },
): PlannedMessage {
  const id = plan.newId();
  // Before the message: what came before it, and is put on it now, needs both.
  plan.threads.comments.set(id, {
    row: {
      messageId: id,
      threadId: thread.row.id,
      facebookId: place.facebookId,
      origin: place.origin,
      permalink: null,
      history: [],
      isIgnored: place.isIgnored,
      authorPsid: said.author?.id ?? unnamedPsid(place.mid),
    },
    isNew: true,
    isChanged: true,
  });
  const parentId = said.parentCommentId ?? null;
  return addMessage(plan, conversation, {
    id,
    contactId: place.contactId,
    direction: place.direction ?? 'in',
    mid: place.mid,
    at: place.at,
    content: {
      text: said.text,
      attachments: said.media.map(attachmentOf),
      replyTo: parentId === null ? null : { mid: midOfComment(parentId), isSelfReply: false, story: null },
      isUnsupported: false,
    },
    standby: false,
  });
}

const attachmentTypes = { photo: 'image', video: 'video', link: 'share' } as const;

function attachmentOf({ type, url }: FeedContent['media'][number]): PageAttachment {
  return {
    type: attachmentTypes[type],
    rawType: type,
    url,
    title: null,
    stickerId: null,
    coordinates: null,
    name: null,
    payload: null,
  };
}

/** The page spoke: our own reply told back, or one written on Facebook. It asks nothing of anybody. */
function addByPage(plan: Plan, page: PageFact, event: Said, place: PublicPlace): void {
  const thread = plan.threads.byRoot.get(midKey(page.id, place.rootKey));
  const newest = thread?.conversations[0];
  if (!thread || !newest) return hold(plan, page, event, place);
  const own = findOwn(plan, thread, event.text);
  if (own) return settleOwn(plan, thread, own, place);
  addOutside(plan, thread, event, place);
}

function addOutside(
  plan: Plan,
  thread: PlannedThread,
  said: Pick<Said, 'text' | 'media' | 'parentCommentId'>,
  place: PublicPlace,
): void {
  const contactId = thread.conversations[0]?.row.contactId ?? '';
  const find = place.past === null ? placeOfAside : placeOfPast;
  const conversation = find(ticketsOf(plan, thread, contactId), place.at);
  const { lastMessageAt } = conversation.row;
  const wasNewest = lastMessageAt === null || place.at >= lastMessageAt;
  const message = addComment(plan, thread, conversation, said, {
    ...place,
    contactId: conversation.row.contactId,
    isIgnored: false,
    direction: 'out',
  });
  const wasWaiting = conversation.row.waitingSince !== null;
  if (place.past === null && wasWaiting) responded(plan, conversation, message);
  answered(conversation, place.at, wasNewest);
}

/** Nobody has asked anything in its thread: it waits for that, and opens nothing. */
function hold(plan: Plan, page: PageFact, event: Said, { facebookId, rootKey, at }: PublicPlace): void {
  const { text, media, parentCommentId = null } = event;
  const said = { commentId: facebookId, parentCommentId, text, media };
  holdUnder(plan, page.id, rootKey, { kind: 'held', said, at });
}

function holdUnder(plan: Plan, pageId: string, rootKey: string, mark: Extract<Mark, { kind: 'held' }>): void {
  const mid = heldKey(rootKey);
  const key = midKey(pageId, mid);
  const isKnown = plan.earlyMarks
    .get(key)
    ?.some((each) => each.mark.kind === 'held' && each.mark.said.commentId === mark.said.commentId);
  if (!isKnown) pushTo(plan.earlyMarks, key, { pageId, mid, mark });
}

/** What the page said in a thread before anybody asked there. */
function bringHeld(
  plan: Plan,
  page: PageFact,
  thread: PlannedThread,
  conversation: PlannedConversation,
): void {
  const key = midKey(page.id, heldKey(thread.row.rootKey));
  for (const { mark } of plan.earlyMarks.get(key) ?? []) {
    if (mark.kind !== 'held') continue;
    const { said, at } = mark;
    const mid = midOfComment(said.commentId);
    if (plan.messages.has(midKey(page.id, mid))) continue;
    const place = {
      mid,
      rootKey: thread.row.rootKey,
      facebookId: said.commentId,
      origin: 'comment' as const,
      at,
      past: null,
    };
    addOutside(plan, thread, said satisfies HeldComment, place);
  }
  plan.earlyMarks.delete(key);
  conversation.isChanged = true;
}

/** A reply of ours whose answer has not come: the only one with these words. */
function findOwn(plan: Plan, thread: PlannedThread, text: string | null): PlannedMessage | undefined {
  const tickets = new Set(thread.conversations.map(({ row }) => row.id));
  const alike = [...plan.messagesById.values()].filter(
    ({ row }) =>
      tickets.has(row.conversationId) &&
      row.direction === 'out' &&
      row.mid === null &&
      (row.status === 'sending' || row.status === 'unknown') &&
      row.text?.trim() === text?.trim(),
  );
  return alike.length === 1 ? alike[0] : undefined;
}

/** It is there, under this id, at Meta's time. */
function settleOwn(plan: Plan, thread: PlannedThread, message: PlannedMessage, place: PublicPlace): void {
  const { row } = message;
  Object.assign(row, {
    mid: place.mid,
    at: place.at,
    status: 'sent',
    failure: null,
    sentAt: row.sentAt ?? place.at,
  });
  message.isChanged = true;
  plan.messages.set(midKey(row.pageId, place.mid), message);
  plan.threads.comments.set(row.id, {
    row: {
      messageId: row.id,
      threadId: thread.row.id,
      facebookId: place.facebookId,
      origin: 'comment',
      permalink: null,
      history: [],
      isIgnored: false,
      authorPsid: thread.page.facebookId,
    },
    isNew: true,
    isChanged: true,
  });
}

/** An edit, hiding or removal: on its comment, or waiting for it. */
function changePublic(plan: Plan, page: PageFact, mid: string, event: Said, at: Date): void {
  const known = plan.messages.get(midKey(page.id, mid));
  if (known) nameAuthor(plan, page, known, event.author);
  const mark = markOf(page, event, at);
  if (mark === null) return;
  const wasIgnored = known !== undefined && plan.threads.comments.get(known.row.id)?.row.isIgnored === true;
  const message = markMessage(plan, page.id, mid, mark);
  if (message) afterChange(plan, page, message, wasIgnored);
}

function markOf(page: PageFact, event: Said, at: Date): Mark | null {
  switch (event.verb) {
    case 'edit': {
      const ignorable = isIgnorable(commentSettingsOf(page), event);
      return { kind: 'edit', text: event.text, number: null, isIgnorable: ignorable, at };
    }
    case 'hide':
    case 'unhide':
    case 'remove':
      return { kind: 'moderation', verb: event.verb, at };
    case 'add':
    case 'other':
      return null;
  }
}

function afterChange(plan: Plan, page: PageFact, message: PlannedMessage, wasIgnored: boolean): void {
  const { row } = message;
  const comment = plan.threads.comments.get(row.id);
  const thread = plan.threads.byId.get(comment?.row.threadId ?? '');
  const conversation = thread?.conversations.find((each) => each.row.id === row.conversationId);
  if (!comment || !thread || !conversation) return;
  if (isToBeHidden(commentSettingsOf(page), row.text) && row.direction === 'in') {
    plan.jobs.push(hideByRuleJob(row));
  }
  if (wasIgnored && !comment.row.isIgnored) ask(plan, thread, message);
  if (row.unsentAt !== null) conversation.recountWaiting = true;
  refreshLast(conversation, message);
}

/** What was kept aside turned out to ask something. */
function ask(plan: Plan, thread: PlannedThread, { row }: PlannedMessage): void {
  const conversation = placeOfAsking(ticketsOf(plan, thread, row.contactId), row.at);
  if (conversation.row.id !== row.conversationId) return;
  conversation.row.unreadCount++;
  conversation.recountWaiting = isLive(conversation);
  conversation.isChanged = true;
}

/** The list row's last line, when this is it. */
function refreshLast(conversation: PlannedConversation, { row }: PlannedMessage): void {
  conversation.isChanged = true;
  if (conversation.row.lastMessageAt?.getTime() !== row.at.getTime()) return;
  const preview = previewOfChanged(row);
  if (preview.text !== '' || row.unsentAt !== null) conversation.row.lastMessage = preview;
}

/** An author who was not told with the comment, and is now. */
function nameAuthor(plan: Plan, page: PageFact, message: PlannedMessage, author: FeedAuthor | null): void {
  const comment = plan.threads.comments.get(message.row.id);
  if (!comment || !author || author.id === null || author.id === page.facebookId) return;
  if (comment.row.authorPsid !== unnamedPsid(message.row.mid ?? '')) return;
  const contactId = plan.threads.commenters.get(personKey(page.id, author.id));
  if (contactId === undefined) return;
  comment.row.authorPsid = author.id;
  message.row.contactId = contactId;
  message.isChanged = true;
  if (!message.isNew) plan.threads.authors.push({ messageId: message.row.id, contactId });
  const thread = plan.threads.byId.get(comment.row.threadId);
  const conversation = thread?.conversations.find((each) => each.row.id === message.row.conversationId);
  if (!conversation) return;
  conversation.recountContact = true;
  conversation.isChanged = true;
}
