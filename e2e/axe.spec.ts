import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rowOf, showView, signInAs, tellStory, timelineOf, type Page } from './browser.ts';
import { demoUser, openDemo, type Stage } from './stage.ts';

// Every screen, in light and dark, on a desk, a tablet and a phone: nothing that keeps somebody out.

const sizes = [
  { name: 'desk', width: 1440, height: 900 },
  { name: 'tablet', width: 1024, height: 768 },
  { name: 'phone', width: 390, height: 844 },
] as const;
const schemes = ['light', 'dark'] as const;
const narrowest = { width: 380, height: 800 };
const sections = [
  'Pages',
  'Meta apps',
  'Setup room',
  'App Review',
  'Chat channels',
  'Surveys',
  'Departments',
  'Users',
  'Extensions',
  'Audit log',
  'Diagnostics',
] as const;

let stage: Stage;
const shown: Record<string, Page> = {};

beforeAll(async () => {
  stage = await openDemo();
});
beforeEach(tellStory(() => shown));
afterAll(() => stage?.close());

/** A window in which nothing moves. */
async function open(name: string, url: string): Promise<Page> {
  const page = await stage.browser.open(url, { reducedMotion: 'reduce' });
  shown[name] = page;
  return page;
}

/** Looks at what is on screen: as a desk in light and as a phone in dark, or in all sizes and both schemes. */
async function expectNoFinding(page: Page, screen: string, which: 'some' | 'all' = 'some'): Promise<void> {
  for (const size of sizes) {
    for (const colorScheme of schemes) {
      const isChosen = size.name === (colorScheme === 'light' ? 'desk' : 'phone');
      if (which === 'some' && !isChosen) continue;
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // In the page itself, without a second one for the summing up.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const findings = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`),
        );
      expect(findings, `${screen}, ${size.name}, ${colorScheme}`).toEqual([]);
    }
  }
  await expectNothingOverflows(page, screen);
}

/** At the narrowest width nothing stands out to the side. */
async function expectNothingOverflows(page: Page, screen: string): Promise<void> {
  await page.setViewportSize(narrowest);
  // What is drawn by width takes a moment to notice.
  await expect
    .poll(() => page.locator('html').evaluate((html) => html.scrollWidth), {
      message: `${screen} at ${narrowest.width} px`,
    })
    .toBeLessThanOrEqual(narrowest.width);
  await page.setViewportSize(sizes[0]);
}

test('sign-in', async () => {
  const page = await open('door', stage.url);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await expectNoFinding(page, 'sign-in', 'all');
  await page.getByLabel('E-mail').fill('nobody@example.com');
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await expectNoFinding(page, 'sign-in refused');
});

