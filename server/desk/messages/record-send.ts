import type { Failure } from '../../../contract/messages.ts';
import type { ShownTemplate } from '../../../contract/templates.ts';
import {
  failLaterParts,
  lockReceipts,
  moveMessage,
  recordSent,
  removeEchoCopies,
  type SendFacts,
} from '../../store/sends.ts';
import { insertOwnComment } from '../../store/comments.ts';
import { recountWaiting } from '../../store/outgoing-messages.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { byIds, change, type Change, type Context } from '../context.ts';
import { askByButtonsJob } from '../jobs.ts';
import { noteSuccess } from '../pages/health/note-refusal.ts';
import { failures } from './failures.ts';

// No access check in this file: these are the second halves of sends, done by the system for a message whose
// writer was checked when it was written. Each announces what it changed.

/** Tells the browsers that a message changed. */
export function announceMessage(
  { announce }: Pick<Change, 'announce'>,
  facts: Pick<SendFacts, 'conversationId' | 'departmentId'>,
  messageId: string,
): void {
  const departments = [facts.departmentId];
  announce({ kind: 'message.changed', subjectId: facts.conversationId, messageId, departments });
}

/** Tells the browsers that a page's connection changed. */
export function announcePage({ announce }: Pick<Change, 'announce'>, facts: Pick<SendFacts, 'pageId'>): void {
  announce({ kind: 'page.changed', subjectId: facts.pageId });
}

/** It went out under this id of Meta's: whatever stopped the page before, it can send again. `commentId`: of a public reply. */
export async function recordSuccess(
  ctx: Context,
  facts: SendFacts,
  mid: string,
  commentId?: string,
): Promise<void> {
  const at = ctx.clock.now();
  await change(byIds(ctx), async (story) => {
    await lockReceipts(story.tx, facts.contactId);
    const copies = await removeEchoCopies(story.tx, { id: facts.id, pageId: facts.pageId, mid });
    for (const id of copies) announceMessage(story, facts, id);
    if (commentId !== undefined) {
      await insertOwnComment(story.tx, { messageId: facts.id, facebookId: commentId });
    }
    if (await recordSent(story.tx, facts.id, { mid, at })) announceMessage(story, facts, facts.id);
    if (isFlagged(facts.pageState)) {
      await noteSuccess(ctx, story, { id: facts.pageId, tokenSealed: facts.tokenSealed });
    }
  });
}

function isFlagged(state: SendFacts['pageState']): boolean {
  return state === 'restricted' || state === 'expired' || state === 'permission-missing';
}

/**
 * It did not go out, and is not tried again by itself. Later parts of the same reply fail with it, so that the
 * customer never reads the end of an answer without its beginning.
 *
 * @param also  what the same refusal says of the person or the page, in the same transaction.
 */
export async function recordFailure(
  ctx: Context,
  facts: SendFacts,
  failure: Failure,
  also?: (story: Change) => Promise<void>,
): Promise<void> {
  await change(ctx, async (story) => {
    // Person and page, then the conversation, then the message: intake locks in the same order.
    await also?.(story);
    await lockConversationRow(story.tx, facts.conversationId);
    const from = ['queued', 'sending', 'unknown'] as const;
    if (!(await moveMessage(story.tx, facts.id, from, { status: 'failed', failure }))) return;
    announceMessage(story, facts, facts.id);
    await holdBackLaterParts(story, facts, failures.earlierPart);
    await tellWhoWaits(story, facts);
    if (isForm(facts.template) && !isOfPersonOrPage.has(failure.code)) story.enqueue(askByButtonsJob(facts));
  });
}

/** After these no other message gets there either; after all others a survey's form is asked by buttons. */
const isOfPersonOrPage: ReadonlySet<string> = new Set([
  'window-closed',
  'person-unavailable',
  'no-such-person',
  'page-disconnected',
  'page-restricted',
  'thread-owned-elsewhere',
]);

/** The column is written by our own verbs alone. */
function isForm(template: unknown): boolean {
  return (template as ShownTemplate | null)?.kind === 'form';
}

/** A reply that failed has answered nobody: the customer waits again. */
export async function tellWhoWaits(
  story: Change,
  { conversationId, departmentId }: Pick<SendFacts, 'conversationId' | 'departmentId'>,
): Promise<void> {
  if (!(await recountWaiting(story.tx, conversationId))) return;
  const departments = [departmentId];
  story.announce({ kind: 'conversation.changed', subjectId: conversationId, departments });
}

/** Fails the queued parts behind this one. */
export async function holdBackLaterParts(story: Change, facts: SendFacts, failure: Failure): Promise<void> {
  const { authorId, clientId, partIndex } = facts;
  if (authorId === null || clientId === null || partIndex === null) return;
  const held = await failLaterParts(story.tx, { authorId, clientId, partIndex }, failure);
  for (const id of held) announceMessage(story, facts, id);
}

/**
 * It surely did not go out and shall be tried again: back to the queue.
 * @returns false when something else settled it meanwhile.
 */
export async function requeue(
  ctx: Context,
  facts: SendFacts,
  also?: (story: Change) => Promise<void>,
): Promise<boolean> {
  return change(ctx, async (story) => {
    await also?.(story);
    const isBack = await moveMessage(story.tx, facts.id, ['sending'], { status: 'queued', failure: null });
    if (isBack) announceMessage(story, facts, facts.id);
    return isBack;
  });
}
