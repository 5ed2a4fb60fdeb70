import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, tellStory, timelineOf, type Page } from './browser.ts';
import { smallPdf } from './sample-files.ts';
import { memberOf, openQuietDesk, type QuietStage } from './stage.ts';

// A day at the desk without a mouse: from the sign-in on, nothing but keys.

const customers = ['Peter Hughes', 'Aiko Tanaka', 'Marco Bianchi'] as const;
/** The newest one stands first. */
const newest = 'Marco Bianchi';
let stage: QuietStage;
let agent: Page;

beforeAll(async () => {
  stage = await openQuietDesk();
  for (const name of customers) await stage.writes(name, `Hello from ${name}`);
  agent = await stage.browser.open(stage.url);
});
beforeEach(tellStory(() => ({ agent })));
afterAll(() => stage?.close());

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await agent.keyboard.press(key);
}
const type = (text: string) => agent.keyboard.type(text);
const focused = () => agent.locator('*:focus');
const messageField = () => agent.getByRole('textbox', { name: 'Message', exact: true });

/** Waits until what is meant has the focus. */
async function expectFocus(on: ReturnType<Page['locator']>): Promise<void> {
  await expect
    .poll(() => on.evaluate((element) => element === element.ownerDocument.activeElement))
    .toBe(true);
}

/** Tab, until the control of this name has the focus. */
async function tabTo(name: string): Promise<void> {
  for (let n = 0; n < 40; n += 1) {
    await press('Tab');
    const label = await focused().evaluate(
      (element) => element.getAttribute('aria-label') ?? element.textContent,
    );
    if (label?.startsWith(name)) return;
  }
  throw new Error(`Tab never came to “${name}”.`);
}

test('one signs in', async () => {
  await expectFocus(agent.getByLabel('E-mail'));
  const { email, password } = memberOf('nora');
  await type(email);
  await press('Tab');
  await type(password);
  await press('Enter');
  await agent.getByRole('navigation', { name: 'Views' }).waitFor();
});

test('G A goes to all conversations; J and K go down and up the list', async () => {
  await press('g', 'a');
  await rowOf(agent, newest).waitFor();
  await press('j');
  await timelineOf(agent, 'Marco Bianchi').getByText('Hello from Marco').waitFor();
  await press('j');
  await timelineOf(agent, 'Aiko Tanaka').getByText('Hello from Aiko').waitFor();
  await press('k');
  await timelineOf(agent, 'Marco Bianchi').getByText('Hello from Marco').waitFor();
});

test('Ctrl K finds what to do by its name: the conversation is taken', async () => {
  await press('Control+k');
  await expectFocus(agent.getByRole('combobox', { name: 'Search commands and conversations' }));
  await type('take');
  await agent.getByRole('option', { name: /Take the conversation/, selected: true }).waitFor();
  await press('Enter');
  await timelineOf(agent, newest).getByText('You took the conversation').waitFor();
});

test('R writes a reply, with a file and buttons, and Enter sends it', async () => {
  await press('r');
  await expectFocus(messageField());
  await type('Good morning, Marco. ');
  await tabTo('Attach a file');
  const choosing = agent.waitForEvent('filechooser');
  await press('Enter');
  await (await choosing).setFiles({ name: 'offer.pdf', mimeType: 'application/pdf', buffer: smallPdf });
  await agent.getByRole('button', { name: 'Remove offer.pdf' }).waitFor();
  await tabTo('Quick reply buttons');
  await press('Enter');
  await expectFocus(agent.getByRole('textbox', { name: /^Words on the button/ }));
  await type('Yes');
  await press('Enter');
  await type('No');
  await press('Enter', 'Escape');
  // Until the file is with the server nothing is sent.
  await expect.poll(() => agent.getByRole('button', { name: /^Send/ }).first().isEnabled()).toBe(true);
  await messageField().focus();
  await press('Enter');
  await expect
    .poll(async () => (await stage.thread(newest)).filter(({ from }) => from === 'page').length)
    .toBe(2);
  await expectFocus(messageField());
});

test('Esc goes one step out, from the field to the timeline to the row', async () => {
  await press('Escape');
  await expectFocus(timelineOf(agent, newest));
  await press('ArrowUp');
  await expectFocus(timelineOf(agent, newest).getByRole('article').last());
  await press('Escape');
  await expectFocus(rowOf(agent, newest));
});

test('N writes a note', async () => {
  await press('n');
  await expectFocus(agent.getByRole('textbox', { name: 'Note' }));
  await type('Likes short answers.');
  await press('Enter');
  await timelineOf(agent, newest).getByText('Likes short answers.').waitFor();
  await press('Escape');
});

test('? shows all keys, and gives the focus back', async () => {
  const before = timelineOf(agent, newest);
  await expectFocus(before);
  await press('?');
  const overlay = agent.getByRole('dialog', { name: 'Keyboard' });
  for (const title of ['Next conversation', 'Write a reply', 'End the conversation', 'Next pane']) {
    await overlay.getByText(title).waitFor();
  }
  await press('Escape');
  await overlay.waitFor({ state: 'detached' });
  await expectFocus(before);
});

test('F6 goes round the panes, Shift F6 back', async () => {
  const list = agent.getByRole('list', { name: 'Conversations' });
  const within = async (pane: ReturnType<Page['locator']>) =>
    expect
      .poll(() => pane.evaluate((element) => element.contains(element.ownerDocument.activeElement)))
      .toBe(true);
  const panes = [
    agent.getByRole('region', { name: 'Details' }),
    agent.getByRole('navigation', { name: 'Main' }),
    list,
    timelineOf(agent, newest),
  ];
  for (const pane of panes) {
    await press('F6');
    await within(pane);
  }
  for (const pane of panes.toReversed().slice(1)) {
    await press('Shift+F6');
    await within(pane);
  }
});

test('E ends the conversation and opens the next one, whose timeline has the focus', async () => {
  await press('e');
  await agent.getByRole('region', { name: 'Messages' }).getByText('Ended').waitFor();
  await timelineOf(agent, 'Aiko Tanaka').waitFor();
  await expectFocus(timelineOf(agent, 'Aiko Tanaka'));
});

test('Ctrl K opens an ended conversation by its customer’s name, and reopens it', async () => {
  await press('Control+k');
  await type('Marco');
  await agent.getByRole('option', { name: /Marco Bianchi/ }).waitFor();
  await press('Enter');
  await timelineOf(agent, newest).waitFor();
  await press('Control+k');
  await type('reopen');
  await agent.getByRole('option', { name: /Reopen the conversation/, selected: true }).waitFor();
  await press('Enter');
  await messageField().waitFor();
  await press('r');
  await expectFocus(messageField());
});

test('/ searches', async () => {
  await press('Escape', 'g', 'a', '/');
  await expectFocus(agent.getByRole('searchbox', { name: 'Search conversations' }));
  await type('Peter');
  await rowOf(agent, 'Peter Hughes').waitFor();
});
