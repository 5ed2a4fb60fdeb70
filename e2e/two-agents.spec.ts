import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { memberOf, openQuietDesk, type QuietStage } from './stage.ts';

// Nora and Paul sit in one department, each at a desk of their own.

const customer = 'Sofia Lindgren';
let stage: QuietStage;
let nora: Page;
let paul: Page;

beforeAll(async () => {
  stage = await openQuietDesk();
  nora = await stage.desk(memberOf('nora'));
  paul = await stage.desk(memberOf('paul'));
});
beforeEach(tellStory(() => ({ nora, paul })));
afterAll(() => stage?.close());

async function open(agent: Page, view: 'Unassigned' | 'All', name: string): Promise<void> {
  await showView(agent, view);
  await rowOf(agent, name).click();
  await timelineOf(agent, name).waitFor();
}

const messageField = (agent: Page) => agent.getByRole('textbox', { name: 'Message', exact: true });

/** Lets no request of this kind pass until `count` of them wait. */
async function holdBack(agents: Page[], path: string, count: number): Promise<void> {
  let waiting = 0;
  let release = () => {};
  const all = new Promise<void>((resolve) => (release = resolve));
  for (const agent of agents) {
    await agent.route(
      path,
      async (route) => {
        waiting += 1;
        if (waiting === count) release();
        await all;
        await route.continue();
      },
      { times: 1 },
    );
  }
}

test('each sees that the other one looks at the same conversation', async () => {
  await stage.writes(customer, 'Two of the six chairs came with a loose back rest');
  await open(nora, 'Unassigned', customer);
  await open(paul, 'Unassigned', customer);
  await nora.getByText('Paul Berg has this conversation open').waitFor();
  await paul.getByText('Nora Lind has this conversation open').waitFor();
});

test('of two who take a conversation at the same moment one has it, and the other is told', async () => {
  await holdBack([nora, paul], '**/take', 2);
  const take = (agent: Page) => agent.getByRole('button', { name: 'Take', exact: true }).first().click();
  await Promise.all([take(nora), take(paul)]);
  const isNoras = () => timelineOf(nora, customer).getByText('You took the conversation').isVisible();
  const isPauls = () => timelineOf(paul, customer).getByText('You took the conversation').isVisible();
  await expect.poll(async () => [await isNoras(), await isPauls()].filter(Boolean).length).toBe(1);
  const [winner, loser, name] = (await isNoras()) ? [nora, paul, 'Nora Lind'] : [paul, nora, 'Paul Berg'];
  await loser.getByRole('region', { name: 'Messages' }).getByText('It could not be taken').waitFor();
  await timelineOf(loser, customer).getByText(`${name} took the conversation`).waitFor();
  await loser.getByText(`${name} answers here`).waitFor();
  await messageField(winner).waitFor();
  expect(await messageField(loser).count()).toBe(0);
});

test('a reply that a colleague was faster with is not sent: their words are shown, and mine go with one more click', async () => {
  const other = 'Charlotte Bennett';
  await stage.writes(other, 'Does the cover come off for washing?');
  await open(nora, 'Unassigned', other);
  // A supervisor may answer without taking it.
  const sam = await stage.desk(memberOf('sam'));
  await open(sam, 'All', other);
  await messageField(nora).fill('It does, 40 degrees.');
  await messageField(sam).fill('Yes: zips on all sides.');
  let release = () => {};
  const untilNora = new Promise<void>((resolve) => (release = resolve));
  await sam.route(
    '**/api/conversations/*/messages',
    async (route) => {
      await untilNora;
      await route.continue();
    },
    { times: 1 },
  );
  await messageField(sam).press('Enter');
  await messageField(nora).press('Enter');
  await timelineOf(nora, other).getByText('Delivered', { exact: true }).waitFor();
  release();

  const composer = sam.getByRole('form', { name: 'Reply to Charlotte' });
  await composer.getByRole('alert').getByText('Nora Lind replied').waitFor();
  await composer.getByRole('alert').getByText('It does, 40 degrees.').waitFor();
  expect(await messageField(sam).inputValue()).toBe('Yes: zips on all sides.');
  const said = async () => (await stage.thread(other)).filter(({ from }) => from === 'page');
  expect((await said()).map(({ text }) => text)).toEqual(['It does, 40 degrees.']);

  await composer.getByRole('button', { name: 'Send as well' }).click();
  await expect
    .poll(async () => (await said()).map(({ text }) => text))
    .toEqual(['It does, 40 degrees.', 'Yes: zips on all sides.']);
  await timelineOf(sam, other).getByText('Delivered', { exact: true }).last().waitFor();
  await timelineOf(nora, other).getByText('Yes: zips on all sides.').waitFor();
  expect(await composer.getByRole('alert').count()).toBe(0);
});
