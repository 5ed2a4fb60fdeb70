import type { OfferLook } from '../../../../contract/offer-templates.ts';
import { offerPlaceholdersIn } from '../../../../contract/offer-templates.ts';
import { offer, type Offer } from '../../../../contract/offers.ts';

const minuteMs = 60_000;
const id = (end: number) => `01937000-0000-7000-8000-${String(end).padStart(12, '0')}`;

const words: Readonly<Record<string, string>> = {
  CustomerFirstName: 'Elena',
  CustomerFullName: 'Elena Marković',
  PageName: 'Harbour & Pine',
  QueueName: 'Orders',
  TicketId: '1042',
  FirstMessage: 'Hello, where is my order? It should have come on Monday.',
  Tags: 'Delivery, VIP',
};

/** A request that nobody made, to see what a template makes of it. */
export function sampleOffer(
  look: OfferLook,
  { seconds, isGiven }: { seconds: number; isGiven: boolean },
  nowMs: number,
): Offer {
  const at = (ms: number) => new Date(ms).toISOString();
  const waitingSince = at(nowMs - 4 * minuteMs);
  const asked = [look.title, ...look.fields.map(({ text }) => text)].flatMap(offerPlaceholdersIn);
  const valueOf = (key: string) =>
    key === 'WaitingSince' ? waitingSince : (words[key] ?? `“${key.replace('Variable:', '')}”`);
  return offer.parse({
    id: id(1),
    conversation: {
      ...{ id: id(2), number: 1042, version: 1, kind: 'messenger', status: 'open', mode: 'chat' },
      ticket: { status: 'new', closesAt: null, subject: null },
      tagIds: [],
      page: {
        ...{ id: id(3), name: words['PageName'], canSend: true, reason: null, isRemoved: false, color: null },
      },
      department: { id: id(4), name: words['QueueName'], color: 2 },
      contact: { id: id(5), name: words['CustomerFullName'], pictureUrl: null },
      ...{ assignee: null, unreadCount: 1 },
      lastMessage: { text: words['FirstMessage'], kind: 'text', direction: 'in', at: waitingSince },
      lastActivityAt: waitingSince,
      waitingSince,
      window: { state: 'standard', endsAt: at(nowMs + 20 * 60 * minuteMs), reason: null },
      threadOwner: null,
      openedAt: waitingSince,
      closedAt: null,
    },
    offeredAt: at(nowMs),
    expiresAt: at(nowMs + seconds * 1_000),
    ...{ isGiven, look, showsCountdown: look.showsCountdown, canReject: look.canReject },
    facts: Object.fromEntries(asked.map((key) => [key, valueOf(key)])),
    ...{ missedMakesInactive: true, by: 'most-room', from: null, consult: null, earlierCount: 2 },
  });
}
