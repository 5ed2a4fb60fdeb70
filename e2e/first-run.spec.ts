import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser, signInAs, tellStory, type Page, type WatchedBrowser } from './browser.ts';
import { dataFolder, freePort, startDeskProcess, waitFor } from './processes.ts';

// A new desk in production, without ADMIN_EMAIL: whoever reads its terminal makes the administrator.

const folder = dataFolder();
const first = { name: 'Ida Holm', email: 'ida@example.com', password: 'a-long-first-password' };
let desk: ReturnType<typeof startDeskProcess>;
let browser: WatchedBrowser;
let page: Page;
let link = '';

beforeAll(async () => {
  const env = { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' };
  desk = startDeskProcess({ port: await freePort(), dataDir: folder.dir, env });
  await desk.ready();
  await waitFor('the link to be printed', () => {
    link = /http\S+\/first-run\?token=\S+/.exec(desk.output())?.[0] ?? '';
    return link !== '';
  });
  browser = await openBrowser();
  page = await browser.open(link);
});
beforeEach(tellStory(() => ({ page })));
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  folder.remove();
});

async function fillIn(on: Page, who: typeof first): Promise<void> {
  await on.getByLabel('Your name').fill(who.name);
  await on.getByLabel('E-mail').fill(who.email);
  await on.getByLabel('Password', { exact: true }).fill(who.password);
  await on.getByRole('button', { name: 'Open the desk' }).click();
}

test('a password that is too short is refused in words, before anything is made', async () => {
  await fillIn(page, { ...first, password: 'short' });
  await page.getByText('At least 10 characters', { exact: false }).first().waitFor();
  expect(page.url()).toContain('/first-run');
});

test('the printed link makes the administrator, who is in at once', async () => {
  await fillIn(page, first);
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Users' }).click();
  await page
    .getByRole('cell', { name: /Ida Holm/ })
    .first()
    .waitFor();
});

test('the link works once', async () => {
  const again = await browser.open(link);
  await fillIn(again, { ...first, email: 'thief@example.com' });
  await again.getByRole('alert').getByText('The administrator was not made').waitFor();
  const none = await browser.open(`${desk.url}/`);
  await none.getByLabel('E-mail').fill('thief@example.com');
  await none.getByLabel('Password', { exact: true }).fill(first.password);
  await none.getByRole('button', { name: 'Sign in' }).click();
  await none.getByRole('alert').getByText('E-mail or password is not right').waitFor();
  await signInAs(none, first);
});

test('after a restart no link is printed, and the administrator signs in', async () => {
  await desk.stop();
  desk = startDeskProcess({
    port: Number(new URL(desk.url).port),
    dataDir: folder.dir,
    env: { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' },
  });
  await desk.ready();
  await waitFor('the greeting', () => desk.output().includes(`Pagedesk   ${desk.url}`));
  expect(desk.output()).not.toContain('first-run');
  await page.goto(desk.url);
  await page.getByRole('navigation', { name: 'Views' }).waitFor();
});
