import { setTimeout as sleep } from 'node:timers/promises';
import { readAuthor } from '../../facebook/comments/author.ts';
import type { PageAccess } from '../../facebook/graph/client.ts';
import { classifyGraphError } from '../../facebook/graph/classify-graph-error.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import type { AttachmentSource } from '../../facebook/messenger/attachments.ts';
import {
  readPersonPlace,
  readProfile,
  type PersonPlace,
  type Profile,
  type ProfileOutcome,
} from '../../facebook/messenger/profile.ts';
import { backoffMs } from '../../kit/retry.ts';
import {
  readProfileFacts,
  saveProfile,
  touchMessagesOf,
  touchPublicWordsOf,
  tryLockPerson,
  type ProfileChange,
  type ProfileFacts,
} from '../../store/profiles.ts';
import { listWaitingForProfile } from '../../store/routing-rules.ts';
import { identifyJob, routeJob } from '../jobs.ts';
import { change } from '../context.ts';
import { fetchFile, refuseAllButPictures } from '../files/fetch-file.ts';
import { noteDeadToken } from '../pages/health/note-refusal.ts';
import { openAccess, type Again, type SendContext } from '../messages/send-context.ts';

/** What looking somebody up needs besides the database. */
export type ProfileContext = SendContext & { source: AttachmentSource };

const hourMs = 3_600_000;
/** While a page is disconnected nothing can be asked for it. */
const holdMs = 10 * 60_000;
/** Nobody without a profile gets one within minutes; after a week nobody asks any more until they write again. */
const lookAgainMs = 24 * hourMs;
const mostLooks = 7;
const retryBackoff = { firstMs: 5_000, mostMs: hourMs };
/** Profile pictures are some kilobytes; more is no picture of a person. */
const mostPictureBytes = 5 * 1024 * 1024;

/**
 * Finds out who a person is: name and picture, with the fallbacks of `readProfile`; of who spoke in public alone, from what
 * they said there. Messages never wait for this,
 * and what cannot be found out leaves the placeholder as it is.
 *
 * No access check: the system asks, for whoever may see the person's conversations.
 *
 * @param input.attempts  how often it was tried, this time included.
 * @returns when to look again; nothing when the person is known, or not worth another look.
 * @throws SecretUnreadable when the page's token cannot be opened with this `SECRET_KEY`.
 */
export async function fetchProfile(
  ctx: ProfileContext,
  input: { contactId: string; attempts: number },
): Promise<Again | void> {
  const facts = await readProfileFacts(ctx.db, input.contactId);
  if (!facts) return;
  const { tokenSealed } = facts;
  const isHeld = facts.pageState === 'expired' || facts.pageState === 'permission-missing';
  if (tokenSealed === null) return leaveUnknown(ctx, facts, input.attempts, 'The page was removed.');
  if (isHeld) return again(ctx, holdMs, 'The page is disconnected.', false);
  const allowedAt = ctx.graph.rateLimit.nextAllowedAt(facts.pageFacebookId, 'other').getTime();
  const waitMs = allowedAt - ctx.clock.now().getTime();
  if (waitMs > 0) return again(ctx, waitMs, "The page's rate is used up.", false);

  const access = openAccess(ctx.secrets, { ...facts, tokenSealed });
  ctx.graph.rateLimit.spend(facts.pageFacebookId, 'other');
  let outcome: ProfileOutcome;
  let place: PersonPlace;
  try {
    [outcome, place] = await ask(ctx, access, facts);
  } catch (error) {
    if (!(error instanceof GraphRefused || error instanceof GraphUnreachable)) throw error;
    return judge(ctx, facts, error, input.attempts);
  }
  if (!outcome.found) return leaveUnknown(ctx, facts, input.attempts, outcome.reason);
  const isSaved = await save(ctx, facts, {
    ...(await changeOf(ctx, facts, outcome.profile)),
    ...(place.locale === null ? {} : { locale: place.locale }),
    ...(place.timezone === null ? {} : { timezone: place.timezone }),
  });
  if (!isSaved) return again(ctx, busyMs, 'The person’s messages are being written.', false);
}

/** Who has written to the page has a profile; who spoke in public is known by what they said. */
async function ask(
  ctx: ProfileContext,
  access: PageAccess,
  { identity, commentId, psid, tokenScopes }: ProfileFacts,
): Promise<[ProfileOutcome, PersonPlace]> {
  if (identity === 'messenger') {
    return [
      await readProfile(ctx.graph, access, psid),
      await readPersonPlace(ctx.graph, access, psid, tokenScopes),
    ];
  }
  const nowhere = { locale: null, timezone: null };
  if (commentId === null) return [{ found: false, reason: 'no-profile' }, nowhere];
  return [await readAuthor(ctx.graph, access, { id: commentId, psid }), nowhere];
}

