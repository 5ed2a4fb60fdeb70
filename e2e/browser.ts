import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { onTestFailed } from 'vitest';

/** A Chromium whose pages are watched: an error in one of them fails the story at its end. */
export interface WatchedBrowser {
  /** A window of its own, with its own cookies and storage. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** @throws when a page threw an error that nobody caught. */
  close(): Promise<void>;
}

const stepTimeoutMs = 30_000;
const wide = { width: 1440, height: 900 };

export async function openBrowser(): Promise<WatchedBrowser> {
  const browser = await chromium.launch({
    executablePath: await findExecutable(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
  });
  const faults: string[] = [];
  return {
    async open(url, options = {}) {
      const context = await browser.newContext({ viewport: wide, ...options });
      context.setDefaultTimeout(stepTimeoutMs);
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.stack ?? error.message}`));
      // From the first listener on, no window of the system opens for a file.
      page.on('filechooser', () => undefined);
      await page.goto(url);
      return page;
    },
    async close() {
      await browser.close();
      if (faults.length > 0) throw new Error(`Errors in the pages:\n${faults.join('\n')}`);
    },
  };
}

/** `npm test` names the browser in `CHROMIUM`; a single journey that is run by hand finds it itself. */
async function findExecutable(): Promise<string> {
  const given = process.env['CHROMIUM'];
  if (given) return given;
  const script = new URL('../scripts/find-chromium.mjs', import.meta.url).href;
  // The border to a script without types.
  const { findChromium } = (await import(script)) as { findChromium(): Promise<string | null> };
  const found = await findChromium();
  if (found === null) throw new Error('No Chromium was found: name one in CHROMIUM.');
  return found;
}

/**
 * For the tests of a story, each of which goes on where the one before it ended: after the first that fails the
 * others fail at once. What was on screen then is kept, and its place is printed.
 */
export function tellStory(pages: () => Record<string, Page>): () => void {
  let failed: string | null = null;
  return () => {
    if (failed !== null) throw new Error(`The story ended with “${failed}”.`);
    onTestFailed(async ({ task }) => {
      failed = task.name;
      await keepPictures(task.name, pages());
    });
  };
}

async function keepPictures(story: string, pages: Record<string, Page>): Promise<void> {
  const dir = path.join(tmpdir(), 'pagedesk-journeys');
  mkdirSync(dir, { recursive: true });
  for (const [name, page] of Object.entries(pages)) {
    const file = path.join(dir, `${story.replaceAll(/\W+/g, '-').slice(0, 60)}-${name}.png`);
    await page.screenshot({ path: file }).catch(() => undefined);
    process.stderr.write(`${name} was at ${page.url()}: ${file}\n`);
  }
}

/** Opens the desk and signs in, as a person does. */
export async function signInAs(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
}

/** A row of the list, by whose it is and what else its name says. */
export function rowOf(page: Page, name: string, facts = '') {
  const words = facts === '' ? `^${name}, ` : `^${name}, .*${facts}`;
  return page.getByRole('list', { name: 'Conversations' }).getByRole('link', { name: new RegExp(words) });
}

/** The timeline of whoever is open. */
export function timelineOf(page: Page, name: string) {
  return page.getByRole('log', { name: `Conversation with ${name}` });
}

export async function showView(page: Page, name: 'Mine' | 'Unassigned' | 'All' | 'Closed'): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .click();
}

/** Marks the document: a page that was loaded anew has lost the mark. */
export async function markDocument(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => Reflect.set(globalThis, 'isSameDocument', true));
  return () => page.evaluate(() => Reflect.get(globalThis, 'isSameDocument') === true);
}

export type { Browser, Page };
