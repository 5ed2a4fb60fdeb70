import type { MailList, MailSetup } from '../../../contract/mail.ts';
import { listMails as listRows } from '../../store/mails.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { cutPage, readPlace, rowsFor, writePlace } from '../paging.ts';
import { presentMail } from './present-mail.ts';

/** What doors know of the mail server. */
export interface MailFacts {
  mailSetup: MailSetup;
  publicUrl: string;
}

/** Mails that were sent, wait, or were kept, newest first, and how the mail server is set up. Administrators only. */
export async function listMails(
  ctx: Context,
  { mailSetup, publicUrl }: MailFacts,
  query: { cursor?: string | undefined; limit: number },
): Promise<MailList> {
  requireRight(ctx.actor, 'manage-mail');
  const rows = await listRows(ctx.db, {
    before: readPlace(query.cursor, 'cursor'),
    limit: rowsFor(query.limit),
  });
  const { shown, last } = cutPage(rows, query.limit);
  return {
    setup: mailSetup,
    items: shown.map((row) => presentMail(row, publicUrl)),
    nextCursor: writePlace(last),
  };
}
