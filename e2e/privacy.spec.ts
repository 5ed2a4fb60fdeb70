import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { administrator } from './processes.ts';
import { memberOf, openQuietDesk, type QuietStage } from './stage.ts';

// Elena is asked before anybody reads what she wrote; her card is nobody's to see; and in the end she is forgotten.

const customer = 'Elena Marković';
const secret = 'My walnut sideboard is for a surprise party';
let stage: QuietStage;
let admin: Page;
let nora: Page;
let phone: Page;

beforeAll(async () => {
  stage = await openQuietDesk();
  admin = await stage.desk(administrator);
  nora = await stage.desk(memberOf('nora'));
  phone = await stage.phone(customer);
});
beforeEach(tellStory(() => ({ admin, nora, phone })));
afterAll(() => stage?.close());

const bodyOf = (page: Page) => page.locator('body').innerText();

test('an administrator lets the page ask its customers before anything is read', async () => {
  const { items } = await stage.admin.get<{ items: { id: string; facebookId: string }[] }>(
    '/api/facebook/pages',
  );
  const page = items.find(({ facebookId }) => facebookId === stage.demo.pageId);
  await admin.goto(`${stage.url}/settings/pages/${page?.id}/privacy`);
  await admin.getByLabel('When somebody writes for the first time').first().click();
  await admin.getByRole('option', { name: 'Ask, and show nothing before they agree' }).click();
  await admin.getByText('Nobody sees what a customer wrote before they agree').waitFor();
  await admin.getByRole('button', { name: 'Save changes' }).click();
  await admin.getByText('Not saved yet').waitFor({ state: 'detached' });
});

test('what Elena writes is there, and nobody can read, find or answer it', async () => {
  await stage.writes(customer, secret);
  await showView(nora, 'All');
  const row = rowOf(nora, customer);
  await row.waitFor();
  await row.click();
  await nora.getByText('Elena has not agreed to be read').first().waitFor();
  await nora.getByText('Consent asked').waitFor();
  expect(await bodyOf(nora)).not.toContain('walnut');
  expect(await nora.getByRole('textbox', { name: 'Message', exact: true }).count()).toBe(0);
});

test('she gets the notice once, taps Agree, and all of it is read and answered', async () => {
  await phone.getByText('Do you agree?').waitFor();
  await phone.getByRole('button', { name: 'Agree', exact: true }).click();
  await timelineOf(nora, customer).getByText(secret).waitFor();
  await nora.getByText('Consent given').waitFor();
  const field = nora.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('Your secret is safe with us.');
  await nora.getByRole('button', { name: /^Send/ }).first().click();
  await phone.getByText('Your secret is safe with us.').waitFor();
  const notices = (await stage.thread(customer)).filter(({ text }) => text?.includes('Do you agree?'));
  expect(notices).toHaveLength(1);
});

test('the number of her card is masked, an order number is not', async () => {
  await stage.writes(customer, 'Card 4111 1111 1111 1111, order 4111111111111112');
  await timelineOf(nora, customer).getByText('Card #### #### #### ####, order 4111111111111112').waitFor();
  expect(await bodyOf(nora)).not.toContain('4111 1111');
});

test('an administrator erases her, and the desk forgets her while it is open', async () => {
  const { items } = await stage.admin.get<{ items: { id: string }[] }>('/api/conversations?view=all');
  await admin.goto(`${stage.url}/inbox/all/c/${items[0]?.id}`);
  await timelineOf(admin, customer).getByText(secret).waitFor();
  await admin.getByRole('button', { name: 'Erase…' }).click();
  await admin.getByRole('button', { name: 'Erase for ever' }).click();
  await admin.getByText(/^Done /).waitFor({ timeout: 60_000 });
  await nora.getByText(secret).first().waitFor({ state: 'detached' });
  await nora.reload();
  await nora.getByRole('navigation', { name: 'Views' }).waitFor();
  expect(await bodyOf(nora)).not.toMatch(/walnut|Elena|####/);
});

test('whoever she is from now on, she is asked again', async () => {
  await stage.writes(customer, 'Hello again');
  await phone.getByText('Do you agree?').nth(1).waitFor();
});
