import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { demoUser, openDemo, type Stage } from './stage.ts';

// What no webhook told is read afterwards; another app holds a thread and lets it go; a saved reply finds its way.

const customer = 'Marco Bianchi';
let stage: Stage;
let admin: Page;
let agent: Page;

beforeAll(async () => {
  stage = await openDemo();
  admin = await stage.desk(demoUser('leila'));
  agent = await stage.desk(demoUser('maya'));
});
beforeEach(tellStory(() => ({ admin, agent })));
afterAll(() => stage?.close());

const timeline = () => timelineOf(agent, customer);
const messageField = () => agent.getByRole('textbox', { name: 'Message', exact: true });

/** The customer writes, and Facebook tells nobody. */
const writesUnheard = (text: string) => stage.writes(customer, { text, silent: true });

async function openConversation(): Promise<void> {
  await showView(agent, 'All');
  await rowOf(agent, customer).click();
  await timeline().waitFor();
}

test('an administrator has the missed messages read; they stand in their places, once', async () => {
  await writesUnheard('Did you get my first message?');
  await stage.sim('POST', `${stage.threadPath(customer)}/inbox-reply`, {
    text: 'Answered on the phone of the shop.',
    silent: true,
  });
  await writesUnheard('Good. One more question.');

  await admin.getByRole('link', { name: /^Settings/ }).click();
  await admin.getByRole('link', { name: 'Harbour & Pine', exact: true }).click();
  await admin.getByRole('link', { name: 'Missed messages' }).click();
  await admin.getByRole('button', { name: 'Read what was missed' }).click();
  await admin.getByText(/3 messages added/).waitFor();

  await openConversation();
  await timeline().getByText('Did you get my first message?').waitFor();
  await timeline().getByText('Answered on the phone of the shop.').waitFor();
  await timeline().getByText('Good. One more question.').waitFor();

  await admin.getByRole('button', { name: 'Read what was missed' }).click();
  await admin
    .getByRole('list', { name: 'What was read' })
    .getByRole('listitem')
    .first()
    .getByText(/nothing was missing/)
    .waitFor();
  expect(await timeline().getByText('Good. One more question.').count()).toBe(1);
});

test('while another app holds the thread the composer says so; it opens when the control comes back', async () => {
  const mine = agent.getByRole('button', { name: 'Take', exact: true }).first();
  if (await mine.isVisible()) await mine.click();
  await messageField().waitFor();
  const control = (action: 'take' | 'pass', more: object = {}) =>
    stage.sim('POST', `${stage.threadPath(customer)}/control`, { action, ...more });
  const ours = { toAppId: stage.demo.appId };
  // Only who had the thread hears that it was taken.
  await control('pass', ours);
  await control('take');
  await agent.getByText('On Facebook the Page Inbox answers Marco').waitFor();
  await agent.getByRole('button', { name: 'Take over' }).waitFor();
  expect(await messageField().count()).toBe(0);

  await control('pass', ours);
  await messageField().waitFor();
  await timeline()
    .getByRole('button', { name: /changes$/ })
    .last()
    .click();
  await timeline().getByText('The conversation came back from the Page Inbox').waitFor();
});

test('a saved reply is found by a slash, filled, and leaves with its buttons', async () => {
  await agent.goto(`${stage.url}/settings/saved-replies`);
  await agent.getByRole('button', { name: 'Save a reply' }).click();
  const dialog = agent.getByRole('dialog');
  await dialog.getByLabel('Title', { exact: true }).fill('Delivery');
  await dialog.getByLabel('Shortcut', { exact: true }).fill('delivery');
  await dialog
    .getByLabel('Text', { exact: true })
    .fill('Hi {{contact.first_name}}, it left {{page.name}} today.');
  await dialog.getByLabel('Then', { exact: true }).click();
  await agent.getByRole('option', { name: 'A text with buttons that stay' }).click();
  await dialog.getByLabel('Text above the buttons').fill('Shall we tell you when it arrives?');
  await dialog.getByLabel('Title of button 1').fill('Yes, please');
  await dialog.getByRole('button', { name: 'Save the reply' }).click();
  await agent.getByText('/delivery').waitFor();

  await agent.goto(`${stage.url}/inbox/all`);
  await openConversation();
  await messageField().click();
  await messageField().pressSequentially('/deli');
  await agent.getByRole('option', { name: /Delivery/ }).waitFor();
  await messageField().press('Enter');
  await expect.poll(() => messageField().inputValue()).toBe('Hi Marco, it left Harbour & Pine today.');
  await messageField().press('Enter');
  await expect
    .poll(async () =>
      (await stage.thread(customer)).slice(-2).map(({ text, attachments }) => text ?? attachments[0]?.type),
    )
    .toEqual(['Hi Marco, it left Harbour & Pine today.', 'template']);
  await timeline().getByText('Shall we tell you when it arrives?').waitFor();
});
