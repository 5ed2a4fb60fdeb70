import { uuidOf } from '../../kit/uuid-of.ts';
import type { Tx } from '../../store/db.ts';
import { readFact, writeFact } from '../../store/installation.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

const dayMs = 24 * 3_600_000;

interface Person {
  facebookPageId: string;
  psid: string;
}

/** Under what name it is noted that somebody was erased: a hash, so that the note names nobody. */
const factOf = ({ facebookPageId, psid }: Person) => `erased:${uuidOf(facebookPageId, psid)}`;

/** Notes that a person was erased: what they wrote before is not read from Facebook again. */
export async function noteErased(tx: Tx, person: Person, at: Date): Promise<void> {
  await writeFact(tx, factOf(person), { at: at.toISOString() });
}

/**
 * How far back a person's messages may be read: as far as was asked for, and not behind what the page keeps, nor
 * behind an erasure of theirs.
 *
 * @param page.settings  as the column holds them.
 */
export async function reachBack(
  tx: Tx,
  person: Person,
  page: { since: Date; settings: unknown; now: Date },
): Promise<Date> {
  const { keepDays } = settingsOfPage(page.settings).privacy;
  const keptMs = keepDays === null ? 0 : page.now.getTime() - keepDays * dayMs;
  const erased = await readFact(tx, factOf(person));
  // Written by the function above alone.
  const erasedMs = erased === undefined ? 0 : Date.parse((erased as { at: string }).at);
  return new Date(Math.max(page.since.getTime(), keptMs, erasedMs));
}
