import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { signIn } from './desk-api.ts';
import { waitFor } from './processes.ts';
import { onePixelPng } from './sample-files.ts';
import { memberOf, openQuietDesk, type QuietStage } from './stage.ts';

// Rita is in Returns. What belongs to Orders does not exist for her, whatever way she looks.

const secret = 'Where is my walnut sideboard?';
let stage: QuietStage;
let rita: Page;
/** Everything that came to Rita's desk over the live connection. */
let heard = '';
/** Of the conversation that belongs to Orders. */
let conversationId: string;
let fileUrl: string;

beforeAll(async () => {
  stage = await openQuietDesk();
  const picture = { type: 'image', base64: onePixelPng.toString('base64'), mimeType: 'image/png' };
  await stage.writes('Elena Marković', secret);
  await stage.writes('Elena Marković', { attachments: [picture] });
  await stage.writes('Omar Khalil', 'My chair wobbles', stage.returnsPageId);

  rita = await stage.browser.open(stage.url);
  rita.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => (heard += payload.toString()));
  });
  const nora = await signIn(stage.url, memberOf('nora'));
  interface Row {
    id: string;
    contact: { name: string };
  }
  interface Said {
    attachments: { url: string | null }[];
  }
  await waitFor('the picture to be in our own storage', async () => {
    const { items } = await nora.get<{ items: Row[] }>('/api/conversations?view=all');
    conversationId = items[0]?.id ?? '';
    const messages = await nora.get<{ items: Said[] }>(`/api/conversations/${conversationId}/messages`);
    fileUrl = messages.items.flatMap(({ attachments }) => attachments).find(({ url }) => url)?.url ?? '';
    return fileUrl !== '';
  });
});
beforeEach(tellStory(() => ({ rita })));
afterAll(() => stage?.close());

async function expectNothingOfOrders(page: Page): Promise<void> {
  expect(await page.locator('body').innerText()).not.toMatch(/Elena|walnut/);
}

test('the list and its counts hold her department alone', async () => {
  const { email, password } = memberOf('rita');
  await rita.getByLabel('E-mail').fill(email);
  await rita.getByLabel('Password', { exact: true }).fill(password);
  await rita.getByRole('button', { name: 'Sign in' }).click();
  const views = rita.getByRole('navigation', { name: 'Views' });
  await views.getByRole('link', { name: 'All 1' }).waitFor();
  await views.getByRole('link', { name: 'Unassigned 1' }).waitFor();
  await showView(rita, 'All');
  await rowOf(rita, 'Omar Khalil').waitFor();
  expect(await rita.getByRole('list', { name: 'Conversations' }).getByRole('listitem').count()).toBe(1);
  await expectNothingOfOrders(rita);
});

test('a search finds hers, and nothing of Orders by name or by words', async () => {
  await rita.getByRole('button', { name: 'Search conversations' }).click();
  const field = rita.getByRole('searchbox', { name: 'Search conversations' });
  for (const words of ['Elena', 'walnut']) {
    await field.fill(words);
    await rita.getByText(`No conversation has “${words}”`).waitFor();
  }
  await field.fill('wobbles');
  await rowOf(rita, 'Omar Khalil').waitFor();
  await rita.getByRole('button', { name: 'Close the search' }).click();
});

test('the palette finds nothing of Orders either', async () => {
  await rita.keyboard.press('Control+k');
  const field = rita.getByRole('combobox', { name: 'Search commands and conversations' });
  await field.fill('Omar');
  await rita.getByRole('option', { name: /Omar Khalil/ }).waitFor();
  await field.fill('Elena');
  await rita.getByText('Nothing is called “Elena”.').waitFor();
  await rita.keyboard.press('Escape');
});

test('a direct link tells nothing, not even that there is something', async () => {
  await rita.goto(`${stage.url}/inbox/all/c/${conversationId}`);
  await rita.getByText('There is nothing here for you').waitFor();
  await rowOf(rita, 'Omar Khalil').waitFor();
  await expectNothingOfOrders(rita);
});

test('a file of Orders is not there for her, by the same answer as a file that never was', async () => {
  const answer = await rita.request.get(stage.url + fileUrl);
  const never = fileUrl.replace(/[0-9a-f]{12}(?=\/|$)/, '000000000000');
  expect(never).not.toBe(fileUrl);
  const none = await rita.request.get(stage.url + never);
  const told = async (response: typeof answer) => {
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    return { status: response.status(), code: error.code, message: error.message };
  };
  expect(answer.status()).toBe(404);
  expect(await told(answer)).toEqual(await told(none));
  const nora = await signIn(stage.url, memberOf('nora'));
  expect((await nora.raw('GET', fileUrl)).status).toBe(200);
});

test('nothing of Orders comes over the live connection', async () => {
  heard = '';
  const nora = await signIn(stage.url, memberOf('nora'));
  await stage.writes('Elena Marković', 'The walnut one, please');
  await nora.send('POST', `/api/conversations/${conversationId}/take`);
  await stage.writes('Omar Khalil', 'Still wobbling', stage.returnsPageId);
  await rowOf(rita, 'Omar Khalil', '2 unread').waitFor();
  expect(heard).toContain('Still wobbling');
  expect(heard).not.toContain('walnut');
  expect(heard).not.toContain(conversationId);
  await expectNothingOfOrders(rita);
});

test('the supervisor sees both departments', async () => {
  const sam = await stage.desk(memberOf('sam'));
  await showView(sam, 'All');
  await rowOf(sam, 'Omar Khalil', '2 unread').waitFor();
  await rowOf(sam, 'Elena Marković').click();
  await timelineOf(sam, 'Elena Marković').getByText(secret).waitFor();
});
