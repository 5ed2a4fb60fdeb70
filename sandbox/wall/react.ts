import { Refusal } from '../people/refusal.ts';
import type { Simulation } from '../simulation.ts';
import { reactionChange } from '../webhooks/feed-shapes.ts';
import type { CommentRecord, PostRecord, ReactionType } from '../world/records.ts';
import type { Author } from './author.ts';
import { refuseBanned } from './banned.ts';
import { tellChange, type Told } from './tell.ts';

export interface WallReacting {
  at?: number | undefined;
  by: Author;
  /** Null takes the reaction back. */
  type: ReactionType | null;
}

/** Reacts to a post or a comment, changes the reaction, or takes it back. The same once more changes nothing. */
export function reactOnWall(
  simulation: Simulation,
  on: { post: PostRecord; comment?: CommentRecord | undefined },
  reacting: WallReacting,
): Told<null> {
  const { by, type, at = simulation.clock.nowMs() } = reacting;
  const { pageId, id } = on.post;
  refuseBanned(simulation, pageId, by);
  const subject = on.comment ?? on.post;
  const before = subject.reactions.find((other) => other.by === by);
  if (type === null && !before) throw new Refusal(409, 'There is no reaction to take back.');
  if (before?.type === type) return { thing: null, tell: () => [] };
  subject.reactions = subject.reactions.filter((other) => other !== before);
  if (type !== null) subject.reactions.push({ by, type });
  simulation.live.wall(pageId);
  const told = type ?? before?.type ?? 'like';
  const verb = type === null ? 'remove' : before ? 'edit' : 'add';
  const tell = () =>
    tellChange(simulation, {
      pageId,
      by,
      field: 'feed',
      orderKey: id,
      valueFor: (mayTell) => reactionChange(simulation, { ...on, by, type: told, verb, at, mayTell }),
    });
  return { thing: null, tell };
}
