import type { SurveyContent, SurveyQuestion } from '../../../contract/surveys.ts';
import type { AutomationPlace } from '../../store/automation.ts';
import { setAsking } from '../../store/survey-requests.ts';
import { writeAutomated } from '../automation/write-automated.ts';
import type { Change, Context } from '../context.ts';
import { askingOf } from './asking-of.ts';
import { wordQuestion, type Reader } from './word-question.ts';

interface Put {
  key: string;
  requestId: string;
  question: SurveyQuestion;
  skip: SurveyContent['skip'];
  reader: Reader;
}

/** Sends one question with its buttons, and notes what counts as an answer to it. @returns whether it was sent. */
export async function putQuestion(
  ctx: Context,
  story: Change,
  place: AutomationPlace,
  { key, requestId, question, skip, reader }: Put,
): Promise<boolean> {
  const worded = wordQuestion(question, { skip, requestId, reader });
  const id = await writeAutomated(ctx, story, place, { automation: 'survey', key, ...worded });
  if (id === null) return false;
  const asked = { kind: 'survey', id: requestId, question: question.id, now: ctx.clock.now() } as const;
  await setAsking(story.tx, place.id, askingOf(asked, worded));
  return true;
}
