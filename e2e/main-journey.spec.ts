import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { markDocument, rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { memberOf, openQuietDesk, type QuietStage } from './stage.ts';
import { onePixelPng, smallPdf } from './sample-files.ts';

// The main journey, from end to end: each test goes on where the one before it ended.

const customer = 'Marco Bianchi';
let stage: QuietStage;
let agent: Page;
let phone: Page;
let isSameDocument: () => Promise<boolean>;

beforeAll(async () => {
  stage = await openQuietDesk();
  agent = await stage.desk(memberOf('nora'));
  phone = await stage.phone(customer);
  isSameDocument = await markDocument(agent);
});
beforeEach(tellStory(() => ({ agent, phone })));
afterAll(() => stage.close());

const timeline = () => timelineOf(agent, customer);
const onPhone = () => phone.getByRole('log', { name: 'Messages' });
const messageField = () => agent.getByRole('textbox', { name: 'Message', exact: true });

async function writeOnPhone(text: string): Promise<void> {
  const field = phone.getByRole('textbox', { name: 'Write as Marco' });
  await field.fill(text);
  await field.press('Enter');
}

test('what a customer writes on the phone is on the desk without a reload', async () => {
  await showView(agent, 'Unassigned');
  await agent.getByText('Everybody is looked after').waitFor();
  await writeOnPhone('Is the frame of the Sella bed solid ash?');
  await rowOf(agent, customer, '1 unread').waitFor();
  await writeOnPhone('And would it fit through a door of 72 cm?');
  await rowOf(agent, customer, '2 unread').waitFor();
  await agent.getByText('And would it fit through a door of 72 cm?').waitFor();
});

test('the agent opens it and takes it', async () => {
  await rowOf(agent, customer).click();
  await timeline().getByText('Is the frame of the Sella bed solid ash?').waitFor();
  await agent.getByRole('button', { name: 'Take', exact: true }).first().click();
  await timeline().getByText('You took the conversation').waitFor();
  await agent.getByRole('button', { name: 'Assigned to Nora Lind. Change' }).waitFor();
  await showView(agent, 'Mine');
  await rowOf(agent, customer).click();
  await messageField().waitFor();
});

test('a reply with a file and buttons reaches the customer', async () => {
  await messageField().fill('Solid ash, and it comes in parts. When may we bring it?');
  const choosing = agent.waitForEvent('filechooser');
  await agent.getByRole('button', { name: 'Attach a file' }).click();
  await (await choosing).setFiles({ name: 'sella.pdf', mimeType: 'application/pdf', buffer: smallPdf });
  await agent.getByRole('button', { name: 'Remove sella.pdf' }).waitFor();
  await agent.getByRole('button', { name: 'Quick reply buttons' }).click();
  const title = agent.getByRole('textbox', { name: /^Words on the button/ });
  await title.fill('Friday');
  await title.press('Enter');
  await title.fill('Saturday');
  await title.press('Enter');
  await title.press('Escape');
  await agent.getByRole('button', { name: /^Send/ }).first().click();

  await onPhone().getByText('Solid ash, and it comes in parts. When may we bring it?').waitFor();
  await onPhone().getByRole('link', { name: 'sella.pdf' }).waitFor();
  await onPhone().getByRole('button', { name: 'Saturday' }).waitFor();
  await timeline().getByRole('link', { name: 'Download sella.pdf' }).waitFor();
  await timeline().getByRole('list', { name: 'Buttons that were sent' }).getByText('Friday').waitFor();
});

test('the agent sees the tapped button', async () => {
  await onPhone().getByRole('button', { name: 'Saturday' }).click();
  await timeline().getByRole('article', { name: customer }).getByText('Saturday').waitFor();
  await timeline().getByText('tapped a button').waitFor();
});

test('the agent sees a reaction on the reply', async () => {
  const reply = (await stage.thread(customer)).findIndex(({ text }) => text?.startsWith('Solid ash'));
  await onPhone().getByRole('button', { name: 'React, reply, more' }).nth(reply).click();
  await onPhone().getByRole('button', { name: 'React with ❤️' }).click();
  await timeline().getByRole('img', { name: 'Marco reacted with ❤️' }).waitFor();
});

test('a picture of the customer is shown from our own storage', async () => {
  const choosing = phone.waitForEvent('filechooser');
  await phone.getByRole('button', { name: 'Send pictures or files' }).click();
  await (await choosing).setFiles({ name: 'door.png', mimeType: 'image/png', buffer: onePixelPng });
  const picture = timeline().getByRole('button', { name: /^Open the picture/ });
  await picture.waitFor();
  const address = await picture.evaluate((button) => button.querySelector('img')?.src ?? '');
  expect(new URL(address).origin).toBe(stage.url);
  const answer = await agent.request.get(address);
  expect(await answer.body()).toEqual(onePixelPng);
  await expect
    .poll(() => picture.evaluate((button) => button.querySelector('img')?.naturalWidth ?? 0))
    .toBeGreaterThan(0);
});

test('a reply is sent, then delivered, then read', async () => {
  await stage.sim('PATCH', '/_sim/settings', { receipts: false });
  // Marco puts the phone away.
  await phone.getByRole('combobox', { name: 'Phone of' }).selectOption('Aiko Tanaka');
  await phone.getByRole('region', { name: 'Phone of Aiko Tanaka' }).waitFor();
  await messageField().fill('Saturday it is, between nine and twelve.');
  await messageField().press('Enter');
  await timeline().getByText('Sent', { exact: true }).waitFor();
  await stage.sim('POST', `${stage.threadPath(customer)}/delivered`, {});
  await timeline().getByText('Delivered', { exact: true }).waitFor();
  await phone.getByRole('combobox', { name: 'Phone of' }).selectOption({ label: `${customer} (1 new)` });
  await onPhone().getByText('Saturday it is, between nine and twelve.').waitFor();
  await expect.poll(() => timeline().getByText('Delivered', { exact: true }).count()).toBe(0);
  await timeline().getByText('Read', { exact: true }).last().waitFor();
});

test('a note stays in the team', async () => {
  await agent.getByRole('tab', { name: 'Note' }).click();
  await agent.getByRole('textbox', { name: 'Note' }).fill('The driver needs a second person.');
  await agent.getByRole('button', { name: 'Add note' }).click();
  await timeline()
    .getByRole('group', { name: 'Private note by you' })
    .getByText('The driver needs a second person.')
    .waitFor();
  await agent.getByRole('tab', { name: 'Reply' }).click();
  await messageField().fill('Until Saturday!');
  await messageField().press('Enter');
  await onPhone().getByText('Until Saturday!').waitFor();
  const texts = (await stage.thread(customer)).map(({ text }) => text);
  expect(texts).not.toContain('The driver needs a second person.');
});

test('what comes while another conversation is open stands in the tab and on the row', async () => {
  await stage.writes('Aiko Tanaka', 'Where is my lamp?');
  await showView(agent, 'All');
  await rowOf(agent, 'Aiko Tanaka', '1 unread').click();
  await timelineOf(agent, 'Aiko Tanaka').getByText('Where is my lamp?').waitFor();
  await expect.poll(() => agent.title()).toBe('Inbox · Pagedesk');
  await writeOnPhone('One more question…');
  await rowOf(agent, customer, '1 unread').waitFor();
  await expect.poll(() => agent.title()).toBe('(1) Inbox · Pagedesk');
  await rowOf(agent, customer).click();
  await timeline().getByText('One more question…').waitFor();
  await expect.poll(() => agent.title()).toBe('Inbox · Pagedesk');
});

test('a conversation is ended and reopened', async () => {
  await agent.getByRole('button', { name: /^End/ }).click();
  await agent.getByRole('region', { name: 'Messages' }).getByText('Ended').waitFor();
  await showView(agent, 'Closed');
  await rowOf(agent, customer).click();
  await agent.getByText('This conversation is ended').waitFor();
  await agent.getByRole('button', { name: 'Reopen' }).first().click();
  await timeline().getByText('You reopened the conversation').waitFor();
  await showView(agent, 'Mine');
  await rowOf(agent, customer).click();
  await messageField().waitFor();
});

test('a long reply goes out as two messages, as the preview shows it', async () => {
  const sentence = 'The Sella bed is made of solid ash from a forest that is looked after with care. ';
  const text = sentence.repeat(37).trim();
  expect(text.length).toBeGreaterThan(2_000);
  await messageField().fill(text);
  await agent.getByRole('button', { name: 'goes out as 2 messages' }).click();
  const preview = agent.getByRole('dialog', { name: 'goes out as 2 messages' });
  await preview.waitFor();
  expect(await preview.getByRole('listitem').count()).toBe(2);
  await agent.keyboard.press('Escape');
  const before = (await stage.thread(customer)).length;
  await messageField().press('Enter');
  await expect.poll(async () => (await stage.thread(customer)).length).toBe(before + 2);
  const parts = (await stage.thread(customer)).slice(before).map((message) => message.text ?? '');
  expect(parts.join(' ')).toBe(text);
  for (const part of parts) {
    expect(part.length).toBeLessThanOrEqual(2_000);
    expect(part).toMatch(/^The .*care\.$/);
  }
  await timeline().getByText('· 2 messages').last().waitFor();
  expect(await isSameDocument()).toBe(true);
});
