import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { administrator } from './processes.ts';
import { onePixelPng } from './sample-files.ts';
import { memberOf, openQuietDesk, type QuietStage } from './stage.ts';

// An administrator sets up one page; agents and customers live with it at once, and the other page does not change.

let stage: QuietStage;
let admin: Page;
let nora: Page;
let pageName: string;

beforeAll(async () => {
  stage = await openQuietDesk();
  const { items } = await stage.admin.get<{ items: { name: string; facebookId: string }[] }>(
    '/api/facebook/pages',
  );
  pageName = items.find((one) => one.facebookId === stage.demo.pageId)?.name ?? '';
  await stage.admin.send('POST', '/api/tags', { name: 'Spring sale', color: 5 });
  admin = await stage.desk(administrator);
  nora = await stage.desk(memberOf('nora'));
  await admin.goto(`${stage.url}/settings/pages`);
  await admin.getByRole('link', { name: pageName, exact: true }).click();
  await admin.getByRole('heading', { name: pageName }).waitFor();
});
beforeEach(tellStory(() => ({ admin, nora })));
afterAll(() => stage?.close());

const tab = (name: string) =>
  admin.getByRole('navigation', { name: `Settings of ${pageName}` }).getByRole('link', { name, exact: true });
const save = async () => {
  await admin.getByRole('button', { name: 'Save changes' }).click();
  await admin.getByText(`${pageName}: saved`).first().waitFor();
  await expect.poll(() => admin.getByRole('button', { name: 'Save changes' }).isDisabled()).toBe(true);
};
const customersMaySend = () => admin.getByRole('switch', { name: 'Customers may send files' });
const settingsOf = async (facebookId: string) => {
  const { items } = await stage.admin.get<{ items: { id: string; facebookId: string }[] }>(
    '/api/facebook/pages',
  );
  const id = items.find((one) => one.facebookId === facebookId)?.id;
  return stage.admin.get<{ version: number; settings: { attachments: { customers: boolean } } }>(
    `/api/facebook/pages/${id}/settings`,
  );
};
const sendPicture = (customer: string) =>
  stage.writes(customer, {
    attachments: [{ type: 'image', base64: onePixelPng.toString('base64'), mimeType: 'image/png' }],
  });
const received = async (customer: string, text: string) =>
  (await stage.thread(customer)).filter((message) => message.from === 'page' && message.text === text).length;

test('R12: what is changed and not saved takes no effect, and leaving asks', async () => {
  await tab('Attachments').click();
  await customersMaySend().click();
  await tab('Messages').click();
  const question = admin.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await question.waitFor({ state: 'detached' });
  expect(await customersMaySend().isChecked()).toBe(false);
  expect((await settingsOf(stage.demo.pageId)).settings.attachments.customers).toBe(true);
});

test('R99: saved, it holds at once: a picture is told with its kind, and not kept', async () => {
  await save();
  await sendPicture('Elena Marković');
  await showView(nora, 'Unassigned');
  await rowOf(nora, 'Elena Marković').click();
  await timelineOf(nora, 'Elena Marković').getByText('A file was not accepted').waitFor();
  await timelineOf(nora, 'Elena Marković')
    .getByText(/this page takes no files from customers/)
    .waitFor();
  expect((await settingsOf(stage.returnsPageId)).settings.attachments.customers).toBe(true);
});

test('K11: above 25 MB the field says why, and nothing is saved', async () => {
  const { version } = await settingsOf(stage.demo.pageId);
  const size = admin.getByRole('textbox', { name: 'Largest file, in KB' });
  await size.fill('30000');
  await admin.getByRole('button', { name: 'Save changes' }).click();
  await admin.getByText('Facebook takes 25 MB (25,600 KB) at most.').waitFor();
  expect((await settingsOf(stage.demo.pageId)).version).toBe(version);
  await admin.getByRole('button', { name: 'Discard' }).click();
  expect(await size.inputValue()).toBe('25600');
});

