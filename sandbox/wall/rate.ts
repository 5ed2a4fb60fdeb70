import { Refusal } from '../people/refusal.ts';
import type { Simulation } from '../simulation.ts';
import { ratingChange } from '../webhooks/feed-shapes.ts';
import type { RatingRecord } from '../world/records.ts';
import { refuseBanned } from './banned.ts';
import { tellChange, type Told } from './tell.ts';

export interface Rating {
  at?: number | undefined;
  pageId: string;
  by: string;
  /** Null takes the recommendation back. */
  isPositive: boolean | null;
  text?: string | undefined;
}

/** A person recommends the page or advises against it. Each has one: a second time changes it. */
export function ratePage(simulation: Simulation, rating: Rating): Told<RatingRecord> {
  const { pageId, by, isPositive, text, at = simulation.clock.nowMs() } = rating;
  const { wall } = simulation.world;
  refuseBanned(simulation, pageId, by);
  const before = [...wall.ratings.values()].find((other) => other.pageId === pageId && other.by === by);
  if (isPositive === null && !before) throw new Refusal(409, 'There is no recommendation to take back.');
  const about = { pageId, by, isPositive: isPositive ?? before?.isPositive ?? true };
  const now: RatingRecord = {
    id: before?.id ?? simulation.mint.id().slice(0, 15),
    createdAt: before?.createdAt ?? at,
    ...about,
    ...(text !== undefined && { text }),
  };
  if (isPositive === null) wall.ratings.delete(now.id);
  else wall.ratings.set(now.id, now);
  simulation.live.wall(pageId);
  const verb = isPositive === null ? 'remove' : before ? 'edit' : 'add';
  const tell = () =>
    tellChange(simulation, {
      pageId,
      by,
      field: 'ratings',
      orderKey: `rating ${now.id}`,
      valueFor: () => ratingChange(simulation, now, verb, at),
    });
  return { thing: now, tell };
}
