import type { AutomatedKey } from '../../../contract/automated-messages.ts';
import type { Activity } from '../../../contract/messages.ts';
import { readTextsOfPage } from '../../store/channel-texts.ts';
import type { Change } from '../context.ts';
import { sayOfActJob } from '../jobs.ts';
import { textsOf } from './texts.ts';

/** What the customer may be told of an act. */
export type ActText = Extract<
  AutomatedKey,
  | 'assigned'
  | 'agentJoined'
  | 'transferAccepted'
  | 'agentLeft'
  | 'agentDisconnected'
  | 'sessionClosed'
  | 'inactivity'
>;

/** What the customer may be told of somebody beside the agent. */
export type PartText = 'colleagueJoined' | 'colleagueLeft' | 'consultAccepted' | 'consultEnded';

/** A colleague who goes is told of in the words for an agent who goes. */
export const keyOfText = (text: ActText | PartText): AutomatedKey =>
  text === 'colleagueLeft' ? 'agentLeft' : text;

/** An act on a conversation, as far as texts go by it. */
export interface ToldAct {
  activity: Activity;
  /** Whose it was and whose it is; null: nobody's. */
  before: string | null;
  after: string | null;
  isClosed: boolean;
}

/**
 * Which texts an act may bring, the first that is on is sent: a colleague who goes on is not told of as one who joins,
 * and who joins not as assigned.
 */
export function textsOfAct({ activity, before, after, isClosed }: ToldAct): readonly ActText[] {
  switch (activity.type) {
    case 'taken':
    case 'assigned':
    case 'given':
    case 'accepted':
      if (after === null || after === before) return [];
      return before === null ? ['agentJoined', 'assigned'] : ['transferAccepted', 'agentJoined', 'assigned'];
    case 'released':
    case 'transferred':
      return before !== null && after === null ? ['agentLeft'] : [];
    case 'agent-lost':
      return ['agentDisconnected'];
    case 'ended':
    case 'finished':
      return isClosed ? ['sessionClosed'] : [];
    case 'timed-out':
      return activity.from === 'wrap-up' ? [] : ['inactivity'];
    default:
      return [];
  }
}

/**
 * Leaves a job for what the customer is to be told of an act, in the act's own transaction; nothing where none of the
 * texts is on. One look at the page for an act that could bring one.
 *
 * @param cause  names this act: its line in the timeline.
 */
export async function leaveActTexts(
  story: Change,
  conversation: { id: string; pageId: string; kind: string },
  act: ToldAct & { cause: string },
): Promise<void> {
  const keys = textsOfAct(act);
  if (keys.length === 0 || conversation.kind !== 'messenger') return;
  const stored = await readTextsOfPage(story.tx, conversation.pageId);
  if (!stored) return;
  const { text } = textsOf(stored);
  const key = keys.find((one) => text(one).isOn);
  if (key === undefined || (key === 'sessionClosed' && text('finished').isOn)) return;
  const isGone = key === 'agentLeft' || key === 'agentDisconnected';
  const agentId = isGone ? act.before : act.after;
  story.enqueue(sayOfActJob(conversation, { key, agentId, cause: act.cause }));
}

/**
 * The same of somebody who comes in beside the agent or goes: the first of these texts that is on.
 *
 * @param cause  names this coming or going.
 */
export async function leavePartTexts(
  story: Change,
  conversation: { id: string; pageId: string; kind: string },
  told: { texts: readonly PartText[]; userId: string; cause: string },
): Promise<void> {
  if (told.texts.length === 0 || conversation.kind !== 'messenger') return;
  const stored = await readTextsOfPage(story.tx, conversation.pageId);
  if (!stored) return;
  const { text } = textsOf(stored);
  const key = told.texts.find((one) => text(keyOfText(one)).isOn);
  if (key === undefined) return;
  story.enqueue(sayOfActJob(conversation, { key, agentId: told.userId, cause: told.cause }));
}
