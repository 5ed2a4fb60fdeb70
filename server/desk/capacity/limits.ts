import type { CapacitySettings, LoadBound } from '../../../contract/capacity.ts';
import type { Exclusion } from '../../../contract/offers.ts';

/** How much people may have in hand, as the house sets it. */
export interface CapacityRules extends CapacitySettings {
  profiles: readonly Profile[];
  /** What a conversation takes one of, by work stream. */
  profileIdsOf: ReadonlyMap<string, readonly string[]>;
  /** Work streams that any page is in: from others nothing comes. */
  fedStreamIds: readonly string[];
}

export interface Profile {
  id: string;
  name: string;
  itemLimit: number;
  resets: 'at-once' | 'end-of-day';
  blocks: boolean;
}

/** How many conversations at once, as is set for somebody and for a department; null or 0: nothing is. */
export interface Most {
  ownMost: number | null;
  departmentMost: number | null;
}

/** A department that somebody works in, and how many of its conversations one may have at once. */
export interface OwnDepartment {
  departmentId: string;
  departmentMost: number | null;
}

interface Item {
  workStreamId: string;
  departmentId: string;
}

interface Held {
  userId: string;
  departmentId: string | null;
  workStreamId: string | null;
  count: number;
  /** Out of hand, and counted until the day is over. */
  isSpent?: true;
}

/** What bounds people beside their units: capacity profiles, and how many conversations at once. Pure. */
export class Limits {
  readonly #rules: CapacityRules;
  readonly #held = new Map<string, Held[]>();
  readonly #own: ReadonlyMap<string, number>;

  constructor(
    rules: CapacityRules,
    held: readonly Held[],
    own: readonly { userId: string; profileId: string; itemLimit: number }[],
  ) {
    this.#rules = rules;
    for (const row of held) this.#add(row);
    this.#own = new Map(own.map((one) => [`${one.userId} ${one.profileId}`, one.itemLimit]));
  }

  get isByProfiles(): boolean {
    return this.#rules.model === 'profiles';
  }

  /** Why somebody cannot have one more: the first thing that is full; null when nothing is. */
  because(userId: string, most: Most, item: Item): Exclusion | null {
    if (this.isByProfiles) {
      if (this.profilesOf(userId).some(({ blocks, used, limit }) => blocks && used >= limit)) {
        return 'profile-blocks';
      }
      const tightest = this.tightestOf(userId, item.workStreamId);
      if (tightest && tightest.used >= tightest.limit) return 'profile-full';
    }
    const bound = this.mostOf(userId, most, item.departmentId);
    return bound && bound.used >= bound.limit ? 'most-conversations' : null;
  }

  /** Whether nothing more could come to them: of no work stream, and in none of their departments. */
  isFull(userId: string, ownMost: number | null, departments: readonly OwnDepartment[]): boolean {
    const places = departments.length > 0 ? departments : [{ departmentId: null, departmentMost: null }];
    const isBound = places.every(({ departmentId, departmentMost }) => {
      const bound = this.mostOf(userId, { ownMost, departmentMost }, departmentId);
      return bound !== null && bound.used >= bound.limit;
    });
    if (isBound || !this.isByProfiles) return isBound;
    const full = this.profilesOf(userId).filter(({ used, limit }) => used >= limit);
    if (full.some(({ blocks }) => blocks)) return true;
    const { fedStreamIds, profileIdsOf } = this.#rules;
    const takesNoMore = (id: string) => full.some((profile) => profileIdsOf.get(id)?.includes(profile.id));
    return fedStreamIds.length > 0 && fedStreamIds.every(takesNoMore);
  }

  /** One more is theirs. */
  give(userId: string, item: Item): void {
    this.#add({ userId, ...item, count: 1 });
  }

  /** How somebody stands with each profile that anything takes of. */
  profilesOf(userId: string): { id: string; name: string; blocks: boolean; used: number; limit: number }[] {
    if (!this.isByProfiles) return [];
    const taken = new Set([...this.#rules.profileIdsOf.values()].flat());
    return this.#rules.profiles
      .filter(({ id }) => taken.has(id))
      .map((profile) => ({
        ...{ id: profile.id, name: profile.name, blocks: profile.blocks },
        used: this.#usedOf(userId, profile),
        limit: this.#own.get(`${userId} ${profile.id}`) ?? profile.itemLimit,
      }));
  }

  /** The profile in which a conversation of a work stream has the least room; null: it takes of none. */
  tightestOf(userId: string, workStreamId: string): { used: number; limit: number } | null {
    const ids = this.#rules.profileIdsOf.get(workStreamId) ?? [];
    const [first] = this.profilesOf(userId)
      .filter(({ id }) => ids.includes(id))
      .toSorted((a, b) => a.limit - a.used - (b.limit - b.used));
    return first ?? null;
  }

  /** How many conversations at once: the person's number counts first, then the department's, then the house's. */
  mostOf(
    userId: string,
    { ownMost, departmentMost }: Most,
    departmentId: string | null,
  ): { used: number; limit: number } | null {
    const inHand = (this.#held.get(userId) ?? []).filter(({ isSpent }) => !isSpent);
    const count = (rows: readonly Held[]) => rows.reduce((sum, row) => sum + row.count, 0);
    if (ownMost) return { used: count(inHand), limit: ownMost };
    if (departmentMost) {
      return {
        used: count(inHand.filter((row) => row.departmentId === departmentId)),
        limit: departmentMost,
      };
    }
    const { mostConversations } = this.#rules;
    return mostConversations > 0 ? { used: count(inHand), limit: mostConversations } : null;
  }

  /** What bounds somebody, for people to read. */
  describe(userId: string, most: Most): LoadBound[] {
    const bound = this.mostOf(userId, { ...most, departmentMost: null }, null);
    return [
      ...this.profilesOf(userId).map(({ name, used, limit }) => ({
        ...{ kind: 'profile' as const, name, used, limit },
      })),
      ...(bound ? [{ kind: 'conversations' as const, name: null, ...bound }] : []),
    ];
  }

  #usedOf(userId: string, { id, resets }: Profile): number {
    return (this.#held.get(userId) ?? [])
      .filter(({ isSpent }) => !isSpent || resets === 'end-of-day')
      .filter(({ workStreamId }) => (this.#rules.profileIdsOf.get(workStreamId ?? '') ?? []).includes(id))
      .reduce((sum, { count }) => sum + count, 0);
  }

  #add(row: Held): void {
    const known = this.#held.get(row.userId);
    if (known) known.push(row);
    else this.#held.set(row.userId, [row]);
  }
}
