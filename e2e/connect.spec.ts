import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { administrator, waitFor } from './processes.ts';
import { openQuietDesk, type QuietStage } from './stage.ts';

// Pages come and go through Facebook's own dialog: each test goes on where the one before it ended.

const customer = 'Charlotte Bennett';
const reply = 'We do, every Thursday.';
let stage: QuietStage;
let admin: Page;
let garden: string;
const names = { garden: 'Harbour & Pine Garden', lamps: 'Harbour & Pine Lamps', toys: 'Harbour & Pine Toys' };

beforeAll(async () => {
  stage = await openQuietDesk();
  const { admin: owner } = await stage.sim<{ admin: { id: string } }>('GET', '/_sim/demo');
  const make = async (name: string) =>
    (await stage.sim<{ id: string }>('POST', '/_sim/pages', { name, adminIds: [owner.id] })).id;
  garden = await make(names.garden);
  await make(names.lamps);
  await make(names.toys);
  admin = await stage.desk(administrator);
});
beforeEach(tellStory(() => ({ admin })));
afterAll(() => stage.close());

const continueAtFacebook = () => admin.getByRole('button', { name: 'Continue', exact: true }).click();
const openPages = async () => {
  await admin.goto(`${stage.url}/settings/pages`);
  await admin.getByRole('table', { name: 'Pages' }).first().waitFor();
};

test('what is needed at Meta is listed; ticks stay, and what the desk has proved is ticked (R15, R144, R146 to R148)', async () => {
  await admin.goto(`${stage.url}/settings/connect-pages`);
  const page = admin.getByRole('checkbox', { name: 'A Facebook Page that customers can write to' });
  await page.check();
  const developer = admin.getByRole('checkbox', { name: 'A developer account at Meta' });
  expect([await developer.isChecked(), await developer.isDisabled()]).toEqual([true, true]);
  await admin.getByText(/its name, a contact e-mail for important notices, and its purpose/).waitFor();
  await admin.getByText(/has you pass a security check before the App ID is there/).waitFor();
  await admin.getByText('The products Messenger and Facebook Login added to it').waitFor();
  const link = admin.getByRole('link', { name: 'Create a page' });
  expect(await link.getAttribute('href')).toBe('https://www.facebook.com/pages/create');
  await admin.reload();
  await page.waitFor();
  expect(await page.isChecked()).toBe(true);
});

test('an administrator goes to Facebook’s dialog and comes back to a choice in which nothing is ticked', async () => {
  await openPages();
  await admin.getByRole('button', { name: 'Add channel' }).click();
  await admin.getByRole('menuitem', { name: 'Facebook page' }).click();
  await admin.getByRole('button', { name: 'Start authentication' }).click();
  await admin.getByRole('heading', { name: /^Continue as / }).waitFor();
  expect(admin.url()).toContain(stage.sandboxUrl);
  await continueAtFacebook();
  await admin.getByRole('checkbox', { name: names.garden }).waitFor();
  expect(admin.url()).not.toContain('code=');
  for (const name of Object.values(names)) {
    expect(await admin.getByRole('checkbox', { name }).isChecked()).toBe(false);
  }
  await admin.getByText('Connected already.').first().waitFor();
  expect(await admin.getByRole('button', { name: 'Connect', exact: true }).isDisabled()).toBe(true);
});

test('two of three pages are connected, and the third is not', async () => {
  await admin.getByRole('checkbox', { name: names.garden }).check();
  await admin.getByRole('checkbox', { name: names.lamps }).check();
  await admin.getByRole('button', { name: 'Connect 2 pages' }).click();
  await admin.getByText('2 pages are connected').waitFor();
  await admin.getByRole('button', { name: 'Done' }).click();
  await admin.getByRole('link', { name: names.garden }).waitFor();
  await admin.getByRole('link', { name: names.lamps }).waitFor();
  expect(await admin.getByRole('link', { name: names.toys }).count()).toBe(0);
});

test('the key dies: what customers write still arrives, and the reply is held', async () => {
  await stage.writes(customer, 'Do you deliver to Ghent?', garden);
  await admin.goto(`${stage.url}/inbox/all`);
  await rowOf(admin, customer).click();
  await timelineOf(admin, customer).getByText('Do you deliver to Ghent?').waitFor();
  await admin.getByRole('button', { name: 'Take', exact: true }).first().click();
  await admin.getByRole('textbox', { name: 'Message', exact: true }).fill(reply);
  await stage.sim('POST', '/_sim/tokens/break', { pageId: garden, subcode: 460 });
  await admin.getByRole('button', { name: /^Send/ }).first().click();
  await timelineOf(admin, customer).getByText(reply).waitFor();
  await stage.writes(customer, 'On which day?', garden);
  await timelineOf(admin, customer).getByText('On which day?').waitFor();
  await openPages();
  await admin.getByText(`${names.garden} cannot answer`).first().waitFor();
  expect((await stage.thread(customer, garden)).filter(({ from }) => from === 'page')).toEqual([]);
});

test('logged in again, nothing happens before Update; then the reply goes out, once', async () => {
  await admin.getByRole('button', { name: `Connect ${names.garden} again` }).click();
  await admin.getByRole('button', { name: 'Login by Facebook' }).click();
  await continueAtFacebook();
  const update = admin.getByRole('button', { name: 'Update', exact: true });
  await update.waitFor();
  expect((await stage.thread(customer, garden)).filter(({ from }) => from === 'page')).toEqual([]);
  await update.click();
  await admin.getByText(`${names.garden} is connected again`).waitFor();
  const sent = async () =>
    (await stage.thread(customer, garden)).filter(({ from, text }) => from === 'page' && text === reply);
  await waitFor('the held reply', async () => (await sent()).length > 0);
  await admin.goto(`${stage.url}/inbox/all`);
  await showView(admin, 'Mine');
  await rowOf(admin, customer).click();
  await timelineOf(admin, customer).getByText(reply).waitFor();
  expect(await sent()).toHaveLength(1);
});
