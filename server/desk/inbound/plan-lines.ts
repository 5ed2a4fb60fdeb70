import type { Referral as ContractReferral } from '../../../contract/conversations.ts';
import type { PersonEvent, Referral, ReferralEvent } from '../../facebook/webhook/page-event.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import { addLine } from './add-line.ts';
import { chatsOf } from './chats.ts';
import { midOfLine, midOfReferral } from './derived-mid.ts';
import { placeOfAside, placeOfReferral, touchConversation } from './succession.ts';
import { contactOf, openWindow, type Plan, type PlannedConversation } from './plan.ts';

/** A person came back through a link or an ad: that opens the reply window, and is told in the timeline. */
export function planReferral(plan: Plan, page: PageFact, event: ReferralEvent, at: Date): void {
  const contact = contactOf(plan, page, event.personId, at);
  openWindow(contact, at);
  const conversation = placeOfReferral(chatsOf(plan, contact), at);
  conversation.row.windowAnchorAt = contact.row.windowAnchorAt;
  conversation.isChanged = true;
  addReferral(plan, conversation, { personId: event.personId, referral: event.referral, at });
}

/** Where a person came from, with what they wrote (`isMessage`) or by a click alone. */
interface ReferralOf {
  personId: string;
  referral: Referral;
  at: Date;
  isMessage?: boolean;
}

/** Where a person came from: kept with the conversation, and told in the timeline once. */
export function addReferral(
  plan: Plan,
  conversation: PlannedConversation,
  { personId, referral, at, isMessage = false }: ReferralOf,
): void {
  const { source, ref, adId, ad } = referral;
  const adTitle = ad?.title ?? null;
  const mid = midOfReferral(personId, referral, at);
  if (!addLine(plan, conversation, { activity: { type: 'referral', source, ref, adTitle }, at, mid })) return;
  const told = { source, ref, adId, adTitle, at: at.toISOString(), ...(isMessage ? { isMessage } : {}) };
  const known = Array.isArray(conversation.row.referrals)
    ? (conversation.row.referrals as ContractReferral[])
    : [];
  conversation.row.referrals = [...known, told].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  touchConversation(conversation, at);
}

/** Something that Pagedesk has no word for yet: one line tells that it was there, the whole is under Diagnostics. */
export function planUnknownLine(
  plan: Plan,
  page: PageFact,
  event: PersonEvent,
  kind: string,
  at: Date,
): void {
  const contact = contactOf(plan, page, event.personId, at);
  const conversation = placeOfAside(chatsOf(plan, contact), at);
  const mid = midOfLine(event, kind);
  if (addLine(plan, conversation, { activity: { type: 'unknown', kind }, at, mid }))
    touchConversation(conversation, at);
}
