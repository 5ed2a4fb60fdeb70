import { automationOf } from '../../../contract/automated-messages.ts';
import { hasSaid, readAutomationPlace, type AutomationPlace } from '../../store/automation.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { findUserName } from '../../store/users.ts';
import { change, type Change, type Context } from '../context.ts';
import { keyOfText, type ActText, type PartText } from './act-texts.ts';
import { wordText } from './word-text.ts';
import { writeAutomated } from './write-automated.ts';

/** What an act left to be said. */
export interface SayOfAct {
  conversationId: string;
  key: ActText | PartText;
  /** Who comes, or goes; null: the act has nobody. */
  agentId: string | null;
  cause: string;
}

/**
 * Tells the customer of an act, as the conversation is now: of somebody who has it no longer nothing is told. Safe to
 * run again. No access check: a rule of the page's speaks.
 */
export async function sayOfAct(ctx: Context, act: SayOfAct): Promise<void> {
  await change(ctx, async (story) => {
    await lockConversationRow(story.tx, act.conversationId);
    const place = await readAutomationPlace(story.tx, act.conversationId);
    if (!place || place.windowAnchorAt === null) return;
    const cause = await causeOf(story, place, act);
    if (cause === null) return;
    const agentName = act.agentId === null ? null : await findUserName(story.tx, act.agentId);
    const key = keyOfText(act.key);
    const text = wordText(key, place, { agentName });
    if (text === null) return;
    await writeAutomated(ctx, story, place, { automation: automationOf(key), key: cause, text });
  });
}

/** What it is said for once; null when it does not hold, or not any more. */
async function causeOf(
  { tx }: Change,
  place: AutomationPlace,
  { key, agentId, cause }: SayOfAct,
): Promise<string | null> {
  const isTheirs = agentId !== null && place.assigneeId === agentId && place.status !== 'closed';
  switch (key) {
    case 'transferAccepted':
      return isTheirs ? `continued:${agentId}:${cause}` : null;
    case 'agentJoined': {
      const known = [`joined:${agentId}`, `continued:${agentId}:`];
      return isTheirs && !(await hasSaid(tx, place.id, known)) ? `joined:${agentId}` : null;
    }
    case 'assigned':
      return isTheirs ? `assigned:${place.reopenedCount}` : null;
    case 'agentLeft':
    case 'agentDisconnected':
      return place.assigneeId === null && place.status !== 'closed' ? `left:${cause}` : null;
    case 'colleagueJoined':
    case 'colleagueLeft':
    case 'consultAccepted':
    case 'consultEnded':
      return place.status === 'closed' ? null : `${key}:${cause}`;
    case 'sessionClosed':
    case 'inactivity':
      return place.status === 'closed' ? `closed-by:${key}:${place.reopenedCount}` : null;
  }
}
