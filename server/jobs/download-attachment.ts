import { downloadAttachment, type DownloadContext } from '../desk/files/download-attachment.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Stores copies of what customers sent. Up to 25 MB each, so only a few at once. */
export const downloadAttachmentHandler = (ctx: DownloadContext): JobHandler => ({
  places: 6,
  placesPerPage: 3,
  run: (job) =>
    downloadAttachment(ctx, { attachmentId: readPayloadId(job, 'attachmentId'), attempts: job.attempts }),
});
