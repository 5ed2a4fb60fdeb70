import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import { sendAction, type SenderAction } from '../../facebook/messenger/send.ts';
import { hasWrittenSince, readGestureFacts } from '../../store/gestures.ts';
import { openAccess, type SendContext } from '../messages/send-context.ts';
import { heldElsewhere } from '../threads/held-elsewhere.ts';

/** Somebody who typed longer ago may have stopped: Messenger shows it for some 20 s. */
const staleMs = 5_000;

/** What a job shows a person. */
export interface Gesture {
  contactId: string;
  action: 'typing_on' | 'mark_seen';
  /** When it was done at the desk. */
  at: Date;
}

/**
 * Shows a person that somebody types, or has read. A courtesy: it has a job of its own and never stands before a
 * send, it is tried once, and what comes too late is not shown. Once something was written, nobody types any more.
 *
 * No access check: whoever typed or looked was checked.
 */
export async function showGesture(ctx: SendContext, { contactId, action, at }: Gesture): Promise<void> {
  const now = ctx.clock.now();
  const isTyping = action === 'typing_on';
  if (isTyping && now.getTime() - at.getTime() > staleMs) return;
  if (isTyping && (await hasWrittenSince(ctx.db, contactId, at))) return;
  await act(ctx, contactId, { action });
}

/**
 * Shows a person something beside messages.
 * @returns false when Facebook cannot be asked now, or said no.
 */
export async function act(ctx: SendContext, contactId: string, action: SenderAction): Promise<boolean> {
  const facts = await readGestureFacts(ctx.db, contactId);
  if (!facts || facts.tokenSealed === null || facts.unreachableReason !== null) return false;
  const { tokenSealed } = facts;
  const isHeld = facts.pageState === 'expired' || facts.pageState === 'permission-missing';
  if (isHeld || facts.pageState === 'unsubscribed') return false;
  const now = ctx.clock.now();
  if (heldElsewhere(facts, now) !== null) return false;
  if (ctx.graph.rateLimit.nextAllowedAt(facts.pageFacebookId, 'other') > now) return false;
  ctx.graph.rateLimit.spend(facts.pageFacebookId, 'other');
  try {
    await sendAction(ctx.graph, openAccess(ctx.secrets, { ...facts, tokenSealed }), facts.psid, action);
    return true;
  } catch (error) {
    if (error instanceof GraphRefused || error instanceof GraphUnreachable) return false;
    throw error;
  }
}
