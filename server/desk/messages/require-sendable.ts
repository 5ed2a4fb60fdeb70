import { policyWindow, type PolicyWindow } from '../../facebook/messenger/policy-window.ts';
import type { ConversationToWrite } from '../../store/outgoing-messages.ts';
import { canSee, may } from '../access.ts';
import type { Actor, Context } from '../context.ts';
import { lacksConsent } from '../privacy/consent.ts';
import { mayWrite } from '../conversations/may.ts';
import { adMessageAt } from '../conversations/ad-message.ts';
import { conflict, forbidden, Problem } from '../problems.ts';
import { heldElsewhere } from '../threads/held-elsewhere.ts';

/** On what ground something goes out: what is said under a comment has no window. */
export type Ground = 'public' | Extract<PolicyWindow, { open: true }>['ground'];

/**
 * Whether a user may send into a conversation now: see `mayWrite`. Whoever calls has checked that the user may see the
 * conversation.
 *
 * A page whose token has expired does not stand in the way: the message waits until the page is connected again.
 *
 * @returns the ground on which it would go now.
 * @throws Problem `conflict` when it is closed, when another app holds the thread
 * (`data.threadOwner`), or without the customer's consent (`data.reason` `consent`) · `forbidden` when a colleague has
 * it · `page-disconnected` · `recipient-unavailable` · `window-closed`, `data.reason` saying why.
 */
export function requireSendable(
  ctx: Pick<Context, 'clock'>,
  conversation: ConversationToWrite,
  actor: Extract<Actor, { kind: 'user' }>,
): Ground {
  if (conversation.status === 'closed') {
    throw conflict('This conversation is closed. Reopen it to write to the customer.');
  }
  if (!mayWrite(actor, conversation)) throw notYours(actor, conversation);
  return requireDeliverable(ctx, conversation);
}

function notYours(actor: Actor, { assigneeName, departmentId }: ConversationToWrite): Problem {
  if (!canSee(actor, departmentId)) return forbidden('You take part in this conversation with notes alone.');
  const name = assigneeName ?? 'A colleague';
  const way = may(actor, 'lead-conversations')
    ? 'Join it in public, or take it over'
    : 'Leave a note, or ask for it to be handed over';
  return forbidden(`${name} has this conversation. ${way}.`);
}

/**
 * Whether something may still be sent into a conversation that is closed. Whoever sees it may: it is nobody's work any
 * more, and stays so.
 *
 * @throws Problem `conflict` when it is not closed, and as `requireSendable` does.
 */
export function requireFollowUp(ctx: Pick<Context, 'clock'>, conversation: ConversationToWrite): Ground {
  requireMessenger(conversation);
  if (conversation.status !== 'closed') {
    throw conflict('This conversation is not closed. Write into it.');
  }
  return requireDeliverable(ctx, conversation);
}

function requireMessenger({ kind }: ConversationToWrite): void {
  if (kind === 'messenger') return;
  throw conflict('This is a thread of comments. What is written here cannot go out as a message.');
}

/** Page, person, thread, consent and window: what stands in the way whoever writes. */
function requireDeliverable(ctx: Pick<Context, 'clock'>, conversation: ConversationToWrite): Ground {
  if (!conversation.pageHasToken || conversation.pageState === 'unsubscribed') {
    const reason = conversation.pageStateReason ?? 'The page is no longer connected to Facebook.';
    throw new Problem('page-disconnected', reason);
  }
  // What is said in public has no window, and goes to nobody in particular.
  if (conversation.kind === 'comment') return 'public';
  if (conversation.unreachableReason !== null) {
    throw new Problem('recipient-unavailable', conversation.unreachableReason);
  }
  const owner = heldElsewhere(conversation, ctx.clock.now());
  if (owner !== null) {
    throw conflict(
      `On Facebook ${owner.name} holds this conversation. Take it over to write to the customer.`,
      {
        threadOwner: owner,
      },
    );
  }
  if (lacksConsent(storedPrivacyOf(conversation.pageSettings), conversation)) {
    throw conflict('The customer has not agreed to be read yet. You can answer when they do.', {
      reason: 'consent',
    });
  }
  const window = policyWindow({
    lastCustomerActionAt: conversation.windowAnchorAt,
    adMessageAt: adMessageAt(conversation.referrals),
    now: ctx.clock.now(),
    humanAgentAllowed: conversation.humanAgentAllowed,
  });
  if (window.open) return window.ground;
  throw new Problem('window-closed', closedBecause[window.reason], { data: { reason: window.reason } });
}

function storedPrivacyOf(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null ? Reflect.get(settings, 'privacy') : undefined;
}

const closedBecause = {
  'never-wrote': 'The customer has never written to this page, so Facebook does not allow a message to them.',
  'over-24-hours':
    'The customer last wrote more than 24 hours ago, and Meta has not granted this page the Human Agent permission. You can answer when they write again.',
  'over-7-days': 'The customer last wrote more than 7 days ago. You can answer when they write again.',
} satisfies Record<Extract<PolicyWindow, { open: false }>['reason'], string>;
