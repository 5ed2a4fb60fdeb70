import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser, signInAs, tellStory, type Page, type WatchedBrowser } from './browser.ts';
import { connectDemoPage, signIn, type DeskClient } from './desk-api.ts';
import { administrator, dataFolder, freePort, startDeskProcess, startSandboxProcess } from './processes.ts';

// An administrator of a new desk switches Facebook on, is led by the setup room, and takes it all back in the end.

const folder = dataFolder();
const omar = { name: 'Omar Aydin', email: 'omar@example.com', password: 'omars-own-password' };
const nora = { name: 'Nora Lind', email: 'nora@example.com', password: 'noras-own-password' };
let sandbox: Awaited<ReturnType<typeof startSandboxProcess>>;
let desk: ReturnType<typeof startDeskProcess>;
let browser: WatchedBrowser;
let admin: DeskClient;
let page: Page;
let other: Page;

beforeAll(async () => {
  sandbox = await startSandboxProcess();
  const env = { GRAPH_URL: sandbox.url, FACEBOOK_URL: sandbox.url };
  desk = startDeskProcess({ port: await freePort(), dataDir: folder.dir, env });
  await desk.ready();
  admin = await signIn(desk.url);
  await admin.send('POST', '/api/users', { ...omar, role: 'administrator' });
  await admin.send('POST', '/api/users', { ...nora, role: 'agent' });
  browser = await openBrowser();
  page = await browser.open(desk.url);
  await signInAs(page, administrator);
});
beforeEach(tellStory(() => ({ page, ...(other ? { other } : {}) })));
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  await sandbox?.stop('SIGTERM');
  folder.remove();
});

const settings = async (on: Page, section: string) => {
  await on.getByRole('link', { name: 'Settings' }).click();
  await on.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: section }).click();
  await on.getByRole('heading', { name: section, level: 1 }).waitFor();
};
const say = async (on: Page, text: string) => {
  await on
    .getByRole('combobox', { name: 'Message to the setup room' })
    .or(on.getByRole('textbox', { name: 'Message to the setup room' }))
    .fill(text);
  await on.getByRole('button', { name: 'Send' }).click();
};
const said = (on: Page) => on.getByRole('list', { name: 'What was said' });
const item = (on: Page, title: string) => on.getByRole('listitem').filter({ hasText: title });

test('on a new desk Facebook is off, and is not among the channels to add (R111, R113)', async () => {
  await settings(page, 'Pages');
  await page.getByRole('button', { name: 'Add channel' }).click();
  await page.getByText('Nothing is switched on.', { exact: false }).waitFor();
  await page.keyboard.press('Escape');
  await settings(page, 'Extensions');
  const card = page.getByRole('article', { name: 'Facebook' });
  await card.getByText('Off', { exact: true }).waitFor();
  await card.getByText('What it asks Facebook for').click();
  await card.getByText('pages_messaging').waitFor();
});

test('it goes on only when what it means was accepted, and opens the setup room (R7, R8, R100)', async () => {
  await page.getByRole('button', { name: 'Switch Facebook on' }).click();
  const dialog = page.getByRole('dialog', { name: 'Switch Facebook on?' });
  await dialog.getByText('Your organisation alone is responsible', { exact: false }).waitFor();
  const button = dialog.getByRole('button', { name: 'Switch on' });
  expect(await button.isDisabled()).toBe(true);
  await dialog.getByRole('checkbox', { name: /I have read this/ }).check();
  await button.click();
  await page.getByRole('heading', { name: 'Setup room' }).waitFor();
  await page.getByRole('article', { name: 'Checklist by facebook.bot' }).waitFor();
  await page.getByRole('button', { name: 'Start Authentication' }).first().waitFor();
});

test('what no fact can tell is ticked by hand, and the other administrator sees it at once (R144, R169)', async () => {
  other = await browser.open(desk.url);
  await signInAs(other, omar);
  await settings(other, 'Setup room');
  await page.getByRole('button', { name: 'Tick: Meta’s Platform Terms are accepted' }).click();
  await item(other, 'Meta’s Platform Terms are accepted').getByText('by hand').waitFor();
});

