import multipart from '@fastify/multipart';
import { z } from 'zod';
import { attachmentId, contactId, conversationId, pageId, uploadId } from '../../../contract/ids.ts';
import { limits, upload } from '../../../contract/messages.ts';
import { openPagePicture } from '../../desk/pages/page-picture.ts';
import { openPostPicture } from '../../desk/comments/read-thread.ts';
import { openAttachment, openContactPicture, openUpload } from '../../desk/files/open-file.ts';
import type { FileStorage, ServedFile } from '../../desk/files/read-file.ts';
import { tooLarge } from '../../desk/files/require-accepted.ts';
import { uploadFile } from '../../desk/files/upload-file.ts';
import type { Context } from '../../desk/context.ts';
import { invalid } from '../../desk/problems.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';
import { sendFile } from '../send-file.ts';

const tags = ['Files'];
/** What a form adds to its file: borders, names, a type. */
const formBytes = 16_384;

const opened = [
  ['/api/uploads/:id/content', 'A file of one’s own that is not sent yet', uploadId, openUpload],
  ['/api/attachments/:id/content', 'A file of a conversation', attachmentId, openAttachment],
  ['/api/facebook/pages/:id/picture', 'A page’s picture', pageId, openPagePicture],
  ['/api/contacts/:id/picture', 'A customer’s picture', contactId, openContactPicture],
  ['/api/posts/:id/picture', 'The picture of a post that is commented on', z.uuid(), openPostPicture],
] as const satisfies [string, string, z.ZodType, (ctx: Context, id: string) => Promise<ServedFile>][];

/** Files that come in from agents, and files on their way to a browser. */
export async function fileRoutes(
  app: App,
  { ground, storage }: Pick<AppDeps, 'ground'> & { storage: FileStorage },
): Promise<void> {
  await app.register(multipart, {
    // One byte over the limit, so that the storage sees that there is more.
    limits: { files: 1, fields: 4, fieldSize: 1_000, fileSize: limits.uploadBytes + 1, headerPairs: 50 },
  });

  app.post(
    '/api/uploads',
    {
      bodyLimit: limits.uploadBytes + formBytes,
      schema: {
        tags,
        summary: 'Take in a file, to be sent with a reply: multipart, in the field `file`',
        consumes: ['multipart/form-data'],
        querystring: z.strictObject({ conversation: conversationId.optional() }),
        response: { 201: upload },
      },
    },
    async (request, reply) => {
      const length = Number(request.headers['content-length'] ?? 0);
      if (length > limits.uploadBytes + formBytes) throw tooLarge(limits.uploadBytes);
      if (!request.isMultipart()) throw invalid('file', 'Send the file as multipart/form-data.');
      const part = await request.file();
      if (!part || part.fieldname !== 'file') throw invalid('file', 'Send one file in the field `file`.');
      const ctx = { ...contextOf(ground, request), storage };
      try {
        return await reply.code(201).send(
          await uploadFile(ctx, {
            name: part.filename,
            conversationId: request.query.conversation,
            source: part.file,
          }),
        );
      } catch (error) {
        // What still comes is read to nowhere: browsers hear the answer only when all is sent.
        request.raw.unpipe().resume();
        throw error;
      }
    },
  );

  for (const [url, summary, id, open] of opened) {
    app.get(url, { schema: { tags, summary, params: z.object({ id }) } }, async (request, reply) =>
      sendFile(request, reply, storage, await open(contextOf(ground, request), request.params.id)),
    );
  }
}
