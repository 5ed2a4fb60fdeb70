import type { ConversationDetails, Permissions } from '../../../../contract/conversations.ts';
import type { UserId } from '../../../../contract/ids.ts';
import { hasRight } from '../../../../contract/rights.ts';
import type { Colleague } from '../../../../contract/team.ts';

/** An `@` that begins a word, and what is typed behind it up to the caret. */
export type MentionWord = { from: number; to: number; word: string };

/** The word with an `@` that the caret stands in; null when there is none. An address is none. */
export function findMentionWord(text: string, caret: number): MentionWord | null {
  const found = /(?<![\p{L}\p{N}_@.])@([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret));
  if (!found) return null;
  const word = found[1] ?? '';
  return { from: caret - word.length - 1, to: caret, word };
}

/** A colleague whom a note may name, and by which word. */
export type Mentionable = { colleague: Colleague; handle: string };

type Place = Pick<ConversationDetails, 'department' | 'participants' | 'assignee' | 'status'> & {
  may: Pick<Permissions, 'invite'>;
};

/**
 * Whom a note in a conversation may name: who may see it, by name; and helpers, whom a note brings in, where its writer may
 * invite. Not oneself.
 */
export function mentionable(all: readonly Colleague[], place: Place, meId: UserId): Mentionable[] {
  const within = new Set([place.assignee?.id, ...(place.participants ?? []).map(({ user }) => user.id)]);
  const brings = place.may.invite && place.status !== 'closed';
  return all
    .filter((one) => {
      if (one.id === meId || !hasRight(one.role, 'see-conversations')) return false;
      if (within.has(one.id)) return true;
      if (one.role === 'helper') return brings;
      return one.seenDepartmentIds === null || one.seenDepartmentIds.includes(place.department.id);
    })
    .flatMap((colleague) => {
      const handle = handleOf(colleague, all);
      return handle === null ? [] : [{ colleague, handle }];
    })
    .toSorted((one, other) => one.colleague.name.localeCompare(other.colleague.name));
}

/** Those whom what is typed may mean: a word of whose name begins with it, first names first. */
export function matchMentions(people: readonly Mentionable[], word: string): Mentionable[] {
  const wanted = fold(word);
  const begins = ({ handle }: Mentionable) => fold(handle).startsWith(wanted);
  const holds = ({ colleague }: Mentionable) =>
    fold(colleague.name)
      .split(/\s+/)
      .some((part) => part.startsWith(wanted));
  return [...people.filter(begins), ...people.filter((one) => !begins(one) && holds(one))];
}

/**
 * The word that names somebody and nobody else (`server/desk/participants/mentioned-in.ts`): the first name, or the whole
 * name in one word where a colleague has the same first name. Null when neither is one word.
 */
function handleOf({ id, name }: Colleague, all: readonly Colleague[]): string | null {
  const first = firstNameOf(name);
  const isShared = all.some((one) => one.id !== id && fold(firstNameOf(one.name)) === fold(first));
  const handle = isShared ? name.replaceAll(/\s+/g, '') : first;
  return /^\p{L}[\p{L}\p{N}_-]*$/u.test(handle) ? handle : null;
}

const firstNameOf = (name: string) => name.split(/\s+/)[0] ?? '';

const fold = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
