import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import { groupBy } from '../../kit/group-by.ts';
import {
  readOfferMarks,
  readPreviousAgents,
  readShares,
  type OfferMark,
  type QueuePlace,
  type QueuedRow,
} from '../../store/distribution.ts';
import {
  readLoadsOfPresent,
  readMembers,
  type IdleSince,
  type LoadRow,
  type MemberRow,
} from '../../store/distribution-people.ts';
import type { Db, Tx } from '../../store/db.ts';
import type { Limits, Most, OwnDepartment } from '../capacity/limits.ts';
import { readLimits } from '../capacity/read-limits.ts';
import { presenceOfLoad } from '../presence/presence-of-load.ts';
import type { Candidate, Waiting } from './candidate.ts';
import { seeNamed } from './see-named.ts';
import type { House, Stream } from './stream-of.ts';

/** Who let a conversation go by, or said no, is not asked again for so long. */
const DECLINE_MS = 10 * 60_000;

/** The people of some departments, by department. What is given in this round is counted by `give`. */
export class People {
  readonly #byDepartment = new Map<string, Candidate[]>();
  readonly #priorities = new Map<string, number>();
  readonly #departmentsOf: ReadonlyMap<string, readonly OwnDepartment[]>;
  /** Whether anybody could be given something of a work stream in a department, as long as nobody is given anything. */
  readonly #places = new Map<string, boolean>();

  /** What bounds them beside units; null: nothing does. */
  readonly #limits: Limits | null;

