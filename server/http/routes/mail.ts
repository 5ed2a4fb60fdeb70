import { z } from 'zod';
import { mailId } from '../../../contract/ids.ts';
import { mail, mailList, type MailSetup } from '../../../contract/mail.ts';
import { listMails } from '../../desk/mail/list-mails.ts';
import { sendMailAgain } from '../../desk/mail/send-again.ts';
import { sendTestMail } from '../../desk/mail/send-test-mail.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Mail'];
const listQuery = z.strictObject({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const notSetUp: MailSetup = { isSetUp: false, server: null, from: null };

/** What the desk told by e-mail, or kept. */
export function mailRoutes(app: App, deps: AppDeps): void {
  const { ground, publicUrl, mailSetup = notSetUp } = deps;

  app.get(
    '/api/mails',
    {
      schema: {
        tags,
        summary: 'Mails, newest first, and the mail server',
        querystring: listQuery,
        response: { 200: mailList },
      },
    },
    async (request) => listMails(contextOf(ground, request), { mailSetup, publicUrl }, request.query),
  );

  app.post(
    '/api/mails/test',
    { schema: { tags, summary: 'Send yourself a test mail', response: { 201: mail } } },
    async (request, reply) => reply.code(201).send(await sendTestMail(contextOf(ground, request), publicUrl)),
  );

  app.post(
    '/api/mails/:id/send',
    {
      schema: {
        tags,
        summary: 'Send a mail that was kept or failed',
        params: z.object({ id: mailId }),
        response: { 200: mail },
      },
    },
    async (request) => sendMailAgain(contextOf(ground, request), publicUrl, request.params.id),
  );
}
