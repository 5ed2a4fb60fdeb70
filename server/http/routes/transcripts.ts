import { z } from 'zod';
import { conversationId } from '../../../contract/ids.ts';
import { mailTranscript as mailBody, transcriptChoices } from '../../../contract/transcripts.ts';
import { downloadPdf } from '../../desk/transcripts/download-pdf.ts';
import { mailTranscript, readTranscriptChoices } from '../../desk/transcripts/mail-transcript.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Conversations'];
const path = z.object({ id: conversationId });

/** Conversations sent by e-mail, and taken away as PDF. */
export function transcriptRoutes(
  app: App,
  { ground, mailSetup }: Pick<AppDeps, 'ground' | 'mailSetup'>,
): void {
  const isPossible = mailSetup?.isSetUp ?? false;

  app.get(
    '/api/conversations/:id/transcripts',
    {
      schema: {
        tags,
        summary: 'Where a transcript could go',
        params: path,
        response: { 200: transcriptChoices },
      },
    },
    async (request) => readTranscriptChoices(contextOf(ground, request), request.params.id, isPossible),
  );

  app.post(
    '/api/conversations/:id/transcripts',
    {
      schema: {
        tags,
        summary: 'Send a transcript by e-mail',
        params: path,
        body: mailBody,
        response: { 202: z.void() },
      },
    },
    async (request, reply) => {
      await mailTranscript(contextOf(ground, request), request.params.id, request.body, isPossible);
      return reply.code(202).send();
    },
  );

  app.get(
    '/api/conversations/:id/transcript.pdf',
    { schema: { tags, summary: 'A closed conversation as PDF', params: path } },
    async (request, reply) => {
      const { name, content } = await downloadPdf(contextOf(ground, request), request.params.id);
      return reply
        .headers({
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="${name}"`,
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, no-store',
        })
        .send(content);
    },
  );
}