test('R24, R25: customers are greeted once, and hear goodbye when the conversation is ended', async () => {
  await tab('Automated messages').click();
  const switchOn = async (text: string, words?: string) => {
    await admin.getByRole('button', { name: `Edit: ${text}` }).click();
    await admin.getByRole('combobox', { name: 'Sent' }).click();
    await admin.getByRole('option', { name: 'On', exact: true }).click();
    if (words) await admin.getByRole('textbox', { name: 'English' }).fill(words);
    await admin.getByRole('button', { name: 'Keep for this page' }).click();
  };
  await switchOn('First message', 'Welcome to {PageName}.');
  await switchOn('The conversation is ended');
  await save();
  await stage.writes('Omar Khalil', 'Do you deliver on Saturdays?');
  await stage.writes('Omar Khalil', 'Or on Sundays?');
  const greeting = `Welcome to ${pageName}.`;
  await expect.poll(() => received('Omar Khalil', greeting)).toBe(1);
  await showView(nora, 'Unassigned');
  await rowOf(nora, 'Omar Khalil').click();
  await timelineOf(nora, 'Omar Khalil').getByText('first message').waitFor();
  await nora.getByRole('button', { name: 'Take', exact: true }).first().click();
  await timelineOf(nora, 'Omar Khalil').getByText('You took the conversation').waitFor();
  await nora.getByRole('button', { name: /^End/ }).first().click();
  const goodbye = 'This conversation is finished. Write any time to start again.';
  await expect.poll(() => received('Omar Khalil', goodbye)).toBe(1);
  expect(await received('Omar Khalil', greeting)).toBe(1);
});

test('a page puts its tags on each new conversation, and shows its colour', async () => {
  await tab('General').click();
  await admin.getByRole('combobox', { name: 'Tags' }).click();
  await admin.getByRole('option', { name: 'Spring sale' }).click();
  await admin.keyboard.press('Escape');
  await admin.getByRole('combobox', { name: 'Colour' }).click();
  await admin.getByRole('option', { name: 'Rose' }).click();
  await save();
  await stage.writes('Marco Bianchi', 'Is there a sale?');
  await showView(nora, 'All');
  const row = rowOf(nora, 'Marco Bianchi');
  await row.getByText('Spring sale').waitFor();
  await row.getByText(pageName).waitFor();
});

test('two administrators at one page set different things, and neither undoes the other', async () => {
  const other = await stage.desk(administrator);
  await other.goto(`${stage.url}/settings/pages`);
  await other.getByRole('link', { name: pageName, exact: true }).click();
  await other.getByRole('combobox', { name: 'Language' }).waitFor();
  await tab('Messages').click();
  await admin.getByRole('combobox', { name: 'A text above the limit' }).click();
  await admin.getByRole('option', { name: 'Is refused' }).click();
  await save();
  await other.getByRole('combobox', { name: 'New conversations are' }).click();
  await other.getByRole('option', { name: 'Tickets' }).click();
  await other.getByRole('button', { name: 'Save changes' }).click();
  await other.getByText(`${pageName}: saved`).first().waitFor();
  const { settings } = (await settingsOf(stage.demo.pageId)) as unknown as {
    settings: { general: { mode: string }; messages: { longTexts: string } };
  };
  expect([settings.general.mode, settings.messages.longTexts]).toEqual(['ticket', 'refuse']);
});

test('what somebody else saves meanwhile takes nothing from an open form, and is not undone by it', async () => {
  const other = await stage.desk(administrator);
  for (const desk of [admin, other]) await desk.goto(`${stage.url}/settings/capacity`);
  await admin.getByLabel('Conversations at once').fill('7');
  await other.getByRole('combobox', { name: 'Capacity goes by' }).click();
  await other.getByRole('option', { name: 'Profiles' }).click();
  await other.getByRole('button', { name: 'Save changes' }).click();
  await admin.getByRole('combobox', { name: 'A day ends by the clock of' }).waitFor();
  await admin.getByRole('button', { name: 'Save changes' }).click();
  await admin.getByText('Capacity: saved').first().waitFor();
  const { settings } = await stage.admin.get<{ settings: object }>('/api/capacity');
  expect(settings).toMatchObject({ model: 'profiles', mostConversations: 7 });
});
