import type { Variable } from '../../../contract/condition-attributes.ts';
import { readBeginnings } from '../../store/beginnings.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readNow, type NowRow } from '../../store/triggers.ts';
import { partsIn, type Facts, type FactValue } from '../conditions/facts.ts';
import { replyWindow } from '../conversations/reply-window.ts';
import { beginningFacts } from '../routing/beginning-facts.ts';
import { beginningOf } from '../routing/candidate.ts';
import { openAmong, type Surroundings } from '../routing/surroundings.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What was written, where a line set it off. */
type Words = string | null;

/** What conditions may ask of a conversation as it is now. Pure: made of stored facts and a time. */
export function nowFacts(row: NowRow, words: Words, now: Date): Map<string, FactValue | null> {
  const window = replyWindow(
    {
      windowAnchorAt: row.windowAnchorAt,
      humanAgentAllowed: row.humanAgentAllowed,
      referrals: row.referrals,
    },
    now,
  );
  const since = (at: Date | null, unitMs: number) =>
    at === null ? null : Math.max(0, Math.floor((now.getTime() - at.getTime()) / unitMs));
  const standardEnds =
    window.state === 'standard' && window.endsAt !== null
      ? (Date.parse(window.endsAt) - now.getTime()) / hourMs
      : null;
  return new Map<string, FactValue | null>(
    Object.entries({
      'now.text': words,
      'now.channel': row.kind === 'comment' ? 'comment' : row.mode,
      'now.status': row.status,
      'now.ticket': row.ticket,
      'now.department': row.departmentId,
      'now.assignee': row.assigneeId,
      'now.tags': row.tagIds,
      'now.priority': row.priority,
      'now.waiting': since(row.waitingSince, minuteMs),
      'now.quiet': since(row.lastMessageAt, hourMs),
      'now.window': row.kind === 'comment' ? null : window.state,
      'now.window-hours': row.kind === 'comment' || standardEnds === null ? null : Math.floor(standardEnds),
    }),
  );
}

/**
 * All that conditions may ask of some conversations: how they began, how they are, and the time it is. Days, hours and
 * who is open are of now.
 */
export async function readFacts(
  db: Db | Tx,
  ids: readonly string[],
  about: { now: Date; words?: Words; surroundings: Surroundings; fields: readonly Variable[] },
): Promise<Map<string, Facts & { row: NowRow }>> {
  const { now, words = null, surroundings, fields: variables } = about;
  const beginnings = new Map((await readBeginnings(db, ids)).map((row) => [row.id, row]));
  const openDepartmentIds = openAmong(
    surroundings.departmentIds,
    surroundings.standingsAt(now, () => false),
  );
  return new Map(
    (await readNow(db, ids, now)).flatMap((row) => {
      const begun = beginnings.get(row.id);
      if (!begun) return [];
      const zone = surroundings.zoneOf(begun.pageId);
      const { names } = surroundings;
      const facts = beginningFacts(
        { ...beginningOf(begun, true), openDepartmentIds },
        { zone, names, variables },
      );
      const { weekday, hour } = partsIn(zone, now);
      const known = Math.max(0, Math.floor((now.getTime() - begun.firstSeenAt.getTime()) / dayMs));
      const values = new Map<string, FactValue | null>([
        ...facts.values,
        ...nowFacts(row, words, now),
        ['time.now', now],
        ['time.weekday', weekday],
        ['time.hour', hour],
        ['customer.days-known', known],
      ]);
      return [[row.id, { ...facts, values, now, row }]];
    }),
  );
}
