import { readRecentMessages } from '../../facebook/messenger/recent-messages.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import { findKnownMids, moveMessage, readSendFacts, type SendFacts } from '../../store/sends.ts';
import { change } from '../context.ts';
import { settleMessageJob } from '../jobs.ts';
import { lookInPublic } from '../comments/send-public-reply.ts';
import { failures } from './failures.ts';
import { isSentAs } from './sender-name.ts';
import { announceMessage, holdBackLaterParts, recordFailure, recordSuccess } from './record-send.ts';
import { openAccess, type Again, type SendContext } from './send-context.ts';

// No access check in this file: the system finds out what became of a message whose writer was checked.

const minuteMs = 60_000;
/** Since it is unknown; meanwhile what is written to the same person waits behind it. */
const firstLooksMs = [1_000, 5_000, 20_000, minuteMs];
/** So soon only the echo is listened for: it mostly comes within a second, and Meta need not be asked. */
const echoOnlyMs = 4_000;
/** Since it is unknown; nobody waits any more. Then it stays unknown, unless an echo comes. */
const lateLooksMs = [5 * minuteMs, 15 * minuteMs, 60 * minuteMs];
/** What Meta's conversation does not show after this time did not go out. */
const surelyAbsentMs = minuteMs;
/** Meta's clock may be behind ours by so much; its times are whole seconds besides. */
const clockSkewMs = minuteMs;

/**
 * A send without an answer, or one whose worker died: nobody knows whether it left. It is shown as unknown, and
 * looked for. Nothing is sent again.
 *
 * @param unknownSince  when the call ended without an answer; of a dead worker, when its send began.
 */
export async function leaveUnknown(
  ctx: SendContext,
  facts: SendFacts,
  unknownSince: Date,
): Promise<Again | void> {
  const isUnknown = await change(ctx, async (story) => {
    const to = { status: 'unknown', failure: failures.unknown, unknownSince } as const;
    const isMoved = await moveMessage(story.tx, facts.id, ['sending'], to);
    if (isMoved) announceMessage(story, facts, facts.id);
    return isMoved;
  });
  if (!isUnknown) return;
  return nextLook(ctx, { ...facts, unknownSince }, firstLooksMs) ?? lookAt(ctx.clock.now());
}

/**
 * Looks for an unknown message while what comes behind it waits. When the looks are used up, a job of its own
 * goes on looking, later parts of the same reply fail, and the person's other messages may go.
 */
export async function settleBeforeOthers(ctx: SendContext, facts: SendFacts): Promise<Again | void> {
  const isEarly = ageMs(ctx, facts) < echoOnlyMs;
  if (!isEarly && (await settle(ctx, facts))) return;
  const next = nextLook(ctx, facts, firstLooksMs);
  if (next) return next;
  await change(ctx, async (story) => {
    await holdBackLaterParts(story, facts, failures.earlierPartUnknown);
    const late = nextLook(ctx, facts, lateLooksMs);
    if (late) story.enqueue(settleMessageJob(facts, late.runAt));
  });
}

/** Goes on looking for a message that nobody waits for any more. */
export async function settleLate(ctx: SendContext, messageId: string): Promise<Again | void> {
  const facts = await readSendFacts(ctx.db, messageId);
  if (!facts || facts.status !== 'unknown') return;
  if (await settle(ctx, facts)) return;
  return nextLook(ctx, facts, lateLooksMs);
}

/** @returns whether it is settled now. */
async function settle(ctx: SendContext, facts: SendFacts): Promise<boolean> {
  const found = await look(ctx, facts);
  if (found === 'unreadable') return false;
  if (found !== 'absent') {
    await recordSuccess(ctx, facts, found.mid, found.commentId);
    return true;
  }
  if (ageMs(ctx, facts) < surelyAbsentMs) return false;
  await recordFailure(ctx, facts, failures.notGoneOut);
  return true;
}

/**
 * Looks for the message in Meta's own conversation: from the page, after the send began, with the same content,
 * and under an id that is no other message of ours.
 */
async function look(
  ctx: SendContext,
  facts: SendFacts,
): Promise<{ mid: string; commentId?: string } | 'absent' | 'unreadable'> {
  const { tokenSealed } = facts;
  if (tokenSealed === null) return 'unreadable';
  const access = openAccess(ctx.secrets, { ...facts, tokenSealed });
  if (facts.conversationKind === 'comment') return lookInPublic(ctx, access, facts);
  const recent = await readRecentMessages(ctx.graph, access, facts.psid).catch((error: unknown) => {
    if (error instanceof GraphRefused || error instanceof GraphUnreachable) return null;
    throw error;
  });
  if (recent === null) return 'unreadable';
  const since = facts.at.getTime() - clockSkewMs;
  const alike = recent.messages.filter(
    (message) => message.isFromPage && message.at.getTime() >= since && hasContentOf(message, facts),
  );
  const mids = alike.map((message) => message.mid);
  const known = await findKnownMids(ctx.db, facts.pageId, mids);
  // The oldest: of two alike that are both unknown, the first was sent first.
  const mid = mids.findLast((id) => !known.has(id));
  if (mid !== undefined) return { mid };
  const oldest = recent.messages.at(-1);
  const reachesBack = !recent.isCut || (oldest !== undefined && oldest.at.getTime() < since);
  return reachesBack ? 'absent' : 'unreadable';
}

function hasContentOf(
  message: { text: string | null; attachmentCount: number },
  facts: Pick<SendFacts, 'text'>,
): boolean {
  return facts.text === null ? message.attachmentCount > 0 : isSentAs(message.text ?? undefined, facts.text);
}

type Unknown = Pick<SendFacts, 'at' | 'unknownSince'>;

const sinceOf = (facts: Unknown) => (facts.unknownSince ?? facts.at).getTime();
const ageMs = (ctx: SendContext, facts: Unknown) => ctx.clock.now().getTime() - sinceOf(facts);

function nextLook(ctx: SendContext, facts: Unknown, looksMs: readonly number[]): Again | undefined {
  const age = ageMs(ctx, facts);
  const next = looksMs.find((afterMs) => afterMs > age);
  return next === undefined ? undefined : lookAt(new Date(sinceOf(facts) + next));
}

function lookAt(runAt: Date): Again {
  return { runAt, reason: 'It is not known whether it went out.', countsAsAttempt: false };
}
