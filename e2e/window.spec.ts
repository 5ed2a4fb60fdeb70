import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { demoUser, openDemo, type Stage } from './stage.ts';

// What Facebook allows, and what it refuses, before the agent's eyes. The desk's clock follows the sandbox's.

const customer = 'Marco Bianchi';
let stage: Stage;
let agent: Page;
let sandbox: Page;

beforeAll(async () => {
  stage = await openDemo();
  agent = await stage.desk(demoUser('maya'));
  sandbox = await stage.phone(customer);
  await showView(agent, 'Unassigned');
  await rowOf(agent, customer).click();
  await agent.getByRole('button', { name: 'Take', exact: true }).first().click();
  await timeline().getByText('You took the conversation').waitFor();
  await showView(agent, 'All');
  await rowOf(agent, customer).click();
  await messageField().waitFor();
});
beforeEach(tellStory(() => ({ agent, sandbox })));
afterAll(() => stage?.close());

const timeline = () => timelineOf(agent, customer);
const messageField = () => agent.getByRole('textbox', { name: 'Message', exact: true });
const composer = () => agent.getByRole('form', { name: 'Reply to Marco' });
const pass = (time: '+1 h' | '+23 h' | '+7 d') =>
  sandbox.getByRole('button', { name: time, exact: true }).click();
const fault = (title: string) => sandbox.getByRole('switch', { name: title, exact: true });

async function switchOn(title: string): Promise<void> {
  await fault(title).click();
  await expect.poll(() => fault(title).getAttribute('aria-checked')).toBe('true');
}

async function reply(text: string): Promise<void> {
  await messageField().fill(text);
  await messageField().press('Enter');
}

async function writeOnPhone(text: string): Promise<void> {
  const field = sandbox.getByRole('textbox', { name: 'Write as Marco' });
  await field.fill(text);
  await field.press('Enter');
}

async function arrivals(text: string): Promise<number> {
  return (await stage.thread(customer)).filter((message) => message.text === text).length;
}

test('the ring tells how much of the day is left', async () => {
  await writeOnPhone('Is it still in stock?');
  await timeline().getByText('Is it still in stock?').waitFor();
  await composer()
    .getByText(/^2[34] h left$/)
    .waitFor();
  await pass('+23 h');
  await composer()
    .getByText(/^5\d min left$|^1 h left$/)
    .waitFor();
  await rowOf(agent, customer, '(5\\d min|1 h) left').waitFor();
});

test('after a day a person may answer by hand, where Meta has approved it', async () => {
  await pass('+1 h');
  await composer()
    .getByText(/^[56] d left$/)
    .waitFor();
  await composer().getByText('No offers or advertising.').waitFor();
  await reply('By hand: yes, three of them.');
  // What it is for has to be said first.
  await composer().getByText('Choose what it is for.').waitFor();
  await composer().getByRole('combobox', { name: 'What is this answer for?' }).click();
  await agent.getByRole('option', { name: 'Answer to a question' }).click();
  await messageField().press('Enter');
  await expect.poll(() => arrivals('By hand: yes, three of them.')).toBe(1);
});

test('after seven days the composer closes with the reason, and keeps the draft', async () => {
  await messageField().fill('One more thing');
  await pass('+7 d');
  await composer().getByText('Facebook lets nobody write to Marco now').waitFor();
  await composer().getByText('Seven days passed since the last message.').waitFor();
  await composer().getByText('One more thing').waitFor();
  expect(await messageField().count()).toBe(0);
  await rowOf(agent, customer, 'Window closed').waitFor();
});

test('it opens again when the customer writes', async () => {
  await writeOnPhone('I am back!');
  await timeline().getByText('I am back!').waitFor();
  await composer()
    .getByText(/^2[34] h left$/)
    .waitFor();
  expect(await messageField().inputValue()).toBe('One more thing');
  await reply('Welcome back.');
  await expect.poll(() => arrivals('Welcome back.')).toBe(1);
});

test('a refusal is told in plain words, and Retry sends it once', async () => {
  await switchOn('Outside the window, 10');
  await reply('Refused at first.');
  const told = timeline().getByRole('alert').filter({ hasText: 'Not sent.' });
  await told.waitFor();
  expect(await told.innerText()).not.toMatch(/\b10\b|2018278|OAuth|error/i);
  expect(await arrivals('Refused at first.')).toBe(0);
  await timeline().getByRole('button', { name: 'Retry' }).click();
  await expect.poll(() => arrivals('Refused at first.')).toBe(1);
  await told.waitFor({ state: 'detached' });
});

test('a moment’s trouble on Facebook’s side mends itself', async () => {
  await switchOn('Out for a moment, 2');
  await reply('Through the trouble.');
  await expect.poll(() => arrivals('Through the trouble.'), { timeout: 60_000 }).toBe(1);
  await timeline().getByText('Read', { exact: true }).last().waitFor();
  expect(await timeline().getByRole('button', { name: 'Retry' }).count()).toBe(0);
});

test('a send of which nobody heard is said to be uncertain, without Retry', async () => {
  await stage.sim('PATCH', '/_sim/settings', { echo: 'off' });
  // Neither the echo nor Facebook's own conversation tells.
  const blind = await stage.sim<{ id: number }>('POST', '/_sim/faults', {
    match: { method: 'GET', path: '/conversations' },
    times: null,
    status: 500,
    code: 2,
  });
  await switchOn('Sent, but no answer');
  await reply('Did it go out?');
  await timeline().getByRole('alert').filter({ hasText: 'Not certain yet.' }).waitFor();
  expect(await timeline().getByRole('button', { name: 'Retry' }).count()).toBe(0);
  expect(await arrivals('Did it go out?')).toBe(1);
  await stage.sim('DELETE', `/_sim/faults/${blind.id}`);
  await sandbox.getByRole('button', { name: '+1 min', exact: true }).click();
  await timeline().getByRole('alert').filter({ hasText: 'Not certain yet.' }).waitFor({ state: 'detached' });
  expect(await arrivals('Did it go out?')).toBe(1);
  expect(await timeline().getByRole('button', { name: 'Retry' }).count()).toBe(0);
});
