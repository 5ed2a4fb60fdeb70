import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { markDocument, rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { freePort } from './processes.ts';
import { memberOf, openQuietDesk, type QuietStage } from './stage.ts';
import { openWire, type Wire } from './wire.ts';

// A desk stays open in a browser through everything that can happen to its connection.

const customer = 'Marco Bianchi';
/** Facebook tries again by its own clock, which stands still here: often enough, and soon. */
const patient = { immediateRetries: 0, retryAfterMs: Array.from({ length: 120 }, () => 500) };

let stage: QuietStage;
let wire: Wire;
let agent: Page;
let isSameDocument: () => Promise<boolean>;

beforeAll(async () => {
  const [port, wirePort] = [await freePort(), await freePort()];
  wire = await openWire(wirePort, port);
  stage = await openQuietDesk({ port, throughUrl: wire.url });
  await stage.sim('PATCH', '/_sim/settings', patient);
  agent = await stage.desk(memberOf('nora'));
  await stage.writes(customer, 'Hello, are you there?');
  await showView(agent, 'Unassigned');
  await rowOf(agent, customer, '1 unread').click();
  await agent.getByRole('button', { name: 'Take', exact: true }).first().click();
  await timeline().getByText('You took the conversation').waitFor();
  await showView(agent, 'All');
  await rowOf(agent, customer).click();
  await messageField().waitFor();
  isSameDocument = await markDocument(agent);
});
beforeEach(tellStory(() => ({ agent })));
afterAll(async () => {
  await stage?.close();
  await wire?.close();
});

const timeline = () => timelineOf(agent, customer);
const messageField = () => agent.getByRole('textbox', { name: 'Message', exact: true });
const countOf = (text: string) => timeline().getByRole('article').getByText(text, { exact: true }).count();

async function reply(text: string): Promise<void> {
  await messageField().fill(text);
  await messageField().press('Enter');
}

async function arrivals(text: string): Promise<number> {
  return (await stage.thread(customer)).filter((message) => message.text === text).length;
}

test('messages that come while the line is cut are there once, when it is mended', async () => {
  await wire.cut();
  await agent.getByText('The connection is lost.').waitFor();
  for (const text of ['one', 'two', 'three']) await stage.writes(customer, text);
  await stage.writes('Aiko Tanaka', 'My lamp has not arrived');
  expect(await countOf('three')).toBe(0);
  await wire.mend();
  await timeline().getByText('three', { exact: true }).waitFor();
  await rowOf(agent, 'Aiko Tanaka', '1 unread').waitFor();
  for (const text of ['one', 'two', 'three']) expect(await countOf(text)).toBe(1);
  expect(await rowOf(agent, 'Aiko Tanaka').count()).toBe(1);
  await agent.getByText('The connection is lost.').waitFor({ state: 'detached' });
  expect(await isSameDocument()).toBe(true);
});

test('a reply written while the line is cut waits, and goes out once', async () => {
  await wire.cut();
  await reply('Written without a line.');
  await timeline().getByText('Goes out when the server can be reached').waitFor();
  expect(await arrivals('Written without a line.')).toBe(0);
  await wire.mend();
  await expect.poll(() => arrivals('Written without a line.')).toBe(1);
  await timeline().getByText('Delivered', { exact: true }).waitFor();
  expect(await countOf('Written without a line.')).toBe(1);
});

test('a reply whose answer is lost on the way goes out once', async () => {
  await agent.route(
    '**/api/conversations/*/messages',
    async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  await reply('Said once.');
  await timeline().getByText('Said once.', { exact: true }).waitFor();
  // The line below the group tells of the newest.
  await timeline().getByText('Delivered', { exact: true }).waitFor();
  expect(await arrivals('Said once.')).toBe(1);
  expect(await countOf('Said once.')).toBe(1);
});

test('offline, the desk says so, and goes on by itself when the network is back', async () => {
  await agent.context().setOffline(true);
  await wire.cut();
  await agent.getByText('You are offline.').waitFor();
  await reply('Written offline.');
  await stage.writes(customer, 'four');
  await wire.mend();
  await agent.context().setOffline(false);
  await timeline().getByText('four', { exact: true }).waitFor();
  await expect.poll(() => arrivals('Written offline.')).toBe(1);
  expect(await countOf('four')).toBe(1);
  expect(await countOf('Written offline.')).toBe(1);
});

test('the desk is stopped and started again: the page goes on, still signed in, with what was written meanwhile', async () => {
  await stage.stop();
  await agent.getByText('The connection is lost.').waitFor();
  await stage.writes(customer, 'five');
  await stage.writes('Omar Khalil', 'One of my chairs wobbles');
  await reply('Written to a desk that is down.');
  await stage.restart();
  await timeline().getByText('five', { exact: true }).waitFor();
  await rowOf(agent, 'Omar Khalil', '1 unread').waitFor();
  await expect.poll(() => arrivals('Written to a desk that is down.')).toBe(1);
  expect(await countOf('five')).toBe(1);
  expect(await countOf('Written to a desk that is down.')).toBe(1);
  expect(await isSameDocument()).toBe(true);
  await agent.reload();
  await timeline().getByText('five', { exact: true }).waitFor();
  for (const text of ['one', 'two', 'three', 'four', 'five']) expect(await countOf(text)).toBe(1);
});
