import type { Act, ActKind } from '../../../contract/acts.ts';
import type { WritePurpose } from '../../../contract/send-purpose.ts';
import type { Named } from './choices.ts';

/** What there is to choose from by name. */
export interface ActChoices {
  departments: readonly Named[];
  tags: readonly Named[];
  people: readonly Named[];
  savedReplies: readonly Named[];
  endpoints: readonly Named[];
}

/** An act of a kind, with the first of what there is; what is missing is chosen then. */
export function newAct(kind: ActKind, choices: ActChoices): Act {
  const first = (all: readonly Named[]) => all[0]?.id ?? '';
  const made: Record<ActKind, object> = {
    take: {},
    tag: { tagIds: [] },
    untag: { tagIds: [] },
    priority: { priority: 1 },
    status: { status: 'solved' },
    department: { departmentId: first(choices.departments) },
    assign: { userId: first(choices.people) },
    note: { text: '' },
    say: { byLanguage: { en: '' } },
    reply: { savedReplyId: first(choices.savedReplies) },
    snooze: { hours: 24 },
    park: {},
    end: {},
    notify: { userIds: [], leads: true, agent: false, text: '', byMail: false },
    webhook: { endpointId: first(choices.endpoints) },
  };
  // Ids are branded at the border; these came over it.
  return { kind, ...made[kind] } as Act;
}

/** What keeps an act from being saved; null: nothing. */
export function faultOfAct(act: Act): string | null {
  switch (act.kind) {
    case 'tag':
    case 'untag':
      return act.tagIds.length === 0 ? 'Choose a tag.' : null;
    case 'department':
      return chosen(act.departmentId, 'Choose a department.');
    case 'assign':
      return chosen(act.userId, 'Choose somebody.');
    case 'reply':
      return chosen(act.savedReplyId, 'Choose a saved reply.') ?? faultOfPurpose(purposeOf(act));
    case 'webhook':
      return chosen(act.endpointId, 'Choose a webhook.');
    case 'note':
      return act.text.trim() === '' ? 'Write something.' : null;
    case 'say':
      return Object.values(act.byLanguage).some((text) => text.trim() !== '') ? null : 'Write something.';
    case 'notify':
      if (act.text.trim() === '') return 'Write something.';
      return act.userIds.length > 0 || act.leads || act.agent ? null : 'Choose who is told.';
    default:
      return null;
  }
}

/** What a person's reply says that it is for; of a rule's nothing. */
export function purposeOf(act: Extract<Act, { kind: 'reply' }>): WritePurpose | undefined {
  return 'purpose' in act ? act.purpose : undefined;
}

function faultOfPurpose(purpose: WritePurpose | undefined): string | null {
  const isUnsaid = purpose?.kind === 'other' && (purpose.words ?? '').trim() === '';
  return isUnsaid ? 'Say in a few words what it is for.' : null;
}

/** Something is done, and nothing is missing in any of it. */
export function areWhole(acts: readonly Act[]): boolean {
  return acts.length > 0 && acts.every((act) => faultOfAct(act) === null);
}

const chosen = (id: string, message: string) => (id === '' ? message : null);
