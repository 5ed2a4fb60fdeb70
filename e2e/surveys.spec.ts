import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { memberOf, openQuietDesk, team, type QuietStage } from './stage.ts';

// Nora ends a conversation, Elena says how it was, and Sam sees it on a screen that was open before.

const customer = 'Elena Marković';
let stage: QuietStage;
let nora: Page;
let sam: Page;
let phone: Page;

beforeAll(async () => {
  stage = await openQuietDesk();
  const { items: surveys } = await stage.admin.get<{ items: { id: string }[] }>('/api/surveys');
  const { items: pages } = await stage.admin.get<{ items: { id: string; facebookId: string }[] }>(
    '/api/facebook/pages',
  );
  const page = pages.find(({ facebookId }) => facebookId === stage.demo.pageId);
  const survey = { isOn: true, surveyId: surveys[0]?.id };
  await stage.admin.send('PATCH', `/api/facebook/pages/${page?.id}/settings`, { version: 1, survey });
  nora = await stage.desk(memberOf('nora'));
  sam = await stage.desk(memberOf('sam'));
  phone = await stage.phone(customer);
  await sam.goto(`${stage.url}/settings/surveys`);
  await sam.getByRole('link', { name: 'Results of Satisfaction' }).click();
  await sam.getByText('Nobody was asked').waitFor();
});
beforeEach(tellStory(() => ({ nora, sam, phone })));
afterAll(() => stage?.close());

test('Nora answers and ends; Elena is asked, and taps four stars (F-T3)', async () => {
  await stage.writes(customer, 'Is the Lund in stock?');
  await showView(nora, 'Unassigned');
  await rowOf(nora, customer).click();
  await nora.getByRole('button', { name: 'Take', exact: true }).first().click();
  await nora.getByRole('textbox', { name: 'Message', exact: true }).fill('It is.');
  await nora.getByRole('button', { name: /^Send/ }).first().click();
  await phone.getByText('It is.').waitFor();
  await nora.getByRole('button', { name: /^End/ }).first().click();
  await phone.getByRole('button', { name: '4 ★' }).click();
  await timelineOf(nora, customer).getByText('answers the survey').waitFor();
  await nora.getByText('This conversation is ended').waitFor();
});

test('it stands among the results of Nora at once, and the next question was asked (R89)', async () => {
  const agents = sam.getByRole('region', { name: 'By agent' });
  await agents.getByRole('cell', { name: team.nora.name }).waitFor();
  await agents.getByRole('cell', { name: '4.0' }).waitFor();
  await phone.getByText('What could we do better?').waitFor();
  expect(await sam.getByRole('region', { name: 'Not happy' }).innerText()).toContain('Nobody was unhappy.');
});
