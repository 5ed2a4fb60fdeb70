import type { PrivacySettings } from '../../../contract/page-settings.ts';
import { askConsentJob, recordConsentJob } from '../jobs.ts';
import { readConsentAnswer } from '../privacy/consent.ts';
import type { NewMessage } from './add-message.ts';
import { changeContact, type Plan, type PlannedContact } from './plan.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** Who declined and writes all the same is asked once more after this. */
const askAgainAfterMs = 24 * 3_600_000;

/**
 * Sees to it that who writes has been asked, and takes their answer. The notice itself is sent by a job, which this
 * transaction leaves behind exactly once.
 *
 * @returns whether what they wrote may be read now.
 */
export function heedConsent(plan: Plan, contact: PlannedContact, message: NewMessage): boolean {
  const settings = settingsOf(contact.page.settings);
  if (settings.consent === 'off') return true;
  const answer = answerOf(settings, contact, message);
  if (answer) {
    takeAnswer(plan, contact, answer, message.at);
    return true;
  }
  // Nobody is asked for what was read afterwards: their next word asks. Nor where another app has the thread.
  const mayAsk = !plan.isBackfill && !message.standby;
  if (mayAsk && mustAsk(settings, contact, message.at))
    ask(plan, contact, settings.consentVersion, message.at);
  return settings.consent !== 'require' || contact.row.consent === 'agreed';
}

/** Whether what they write may not be read yet; nobody is asked by this. */
export function isWithheld({ page, row }: PlannedContact): boolean {
  return settingsOf(page.settings).consent === 'require' && row.consent !== 'agreed';
}

const defaults = settingsOfPage({}).privacy;

/** Read once for a page and a batch: all messages of it bear the same row. */
const known = new WeakMap<object, PrivacySettings>();

/** Nothing is set for most pages: a flood is not slowed by reading what is not there. */
function settingsOf(stored: unknown): PrivacySettings {
  if (typeof stored !== 'object' || stored === null || !('privacy' in stored)) return defaults;
  const settings = known.get(stored) ?? settingsOfPage(stored).privacy;
  known.set(stored, settings);
  return settings;
}

interface Answer {
  version: number;
  answer: 'agreed' | 'declined';
}

/** A tap on one of our buttons; or, where Messenger shows none, the same words typed by who has been asked. */
function answerOf(
  { consentTexts }: PrivacySettings,
  { row }: PlannedContact,
  { tapped, content }: NewMessage,
): Answer | null {
  const tappedAnswer = readConsentAnswer(tapped?.payload ?? null);
  if (tappedAnswer) return tappedAnswer;
  if (row.consent !== 'asked' || row.consentVersion === null || content.text === null) return null;
  const word = content.text.trim().toLowerCase();
  const version = row.consentVersion;
  if (consentTexts.some(({ agree }) => agree.toLowerCase() === word)) return { version, answer: 'agreed' };
  return consentTexts.some(({ decline }) => decline.toLowerCase() === word)
    ? { version, answer: 'declined' }
    : null;
}

/** The newest answer to the newest text counts, in whatever order they are told. */
function takeAnswer(plan: Plan, contact: PlannedContact, { version, answer }: Answer, at: Date): void {
  const { row } = contact;
  const isOld =
    version < (row.consentVersion ?? 0) ||
    (version === row.consentVersion &&
      row.consent !== 'asked' &&
      row.consentAt !== null &&
      at < row.consentAt);
  if (!isOld) changeContact(contact, { consent: answer, consentVersion: version, consentAt: at });
  plan.jobs.push(recordConsentJob(row, { version, answer, at }));
}

function mustAsk({ consentVersion }: PrivacySettings, { row }: PlannedContact, at: Date): boolean {
  if (row.consent === null || (row.consentVersion ?? 0) < consentVersion) return true;
  const sinceMs = at.getTime() - (row.consentAt?.getTime() ?? 0);
  return row.consent === 'declined' && sinceMs >= askAgainAfterMs;
}

function ask(plan: Plan, contact: PlannedContact, version: number, at: Date): void {
  changeContact(contact, { consent: 'asked', consentVersion: version, consentAt: at });
  plan.jobs.push(askConsentJob(contact.row, { version, at }));
}
