import type { PageSettings, PreChatQuestion } from '../../../contract/page-settings.ts';
import type { AutomationPlace } from '../../store/automation.ts';
import { setAsking } from '../../store/survey-requests.ts';
import { writeAutomated } from '../automation/write-automated.ts';
import type { Change, Context } from '../context.ts';
import { askingOf } from '../surveys/asking-of.ts';
import { answerPayload, plain, skipped } from '../surveys/asking.ts';
import { wordsFor, type Reader } from '../surveys/word-question.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** Puts one of a page's first questions to the customer; each question once in a conversation. */
export async function putQuestion(
  ctx: Context,
  story: Change,
  place: AutomationPlace,
  question: PreChatQuestion,
): Promise<void> {
  const { preChat, general } = settingsOfPage(place.pageSettings);
  const reader = { customerLocale: place.contactLocale, pageLanguage: general.language };
  const { name } = question;
  const choices = choicesOf(question, preChat, reader);
  const id = await writeAutomated(ctx, story, place, {
    automation: 'pre-chat',
    key: `pre-chat:${name}`,
    text: wordsFor(question.text, reader),
    quickReplies: choices.map(({ value, label }) => ({
      title: label,
      payload: answerPayload({ kind: 'pre-chat', id: place.id, question: name, value }),
    })),
  });
  if (id === null) return;
  const asked = { kind: 'pre-chat', id: place.id, question: name, now: ctx.clock.now() } as const;
  const words = choices.map(({ label }) => plain(label));
  await setAsking(story.tx, place.id, askingOf(asked, { words, takesText: question.options.length === 0 }));
}

/** What can be tapped, the button to pass over it last. */
export function choicesOf(
  { options }: PreChatQuestion,
  { skip }: Pick<PageSettings['preChat'], 'skip'>,
  reader: Reader,
): { value: string; label: string }[] {
  return [
    ...options.map(({ value, text }) => ({ value, label: wordsFor(text, reader) || value.slice(0, 20) })),
    { value: skipped, label: wordsFor(skip, reader) || 'Skip' },
  ];
}
