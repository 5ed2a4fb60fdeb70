import { classifyGraphError } from '../../facebook/graph/classify-graph-error.ts';
import { GraphUnreachable, GraphRefused, type GraphErrorClass } from '../../facebook/graph/error.ts';
import { backoffMs } from '../../kit/retry.ts';
import { markUnreachable, pauseSends, withdrawHumanAgent } from '../../store/page-sending.ts';
import { type SendFacts } from '../../store/sends.ts';
import { learnOfPage } from '../pages/health/learn-of-page.ts';
import { noteRefusal } from '../pages/health/note-refusal.ts';
import { renewConversationsOf, setThreadOwner } from '../../store/thread-owners.ts';
import type { Change } from '../context.ts';
import { refreshThreadOwnerJob } from '../jobs.ts';
import { unknownApp } from '../threads/held-elsewhere.ts';
import { failureOf, failures } from './failures.ts';
import { announcePage, recordFailure, requeue } from './record-send.ts';
import type { Again, SendContext } from './send-context.ts';
import { leaveUnknown } from './settle.ts';

// No access check in this file: it is the end of a send, done by the system.

/** While a page is disconnected its messages are looked at again so often; reconnecting hurries them. */
export const holdMs = 60_000;
/** Passing faults of Facebook's until a message is given up: about a minute. */
const mostFaults = 5;
/** Tries without a connection until it is given up: some twenty minutes. */
const mostDisconnections = 12;
const retryBackoff = { firstMs: 2_000, mostMs: 300_000 };
/** When Meta asks for patience without saying how long. */
const ratePauseSeconds = 60;
/** Those who waited together come back spread over this time. */
const spreadMs = 2_000;

/** A send that failed, with what it was tried on. */
export interface FailedSend {
  facts: SendFacts;
  error: GraphRefused | GraphUnreachable;
  isHumanAgent: boolean;
  /** Of the job, this one included. */
  attempts: number;
}

/**
 * What becomes of a message that Facebook refused, or that had no answer: failed for good, back to the queue, or
 * unknown. Concerns of the page (token, permission, rate, restriction) are noted on the page.
 */
export async function judgeRefusal(ctx: SendContext, send: FailedSend): Promise<Again | void> {
  const told = classifyGraphError(send.error);
  if (told.retry === 'after-echo') return leaveUnknown(ctx, send.facts, ctx.clock.now());
  switch (told.kind) {
    case 'token':
      return holdForPage(ctx, send, told);
    case 'permission':
      if (send.isHumanAgent) return refuseHumanAgent(ctx, send);
      return told.scope === 'message' ? failForRole(ctx, send, told) : holdForPage(ctx, send, told);
    case 'page-restricted':
      return failForRestriction(ctx, send, told);
    case 'rate':
      return told.retry === 'later' ? waitForRate(ctx, send, told) : fail(ctx, send, told);
    case 'transient':
      return retry(ctx, send, told);
    case 'thread-owned-elsewhere':
      return recordFailure(ctx, send.facts, failures.heldElsewhere, (story) =>
        noteHeldElsewhere(ctx, story, send.facts),
      );
    case 'person-unavailable':
    case 'no-such-person':
      return recordFailure(ctx, send.facts, failureOf(told), (story) =>
        markUnreachable(story.tx, send.facts.contactId, told.explanation),
      );
    default:
      return fail(ctx, send, told);
  }
}

/** Meta says so, and not who: that is asked for. The composer closes with the reason at once. */
async function noteHeldElsewhere(ctx: SendContext, story: Change, facts: SendFacts): Promise<void> {
  const { contactId, pageId } = facts;
  if (await setThreadOwner(story.tx, contactId, { owner: unknownApp, at: ctx.clock.now() })) {
    for (const { id, departmentId } of await renewConversationsOf(story.tx, contactId, { isLetGo: false })) {
      story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
    }
  }
  story.enqueue(refreshThreadOwnerJob({ id: contactId, pageId }));
}

