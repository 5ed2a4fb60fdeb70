import { actWords, type Act } from '../../../contract/acts.ts';
import { ticketWords } from '../ticket-chip.tsx';
import type { Named } from './choices.ts';
import type { ActChoices } from './new-act.ts';

/** What an act does, as a person reads it; what is named and gone is told as such. */
export function actSentence(act: Act, choices: ActChoices): string {
  const nameOf = (all: readonly Named[], id: string) =>
    all.find((one) => one.id === id)?.name ?? 'one that is gone';
  switch (act.kind) {
    case 'tag':
      return `tag it ${act.tagIds.map((id) => nameOf(choices.tags, id)).join(', ')}`;
    case 'untag':
      return `take off ${act.tagIds.map((id) => nameOf(choices.tags, id)).join(', ')}`;
    case 'priority':
      return `priority ${act.priority}`;
    case 'status':
      return `ticket ${ticketWords[act.status]}`;
    case 'department':
      return `hand it to ${nameOf(choices.departments, act.departmentId)}`;
    case 'assign':
      return `give it to ${nameOf(choices.people, act.userId)}`;
    case 'reply':
      return `send “${nameOf(choices.savedReplies, act.savedReplyId)}”`;
    case 'snooze':
      return `put it aside for ${act.hours} h`;
    case 'note':
      return 'leave a note';
    case 'say':
      return `say “${firstWords(act.byLanguage['en'] ?? Object.values(act.byLanguage)[0] ?? '')}”`;
    case 'notify':
      return `notify people: “${firstWords(act.text)}”`;
    case 'webhook':
      return `call ${nameOf(choices.endpoints, act.endpointId)}`;
    case 'take':
    case 'park':
    case 'end':
      return actWords[act.kind].toLowerCase();
  }
}

function firstWords(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
