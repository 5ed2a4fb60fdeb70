import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tellStory, type Page } from './browser.ts';
import { administrator } from './processes.ts';
import { openQuietDesk, type QuietStage } from './stage.ts';

// An administrator makes a work stream beside a page's form, and puts its rules into order by the keyboard.

interface NamedPage {
  id: string;
  name: string;
  facebookId: string;
  workStreamId: string;
  departmentId: string;
}

let stage: QuietStage;
let admin: Page;

const pageOf = async () => {
  const { items } = await stage.admin.get<{ items: NamedPage[] }>('/api/facebook/pages');
  const page = items.find((one) => one.facebookId === stage.demo.pageId);
  if (!page) throw new Error('The demo has no page.');
  return page;
};

beforeAll(async () => {
  stage = await openQuietDesk();
  admin = await stage.desk(administrator);
});
beforeEach(tellStory(() => ({ admin })));
afterAll(() => stage?.close());

test('R79: a work stream made in the page’s form is chosen there, and what else was changed stays', async () => {
  await admin.goto(`${stage.url}/settings/pages/${(await pageOf()).id}/general`);
  await admin.getByRole('combobox', { name: 'New conversations are' }).click();
  await admin.getByRole('option', { name: 'Tickets' }).click();
  await admin.getByRole('button', { name: 'New', exact: true }).click();
  await admin.getByLabel('Name of the new work stream').fill('Evenings');
  await admin.getByRole('button', { name: 'Add and choose it' }).click();
  const stream = admin.getByRole('combobox', { name: 'Work stream' });
  await expect.poll(() => stream.inputValue()).toBe('Evenings');
  expect(await admin.getByRole('combobox', { name: 'New conversations are' }).inputValue()).toBe('Tickets');
  await admin.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(async () => (await pageOf()).workStreamId).not.toBeNull();
  const { items } = await stage.admin.get<{ items: { id: string; name: string }[] }>('/api/work-streams');
  expect(items.find(({ name }) => name === 'Evenings')?.id).toBe((await pageOf()).workStreamId);
});

test('R72: rules change places by the keyboard, and take effect when they are saved', async () => {
  const { workStreamId, departmentId } = await pageOf();
  const url = `/api/work-streams/${workStreamId}/rules`;
  const conditions = { match: 'all', items: [] };
  const rule = (name: string) => ({ id: crypto.randomUUID(), name, conditions, departmentId });
  await stage.admin.send('PUT', url, { version: 0, rules: [rule('First'), rule('Second')] });
  const names = async () =>
    (await stage.admin.get<{ rules: { name: string }[] }>(url)).rules.map(({ name }) => name);
  await admin.goto(`${stage.url}/settings/routing?stream=${workStreamId}`);
  await admin.getByRole('button', { name: /^1 First/ }).press('Alt+ArrowDown');
  await admin.getByText('1 unsaved change').waitFor();
  expect(await names()).toEqual(['First', 'Second']);
  await admin.getByRole('button', { name: 'Save rules' }).click();
  await expect.poll(names).toEqual(['Second', 'First']);
});