describe('the desk of an agent', () => {
  let page: Page;
  beforeAll(async () => {
    page = await open('agent', stage.url);
    await signInAs(page, demoUser('maya'));
  });

  test('the views of the inbox', async () => {
    for (const view of ['Mine', 'Unassigned', 'All', 'Closed'] as const) {
      await showView(page, view);
      await page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().waitFor();
      await expectNoFinding(page, view, view === 'Mine' ? 'all' : 'some');
    }
  });

  test('a search without a finding', async () => {
    await page.getByRole('button', { name: 'Search conversations' }).click();
    await page.getByRole('searchbox', { name: 'Search conversations' }).fill('zzzz');
    await page.getByText('No conversation has “zzzz”').waitFor();
    await expectNoFinding(page, 'empty search');
    await page.getByRole('button', { name: 'Close the search' }).click();
  });

  test('a conversation with everything in it', async () => {
    await showView(page, 'Mine');
    await rowOf(page, 'Elena Marković').click();
    await timelineOf(page, 'Elena Marković').getByText('Would Saturday be possible?').waitFor();
    await expectNoFinding(page, 'conversation', 'all');
  });

  test('a reply with a quote, buttons and a long text; a note; emoji', async () => {
    const field = page.getByRole('textbox', { name: 'Message', exact: true });
    await field.fill('Of course, Saturday between nine and twelve. '.repeat(60));
    await page.getByRole('button', { name: 'goes out as 2 messages' }).waitFor();
    await page.getByRole('button', { name: 'Quick reply buttons' }).click();
    await page.getByRole('textbox', { name: /^Words on the button/ }).fill('Saturday');
    await page.keyboard.press('Enter');
    await expectNoFinding(page, 'reply');
    await field.fill('');
    await page.getByRole('tab', { name: 'Note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('Ask the @Jonas about it.');
    await expectNoFinding(page, 'note');
    await page.getByRole('textbox', { name: 'Note' }).fill('');
    await page.getByRole('tab', { name: 'Reply' }).click();
  });

  test('a composer that is closed, and one that is for a person’s own words', async () => {
    await rowOf(page, 'Fatima Aziz').click();
    await page.getByText('Facebook lets nobody write to Fatima now').waitFor();
    await expectNoFinding(page, 'closed');
    await rowOf(page, 'Peter Hughes').click();
    await page.getByText('No offers or advertising.').waitFor();
    await expectNoFinding(page, 'by hand');
  });

  test('a reply that failed', async () => {
    await rowOf(page, 'Aiko Tanaka').click();
    await timelineOf(page, 'Aiko Tanaka').waitFor();
    await stage.sim('POST', '/_sim/faults', {
      match: { path: '/messages', kind: 'message' },
      times: 1,
      status: 400,
      code: 551,
      subcode: 1545041,
    });
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('The carrier has found it.');
    await page.keyboard.press('Enter');
    await timelineOf(page, 'Aiko Tanaka').getByRole('alert').filter({ hasText: 'Not sent.' }).waitFor();
    await expectNoFinding(page, 'failed');
  });

  test('menus, palette, keys', async () => {
    await page.getByRole('button', { name: /Change presence/ }).click();
    await page.getByRole('menu').waitFor();
    await expectNoFinding(page, 'avatar menu');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    await expectNoFinding(page, 'palette');
    await page.keyboard.press('Escape');
    await timelineOf(page, 'Aiko Tanaka').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await expectNoFinding(page, 'keys');
    await page.keyboard.press('Escape');
  });

  test('what is not there', async () => {
    await page.goto(`${stage.url}/inbox/all/c/01990000-0000-7000-8000-00000000ffff`);
    await page.getByText('There is nothing here for you').waitFor();
    await expectNoFinding(page, 'nothing here');
  });
});

test('the settings', async () => {
  const page = await open('administrator', stage.url);
  await signInAs(page, demoUser('leila'));
  await page.getByRole('link', { name: 'Settings' }).click();
  for (const section of sections) {
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: section }).click();
    const heading = page.getByRole('heading', { name: section, level: 1 });
    await heading.waitFor();
    // The list of places scrolls to the one that is open, and takes no screen with it.
    expect((await heading.boundingBox())?.y, section).toBeGreaterThan(0);
    await expectNoFinding(page, section);
  }
  await page.goto(`${stage.url}/floor`);
  await page.getByRole('table', { name: 'Departments' }).waitFor();
  await expectNoFinding(page, 'floor');
});

test('connecting pages, and a page’s connection', async () => {
  const page = await open('connecting', stage.url);
  await signInAs(page, demoUser('leila'));
  await page.goto(`${stage.url}/settings/connect-pages`);
  await page.getByRole('button', { name: 'Start authentication' }).waitFor();
  await expectNoFinding(page, 'beginning', 'all');
  await page.getByRole('button', { name: 'Start authentication' }).click();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Harbour & Pine', exact: true }).waitFor();
  await expectNoFinding(page, 'choosing', 'all');
  await page.getByRole('link', { name: 'Its settings' }).first().click();
  await page.getByRole('button', { name: 'Login by Facebook' }).click();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('button', { name: 'Update', exact: true }).waitFor();
  await page.getByText('pages_messaging').waitFor();
  await expectNoFinding(page, 'connection', 'all');
  await page.getByRole('button', { name: 'Remove…' }).click();
  await page.getByRole('dialog').waitFor();
  await expectNoFinding(page, 'removing');
});

test('the sandbox’s screen', async () => {
  const page = await open('sandbox', `${stage.sandboxUrl}/`);
  await page.getByRole('log', { name: 'Messages' }).waitFor();
  await page.getByRole('button', { name: 'More to send' }).click();
  await page.locator('details').evaluateAll((cards) => {
    for (const card of cards) card.setAttribute('open', '');
  });
  await expectNoFinding(page, 'sandbox', 'all');

  await page.getByRole('button', { name: 'Post', exact: true }).click();
  const post = page.getByRole('article').first();
  await post.getByRole('textbox').fill('Is it in stock?');
  await post.getByRole('button', { name: 'Send the comment' }).click();
  await post.getByText('Is it in stock?').waitFor();
  await post.getByRole('button', { name: 'React' }).first().click();
  await page.setViewportSize(sizes[1]);
  await page.getByRole('group', { name: 'On the left' }).getByRole('button', { name: 'Page' }).click();
  await expectNoFinding(page, 'sandbox, page', 'all');
});
