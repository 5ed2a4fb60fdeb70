import { expect, test } from 'vitest';
import { facebookPage, meta, readConversation, useIntake } from '../../testing/intake.ts';
import { presentSummaries } from '../conversations/present.ts';

const intake = useIntake();
const dayMs = 24 * 3_600_000;
const ad = { referral: { source: 'ADS', type: 'OPEN_THREAD', ref: 'spring', ad_id: '6071' } };

async function windowAfter(pageId: string, psid: string, ms: number) {
  const { conversation } = await readConversation(intake, pageId, psid);
  const now = new Date((conversation.windowAnchorAt?.getTime() ?? 0) + ms);
  const clock = { ...intake.clock, now: () => now };
  const [summary] = await presentSummaries({ db: intake.db, clock }, [conversation.id]);
  return summary?.window.state;
}

test('who wrote by way of an ad may be answered for seven days without a tag; a click alone changes nothing', async () => {
  const page = await intake.page(facebookPage);
  await intake.tell(
    meta.message('m1', 'Is it in stock?', 1, { psid: '28' }, ad),
    meta.message('m2', 'Is it in stock?', 1, { psid: '29' }),
    meta.referral('spring', 2, { psid: '29' }),
  );
  expect(await windowAfter(page, '28', 7 * dayMs - 1)).toBe('standard');
  expect(await windowAfter(page, '28', 7 * dayMs)).toBe('closed');
  expect(await windowAfter(page, '29', dayMs - 1)).toBe('standard');
  expect(await windowAfter(page, '29', dayMs)).toBe('closed');
  expect(intake.failures).toEqual([]);
});
