import { expect, test } from 'vitest';
import { useMessengerDesk } from '../../testing/messenger-desk.ts';
import { fetchPagePicture, openPagePicture } from './page-picture.ts';

const desk = useMessengerDesk();

const pictureOf = async (facebookId: string): Promise<string> => {
  const { pages } = (await desk.control('GET', '/state')) as { pages: { id: string; pictureUrl: string }[] };
  return pages.find(({ id }) => id === facebookId)?.pictureUrl ?? '';
};

test('a page’s picture is kept as ours, for who may see the page', async () => {
  const page = await desk.page();
  await fetchPagePicture(desk.system, { pageId: page.id, url: await pictureOf(page.facebookId) });
  const insider = desk.as(await desk.user('agent', [page.departmentId]));
  expect((await openPagePicture(insider, page.id)).mimeType).toMatch(/^image\//);
  const outsider = desk.as(await desk.user('agent', [await desk.department()]));
  await expect(openPagePicture(outsider, page.id)).rejects.toMatchObject({ code: 'not-found' });
});

test('a picture that cannot be had leaves the page as it is (behaviour 79)', async () => {
  const page = await desk.page();
  const nowhere = `${await pictureOf(page.facebookId)}broken`;
  await fetchPagePicture(desk.system, { pageId: page.id, url: nowhere });
  const row = await desk.db
    .selectFrom('page')
    .select(['state', 'pictureFileId'])
    .where('id', '=', page.id)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ state: 'connected', pictureFileId: null });
});
