import { fetchPagePicture } from '../desk/pages/page-picture.ts';
import { readPayloadText } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Copies the picture of a page that was connected. */
export const fetchPagePictureHandler = (ctx: Parameters<typeof fetchPagePicture>[0]): JobHandler => ({
  places: 2,
  run: (job) =>
    fetchPagePicture(ctx, { pageId: readPayloadText(job, 'pageId'), url: readPayloadText(job, 'url') }),
});
