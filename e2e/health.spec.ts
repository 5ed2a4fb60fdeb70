import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { administrator } from './processes.ts';
import { memberOf, openQuietDesk, type QuietStage } from './stage.ts';

// The page's key dies in the middle of the day: agents see it, administrators are told how to mend it, and what was
// written meanwhile goes out once.

const customer = 'Elena Marković';
let stage: QuietStage;
let nora: Page;
let admin: Page;
let pageName: string;
let pageId: string;

beforeAll(async () => {
  stage = await openQuietDesk();
  await stage.writes(customer, 'Is the walnut table in stock?');
  const { items } = await stage.admin.get<{ items: { id: string; name: string; facebookId: string }[] }>(
    '/api/facebook/pages',
  );
  const page = items.find(({ facebookId }) => facebookId === stage.demo.pageId);
  pageName = page?.name ?? '';
  pageId = page?.id ?? '';
  nora = await stage.desk(memberOf('nora'));
  await showView(nora, 'All');
  await rowOf(nora, customer).click();
  await nora.getByRole('button', { name: 'Take', exact: true }).first().click();
  await message().waitFor();
  admin = await stage.desk(administrator);
});
beforeEach(tellStory(() => ({ nora, admin })));
afterAll(() => stage?.close());

const message = () => nora.getByRole('textbox', { name: 'Message', exact: true });
const doctor = () => admin.getByRole('region', { name: 'Connection doctor' });
const arrivals = async (text: string) =>
  (await stage.thread(customer)).filter((said) => said.text === text).length;

test('when the key has ended, the desk says so and closes the composer with the reason', async () => {
  await stage.sim('POST', '/_sim/tokens/break', { subcode: 463, pageId: stage.demo.pageId });
  await message().fill('Yes, two of them.');
  await message().press('Enter');
  await nora.getByText(`${pageName} cannot send:`).first().waitFor();
  await nora.getByText(`${pageName} cannot send now`).waitFor();
  expect(await message().count()).toBe(0);
  // What an administrator does is no business of hers.
  expect(await nora.getByRole('link', { name: `Mend ${pageName}` }).count()).toBe(0);
  expect(await arrivals('Yes, two of them.')).toBe(0);
});

test('what customers write still arrives', async () => {
  await stage.writes(customer, 'And in oak?');
  await timelineOf(nora, customer).getByText('And in oak?').waitFor();
});

test('one mail was written to the administrator, kept where there is no mail server', async () => {
  await admin.goto(`${stage.url}/settings/mail`);
  await admin.getByText('No mail server is set up').waitFor();
  const subject = admin.getByText(`${pageName} cannot answer`);
  await subject.first().waitFor();
  expect(await subject.count()).toBe(1);
  await admin.getByText('Kept, not sent').first().waitFor();
  await admin.getByText('Read it').first().click();
  await admin.getByText(`${stage.url}/settings/pages/${pageId}/health`).waitFor();
});

test('a test mail goes the same way', async () => {
  await admin.getByRole('button', { name: 'Test mail' }).click();
  await admin.getByText('A test mail from Pagedesk').waitFor();
  await admin.getByRole('button', { name: /^Send: A test mail from Pagedesk/ }).waitFor();
});

test('the line over the list leads an administrator to the doctor, who names the key', async () => {
  await admin.goto(`${stage.url}/inbox/all`);
  await admin.getByRole('link', { name: `Mend ${pageName}` }).click();
  await doctor()
    .getByText(/Replies cannot leave\./)
    .waitFor();
  const row = doctor().getByRole('listitem').filter({ hasText: 'The access key is accepted' });
  await row.getByText('Failed').waitFor();
  await row.getByText('connection to Facebook has expired', { exact: false }).waitFor();
  await row.getByRole('link', { name: 'Log in with Facebook' }).waitFor();
  await admin
    .getByRole('region', { name: 'History of the connection' })
    .getByText('Expired', { exact: true })
    .waitFor();
});

test('a subscription that is missing is mended by the button', async () => {
  await stage.sim('POST', '/_sim/tokens/mend', { pageId: stage.demo.pageId });
  await stage.sim('POST', `/_sim/apps/${stage.demo.appId}/webhook`, {
    callbackUrl: `${stage.url}/elsewhere`,
    pageIds: [],
    verify: false,
  });
  await doctor().getByRole('button', { name: 'Look again' }).click();
  const row = doctor().getByRole('listitem').filter({ hasText: 'The app delivers to this desk' });
  await row.getByText('Failed').waitFor();
  await row.getByRole('button', { name: 'Subscribe the app' }).click();
  await row.getByText('Passed').waitFor();
});

test('once the key is whole again, what was held goes out, once', async () => {
  await message().waitFor();
  await expect.poll(() => arrivals('Yes, two of them.')).toBe(1);
  await nora.getByText(`${pageName} cannot send:`).waitFor({ state: 'detached' });
  await timelineOf(nora, customer).getByText('Yes, two of them.').waitFor();
  expect(await arrivals('Yes, two of them.')).toBe(1);
});

test('the test waits for a real message and turns green', async () => {
  const panel = admin.getByRole('region', { name: 'Test with a real message' });
  await panel.getByRole('button', { name: 'Test', exact: true }).click();
  await panel.getByText('Waiting for a message').waitFor();
  await stage.writes(customer, 'Hello again');
  await panel.getByText('A message arrived').waitFor();
});