test('commands are answered for their writer alone; a note is for all (R27, R29, R30)', async () => {
  await say(page, '/facebook help');
  for (const command of ['authorize', 'unauthorize', 'edit PAGEID', 'help']) {
    await said(page).getByText(`/facebook ${command}`, { exact: true }).first().waitFor();
  }
  await said(page).getByText('Only you see this').first().waitFor();
  await say(page, 'I have the token from Omar');
  await said(other).getByText('I have the token from Omar').waitFor();
  expect(await said(other).getByText('/facebook help').count()).toBe(0);
});

test('a connected page ticks its items without anybody loading anew (R45, R47)', async () => {
  expect(await item(page, 'Step 2: the page is connected').getByText(': open').count()).toBe(1);
  await connectDemoPage(admin, sandbox.url);
  await item(page, 'Step 2: the page is connected').getByText(': done').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Look again' }).click();
  await item(page, 'App id and secret are right').getByText(': done').waitFor({ state: 'attached' });
  await item(page, 'The callback address is verified').getByText(': done').waitFor({ state: 'attached' });
});

test('the same commands work in the search for commands; an agent is told that they are not permitted (R27, K43)', async () => {
  const agent = await browser.open(desk.url);
  await signInAs(agent, nora);
  await agent.keyboard.press('Control+k');
  await agent.getByRole('combobox', { name: 'Search commands and conversations' }).fill('/facebook auth');
  await agent.keyboard.press('Enter');
  const answer = agent.getByRole('dialog', { name: 'facebook.bot' });
  await answer.getByText('Not permitted', { exact: false }).waitFor();
  expect(await answer.getByRole('button', { name: 'Start Authentication' }).count()).toBe(0);
  await agent.context().close();
});

test('/facebook unauthorize names the pages that stop, asks, and stops them; history stays (R28)', async () => {
  await say(page, '/facebook unauthorize');
  await said(page).getByRole('button', { name: 'Take the authorisation back…' }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Take the authorisation back?' });
  await dialog.getByRole('list', { name: 'Pages that stop' }).getByRole('listitem').waitFor();
  await dialog.getByRole('button', { name: 'Stop this page' }).click();
  await page.getByText('The authorisation is taken back').waitFor();
  await said(other).getByText('took the authorisation of every page back', { exact: false }).waitFor();
  const { items } = await admin.get<{ items: { canSend: boolean; isRemoved: boolean }[] }>(
    '/api/facebook/pages',
  );
  expect(items.map(({ canSend, isRemoved }) => [canSend, isRemoved])).toEqual([[false, true]]);
});

test('off and on again leaves one checklist, and the audit log tells who it was', async () => {
  await settings(page, 'Extensions');
  await page.getByRole('button', { name: 'Switch Facebook off' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
  await page.getByRole('button', { name: 'Switch Facebook on' }).click();
  const dialog = page.getByRole('dialog', { name: 'Switch Facebook on?' });
  await dialog.getByRole('checkbox', { name: /I have read this/ }).check();
  await dialog.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('heading', { name: 'Setup room' }).waitFor();
  expect(await page.getByRole('article', { name: 'Checklist by facebook.bot' }).count()).toBe(1);
  await settings(page, 'Audit log');
  await page.getByRole('row').filter({ hasText: 'switched an extension off' }).first().waitFor();
});

test('the privacy page opens without signing in, and says what the administrator wrote (J6)', async () => {
  await settings(page, 'App Review');
  await page.getByRole('textbox', { name: 'Organisation' }).fill('Harbour & Pine');
  await page.getByRole('button', { name: 'Save the privacy page' }).click();
  await page.getByText('The privacy page is saved').waitFor();
  const visitor = await browser.open(`${desk.url}/privacy`);
  await visitor.getByRole('heading', { name: 'Privacy', level: 1 }).waitFor();
  await visitor.getByText('Harbour & Pine answers messages', { exact: false }).waitFor();
});
