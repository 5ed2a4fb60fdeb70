import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { memberOf, openQuietDesk, type QuietStage } from './stage.ts';

// What an agent trusts the conversation with: each test goes on where the one before it ended.

const customer = 'Elena Marković';
let stage: QuietStage;
let nora: Page;

const messageField = () => nora.getByRole('textbox', { name: 'Message', exact: true });
const timeline = () => timelineOf(nora, customer);
const sentTexts = async () =>
  (await stage.thread(customer)).filter(({ from }) => from === 'page').map(({ text }) => text);

beforeAll(async () => {
  stage = await openQuietDesk();
  await stage.writes(customer, 'Do the covers come off?');
  nora = await stage.desk(memberOf('nora'));
  await showView(nora, 'All');
  await rowOf(nora, customer).click();
  await timeline().getByText('Do the covers come off?').waitFor();
});
beforeEach(tellStory(() => ({ nora })));
afterAll(() => stage?.close());

test('a reply that is sent twice in one breath reaches the customer once', async () => {
  await messageField().fill('I will look it up.');
  await Promise.all([nora.keyboard.press('Enter'), nora.keyboard.press('Enter')]);
  await timeline().getByText('I will look it up.').waitFor();
  await expect.poll(sentTexts).toEqual(['I will look it up.']);
});

test('a draft survives a reload, and a note’s words never stand in the reply', async () => {
  await messageField().fill('They do, zips on');
  await nora.getByRole('tab', { name: 'Note' }).click();
  await nora.getByRole('textbox', { name: 'Note' }).fill('She asked twice.');
  await nora.reload();
  await nora.getByRole('textbox', { name: 'Note' }).waitFor();
  expect(await nora.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('She asked twice.');
  await nora.getByRole('tab', { name: 'Reply' }).click();
  expect(await messageField().inputValue()).toBe('They do, zips on');
  await nora.getByRole('tab', { name: 'Note' }).click();
  await nora.getByRole('textbox', { name: 'Note' }).fill('');
  await nora.getByRole('tab', { name: 'Reply' }).click();
});

test('a reply that failed says why; sent again it goes out once, thrown away it is gone', async () => {
  const refuse = () =>
    stage.sim('POST', '/_sim/faults', {
      match: { path: '/messages', kind: 'message' },
      times: 1,
      status: 400,
      code: 4242,
      message: 'Something that nobody has heard of.',
    });
  await refuse();
  await messageField().fill('They do, zips on three sides.');
  await messageField().press('Enter');
  await timeline().getByRole('alert').getByText('Not sent.').waitFor();
  expect(await sentTexts()).not.toContain('They do, zips on three sides.');
  await timeline().getByRole('button', { name: 'Retry' }).click();
  await expect.poll(sentTexts).toEqual(['I will look it up.', 'They do, zips on three sides.']);
  await timeline().getByRole('alert').waitFor({ state: 'detached' });

  await refuse();
  await messageField().fill('Never mind.');
  await messageField().press('Enter');
  await timeline().getByRole('button', { name: 'Discard' }).click();
  await timeline().getByText('Never mind.').waitFor({ state: 'detached' });
  await nora.reload();
  await timeline().getByText('They do, zips on three sides.').waitFor();
  expect(await timeline().getByText('Never mind.').count()).toBe(0);
});

test('a message is quoted by key, and its quote leads back to it', async () => {
  const question = timeline().getByRole('article').filter({ hasText: 'Do the covers come off?' }).first();
  await question.focus();
  await nora.keyboard.press('Enter');
  await messageField().fill('Yes.');
  await messageField().press('Enter');
  const quote = timeline().getByRole('button', { name: /Do the covers come off\?.* go to this message/ });
  await quote.click();
  await expect
    .poll(() => question.evaluate((element) => element === element.ownerDocument.activeElement))
    .toBe(true);
});

test('one who reads further up is not moved by what comes, and is told how much it is', async () => {
  for (let number = 1; number <= 70; number += 1) await stage.writes(customer, `Line ${number} of many`);
  await timeline().getByText('Line 70 of many').waitFor();
  await timeline().hover();
  await nora.mouse.wheel(0, -1_500);
  const line = timeline().getByText('Line 40 of many');
  await line.scrollIntoViewIfNeeded();
  // The scroll is known to the page with the next frame.
  await nora.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  const before = await line.boundingBox();
  await stage.writes(customer, 'Are you still there?');
  await stage.writes(customer, 'Hello?');
  await nora.getByRole('button', { name: '2 new below' }).waitFor();
  expect((await line.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
  await nora.getByRole('button', { name: '2 new below' }).click();
  await timeline().getByText('Hello?').waitFor();
});

test('earlier messages come when one scrolls up, down to the first', async () => {
  await timeline().hover();
  await expect
    .poll(
      async () => {
        await nora.mouse.wheel(0, -4_000);
        return timeline().getByText('Do the covers come off?').count();
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
});

test('the open conversation has no accessibility fault, in light and in dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await nora.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: nora })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
});
