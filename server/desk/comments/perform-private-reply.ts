import type { ActFailure } from '../../../contract/comments.ts';
import { readComment } from '../../facebook/comments/read.ts';
import { classifyGraphError } from '../../facebook/graph/classify-graph-error.ts';
import type { PageAccess } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable, type GraphErrorClass } from '../../facebook/graph/error.ts';
import { sendMessage } from '../../facebook/messenger/send.ts';
import type { EchoEvent } from '../../facebook/webhook/page-event.ts';
import {
  claimPrivateReply,
  findPrivateEcho,
  moveAct,
  sayLikeness,
  type ActFacts,
} from '../../store/comments.ts';
import { findPages } from '../../store/inbound-facts.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { change } from '../context.ts';
import { applyEvents } from '../inbound/apply-events.ts';
import { failureOfLimit } from '../messages/failures.ts';
import { openAccess, type Again, type SendContext } from '../messages/send-context.ts';
import { announceComment } from './act-on-comment.ts';
import { failAct, failureOfAct, judgeAct, mustWait } from './act-steps.ts';
import { privateReplyEndsAt } from './write-private-reply.ts';

/** Since it is unknown: when Facebook is asked what became of it. */
const looksMs = [5_000, 20_000, 60_000, 5 * 60_000, 60 * 60_000];
/** What the comment does not show after this time did not go out. */
const surelyAbsentMs = 60_000;

/**
 * Sends a private reply, at most once: marked, called with no transaction open, recorded. A call without an answer is
 * never repeated; the comment itself tells whether a private reply stands on it.
 */
export async function performPrivateReply(
  ctx: SendContext,
  facts: ActFacts,
  attempts: number,
): Promise<Again | void> {
  switch (facts.status) {
    case 'queued':
      return send(ctx, facts, attempts);
    case 'doing':
      return leaveUnknown(ctx, facts, facts.startedAt ?? ctx.clock.now());
    case 'unknown':
      return settle(ctx, facts);
    default:
      return;
  }
}

async function send(ctx: SendContext, facts: ActFacts, attempts: number): Promise<Again | void> {
  if (ctx.clock.now() >= privateReplyEndsAt(facts.at)) return failAct(ctx, facts, failures.tooLate);
  if (facts.unsentAt !== null) return failAct(ctx, facts, failures.removed);
  const wait = mustWait(ctx, facts);
  if (wait) return wait;
  const { tokenSealed } = facts;
  if (tokenSealed === null) return failAct(ctx, facts, failures.disconnected);
  const startedAt = ctx.clock.now();
  if (!(await moveAct(ctx.db, facts.id, ['queued'], { status: 'doing', startedAt }))) return;
  const doing = { ...facts, status: 'doing' as const, startedAt };
  try {
    const result = await sendMessage(ctx.graph, openAccess(ctx.secrets, { ...facts, tokenSealed }), {
      recipient: facts.origin === 'post' ? { postId: facts.facebookId } : { commentId: facts.facebookId },
      content: { kind: 'text', text: facts.text ?? '' },
      ground: { messagingType: 'RESPONSE' },
      metadata: facts.id,
    });
    if (!result.ok) return await failAct(ctx, doing, failureOfLimit(result.broken));
    await recordSent(ctx, doing, { mid: result.messageId, psid: result.recipientId });
  } catch (error) {
    if (!(error instanceof GraphRefused || error instanceof GraphUnreachable)) throw error;
    return judge(ctx, doing, error, attempts);
  }
}

/**
 * It is in Messenger: told to intake as its own echo would be, so that it opens or joins the person's conversation by
 * the same rules, and their echo changes nothing. Facebook's answer proves who the commenter is there.
 */
async function recordSent(
  ctx: SendContext,
  facts: ActFacts,
  sent: { mid: string; psid: string | null },
): Promise<void> {
  const at = ctx.clock.now();
  await change(ctx, async (story) => {
    const { tx, announce } = story;
    const reply =
      sent.psid === null
        ? undefined
        : await tellIntake(ctx, story.tx, facts, { ...sent, psid: sent.psid, at });
    await lockConversationRow(tx, facts.conversationId);
    const to = { status: 'done' as const, doneAt: at, replyMessageId: reply?.id ?? null };
    if (!(await moveAct(tx, facts.id, ['doing', 'unknown'], to))) return;
    if (reply) {
      const { contactId: messengerId } = reply;
      const because = 'private-reply' as const;
      const link = { commenterId: facts.contactId, messengerId, isSame: true, because, saidBy: null, at };
      if (!facts.psid.startsWith('unknown:')) await sayLikeness(tx, link);
      const departments = [facts.departmentId];
      announce({
        kind: 'message.changed',
        subjectId: reply.conversationId,
        messageId: reply.id,
        departments,
      });
    }
    await announceComment(story, facts);
  });
}

