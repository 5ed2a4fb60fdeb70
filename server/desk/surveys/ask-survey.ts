import type { PageSettings } from '../../../contract/page-settings.ts';
import { surveyContent, type SurveyContent } from '../../../contract/surveys.ts';
import type { FeedbackForm } from '../../../contract/templates.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { readAutomationPlace, type AutomationPlace } from '../../store/automation.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import {
  insertSurveyRequest,
  readSurveyHistory,
  setAsking,
  type NewSurveyRequest,
} from '../../store/survey-requests.ts';
import { listSurveys } from '../../store/surveys.ts';
import { wordFor } from '../automation/word-text.ts';
import { tellNotSent, writeAutomated } from '../automation/write-automated.ts';
import { change, type Change, type Context } from '../context.ts';
import { askingOf } from './asking-of.ts';
import { isOver } from './is-over.ts';
import { judgeSurvey } from './judge-survey.ts';
import { putQuestion } from './put-question.ts';
import { wordForm } from './word-form.ts';
import { ratings, type Reader } from './word-question.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

const dayMs = 24 * 3_600_000;
/** How long the link to our page works. */
const linkMs = 30 * dayMs;

type AskContext = Context & { secrets: Secrets; publicUrl: string };

/**
 * Asks a customer how it went, when their conversation has ended and still is: once for a conversation, and only in the
 * 24 hours in which rules may write. Safe to run again. No access check: a rule of the page's speaks.
 *
 * @param input.agentId  who is credited with the answer; null: nobody had it.
 */
export async function askSurvey(
  ctx: AskContext,
  input: { conversationId: string; agentId: string | null },
): Promise<void> {
  await change(ctx, async (story) => {
    const { tx } = story;
    await lockConversationRow(tx, input.conversationId);
    const place = await readAutomationPlace(tx, input.conversationId);
    if (!place || place.kind !== 'messenger' || !isOver(place.status)) return;
    const { survey: settings, general } = settingsOfPage(place.pageSettings);
    if (!settings.isOn) return;
    const verdict = judgeSurvey({
      ...(await readSurveyHistory(tx, {
        conversationId: place.id,
        contactId: place.contactId,
        now: ctx.clock.now(),
      })),
      onlyAnswered: settings.onlyAnswered,
      now: ctx.clock.now(),
    });
    if (verdict === null) return;
    const key = `survey:${place.reopenedCount}`;
    if (verdict !== 'ask') {
      const activity = { type: 'survey-skipped', reason: verdict } as const;
      return tellNotSent(ctx, story, place, { automation: 'survey', key, activity });
    }
    const reader = { customerLocale: place.contactLocale, pageLanguage: general.language };
    const request = {
      id: ctx.newId(),
      conversationId: place.id,
      contactId: place.contactId,
      pageId: place.pageId,
      departmentId: place.departmentId,
      agentId: input.agentId,
      how: settings.how,
      language: languageOf(reader),
      askedAt: ctx.clock.now(),
    };
    if (settings.how === 'external')
      return sendLink(ctx, story, place, { settings, key, request, survey: null });
    const [found] = settings.surveyId === null ? [] : await listSurveys(tx, settings.surveyId);
    if (!found) return;
    const survey = { id: found.id, version: found.version };
    if (settings.how === 'link') return sendLink(ctx, story, place, { settings, key, request, survey });
    const content = surveyContent.parse(found.content);
    const asked = { key, request: { ...request, survey }, content, reader };
    const form =
      settings.how === 'form'
        ? wordForm(content, {
            requestId: request.id,
            settings,
            reader,
            privacyUrl: `${ctx.publicUrl}/privacy`,
          })
        : null;
    return form === null ? sendQuestion(ctx, story, place, asked) : sendForm(ctx, story, place, asked, form);
  });
}

/** As the customer's Messenger is set, if it says; else the page's. */
function languageOf({ customerLocale, pageLanguage }: Reader): string {
  return customerLocale === null ? pageLanguage : customerLocale.replace('_', '-');
}

interface Link {
  settings: PageSettings['survey'];
  key: string;
  request: Omit<NewSurveyRequest, 'survey'>;
  survey: NewSurveyRequest['survey'];
}

/** One message, with an address of ours that proves we made it and ends by itself, or with one of somebody else's. */
async function sendLink(
  ctx: AskContext,
  story: Change,
  place: AutomationPlace,
  { settings, key, request, survey }: Link,
): Promise<void> {
  const endsAt = new Date(request.askedAt.getTime() + linkMs);
  const address =
    survey === null
      ? (settings.externalUrl ?? '').replaceAll('{id}', request.id)
      : `${ctx.publicUrl}${ctx.secrets.signLink(`/s/${request.id}`, endsAt)}`;
  const { language: pageLanguage } = settingsOfPage(place.pageSettings).general;
  const words = wordFor(place, settings.message, { pageLanguage, surveyLink: address });
  // Where the words do not say where it stands, it stands below them.
  const text = words?.includes(address) ? words : [words, address].filter(Boolean).join('\n');
  const id = await writeAutomated(ctx, story, place, { automation: 'survey', key, text });
  if (id !== null) await insertSurveyRequest(story.tx, { ...request, survey });
}

interface FirstQuestion {
  key: string;
  request: NewSurveyRequest;
  content: SurveyContent;
  reader: Reader;
}

async function sendQuestion(
  ctx: AskContext,
  story: Change,
  place: AutomationPlace,
  { key, request, content, reader }: FirstQuestion,
): Promise<void> {
  const [question] = content.questions;
  if (!question) return;
  const put = { key, requestId: request.id, question, skip: content.skip, reader };
  if (!(await putQuestion(ctx, story, place, put))) return;
  await insertSurveyRequest(story.tx, { ...request, how: 'conversation' });
}

/** Messenger's own form. Who types a number in place of opening it has answered as well. */
async function sendForm(
  ctx: Context,
  story: Change,
  place: AutomationPlace,
  { key, request, content }: FirstQuestion,
  template: FeedbackForm,
): Promise<void> {
  const sent = { automation: 'survey', key, text: null, template };
  if ((await writeAutomated(ctx, story, place, sent)) === null) return;
  await insertSurveyRequest(story.tx, request);
  const [question] = content.questions;
  if (question?.kind !== 'rating') return;
  const asked = { kind: 'survey', id: request.id, question: question.id, now: ctx.clock.now() } as const;
  const typed = { words: ratings(question.outOf).map(String), takesText: false };
  await setAsking(story.tx, place.id, askingOf(asked, typed));
}
