import type { MailList, MailSetup } from '../../../contract/mail.ts';
import { listMails as listRows } from '../../store/mails.ts';
import { requireAdministrator } from '../access.ts';
import type { Context } from '../context.ts';
import { readTimelineCursor, writeTimelineCursor } from '../conversations/list-cursor.ts';
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
  requireAdministrator(ctx.actor);
  const rows = await listRows(ctx.db, {
    before: query.cursor ? readTimelineCursor(query.cursor, 'cursor') : null,
    limit: query.limit + 1,
  });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    setup: mailSetup,
    items: shown.map((row) => presentMail(row, publicUrl)),
    nextCursor: rows.length > query.limit && last ? writeTimelineCursor(last) : null,
  };
}