async function tellIntake(
  ctx: SendContext,
  tx: Parameters<typeof findPages>[0],
  facts: ActFacts,
  sent: { mid: string; psid: string; at: Date },
) {
  const page = (await findPages(tx, [facts.pageFacebookId])).find((each) => each.id === facts.pageId);
  if (!page || facts.authorId === null) return undefined;
  const event: EchoEvent = {
    kind: 'echo',
    pageId: facts.pageFacebookId,
    personId: sent.psid,
    at: sent.at,
    standby: false,
    raw: null,
    appId: facts.appId,
    metadata: null,
    mid: sent.mid,
    text: facts.text,
    attachments: [],
    replyTo: null,
    isUnsupported: false,
  };
  const apply = { tx, now: sent.at, newId: ctx.newId, secrets: ctx.secrets };
  await applyEvents(apply, new Map([[page.facebookId, page]]), [{ event, receivedAt: sent.at }]);
  return claimPrivateReply(tx, { pageId: facts.pageId, mid: sent.mid, authorId: facts.authorId });
}

async function judge(
  ctx: SendContext,
  facts: ActFacts,
  error: GraphRefused | GraphUnreachable,
  attempts: number,
): Promise<Again | void> {
  const told = classifyGraphError(error);
  if (told.retry === 'after-echo') return leaveUnknown(ctx, facts, ctx.clock.now());
  return judgeAct(ctx, { facts, told, attempts, fault: failures.fault, refused: refusalOf });
}

/** When the comment had its one reply, or its author takes none, trying again would change nothing. */
function refusalOf(told: GraphErrorClass): ActFailure {
  const failure = { ...failureOfAct(told), message: told.explanation };
  return told.kind === 'not-replyable' ? { ...failure, mayRetry: false } : failure;
}

async function leaveUnknown(ctx: SendContext, facts: ActFacts, unknownSince: Date): Promise<Again | void> {
  await change(ctx, async (story) => {
    const to = { status: 'unknown' as const, failure: failures.unknown, unknownSince };
    if (await moveAct(story.tx, facts.id, ['doing'], to)) await announceComment(story, facts);
  });
  return nextLook(ctx, unknownSince);
}

async function settle(ctx: SendContext, facts: ActFacts): Promise<Again | void> {
  const since = facts.unknownSince ?? facts.createdAt;
  const { tokenSealed } = facts;
  const stands =
    tokenSealed === null ? null : await look(ctx, openAccess(ctx.secrets, { ...facts, tokenSealed }), facts);
  if (stands === true) {
    const began = new Date((facts.startedAt ?? since).getTime() - surelyAbsentMs);
    const echo = await ctx.db
      .transaction()
      .execute((tx) => findPrivateEcho(tx, { pageId: facts.pageId, text: facts.text ?? '', since: began }));
    return recordSent(ctx, facts, echo ?? { mid: '', psid: null });
  }
  const ageMs = ctx.clock.now().getTime() - since.getTime();
  if (stands === false && ageMs >= surelyAbsentMs) return failAct(ctx, facts, failures.notGoneOut);
  return nextLook(ctx, since);
}

/** Whether a private reply stands on the comment; null when Facebook does not tell. */
async function look(ctx: SendContext, access: PageAccess, facts: ActFacts): Promise<boolean | null> {
  try {
    return (await readComment(ctx.graph, access, facts.facebookId))?.hasPrivateReply ?? null;
  } catch (error) {
    if (error instanceof GraphRefused || error instanceof GraphUnreachable) return null;
    throw error;
  }
}

function nextLook(ctx: SendContext, since: Date): Again | undefined {
  const age = ctx.clock.now().getTime() - since.getTime();
  const next = looksMs.find((afterMs) => afterMs > age);
  if (next === undefined) return undefined;
  return {
    runAt: new Date(since.getTime() + next),
    reason: 'It is not known whether it went out.',
    countsAsAttempt: false,
  };
}

const failures = {
  tooLate: {
    code: 'too-late',
    message: 'Not sent. The comment is older than seven days: Facebook takes no private reply any more.',
    advice: 'Answer in public.',
    mayRetry: false,
  },
  removed: {
    code: 'comment-removed',
    message: 'Not sent. The comment was deleted before the reply could leave.',
    advice: 'Nothing more can be done here.',
    mayRetry: false,
  },
  disconnected: {
    code: 'page-disconnected',
    message: 'Not sent. The page is no longer connected to Facebook.',
    advice: 'Ask an administrator to connect the page again, then write it again.',
    mayRetry: true,
  },
  fault: {
    code: 'facebook-fault',
    message: 'Not sent. Facebook had a fault, or could not be reached, and went on failing.',
    advice: 'Write it again later.',
    mayRetry: true,
  },
  notGoneOut: {
    code: 'not-sent',
    message: 'Not sent. Facebook gave no answer, and the comment shows no private reply.',
    advice: 'Write it again.',
    mayRetry: true,
  },
  unknown: {
    code: 'no-answer',
    message: 'Facebook gave no answer when this was sent: it may have gone out, or not.',
    advice:
      'Pagedesk is finding out. Facebook takes one private reply for a comment, so nothing goes out twice.',
    mayRetry: false,
  },
} satisfies Record<string, ActFailure>;
