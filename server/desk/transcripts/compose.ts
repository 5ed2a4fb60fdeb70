import { templateWords, type ShownTemplate } from '../../../contract/templates.ts';
import { previewHours } from '../../../contract/operating-hours.ts';
import type { MailedFile } from '../../kit/smtp.ts';
import { readAutomationPlace, type AutomationPlace } from '../../store/automation.ts';
import { readSaid, type SaidRow } from '../../store/transcripts.ts';
import { contactName } from '../contacts/contact-ref.ts';
import type { Context } from '../context.ts';
import {
  writeTranscript,
  writeTranscriptPdf,
  type TranscriptFacts,
  type TranscriptLine,
} from './write-transcript.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/**
 * A conversation as it stands now, in words for its customer: in their language or the page's, by the clock of the page's
 * operating hours. Once it is closed, as PDF too. No access check: whoever asked was checked.
 *
 * @returns null when there is no such conversation any more.
 */
export async function composeTranscript(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  conversationId: string,
  withAutomated: boolean,
): Promise<{ subject: string; text: string; html: string; attachments: MailedFile[] } | null> {
  const place = await readAutomationPlace(db, conversationId);
  if (!place) return null;
  const facts = await readFacts(db, place, withAutomated);
  const attachments =
    place.status === 'closed'
      ? [
          {
            filename: pdfName(place.number),
            contentType: 'application/pdf',
            content: await writeTranscriptPdf(facts, clock.now()),
          },
        ]
      : [];
  return { ...writeTranscript(facts), attachments };
}

/** All that was said in it as PDF; null when there is no such conversation any more. Without the check, too. */
export async function composePdf(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  conversationId: string,
): Promise<{ name: string; content: Buffer } | null> {
  const place = await readAutomationPlace(db, conversationId);
  if (!place) return null;
  const content = await writeTranscriptPdf(await readFacts(db, place, true), clock.now());
  return { name: pdfName(place.number), content };
}

function pdfName(number: number): string {
  return `conversation-${number}.pdf`;
}

async function readFacts(
  db: Context['db'],
  place: AutomationPlace,
  withAutomated: boolean,
): Promise<TranscriptFacts> {
  const rows = await readSaid(db, place.id, withAutomated);
  return {
    pageName: place.pageName,
    customerName: place.contactName,
    number: place.number,
    languages: [place.contactLocale, settingsOfPage(place.pageSettings).general.language],
    timeZone: zoneOf(place.pageHours) ?? zoneOf(place.departmentHours) ?? 'UTC',
    lines: rows.map((row) => lineOf(row, place)),
  };
}

function zoneOf(hours: unknown): string | null {
  return previewHours.safeParse(hours).data?.timeZone ?? null;
}

/** Others who spoke in a public thread go by their own names. */
function customerName({ contactId, contactName: name, psid }: SaidRow, readerId: string): string {
  return name === null && contactId === readerId ? 'You' : contactName(name, psid);
}

function lineOf(row: SaidRow, { contactId, pageName }: AutomationPlace): TranscriptLine {
  // The column is written by our own verbs alone.
  const template = row.template as ShownTemplate | null;
  return {
    at: row.at,
    name: row.direction === 'in' ? customerName(row, contactId) : (row.userName ?? pageName),
    text: row.text ?? (template === null ? null : templateWords(template)),
    isRemoved: row.unsentAt !== null,
    isAutomated: row.authorKind === 'system',
    files: row.files,
  };
}
