import { pageSettings, type PageSettings } from '../../../contract/page-settings.ts';
import { beginAbsence, isStaffed } from '../../store/absences.ts';
import { findTrigger, readAutomationPlace, readGreetingHistory } from '../../store/automation.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { change, type Context } from '../context.ts';
import { putQuestion } from '../pre-chat/put-question.ts';
import { chooseGreeting } from './choose-greeting.ts';
import { wordText } from './word-text.ts';
import { writeAutomated } from './write-automated.ts';

/**
 * Sends the texts that are due to a customer's message: the welcome, or the first question of the page in its place, once per conversation, the offline text once for
 * each time that nobody of the department is there. Safe to run again: each text has its cause for a key.
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
    const { texts, preChat } = pageSettings.parse(place.pageSettings);
    const first = preChat.isOn ? preChat.questions[0] : undefined;
    const history = await readGreetingHistory(story.tx, { ...trigger, contactId: place.contactId });
    const due = chooseGreeting(first ? withQuestions(texts) : texts, {
      ...history,
      isStaffed: await isStaffed(story.tx, place.departmentId),
      isReopened: place.reopenedCount > 0,
      now: ctx.clock.now(),
    });
    for (const automation of due) {
      if (automation === 'welcome' && first) {
        await putQuestion(ctx, story, place, first);
        continue;
      }
      const text = wordText(texts[automation], place);
      if (text === null) continue;
      const key = automation === 'welcome' ? 'welcome' : `offline:${await absenceOf(ctx, story.tx, place)}`;
      await writeAutomated(ctx, story, place, { automation, key, text });
    }
  });
}

/** The first question stands where the welcome would, in each new conversation. */
function withQuestions(texts: PageSettings['texts']): PageSettings['texts'] {
  return { ...texts, welcome: { ...texts.welcome, isOn: true }, welcomeOn: 'every-conversation' };
}

function absenceOf(
  ctx: Context,
  tx: Parameters<typeof beginAbsence>[0],
  { departmentId }: { departmentId: string },
): Promise<string> {
  return beginAbsence(tx, { id: ctx.newId(), departmentId, at: ctx.clock.now() });
}
