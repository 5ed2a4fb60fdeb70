import { noonMs } from './intake.ts';

/** A change of a page's feed as Meta delivers it, `when` seconds after noon; times of the feed are whole seconds. */
export function feedChange(
  page: string,
  when: number,
  value: Record<string, unknown>,
  field = 'feed',
): Record<string, unknown> {
  const time = noonMs / 1_000 + when;
  const withTime = value['verb'] === 'add' ? { created_time: time, ...value } : value;
  return { object: 'page', entry: [{ id: page, time, changes: [{ field, value: withTime }] }] };
}

export interface CommentFacts {
  /** The number of the comment and of its post; a reply names its parent's number. */
  id: number;
  post?: number;
  parent?: number;
  text?: string;
  by?: { id: string; name: string } | null;
  verb?: string;
  /** What stands in front of the post's number in `parent_id`, as on photo posts. */
  prefix?: string;
  more?: Record<string, unknown>;
}

export const ana = { id: '28181025008155017', name: 'Ana Lima' };
export const ben = { id: '28181025008155018', name: 'Ben Otto' };

/** A comment of Ana's, unless told otherwise. */
export function commentChange(page: string, when: number, facts: CommentFacts): Record<string, unknown> {
  const { id, post = 900, parent, text, by = ana, verb = 'add', prefix = page, more = {} } = facts;
  return feedChange(page, when, {
    item: 'comment',
    verb,
    ...(by === null ? {} : { from: by }),
    post_id: `${page}_${post}`,
    comment_id: `${post}_${id}`,
    parent_id: parent === undefined ? `${prefix}_${post}` : `${post}_${parent}`,
    ...(text === undefined ? {} : { message: text }),
    ...more,
  });
}
