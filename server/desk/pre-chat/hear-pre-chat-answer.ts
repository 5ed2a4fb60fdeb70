import type { PreChatQuestion } from '../../../contract/page-settings.ts';
import { wasAnswered, type AutomationPlace } from '../../store/automation.ts';
import { setAsking } from '../../store/survey-requests.ts';
import { setVariable } from '../../store/variables.ts';
import type { Change, Context } from '../context.ts';
import { isAnswered, plain, readAsking, skipped, type Asking } from '../surveys/asking.ts';
import type { HeardMessage } from '../surveys/hear-survey-answer.ts';
import { identifyJob } from '../jobs.ts';
import { choicesOf, putQuestion } from './put-question.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** Of a customer's own words, in characters. */
const mostText = 1_000;

/**
 * Keeps an answer to one of a page's first questions with the conversation, and puts the next one. What a customer says
 * beside the question answers nothing and is not asked about again; once an agent has written nothing more is asked.
 */
export async function hearPreChatAnswer(
  ctx: Context,
  story: Change,
  place: AutomationPlace,
  heard: HeardMessage,
): Promise<void> {
  // Of another conversation: its button was tapped long after.
  if (heard.tapped && heard.tapped.id !== place.id) return;
  const { tx } = story;
  const { preChat, general } = settingsOfPage(place.pageSettings);
  const { questions } = preChat;
  const asking = readAsking(place.asking);
  const name = heard.tapped?.question ?? asking?.question;
  const at = questions.findIndex((each) => each.name === name);
  const question = questions[at];
  const reader = { customerLocale: place.contactLocale, pageLanguage: general.language };
  const value = question ? valueOf(question, choicesOf(question, preChat, reader), heard, asking) : null;
  if (question && value !== null && value !== skipped) {
    const told = { conversationId: place.id, name: question.name, value, source: 'pre-chat', at: heard.at };
    const departments = [place.departmentId];
    if (await setVariable(tx, told)) {
      story.announce({ kind: 'conversation.details-changed', subjectId: place.id, departments });
      story.enqueue(identifyJob(place));
    }
  }
  if (asking?.kind !== 'pre-chat') return;
  const isOff = place.status === 'closed' || !preChat.isOn || !question;
  if (isOff || (await wasAnswered(tx, place.id))) return setAsking(tx, place.id, null);
  if (value === null || asking.question !== name) return;
  const next = questions[at + 1];
  return next ? putQuestion(ctx, story, place, next) : setAsking(tx, place.id, null);
}

/** What was answered; null when nothing was. A button's value counts as long as the question still offers it. */
function valueOf(
  question: PreChatQuestion,
  choices: readonly { value: string; label: string }[],
  { tapped, typed, at }: HeardMessage,
  asking: Asking | null,
): string | null {
  if (tapped) return choices.find(({ value }) => value === tapped.value)?.value ?? null;
  if (asking === null || typed === null || !isAnswered(asking, typed, at)) return null;
  const chosen = choices.find(({ label }) => plain(label) === plain(typed));
  if (chosen) return chosen.value;
  return question.options.length === 0 ? typed.trim().slice(0, mostText) : null;
}
