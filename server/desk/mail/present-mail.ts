import type { Mail } from '../../../contract/mail.ts';
import type { findMail } from '../../store/mails.ts';
import { writeMail } from './mail-text.ts';

type Row = NonNullable<Awaited<ReturnType<typeof findMail>>>;

/** A mail as administrators see it. */
export function presentMail(row: Row, publicUrl: string): Mail {
  return {
    id: row.id as Mail['id'],
    address: row.address,
    subject: row.subject,
    text: writeMail(row, publicUrl).text,
    state: row.state,
    attempts: row.attempts,
    failure: row.failure,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  };
}
