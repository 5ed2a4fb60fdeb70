import type { Simulation } from '../simulation.ts';
import { editEvent, reactionEvent, unsendEvent } from '../webhooks/event-shapes.ts';
import type { ReactionRecord, ThreadRecord } from '../world/records.ts';
import { openWindow } from '../world/window.ts';
import { findMessage, publish, timeOf, type Circumstances, type Deed } from './act.ts';
import { Refusal } from './refusal.ts';

const reactionNames: Record<string, string> = {
  '😆': 'smile',
  '😠': 'angry',
  '😢': 'sad',
  '😮': 'wow',
  '😍': 'love',
  '❤️': 'love',
  '👍': 'like',
  '👎': 'dislike',
};

export function reactionOf(by: 'person' | 'page', emoji: string, name?: string): ReactionRecord {
  return { by, emoji, reaction: name ?? reactionNames[emoji] ?? 'other' };
}

export interface Reacting extends Circumstances {
  mid: string;
  emoji?: string | undefined;
  reaction?: string | undefined;
  action?: 'react' | 'unreact' | undefined;
}

/** A person reacts to a message, or takes it back. A reaction opens the window, too. */
export function react(simulation: Simulation, thread: ThreadRecord, reacting: Reacting): Deed {
  const message = findMessage(thread, reacting.mid);
  const action = reacting.action ?? 'react';
  const before = message.reactions.find(({ by }) => by === 'person');
  if (action === 'unreact' && !before) throw new Refusal(409, 'There is no reaction to take back.');
  message.reactions = message.reactions.filter((other) => other !== before);
  const reaction =
    action === 'unreact' && before ? before : reactionOf('person', reacting.emoji ?? '❤️', reacting.reaction);
  const timestamp = timeOf(simulation, reacting);
  if (action === 'react') {
    message.reactions.push(reaction);
    openWindow(thread, timestamp, false);
  }
  publish(simulation, thread, reacting, () =>
    reactionEvent(simulation, thread, { timestamp, mid: message.mid, action, reaction }),
  );
  return { timestamp, mid: message.mid };
}

const mostEdits = 5;

export function editMessage(
  simulation: Simulation,
  thread: ThreadRecord,
  edit: Circumstances & { mid: string; text: string },
): Deed {
  const message = findMessage(thread, edit.mid);
  if (message.from !== 'person' || message.unsent)
    throw new Refusal(409, 'A person edits only what they wrote.');
  if (message.edits >= mostEdits) throw new Refusal(409, 'Messenger lets a message be edited five times.');
  message.text = edit.text;
  message.edits += 1;
  const timestamp = timeOf(simulation, edit);
  publish(simulation, thread, edit, () => editEvent(simulation, thread, message, timestamp));
  return { timestamp, mid: message.mid };
}

export function unsendMessage(
  simulation: Simulation,
  thread: ThreadRecord,
  unsend: Circumstances & { mid: string },
): Deed {
  const message = findMessage(thread, unsend.mid);
  if (message.from !== 'person') throw new Refusal(409, 'A person unsends only what they wrote.');
  message.unsent = true;
  message.attachments = [];
  delete message.text;
  const timestamp = timeOf(simulation, unsend);
  const silent = unsend.silent === true || simulation.settings.unsend === 'none';
  publish(simulation, thread, { silent }, () => unsendEvent(thread, message, timestamp));
  return { timestamp, mid: message.mid };
}
