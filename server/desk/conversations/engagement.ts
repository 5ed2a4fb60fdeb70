import type { Referral } from '../../../contract/conversations.ts';

/** What a rule may know of how somebody came to the page. Made of facts alone. */
export interface EngagementContext {
  pageId: string;
  /** `de`, as the profile says; null while it is not known. */
  language: string | null;
  /** How they came last: by an ad, by a link with a word of ours, by a button of the page's, or simply by writing. */
  entry: 'ad' | 'link' | 'button' | 'message';
  /** The word that an m.me link carries, or what a tapped button answers with. */
  ref: string | null;
  adId: string | null;
  adTitle: string | null;
  /** It is the first conversation of this person on this page. */
  isFirstConversation: boolean;
  /** Meta's time of the referral; null when there was none. */
  at: Date | null;
}

/**
 * How a person came to this conversation, from what is stored with it. Pure: of several referrals the latest counts.
 *
 * @param facts.tapped  what the first message tapped, if it was a button.
 */
export function engagementOf(facts: {
  pageId: string;
  locale: string | null;
  referrals: readonly Referral[];
  tapped: { kind: 'quick-reply' | 'postback'; payload: string | null } | null;
  earlierConversations: number;
}): EngagementContext {
  const { pageId, locale, referrals, tapped, earlierConversations } = facts;
  const last = referrals.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1) ?? null;
  const isAd = last !== null && (last.adId !== null || last.source === 'ADS');
  return {
    pageId,
    language: locale?.split(/[_-]/)[0]?.toLowerCase() ?? null,
    entry: isAd ? 'ad' : last !== null ? 'link' : tapped !== null ? 'button' : 'message',
    ref: last?.ref ?? tapped?.payload ?? null,
    adId: last?.adId ?? null,
    adTitle: last?.adTitle ?? null,
    isFirstConversation: earlierConversations === 0,
    at: last === null ? null : new Date(last.at),
  };
}
