import { automationOf } from '../../../contract/automated-messages.ts';
import { beginAbsence, isThere, readStaff } from '../../store/absences.ts';
import {
  findTrigger,
  placeInQueue,
  readAutomationPlace,
  readGreetingHistory,
  type AutomationPlace,
} from '../../store/automation.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { change, type Change, type Context } from '../context.ts';
import { hoursInForce } from '../hours/in-force.ts';
import { putQuestion } from '../pre-chat/put-question.ts';
import { chooseGreeting, type Greeting, type GreetingFacts } from './choose-greeting.ts';
import { textsOf, type TextsOfPage } from './texts.ts';
import { wordText, type Occasion } from './word-text.ts';
import { writeAutomated } from './write-automated.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/**
 * Sends the texts that are due to a customer's message: the welcome, or the first question
 * of the page in its place, once per conversation, that it is closed once for
 * each closed time, that nobody is there once for each time that nobody of the department is. Safe to run again: each
 * text has its cause for a key.
 *
 * No access check: a rule of the page's speaks.
 */
export async function greet(ctx: Context, input: { messageId: string }): Promise<void> {
  await change(ctx, async (story) => {
    const trigger = await findTrigger(story.tx, input.messageId);
    if (!trigger) return;
    await lockConversationRow(story.tx, trigger.conversationId);
    const place = await readAutomationPlace(story.tx, trigger.conversationId);
    if (!place || place.kind !== 'messenger' || place.status === 'closed') return;
    const { preChat } = settingsOfPage(place.pageSettings);
    const first = preChat.isOn ? preChat.questions[0] : undefined;
    const texts = textsOf(place);
    const facts = await gatherFacts(ctx, story, place, trigger);
    for (const key of chooseGreeting(first ? withQuestions(texts) : texts, facts)) {
      if (key === 'welcome' && first) await putQuestion(ctx, story, place, first);
      else await say(ctx, story, { place, key, facts });
    }
  });
}

/** The first question stands where the welcome would, in each new conversation. */
function withQuestions({ text, options, language }: TextsOfPage): TextsOfPage {
  return {
    text: (key) => (key === 'welcome' ? { ...text(key), isOn: true } : text(key)),
    options: { ...options, welcomeOn: 'every-conversation' },
    language,
  };
}

async function gatherFacts(
  ctx: Context,
  { tx }: Change,
  place: AutomationPlace,
  trigger: { conversationId: string; createdAt: Date },
): Promise<GreetingFacts> {
  const now = ctx.clock.now();
  const history = await readGreetingHistory(tx, { ...trigger, contactId: place.contactId });
  const { closed } = hoursInForce({ page: place.pageHours, department: place.departmentHours }, now);
  const { assigneeId, status } = place;
  const isActive = assigneeId !== null && status === 'active' && history.wroteBefore;
  return {
    ...history,
    ...(await readStaff(tx, place.departmentId)),
    closed,
    isQueued: assigneeId === null && status === 'open',
    isHeld: isActive && (await isThere(tx, assigneeId)),
    isReopened: place.reopenedCount > 0,
    now,
  };
}

async function say(
  ctx: Context,
  story: Change,
  { place, key, facts }: { place: AutomationPlace; key: Greeting; facts: GreetingFacts },
): Promise<void> {
  const occasion: Occasion = { opens: facts.closed?.opens ?? null };
  if (key === 'queued' || key === 'position') occasion.position = await placeInQueue(story.tx, place);
  const isNext = key === 'position' && occasion.position === 1;
  const said = isNext ? 'nextInLine' : key;
  const text = wordText(said, place, occasion);
  if (text === null) return;
  const cause = await causeOf(ctx, story, { place, key, facts, position: occasion.position ?? 0 });
  await writeAutomated(ctx, story, place, { automation: automationOf(said), key: cause, text });
}

async function causeOf(
  ctx: Context,
  story: Change,
  due: { place: AutomationPlace; key: Greeting; facts: GreetingFacts; position: number },
): Promise<string> {
  const { place, key, facts, position } = due;
  switch (key) {
    case 'holiday':
    case 'outOfHours':
      return `closed:${facts.closed?.since?.toISOString() ?? 'always'}`;
    case 'offline': {
      const { departmentId } = place;
      const absence = await beginAbsence(story.tx, { id: ctx.newId(), departmentId, at: facts.now });
      return `offline:${absence}`;
    }
    case 'notAssigned':
    case 'queued':
      return `${key}:${place.reopenedCount}`;
    case 'position':
      return positionCause(place, position);
    case 'welcome':
      return 'welcome';
  }
}

/** Each position is told once, until the conversation is closed. */
export function positionCause({ reopenedCount }: { reopenedCount: number }, position: number): string {
  return `position:${reopenedCount}:${position}`;
}
