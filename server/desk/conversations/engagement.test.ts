import { describe, expect, test } from 'vitest';
import { engagementOf } from './engagement.ts';

const none = { pageId: 'p', locale: null, referrals: [], tapped: null, earlierConversations: 0 };
const referral = (at: string, more: object) => ({
  source: null,
  ref: null,
  adId: null,
  adTitle: null,
  at,
  ...more,
});

describe('how somebody came to the page (R93, behaviour 27)', () => {
  test('by writing, by a button, by a link, by an ad', () => {
    expect(engagementOf(none)).toMatchObject({ entry: 'message', ref: null, isFirstConversation: true });
    expect(engagementOf({ ...none, tapped: { kind: 'postback', payload: 'GET_STARTED' } })).toMatchObject({
      entry: 'button',
      ref: 'GET_STARTED',
    });
    const link = referral('2026-11-20T12:00:00.000Z', { source: 'SHORTLINK', ref: 'spring' });
    expect(engagementOf({ ...none, referrals: [link] })).toMatchObject({ entry: 'link', ref: 'spring' });
    const ad = referral('2026-11-20T12:00:00.000Z', { adId: '77', adTitle: 'Mugs' });
    expect(engagementOf({ ...none, referrals: [ad] })).toMatchObject({
      entry: 'ad',
      adId: '77',
      adTitle: 'Mugs',
    });
  });

  test('of several the latest counts, in whatever order they are stored', () => {
    const early = referral('2026-11-20T12:00:00.000Z', { ref: 'early' });
    const late = referral('2026-11-21T12:00:00.000Z', { ref: 'late', source: 'ADS' });
    expect(
      engagementOf({ ...none, referrals: [late, early], locale: 'pt_BR', earlierConversations: 2 }),
    ).toEqual({
      pageId: 'p',
      language: 'pt',
      entry: 'ad',
      ref: 'late',
      adId: null,
      adTitle: null,
      isFirstConversation: false,
      at: new Date('2026-11-21T12:00:00.000Z'),
    });
  });
});