async function changeOf(ctx: ProfileContext, facts: ProfileFacts, profile: Profile): Promise<ProfileChange> {
  const pictureFileId = profile.pictureUrl === null ? null : await keepPicture(ctx, profile.pictureUrl);
  return {
    profileState: profile.name === null && facts.name === null ? 'unavailable' : 'known',
    ...(profile.name === null ? {} : { name: profile.name }),
    ...(profile.source === 'profile' ? { firstName: profile.firstName, lastName: profile.lastName } : {}),
    ...(pictureFileId === null ? {} : { pictureFileId }),
  };
}

/** Our own copy of the picture; null when it cannot be had, which is no reason to do without the name. */
async function keepPicture(ctx: ProfileContext, url: string): Promise<string | null> {
  const kept = await fetchFile(ctx, url, { maxBytes: mostPictureBytes, refuse: refuseAllButPictures });
  return 'file' in kept ? kept.file.id : null;
}

async function leaveUnknown(
  ctx: ProfileContext,
  facts: ProfileFacts,
  attempts: number,
  reason: string,
): Promise<Again | void> {
  if (facts.profileState === 'pending') await save(ctx, facts, { profileState: 'unavailable' });
  if (attempts < mostLooks) return again(ctx, lookAgainMs, reason, true);
}

async function judge(
  ctx: ProfileContext,
  facts: ProfileFacts,
  error: GraphRefused | GraphUnreachable,
  attempts: number,
): Promise<Again | void> {
  const told = classifyGraphError(error);
  if (told.kind === 'rate') {
    const seconds = told.retryAfterSeconds ?? 60;
    ctx.graph.rateLimit.pause(told.scope === 'app' ? null : facts.pageFacebookId, seconds);
    return again(ctx, seconds * 1000, 'Facebook asks for patience.', false);
  }
  if (told.kind === 'token') {
    // Noted on the page as a failed send would note it; incoming messages are stored all the same.
    await noteDeadToken(ctx, facts, told);
    return again(ctx, holdMs, 'The page is disconnected.', false);
  }
  if (attempts >= mostLooks) return leaveUnknown(ctx, facts, attempts, error.message);
  return again(ctx, backoffMs(attempts, retryBackoff, ctx.random()), error.message, true);
}

/** While messages of the same person are being written, a moment later. */
const savePauseMs = 50;
const saveTries = 40;
/** When even that was not enough. */
const busyMs = 10_000;

/** The conversations show the name, and so do the messages. @returns false when the person was busy all the time. */
async function save(ctx: ProfileContext, facts: ProfileFacts, learned: ProfileChange): Promise<boolean> {
  for (let tries = 0; tries < saveTries; tries += 1) {
    if (await trySave(ctx, facts, learned)) return true;
    await sleep(savePauseMs);
  }
  return false;
}

async function trySave(ctx: ProfileContext, facts: ProfileFacts, learned: ProfileChange): Promise<boolean> {
  return change(ctx, async ({ tx, announce, enqueue }) => {
    if (!(await tryLockPerson(tx, facts.id))) return false;
    const conversations = await saveProfile(tx, facts.id, learned);
    for (const waiting of await listWaitingForProfile(tx, facts.id)) enqueue(routeJob(waiting));
    const departmentOf = new Map(conversations.map(({ id, departmentId }) => [id, departmentId]));
    for (const [id, departmentId] of departmentOf) {
      announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
    }
    for (const { id } of conversations.slice(0, 1)) {
      enqueue(identifyJob({ id, contactId: facts.id, pageId: facts.pageId }));
    }
    if (facts.identity === 'commenter') {
      for (const { id, conversationId, departmentId } of await touchPublicWordsOf(tx, facts.id)) {
        const departments = [departmentId];
        announce({ kind: 'message.changed', subjectId: conversationId, messageId: id, departments });
      }
      return true;
    }
    if (learned.name === undefined || learned.name === facts.name) return true;
    for (const { id, conversationId } of await touchMessagesOf(tx, [...departmentOf.keys()])) {
      const departments = [departmentOf.get(conversationId) ?? ''];
      announce({ kind: 'message.changed', subjectId: conversationId, messageId: id, departments });
    }
    return true;
  });
}

function again(ctx: ProfileContext, waitMs: number, reason: string, countsAsAttempt: boolean): Again {
  return { runAt: new Date(ctx.clock.now().getTime() + waitMs), reason, countsAsAttempt };
}
