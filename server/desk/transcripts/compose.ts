import { templateWords, type MessageTemplate } from '../../../contract/templates.ts';
import { previewHours } from '../../../contract/operating-hours.ts';
import { pageSettings } from '../../../contract/page-settings.ts';
import { readAutomationPlace, type AutomationPlace } from '../../store/automation.ts';
import { readSaid, type SaidRow } from '../../store/transcripts.ts';
import { contactName } from '../contacts/contact-ref.ts';
import type { Context } from '../context.ts';
import { writeTranscript, type TranscriptLine } from './write-transcript.ts';

/**
 * A conversation as it stands now, in words for its customer: in their language or the page's, by the clock of the page's
 * operating hours. No access check: whoever asked was checked.
 *
 * @returns null when there is no such conversation any more.
 */
export async function composeTranscript(
  db: Context['db'],
  conversationId: string,
  withAutomated: boolean,
): Promise<{ subject: string; text: string; html: string } | null> {
  const place = await readAutomationPlace(db, conversationId);
  if (!place) return null;
  const rows = await readSaid(db, conversationId, withAutomated);
  return writeTranscript({
    pageName: place.pageName,
    number: place.number,
    languages: [place.contactLocale, pageSettings.parse(place.pageSettings ?? {}).general.language],
    timeZone: zoneOf(place.pageHours) ?? zoneOf(place.departmentHours) ?? 'UTC',
    lines: rows.map((row) => lineOf(row, place)),
  });
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
  const template = row.template as MessageTemplate | null;
  return {
    at: row.at,
    name: row.direction === 'in' ? customerName(row, contactId) : (row.userName ?? pageName),
    text: row.text ?? (template === null ? null : templateWords(template)),
    isRemoved: row.unsentAt !== null,
    isAutomated: row.authorKind === 'system',
    files: row.files,
  };
}