function fail(ctx: SendContext, { facts }: FailedSend, told: GraphErrorClass): Promise<void> {
  return recordFailure(ctx, facts, failureOf(told));
}

/** Nothing of this page can go now; the message waits for the connection to be mended. */
async function holdForPage(
  ctx: SendContext,
  { facts }: FailedSend,
  told: GraphErrorClass,
): Promise<Again | void> {
  const isBack = await requeue(ctx, facts, (story) => noteRefusal(ctx, story, pageOf(facts), told));
  return isBack ? later(ctx, holdMs, 'The page is disconnected.') : undefined;
}

async function failForRestriction(
  ctx: SendContext,
  { facts }: FailedSend,
  told: GraphErrorClass,
): Promise<void> {
  await recordFailure(ctx, facts, failureOf(told), (story) => noteRefusal(ctx, story, pageOf(facts), told));
}

/** An app that is not open to the public reaches people with a role on it alone. */
const needsRole = 2018028;

/** One person cannot be written to; what that says of the app is true for all who have no role on it. */
async function failForRole(ctx: SendContext, send: FailedSend, told: GraphErrorClass): Promise<void> {
  const { facts, error } = send;
  const isForRole = error instanceof GraphRefused && error.subcode === needsRole;
  await recordFailure(ctx, facts, failureOf(told), async (story) => {
    if (!isForRole) return;
    const health = { appAccess: 'roles-only', appCheckedAt: ctx.clock.now() } as const;
    await learnOfPage(ctx, story, facts.pageId, { health, tokenSealed: facts.tokenSealed });
  });
}

function pageOf({ pageId, tokenSealed }: FailedSend['facts']) {
  return { id: pageId, tokenSealed };
}

/** Meta has not granted the tag after all: the setting is put right, so that nobody tries in vain again. */
async function refuseHumanAgent(ctx: SendContext, { facts }: FailedSend): Promise<void> {
  await recordFailure(ctx, facts, failures.humanAgentRefused, async (story) => {
    if (await withdrawHumanAgent(story.tx, facts.pageId)) announcePage(story, facts);
  });
}

/** Meta asks for patience: the page (or every page of the app) sends nothing until then; others go on. */
async function waitForRate(
  ctx: SendContext,
  { facts }: FailedSend,
  told: GraphErrorClass,
): Promise<Again | void> {
  const seconds = told.retryAfterSeconds ?? ratePauseSeconds;
  const until = new Date(ctx.clock.now().getTime() + seconds * 1000);
  const isOfApp = told.scope === 'app';
  ctx.graph.rateLimit.pause(isOfApp ? null : facts.pageFacebookId, seconds);
  const isBack = await requeue(ctx, facts, (story) =>
    pauseSends(story.tx, isOfApp ? { metaAppId: facts.metaAppId } : { pageId: facts.pageId }, until),
  );
  return isBack ? later(ctx, seconds * 1000 + spread(ctx), 'Facebook asks for patience.') : undefined;
}

/** A fault that passes, and surely nothing went out: again, later each time, until it is given up. */
async function retry(
  ctx: SendContext,
  { facts, error, attempts }: FailedSend,
  told: GraphErrorClass,
): Promise<Again | void> {
  const most = error instanceof GraphUnreachable ? mostDisconnections : mostFaults;
  if (attempts >= most) return recordFailure(ctx, facts, failures.facebookFault);
  if (!(await requeue(ctx, facts))) return;
  const waitMs = Math.max(
    backoffMs(attempts, retryBackoff, ctx.random()),
    (told.retryAfterSeconds ?? 0) * 1000,
  );
  return { ...later(ctx, waitMs, error.message), countsAsAttempt: true };
}

/** Nothing was tried: patience that uses up no attempt. */
export function later(ctx: SendContext, waitMs: number, reason: string): Again {
  return { runAt: new Date(ctx.clock.now().getTime() + waitMs), reason, countsAsAttempt: false };
}

/** A moment by chance. */
export function spread(ctx: SendContext): number {
  return Math.round(ctx.random() * spreadMs);
}
