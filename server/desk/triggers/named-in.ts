import { attributeOf } from '../../../contract/condition-attributes.ts';
import { isGroup, type ConditionGroup } from '../../../contract/conditions.ts';
import type { Act } from '../../../contract/acts.ts';
import type { findNamed } from '../../store/triggers.ts';

/** Something that a trigger or a macro names by its id, and where: an act by its place, or a condition. */
export interface Named {
  id: string;
  what: 'tag' | 'department' | 'page' | 'user' | 'saved-reply' | 'webhook';
  /** The field of the act; null: in a condition. */
  field: string | null;
}

const kinds = { departments: 'department', pages: 'page', people: 'user', tags: 'tag' } as const;

/** All that a trigger names. Pure. */
export function namedIn(conditions: ConditionGroup, acts: readonly Act[]): Named[] {
  return [...namedInActs(acts), ...namedInGroup(conditions)];
}

/** What acts name, a macro's or a trigger's. Pure. */
export function namedInActs(acts: readonly Act[]): Named[] {
  return acts.flatMap((act, index) => namedInAct(act, `acts.${index}`));
}

function namedInAct(act: Act, at: string): Named[] {
  const one = (id: string, what: Named['what'], field: string): Named => ({
    id,
    what,
    field: `${at}.${field}`,
  });
  switch (act.kind) {
    case 'tag':
    case 'untag':
      return act.tagIds.map((id) => one(id, 'tag', 'tagIds'));
    case 'department':
      return [one(act.departmentId, 'department', 'departmentId')];
    case 'assign':
      return [one(act.userId, 'user', 'userId')];
    case 'reply':
      return [one(act.savedReplyId, 'saved-reply', 'savedReplyId')];
    case 'notify':
      return act.userIds.map((id) => one(id, 'user', 'userIds'));
    case 'webhook':
      return [one(act.endpointId, 'webhook', 'endpointId')];
    default:
      return [];
  }
}

function namedInGroup(group: ConditionGroup): Named[] {
  return group.items.flatMap((item) => {
    if (isGroup(item)) return namedInGroup(item);
    const choices = attributeOf(item.attribute)?.choices;
    if (!choices || !(choices in kinds)) return [];
    const what = kinds[choices as keyof typeof kinds];
    return item.values.map((value) => ({ id: String(value), what, field: null }));
  });
}

type Found = Awaited<ReturnType<typeof findNamed>>;

const gone: Record<Named['what'], string> = {
  tag: 'a tag that is gone',
  department: 'a department that is gone',
  page: 'a page that is gone',
  user: 'somebody who is gone',
  'saved-reply': 'a saved reply that is gone',
  webhook: 'a webhook that is gone',
};

/** What is wrong with a thing that is named; null: nothing. */
export function faultOfNamed({ id, what }: Named, found: Found): string | null {
  const there = found.get(id);
  if (there?.what !== what) return `It names ${gone[what]}.`;
  if (!there.isOff) return null;
  if (what === 'user') return `${there.name} cannot sign in any more.`;
  if (what === 'webhook') return `The webhook at ${there.name} is switched off.`;
  return `The saved reply “${there.name}” is somebody’s own.`;
}