  constructor(
    members: readonly MemberRow[],
    loads: readonly LoadRow[],
    shares: ReadonlyMap<string, Share>,
    limits: Limits | null,
  ) {
    this.#limits = limits;
    const loadsOf = groupBy(loads, ({ userId }) => userId);
    this.#departmentsOf = groupBy(members, ({ id }) => id);
    for (const row of members) {
      this.#priorities.set(row.departmentId, row.departmentPriority);
      const list = this.#byDepartment.get(row.departmentId) ?? [];
      this.#byDepartment.set(row.departmentId, list);
      list.push(candidateOf(row, loadsOf.get(row.id) ?? [], shares, (load) => this.#isFull(row.id, load)));
    }
  }

  of(departmentId: string): readonly Candidate[] {
    return this.#byDepartment.get(departmentId) ?? [];
  }

  /**
   * A conversation that waits in a department and the people there, as they stand for it: with what bounds them beside
   * units. By profiles room is counted in conversations, by the profile that has the least.
   */
  seeFor<Item extends Pick<Waiting, 'units' | 'workStreamId'>>(
    departmentId: string,
    item: Item,
  ): { item: Item; candidates: readonly Candidate[] } {
    const limits = this.#limits;
    const candidates = this.of(departmentId);
    if (!limits) return { item, candidates };
    const place = { departmentId, workStreamId: item.workStreamId };
    return {
      item: limits.isByProfiles ? { ...item, units: 1 } : item,
      candidates: candidates.map((one) => {
        const tightest = limits.isByProfiles ? limits.tightestOf(one.userId, item.workStreamId) : null;
        return {
          ...one,
          ...(tightest ? { capacity: tightest.limit, used: tightest.used } : {}),
          full: limits.because(one.userId, one.most, place),
        };
      }),
    };
  }

  priorityOf(departmentId: string): number {
    return this.#priorities.get(departmentId) ?? Infinity;
  }

  /** Whether anybody in a department could be given anything of a work stream. */
  hasPlace({ departmentId, workStreamId }: QueuePlace, { allowedPresences }: WorkStreamSettings): boolean {
    const key = `${departmentId} ${workStreamId}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const allowed: readonly string[] = allowedPresences;
    const hasAny = this.of(departmentId).some(
      ({ userId, presence, capacity, used, most }) =>
        allowed.includes(presence) &&
        (capacity === null || used < capacity) &&
        (this.#limits?.because(userId, most, { departmentId, workStreamId }) ?? null) === null,
    );
    this.#places.set(key, hasAny);
    return hasAny;
  }

  /** How many people could be given something, at a rough count. */
  countPlaces(): number {
    const able = new Set<string>();
    for (const list of this.#byDepartment.values()) {
      for (const one of list) {
        const { userId, presence, takesChats, takesTickets } = one;
        if (presence !== 'offline' && (takesChats || takesTickets) && !this.#isFull(userId, one))
          able.add(userId);
      }
    }
    return able.size;
  }

  /** Somebody is given, or asked for, a conversation: they have less room for the next, in every department. */
  give(userId: string, item: Pick<Waiting, 'units' | 'workStreamId'>, departmentId: string, now: Date): void {
    for (const [id, list] of this.#byDepartment) {
      const one = list.find((each) => each.userId === userId);
      if (!one) continue;
      one.used += item.units;
      one.inHand += 1;
      one.inHandOf = raised(one.inHandOf, item.workStreamId);
      one.shareOf = raised(one.shareOf, item.workStreamId);
      one.lastGivenAt = now;
      if (id === departmentId) one.turnAt = now;
    }
    this.#limits?.give(userId, { workStreamId: item.workStreamId, departmentId });
    this.#places.clear();
    for (const list of this.#byDepartment.values()) {
      const one = list.find((each) => each.userId === userId);
      if (one?.followsLoad)
        one.presence = presenceOfLoad({ inHand: one.inHand, isFull: this.#isFull(userId, one) });
    }
  }

  /** Whether nothing more could come to somebody, in any of these departments. */
  #isFull(userId: string, { capacity, used, most }: Pick<Candidate, 'capacity' | 'used' | 'most'>): boolean {
    if (capacity !== null && used >= capacity) return true;
    return this.#limits?.isFull(userId, most.ownMost, this.#departmentsOf.get(userId) ?? []) ?? false;
  }
}

/** How many conversations of a stream people were offered within its time of fair share. */
type Share = ReadonlyMap<string, number>;

/** Reads how the people of some departments stand. */
export async function seePeople(
  tx: Db | Tx,
  departmentIds: readonly string[],
  { streams, rules }: House,
  now: Date,
): Promise<People> {
  const members = await readMembers(tx, departmentIds);
  const loads = await readLoadsOfPresent(tx, idleSince(streams, now));
  const shares = new Map<string, Share>();
  for (const { id, settings } of streams) {
    if (!settings.fairShare) continue;
    const since = new Date(now.getTime() - settings.fairShare.minutes * 60_000);
    shares.set(id, await readShares(tx, { id, since }));
  }
  const here = members.filter(({ isPresent }) => isPresent);
  const userIds = here.map(({ id }) => id);
  const limits = await readLimits(tx, rules, { userIds, most: here.map(mostOf) }, now);
  // Units do not count where the house goes by profiles.
  const counted = rules.model === 'units' ? members : members.map((row) => ({ ...row, capacityUnits: null }));
  return new People(counted, loads, shares, limits);
}

/** Since when a conversation is idle, and takes nothing of its agent, by stream. */
export function idleSince(streams: readonly Pick<Stream, 'id' | 'settings'>[], now: Date): IdleSince[] {
  return streams.flatMap(({ id, settings: { idleSeconds } }) =>
    idleSeconds === 0 ? [] : { workStreamId: id, before: new Date(now.getTime() - idleSeconds * 1_000) },
  );
}

/** What distribution must know of waiting conversations, in their order. */
export async function seeWaiting(
  tx: Db | Tx,
  rows: readonly QueuedRow[],
  streams: ReadonlyMap<string, Stream>,
  now: Date,
): Promise<Waiting[]> {
  const since = new Date(now.getTime() - DECLINE_MS);
  const marks = await readOfferMarks(
    tx,
    rows.map(({ id }) => id),
    since,
  );
  const marksOf = groupBy(marks, ({ conversationId }) => conversationId);
  const asking = rows.filter(
    ({ workStreamId }) => streams.get(workStreamId)?.settings.prefersPreviousAgent ?? false,
  );
  const previous = await readPreviousAgents(
    tx,
    asking.map(({ contactId }) => contactId),
  );
  const named = await seeNamed(tx, rows, streams, now);
  return rows.map((row) => {
    const before = asking.includes(row) ? previous.get(row.contactId) : undefined;
    const said = named.get(row.id);
    return { ...waitingOf(row, marksOf.get(row.id) ?? [], before), ...(said ? { named: said } : {}) };
  });
}

function mostOf({ mostConversations, departmentMost }: MemberRow): Most {
  return { ownMost: mostConversations, departmentMost };
}

function candidateOf(
  row: MemberRow,
  loads: readonly LoadRow[],
  shares: ReadonlyMap<string, Share>,
  isFull: (load: Pick<Candidate, 'capacity' | 'used' | 'most'>) => boolean,
): Candidate {
  const sum = (pick: (load: LoadRow) => number) => loads.reduce((total, load) => total + pick(load), 0);
  const inHandOf = new Map<string, number>();
  for (const { workStreamId, count } of loads) {
    if (workStreamId) inHandOf.set(workStreamId, (inHandOf.get(workStreamId) ?? 0) + count);
  }
  const load = {
    capacity: row.capacityUnits,
    used: sum(({ units }) => units),
    inHand: sum(({ count }) => count),
    most: mostOf(row),
  };
  const presence = presenceOf(row, load.inHand, () => isFull(load));
  return {
    userId: row.id,
    name: row.name,
    presence,
    full: null,
    followsLoad: row.followsLoad && row.isPresent && !row.isInactive,
    takesChats: row.takesChats,
    takesTickets: row.takesTickets,
    ...load,
    inHandOf,
    skillIds: new Set(row.skillIds),
    lastGivenAt: row.lastGivenAt,
    turnAt: row.turnAt,
    givenCount: row.givenCount,
    shareOf: new Map([...shares].map(([id, share]) => [id, share.get(row.id) ?? 0])),
  };
}

function presenceOf(
  { isPresent, isInactive, presenceChoice, followsLoad }: MemberRow,
  inHand: number,
  isFull: () => boolean,
): Candidate['presence'] {
  if (!isPresent) return 'offline';
  if (isInactive) return 'inactive';
  return followsLoad ? presenceOfLoad({ inHand, isFull: isFull() }) : presenceChoice;
}

function waitingOf(row: QueuedRow, marks: readonly OfferMark[], previousAgent: string | undefined): Waiting {
  const { lastAssigneeId, cameBackBecause } = row;
  const declinedBy = new Map<string, 'missed' | 'rejected' | 'handed-on'>();
  if (lastAssigneeId && cameBackBecause === 'handed-on') declinedBy.set(lastAssigneeId, 'handed-on');
  const running = marks.filter(({ state }) => state === 'offered');
  for (const { userId, state } of marks) if (state !== 'offered') declinedBy.set(userId, state);
  const parkedBy = cameBackBecause === 'customer-wrote' ? lastAssigneeId : null;
  const preferredId = parkedBy ?? previousAgent;
  return {
    id: row.id,
    workStreamId: row.workStreamId,
    isTicket: row.isTicket,
    units: row.units,
    requiredSkillIds: row.requiredSkillIds,
    since: row.since,
    declinedBy,
    preferred: preferredId ? { userId: preferredId, because: parkedBy ? 'parked' : 'previous' } : null,
    lostBy: cameBackBecause === 'lost' ? lastAssigneeId : null,
    firstOfferedAt: running.reduce<Date | null>(
      (first, { offeredAt }) => (first === null || offeredAt < first ? offeredAt : first),
      null,
    ),
    offeredTo: new Set(running.map(({ userId }) => userId)),
  };
}

function raised(counts: ReadonlyMap<string, number>, key: string): Map<string, number> {
  return new Map(counts).set(key, (counts.get(key) ?? 0) + 1);
}
