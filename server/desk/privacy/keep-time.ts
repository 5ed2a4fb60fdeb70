import { findNeedlesslyWithheld } from '../../store/consents.ts';
import { deleteOldNotes } from '../../store/customer-notes.ts';
import { listKeepTimes, clearOldPreviews } from '../../store/keep-times.ts';
import { deleteMessages } from '../../store/person-data.ts';
import { deleteOldSurveyTexts } from '../../store/survey-requests.ts';
import { deleteOldTranscripts } from '../../store/transcripts.ts';
import { deleteOldVariables } from '../../store/variables.ts';
import { change, type Context } from '../context.ts';
import { tellConversations, tellCustomer } from '../customers/tell.ts';
import { showWithheld } from './ask-consent.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

const dayMs = 24 * 3_600_000;
const messagesAtOnce = 500;
const peopleAtOnce = 50;

/**
 * Deletes of each page what is older than the page keeps: one bounded piece for each, so that nobody waits. Who is
 * under legal hold is left alone. No access check: what was set for the page speaks.
 *
 * @returns whether there may be more of it.
 */
export async function deleteOldMessages(ctx: Context): Promise<boolean> {
  let isMore = false;
  for (const { id: pageId, settings } of await listKeepTimes(ctx.db)) {
    const { keepDays } = settingsOfPage(settings).privacy;
    if (keepDays === null) continue;
    const before = new Date(ctx.clock.now().getTime() - keepDays * dayMs);
    const deleted = await change(ctx, async (story) => {
      const some = await deleteMessages(story.tx, { pageId, before }, messagesAtOnce);
      for (const { id: messageId, conversationId: subjectId, departmentId } of some.gone) {
        story.announce({ kind: 'message.changed', subjectId, messageId, departments: [departmentId] });
      }
      for (const { id, departmentId } of await clearOldPreviews(story.tx, pageId, before, messagesAtOnce)) {
        story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
      }
      const told = await deleteOldVariables(story.tx, pageId, before, messagesAtOnce);
      const surveyed = await deleteOldSurveyTexts(story.tx, pageId, before, messagesAtOnce);
      const noted = await deleteOldNotes(story.tx, pageId, before, messagesAtOnce);
      const mailed = await deleteOldTranscripts(story.tx, pageId, before, messagesAtOnce);
      await tellConversations(story, [...new Set(noted.map(({ contactId }) => contactId))]);
      for (const id of new Set(noted.flatMap(({ customerId }) => customerId ?? [])))
        await tellCustomer(story, id);
      return Math.max(some.messages, told, surveyed, noted.length, mailed);
    });
    isMore ||= deleted >= messagesAtOnce;
  }
  return isMore;
}

/** Shows what was withheld where nobody is asked any more. @returns whether there may be more. */
export async function showNeedlesslyWithheld(ctx: Context): Promise<boolean> {
  const people = await findNeedlesslyWithheld(ctx.db, peopleAtOnce);
  for (const contactId of people) await change(ctx, (story) => showWithheld(ctx, story, contactId));
  return people.length >= peopleAtOnce;
}
