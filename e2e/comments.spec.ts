import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowOf, showView, tellStory, timelineOf, type Page } from './browser.ts';
import { memberOf, openQuietDesk, type QuietStage } from './stage.ts';

// Somebody comments under a post of the page: a ticket, answered in public and in private, hidden, and taken back.

const customer = 'Elena Marković';
let stage: QuietStage;
let nora: Page;
let commentId: string;

interface WallComment {
  message?: string;
  isHidden: boolean;
  byName: string;
}
interface WallPost {
  id: string;
  comments: (WallComment & { id: string; replies: WallComment[] })[];
}

beforeAll(async () => {
  stage = await openQuietDesk();
  nora = await stage.desk(memberOf('nora'));
});
beforeEach(tellStory(() => ({ nora })));
afterAll(() => stage?.close());

const thread = () => nora.getByRole('log', { name: `Comments of ${customer}` });
const personId = () => stage.demo.people.find(({ name }) => name === customer)?.id;
const wall = async () => {
  const { posts } = await stage.sim<{ posts: WallPost[] }>('GET', `/_sim/pages/${stage.demo.pageId}/wall`);
  return posts.flatMap(({ comments }) => comments).find(({ id }) => id === commentId);
};

async function expectNoFinding(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await nora.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: nora })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await nora.emulateMedia({ colorScheme: 'light' });
}

test('a comment under a post is a ticket on the desk, with its post beside it', async () => {
  const post = await stage.sim<{ id: string }>('POST', `/_sim/pages/${stage.demo.pageId}/posts`, {
    text: 'The oak top is back in stock.',
  });
  const comment = await stage.sim<{ id: string }>('POST', `/_sim/posts/${post.id}/comments`, {
    by: personId(),
    text: 'Does it come in walnut?',
  });
  commentId = comment.id;
  await showView(nora, 'All');
  await rowOf(nora, customer).click();
  await thread().getByText('Does it come in walnut?').waitFor();
  await nora.getByText('The oak top is back in stock.').first().waitFor();
  await expectNoFinding();
});

test('what its author makes of it is shown, and what it was before', async () => {
  await stage.sim('PATCH', `/_sim/comments/${commentId}`, { text: 'Does it come in walnut as well?' });
  await thread().getByText('Does it come in walnut as well?').waitFor();
});

test('a public reply stands under the comment, once', async () => {
  await nora.getByRole('button', { name: 'Take', exact: true }).first().click();
  const field = nora.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('It does, from January on.');
  await nora.keyboard.press('Enter');
  await thread().getByText('It does, from January on.').waitFor();
  await expect
    .poll(async () => (await wall())?.replies.map(({ message }) => message))
    .toEqual(['It does, from January on.']);
  expect(await thread().getByText('It does, from January on.').count()).toBe(1);
});

test('the one private reply goes to the author’s Messenger, and is not offered twice', async () => {
  await nora.getByRole('tab', { name: 'Private reply' }).click();
  await nora.getByRole('textbox', { name: 'Private reply' }).fill('I keep one aside for you.');
  await nora.keyboard.press('Enter');
  await expect
    .poll(async () => (await stage.thread(customer)).map(({ text }) => text))
    .toEqual(['I keep one aside for you.']);
  await expect.poll(() => nora.getByRole('tab', { name: 'Private reply' }).isDisabled()).toBe(true);
});

test('a hidden comment is hidden on Facebook, and shows who hid it', async () => {
  await thread().getByRole('button', { name: 'Hide', exact: true }).first().click();
  await expect.poll(async () => (await wall())?.isHidden).toBe(true);
  await thread()
    .getByText(/Hidden by Nora/)
    .first()
    .waitFor();
});

test('the author writes in Messenger: a conversation of its own beside the ticket', async () => {
  await stage.writes(customer, 'Thank you, I will come by.');
  await rowOf(nora, customer, 'Messenger').or(rowOf(nora, customer)).first().waitFor();
  await expect.poll(() => rowOf(nora, customer).count()).toBe(2);
  await nora.getByText('Thank you, I will come by.').first().click();
  await timelineOf(nora, customer).getByText('I keep one aside for you.').waitFor();
});

test('what its author deletes is kept, marked, and cannot be answered', async () => {
  await stage.sim('DELETE', `/_sim/comments/${commentId}`);
  await nora.goBack();
  await thread()
    .getByText(/Deleted by its author/)
    .first()
    .waitFor();
  expect(await thread().getByRole('button', { name: 'Reply', exact: true }).count()).toBe(0);
});
