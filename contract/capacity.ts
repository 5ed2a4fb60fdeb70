import { z } from 'zod';
import { capacityProfileId, workStreamId } from './ids.ts';
import { timeZone } from './time-zone.ts';

/**
 * How much people may have in hand. `units`: each has some, and a conversation takes what its work stream says ·
 * `profiles`: of each profile that its work stream names a conversation takes one, and there must be room in all.
 */
export const capacityModel = z.enum(['units', 'profiles']);
export type CapacityModel = z.infer<typeof capacityModel>;

const whole = (from: number, to: number) =>
  z.int('A whole number.').min(from, `At least ${from}.`).max(to, `At most ${to}.`);

/** So many conversations at once, whatever they are; 0: no limit. */
export const mostConversations = whole(0, 1000);
export const itemLimit = whole(0, 1000);

export const capacityProfile = z.object({
  id: capacityProfileId,
  name: z.string(),
  /** For who has no limit of their own. */
  itemLimit,
  /** When room is there again: as soon as a conversation is out of hand, or when the day is over. */
  resets: z.enum(['at-once', 'end-of-day']),
  /** Who is at the limit is given nothing else either. */
  blocks: z.boolean(),
  /** Whose conversations take one. */
  workStreams: z.array(z.object({ id: workStreamId, name: z.string() })),
});
export type CapacityProfile = z.infer<typeof capacityProfile>;

export const capacitySettings = z.strictObject({
  model: capacityModel.default('units'),
  /** For who has no number of their own, in departments that have none. */
  mostConversations: mostConversations.default(0),
  /** By whose calendar a day is over. */
  timeZone: timeZone.default('UTC'),
});
export type CapacitySettings = z.infer<typeof capacitySettings>;

export const capacity = z.object({ settings: capacitySettings, profiles: z.array(capacityProfile) });
export type Capacity = z.infer<typeof capacity>;

export const saveCapacityProfile = z.strictObject({
  name: z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.'),
  itemLimit,
  resets: z.enum(['at-once', 'end-of-day']).default('at-once'),
  blocks: z.boolean().default(false),
});
export type SaveCapacityProfile = z.input<typeof saveCapacityProfile>;

/** Somebody's own limit of a profile. */
export const ownLimit = z.strictObject({ profileId: capacityProfileId, itemLimit });
export type OwnLimit = z.infer<typeof ownLimit>;

/** One thing that bounds what somebody has in hand, and how much of it is taken. */
export const loadBound = z.object({
  kind: z.enum(['units', 'profile', 'conversations']),
  /** Of a profile. */
  name: z.string().nullable(),
  used: z.number().int(),
  limit: z.number().int(),
});
export type LoadBound = z.infer<typeof loadBound>;

/** What somebody has in hand, and what bounds it; none: as much as comes. */
export const load = z.object({ conversations: z.number().int(), bounds: z.array(loadBound) });
export type Load = z.infer<typeof load>;
