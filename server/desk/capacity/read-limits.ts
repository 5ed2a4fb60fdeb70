import { capacitySettings, type LoadBound } from '../../../contract/capacity.ts';
import { readHeld, readOwnLimits, readSpent } from '../../store/capacity.ts';
import type { Db, Tx } from '../../store/db.ts';
import { Limits, type CapacityRules, type Most, type Profile } from './limits.ts';

interface StreamRow {
  id: string;
  hasPages: boolean;
  /** As it is stored. */
  capacity: unknown;
  profiles: readonly Profile[];
}

/** What the rows of all work streams say of how much people may have in hand; undefined: there is no stream. */
export function capacityOf(
  rows: readonly StreamRow[],
  streams: readonly { id: string; settings: { capacityProfileIds: readonly string[] } }[],
): CapacityRules {
  const [first] = rows;
  const settings = capacitySettings.safeParse(first?.capacity ?? {});
  return {
    ...(settings.success ? settings.data : capacitySettings.parse({})),
    profiles: first?.profiles ?? [],
    profileIdsOf: new Map(
      streams.map(({ id, settings: { capacityProfileIds } }) => [id, capacityProfileIds]),
    ),
    fedStreamIds: rows.filter(({ hasPages }) => hasPages).map(({ id }) => id),
  };
}

/**
 * What bounds some people beside their units; null where nothing does, which costs nothing.
 *
 * @param most  what is set for each of them and for their departments.
 */
export async function readLimits(
  tx: Db | Tx,
  rules: CapacityRules,
  people: { userIds: readonly string[]; most: readonly Most[] },
  now: Date,
): Promise<Limits | null> {
  const isByProfiles = rules.model === 'profiles';
  const isBounded =
    isByProfiles ||
    rules.mostConversations > 0 ||
    people.most.some(({ ownMost, departmentMost }) => ownMost || departmentMost);
  if (!isBounded) return null;
  const userIds = [...new Set(people.userIds)];
  const taken = new Set([...rules.profileIdsOf.values()].flat());
  const isByDay =
    isByProfiles && rules.profiles.some(({ id, resets }) => resets === 'end-of-day' && taken.has(id));
  const held = await readHeld(tx, userIds);
  const spent = isByDay ? await readSpent(tx, userIds, { now, timeZone: rules.timeZone }) : [];
  const own = isByProfiles ? await readOwnLimits(tx, userIds) : [];
  return new Limits(
    rules,
    [...held, ...spent.map((row) => ({ ...row, departmentId: null, isSpent: true as const }))],
    own,
  );
}

/** Units, and whatever else bounds somebody. */
export function boundsOf(
  person: { id: string; capacityUnits: number | null; usedUnits: number; most: Most },
  rules: CapacityRules,
  limits: Limits | null,
): LoadBound[] {
  const units: LoadBound[] =
    rules.model === 'units' && person.capacityUnits !== null
      ? [{ kind: 'units', name: null, used: person.usedUnits, limit: person.capacityUnits }]
      : [];
  return [...units, ...(limits?.describe(person.id, person.most) ?? [])];
}
