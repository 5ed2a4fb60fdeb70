import type { ConversationSummary } from '../../../contract/conversations.ts';
import { privacySettings, type ConsentText, type PrivacySettings } from '../../../contract/page-settings.ts';

/** What the buttons of a notice carry: which text was answered, and how. */
export function consentPayload(version: number, answer: 'agreed' | 'declined'): string {
  return `pagedesk:consent:${version}:${answer}`;
}

/** The answer that a tapped button carries; null for every other payload. */
export function readConsentAnswer(
  payload: string | null,
): { version: number; answer: 'agreed' | 'declined' } | null {
  const found = /^pagedesk:consent:(\d{1,5}):(agreed|declined)$/.exec(payload ?? '');
  if (!found) return null;
  return { version: Number(found[1]), answer: found[2] === 'agreed' ? 'agreed' : 'declined' };
}

/** The text in the first of these languages that there is one in; with its country, else without; else the first text. */
export function consentTextFor(
  { consentTexts }: PrivacySettings,
  languages: readonly (string | null)[],
): ConsentText | undefined {
  for (const language of languages) {
    if (language === null) continue;
    const tag = language.replace('_', '-').toLowerCase();
    const exact = consentTexts.find((text) => text.language.toLowerCase() === tag);
    const found = exact ?? consentTexts.find((text) => text.language.toLowerCase() === tag.split('-')[0]);
    if (found) return found;
  }
  return consentTexts[0];
}

/** How a conversation stands in this; undefined where the page does not ask. */
export function consentOf(
  storedPrivacy: unknown,
  contact: { consent: 'asked' | 'agreed' | 'declined' | null },
): ConversationSummary['consent'] {
  const mode = modeOf(storedPrivacy);
  if (mode === 'off') return undefined;
  return { state: contact.consent ?? 'none', isRequired: mode === 'require' };
}

/** Whether a reply would go to somebody who has not agreed where they must. */
export function lacksConsent(
  storedPrivacy: unknown,
  contact: { consent: 'asked' | 'agreed' | 'declined' | null },
): boolean {
  return modeOf(storedPrivacy) === 'require' && contact.consent !== 'agreed';
}

/** Of a row of the list: no need to read all the texts. */
function modeOf(stored: unknown): PrivacySettings['consent'] {
  if (typeof stored !== 'object' || stored === null || !('consent' in stored)) return 'off';
  return privacySettings.shape.consent.safeParse(stored.consent).data ?? 'off';
}
