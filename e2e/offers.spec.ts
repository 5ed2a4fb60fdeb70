import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tellStory, timelineOf, type Page } from './browser.ts';
import { memberOf, openQuietDesk, type QuietStage } from './stage.ts';

// Orders is served by requests: Nora and Paul are asked, one after another.

const customer = 'Sofia Lindgren';
let stage: QuietStage;
let nora: Page;
let paul: Page;

interface Row {
  id: string;
  assignee: { name: string } | null;
}
interface WorkStream {
  id: string;
  version: number;
}
const requestOf = (agent: Page) => agent.getByRole('alertdialog', { name: /^New request from/ });

beforeAll(async () => {
  stage = await openQuietDesk();
  const { items } = await stage.admin.get<{ items: WorkStream[] }>('/api/work-streams');
  const [stream] = items;
  await stage.admin.send('PATCH', `/api/work-streams/${stream?.id}`, {
    version: stream?.version,
    settings: { mode: 'push', transferSeconds: 60 },
  });
  nora = await stage.desk(memberOf('nora'));
});
beforeEach(tellStory(() => ({ nora, paul })));
afterAll(() => stage?.close());

test('a request comes to the screen by itself, with its reason and its time, and Alt R refuses it', async () => {
  await stage.writes(customer, 'Two of the six chairs came with a loose back rest');
  const request = requestOf(nora);
  await request.getByText('Two of the six chairs').waitFor();
  await request.getByText('You are the only one who can take it').waitFor();
  await request.getByRole('timer').waitFor();
  await nora.keyboard.press('Alt+r');
  await request.waitFor({ state: 'detached' });
});

test('it goes to whoever comes to their desk; Alt A accepts and opens it, and says why it is theirs', async () => {
  paul = await stage.desk(memberOf('paul'));
  await requestOf(paul).waitFor();
  await paul.keyboard.press('Alt+a');
  await timelineOf(paul, customer).waitFor();
  const details = paul.getByRole('region', { name: 'Details' });
  await details.getByText('who was the only one who could take it').first().waitFor();
  await details.getByText('Paul Berg accepted').waitFor();
  await details.getByText('Who could take it', { exact: true }).first().click();
  await details.getByText('said no').first().waitFor();
  expect(await requestOf(paul).count()).toBe(0);
});

test('handed to a colleague it stays until they say yes', async () => {
  const read = () => stage.admin.get<{ items: Row[] }>('/api/conversations?view=all');
  const { items } = await read();
  const { items: colleagues } = await stage.admin.get<{ items: { id: string; name: string }[] }>(
    '/api/colleagues',
  );
  const userId = colleagues.find(({ name }) => name.startsWith('Nora'))?.id;
  await stage.admin.send('POST', `/api/conversations/${items[0]?.id}/transfer`, { userId });
  await nora.getByText('Paul Berg hands you one in').waitFor();
  expect((await read()).items[0]?.assignee?.name).toBe('Paul Berg');
  await requestOf(nora).getByRole('button', { name: 'Accept' }).click();
  await timelineOf(nora, customer).waitFor();
  expect((await read()).items[0]?.assignee?.name).toBe('Nora Lind');
});
