import { readAutomationPlace } from '../../store/automation.ts';
import { findConsentPlace, recordAnswer, recordAsked, releaseWithheld } from '../../store/consents.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { findLastMessage, setLastMessage } from '../../store/outgoing-messages.ts';
import { writeAutomated } from '../automation/write-automated.ts';
import { change, type Change, type Context } from '../context.ts';
import { previewOf, previewOfWithheld } from '../inbound/preview.ts';
import { translateMessageJob } from '../jobs.ts';
import { consentPayload, consentTextFor } from './consent.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/**
 * Sends somebody the notice of their page, with a button to agree and one to decline, and writes down what they were
 * asked. Safe to run again: the notice has its cause for a key. No access check: a rule of the page's speaks.
 */
export async function askConsent(
  ctx: Context,
  asked: { contactId: string; version: number; at: Date },
): Promise<void> {
  await change(ctx, async (story) => {
    const place = await findPlace(story, asked.contactId);
    if (!place || place.privacy.consent === 'off' || place.privacy.consentVersion !== asked.version) return;
    const { privacy, automation, person } = place;
    const text = consentTextFor(privacy, [automation.contactLocale, place.language]);
    if (!text) return;
    const { version, at } = asked;
    await recordAsked(story.tx, {
      id: ctx.newId(),
      pageId: person.pageId,
      contactId: asked.contactId,
      psid: person.psid,
      version,
      language: text.language,
      notice: text.notice,
      askedAt: at,
    });
    await writeAutomated(ctx, story, automation, {
      automation: 'consent',
      key: `consent:${version}:${at.getTime()}`,
      text: text.notice,
      quickReplies: [
        { title: text.agree, payload: consentPayload(version, 'agreed') },
        { title: text.decline, payload: consentPayload(version, 'declined') },
      ],
    });
  });
}

/**
 * Writes down what somebody answered. Who agreed is read from now on, with all they wrote before; who declined is
 * told how else to reach us. Safe to run again.
 */
export async function recordConsent(
  ctx: Context,
  given: { contactId: string; version: number; answer: 'agreed' | 'declined'; at: Date },
): Promise<void> {
  await change(ctx, async (story) => {
    const place = await findPlace(story, given.contactId);
    if (!place) return;
    const { contactId, version, answer, at } = given;
    await recordAnswer(story.tx, { contactId, version, answer, answeredAt: at });
    // What counts is how they stand now: an older answer may be told later.
    if (place.person.consent === 'agreed') await showWithheld(ctx, story, contactId);
    announceChange(story, place.automation);
    if (answer !== 'declined' || place.person.consent !== 'declined') return;
    const text = consentTextFor(place.privacy, [place.automation.contactLocale, place.language]);
    if (!text) return;
    const key = `consent-declined:${version}:${at.getTime()}`;
    await writeAutomated(ctx, story, place.automation, {
      automation: 'consent-declined',
      key,
      text: text.declined,
    });
  });
}

/** Shows what was withheld of one person, on every screen that has it open. */
export async function showWithheld(ctx: Context, story: Change, contactId: string): Promise<void> {
  const shown = await releaseWithheld(story.tx, contactId);
  for (const { id, conversationId, departmentId, pageId, mayBeTranslated } of shown) {
    const departments = [departmentId];
    if (mayBeTranslated) story.enqueue(translateMessageJob({ id, pageId }));
    story.announce({ kind: 'message.changed', subjectId: conversationId, messageId: id, departments });
  }
  const conversations = new Map(shown.map((each) => [each.conversationId, each.departmentId]));
  for (const [id, departmentId] of conversations) {
    await refreshLast(story, id);
    story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
  }
}

/** Puts the list row's last line right after messages have changed or gone. */
export async function refreshLast({ tx }: Change, conversationId: string): Promise<void> {
  const last = await findLastMessage(tx, conversationId);
  if (!last) return setLastMessage(tx, conversationId, null);
  const { text, at, unsupported, withheld } = last;
  const line = withheld
    ? previewOfWithheld(at)
    : previewOf({
        text,
        at,
        unsupported,
        direction: last.direction ?? 'out',
        firstAttachment: last.firstAttachment ?? null,
      });
  return setLastMessage(tx, conversationId, { line, at });
}

async function findPlace(story: Change, contactId: string) {
  const person = await findConsentPlace(story.tx, contactId);
  if (!person) return null;
  await lockConversationRow(story.tx, person.conversationId);
  const automation = await readAutomationPlace(story.tx, person.conversationId);
  if (!automation) return null;
  const { privacy, general } = settingsOfPage(automation.pageSettings);
  return { person, automation, privacy, language: general.language };
}

function announceChange(story: Change, place: { id: string; departmentId: string }): void {
  story.announce({ kind: 'conversation.changed', subjectId: place.id, departments: [place.departmentId] });
}
