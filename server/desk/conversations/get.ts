import { commentLimits } from '../../../contract/comments.ts';
import type { ConversationDetails, Permissions } from '../../../contract/conversations.ts';
import { limits } from '../../../contract/messages.ts';
import { noteOutsideLook } from '../../store/audit.ts';
import {
  readDetailsRow,
  readSummaryRows,
  type DetailsRow,
  type SummaryRow,
} from '../../store/conversation-views.ts';
import { readScores } from '../../store/survey-requests.ts';
import { listVariables } from '../../store/variables.ts';
import { listParticipants } from '../../store/participants.ts';
import { findBanOf } from '../../store/bans.ts';
import { findNext, findPrevious, listEarlier, listViewers } from '../../store/conversations.ts';
import { findRoutingDecision } from '../../store/routing-rules.ts';
import { actorId, canLookInto, canSee, may, sightOf } from '../access.ts';
import type { Context } from '../context.ts';
import { presentBanRef } from '../bans/present.ts';
import { notFound } from '../problems.ts';
import { lengthOfMessage } from '../messages/length-of-message.ts';
import { lacksConsent } from '../privacy/consent.ts';
import { readKept, type KeptRouting } from '../routing/read-kept.ts';
import { permissionsFor } from './may.ts';
import { presentReferrals } from './present-referrals.ts';
import { presentSummary, readLastMessage } from './present.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/**
 * One conversation as the desk opens it. That somebody who leads looked into a department they are no member of is
 * written into the audit log.
 * @throws Problem `not-found`, also for one that the actor may not see.
 */
export async function getConversation(ctx: Context, id: string): Promise<ConversationDetails> {
  const [[row], details] = await Promise.all([readSummaryRows(ctx.db, [id]), readDetailsRow(ctx.db, id)]);
  if (!row || !details || !canLookInto(ctx.actor, row)) throw notFound('conversation');
  const [viewers, earlier, variables, previous, next, decided, ban, participants] = await Promise.all([
    listViewers(ctx.db, [id]),
    listEarlier(ctx.db, row, sightOf(ctx.actor)),
    listVariables(ctx.db, id),
    findPrevious(ctx.db, id),
    findNext(ctx.db, id),
    findRoutingDecision(ctx.db, id),
    findBanOf(ctx.db, row.contactId, ctx.clock.now()),
    listParticipants(ctx.db, id),
    noteLook(ctx, id, row.departmentId),
  ]);
  const asked = participants.filter(({ state }) => state === 'asked');
  const scores = await readScores(
    ctx.db,
    earlier.map((each) => each.id),
  );
  const summary = presentSummary(row, ctx.clock.now());
  const routing = readKept(decided);
  const self = actorId(ctx.actor);
  return {
    ...summary,
    contact: {
      ...summary.contact,
      firstName: details.firstName,
      lastName: details.lastName,
      locale: details.locale,
      timezone: details.timezone,
      psid: details.psid,
      profileState: details.profileState,
      firstSeenAt: details.firstSeenAt.toISOString(),
      lastSeenAt: details.lastSeenAt.toISOString(),
    },
    referrals: presentReferrals(details.referrals),
    variables,
    why: whyHere(summary, details, routing),
    routing: routing && { at: routing.at.toISOString(), because: routing.because, tried: routing.tried },
    reopenedCount: details.reopenedCount,
    previous: refIfSeen(ctx, previous),
    next: refIfSeen(ctx, next),
    wakesAt: summary.status === 'waiting' ? (details.wakesAt?.toISOString() ?? null) : null,
    viewers: viewers
      .filter((viewer) => viewer.id !== self)
      .map((viewer) => ({
        id: viewer.id as ConversationDetails['viewers'][number]['id'],
        name: viewer.name,
      })),
    asked: asked.map(({ userId, name, expiresAt }) => ({
      user: { id: userId as ConversationDetails['asked'][number]['user']['id'], name },
      expiresAt: (expiresAt ?? ctx.clock.now()).toISOString(),
    })),
    earlier: earlier.map((each) => ({
      id: each.id as ConversationDetails['id'],
      number: each.number,
      status: each.status,
      openedAt: each.openedAt.toISOString(),
      closedAt: each.closedAt?.toISOString() ?? null,
      preview: readLastMessage(each.lastMessage)?.text ?? '',
      score: scores.get(each.id) ?? null,
    })),
    may: heedBan(
      permissionsFor(ctx.actor, row, {
        window: summary.window,
        canSend: summary.page.canSend,
        isReachable: row.unreachableReason === null && !mustAgreeFirst(row),
        isHeldElsewhere: summary.threadOwner !== null,
      }),
      ban !== undefined,
    ),
    ban: ban ? presentBanRef(ban) : null,
    ending: { needsTag: details.needsTag, needsComment: details.needsComment },
    writing: row.kind === 'comment' ? publicWriting : presentWriting(details.pageSettings),
  };
}

function refIfSeen(
  { actor }: Context,
  other: { id: string; number: number; departmentId: string } | undefined,
): ConversationDetails['next'] {
  if (!other || !canSee(actor, other.departmentId)) return null;
  return { id: other.id as ConversationDetails['id'], number: other.number };
}

/** What is said in public needs nobody's leave; who writes in private may have to agree before they are answered. */
function mustAgreeFirst(row: SummaryRow): boolean {
  return row.kind === 'messenger' && lacksConsent(row.privacy, row);
}

/** Who is shut out is let in first: nothing is reopened with them, and nobody shuts them out twice. */
function heedBan(allowed: Permissions, isBanned: boolean): Permissions {
  return isBanned ? { ...allowed, reopen: false, ban: false } : allowed;
}

/** What a comment takes: pictures, and one long text. */
const publicWriting: ConversationDetails['writing'] = {
  files: { isOn: true, maxBytes: limits.imageBytes, types: ['image/*'], blockedExtensions: [] },
  longTexts: 'refuse',
  maxLength: commentLimits.publicReplyUnits,
  asksPurpose: false,
};

function presentWriting(stored: unknown): ConversationDetails['writing'] {
  const { attachments, messages } = settingsOfPage(stored);
  return {
    files: {
      isOn: attachments.agents,
      maxBytes: attachments.maxKb * 1024,
      types: attachments.types,
      blockedExtensions: attachments.blockedExtensions,
    },
    longTexts: messages.longTexts,
    maxLength: lengthOfMessage(messages),
    asksPurpose: messages.asksPurpose !== 'never',
  };
}

/** Agents see their own departments only, so there is nothing to note of them. */
async function noteLook(
  { actor, db, clock }: Context,
  conversationId: string,
  departmentId: string,
): Promise<void> {
  if (actor.kind !== 'user' || !may(actor, 'lead-conversations')) return;
  await noteOutsideLook(db, { userId: actor.userId, conversationId, departmentId, at: clock.now() });
}

function whyHere(
  summary: { page: { name: string }; department: { id: string; name: string } },
  details: DetailsRow,
  routing: KeptRouting | null,
): string {
  const { page, department } = summary;
  if (routing?.departmentId === department.id) return `${routing.because} So it came to ${department.name}.`;
  if (routing)
    return `The rules sent it to ${routing.departmentName}; it was handed over to ${department.name}.`;
  if (details.homeDepartmentId !== department.id) return `It was handed over to ${department.name}.`;
  return details.homeIsDefault
    ? `No department is set for the page ${page.name}, so it came to ${department.name}.`
    : `The page ${page.name} belongs to ${department.name}.`;
}
