import type { z } from 'zod';
import {
  peopleNotice,
  reportFigures,
  type Outcome,
  type readReport as readReportSchema,
  type Report,
  type ReportFigure,
} from '../../../contract/reports.ts';
import type { ConversationId } from '../../../contract/ids.ts';
import type { DepartmentRef, UserRef } from '../../../contract/team.ts';
import {
  countBegun,
  countHandovers,
  countOutcomes,
  countRefusals,
  listMissed,
  measureConsults,
  measureDowntime,
  measureEnded,
  measureHandling,
  measurePresence,
  measurePresences,
  measureResponses,
  measureWaits,
  readBounds,
  readKeyNames,
  type Keyed,
  type ReportScope,
} from '../../store/reports.ts';
import { figureSightOf, may, requireInSight, sightOf } from '../access.ts';
import { contactName } from '../contacts/contact-ref.ts';
import type { Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { forbidden } from '../problems.ts';
import { readOpenTimes } from './open-times.ts';

/** So many chats that were missed are named. */
const mostMissed = 50;

type Query = z.output<typeof readReportSchema>;
type Figures = Report['totals'];

/**
 * What was done in some days, cut as one likes. Who leads sees it of their departments; agents see what is their own.
 * @throws Problem `forbidden` when an agent asks for somebody else's; `not-found` for a department out of sight.
 */
export async function readReport(ctx: Context, query: Query): Promise<Report> {
  const { db } = ctx;
  const now = ctx.clock.now();
  const pageSight = figureSightOf(ctx.actor);
  requireInSight(pageSight, query.department);
  const scope: ReportScope = {
    ...(await readBounds(db, query)),
    timeZone: query.timeZone,
    by: query.by,
    sight: may(ctx.actor, 'see-all-figures') ? pageSight : 'all',
    pageSight,
    departmentId: query.department ?? null,
    pageId: query.page ?? null,
    userId: ownOrAsked(ctx, query),
    kind: query.kind ?? null,
  };
  const missedAfterMs = query.missedAfter * 60_000;
  const open = query.openHours ? await readOpenTimes(db, scope) : null;
  const isOfPeople = scope.by === 'agent' || scope.userId !== null;
  const [
    begun,
    ended,
    waits,
    responses,
    handovers,
    refusals,
    handling,
    consults,
    outcomes,
    downtime,
    presence,
    presences,
    missed,
  ] = await Promise.all([
    countBegun(db, scope),
    measureEnded(db, scope, open, missedAfterMs),
    measureWaits(db, scope, open),
    measureResponses(db, scope, open),
    countHandovers(db, scope),
    countRefusals(db, scope),
    scope.by === 'agent' ? measureHandling(db, scope) : [],
    measureConsults(db, scope, now),
    countOutcomes(db, scope),
    measureDowntime(db, scope, now),
    measurePresence(db, scope, now),
    isOfPeople ? measurePresences(db, scope, now) : [],
    // Who may read figures alone is told of no customer, and nobody of one that has gone out of their sight.
    listMissed(db, scope, { afterMs: missedAfterMs, most: mostMissed, sight: sightOf(ctx.actor) }),
  ]);

  const table = new Table();
  for (const row of begun) table.put(row, { begun: row.begun, reopened: row.reopened });
  for (const row of ended) {
    table.put(row, {
      ended: row.ended,
      missed: row.missed,
      unanswered: row.unanswered,
      averageHandling: rounded(row.averageHandling),
      longHandlings: row.longHandlings,
      medianResolution: rounded(row.medianResolution),
      averageResolution: rounded(row.averageResolution),
      resolveInTime: share(row.resolveKept, row.resolvePromised),
    });
    table.add(row, 'expiredWindows', row.leftWaiting);
  }
  for (const row of waits) {
    table.put(row, { taken: row.taken, averageWait: rounded(row.averageWait), longWaits: row.longWaits });
  }
  for (const row of responses) {
    table.put(row, {
      replies: row.replies,
      answered: row.answered,
      medianFirstAnswer: rounded(row.medianFirstAnswer),
      averageFirstAnswer: rounded(row.averageFirstAnswer),
      averageAnswer: rounded(row.averageAnswer),
      failedReplies: row.failedReplies,
      respondInTime: share(row.respondKept, row.respondPromised),
    });
    table.add(row, 'expiredWindows', row.lateAnswers);
  }
  for (const row of handovers) table.put(row, { handovers: row.handovers });
  for (const row of refusals) table.put(row, { missedRequests: row.missed, rejectedRequests: row.rejected });
  for (const row of consults) {
    table.put(row, { consults: row.consults, consultTime: rounded(row.ms) });
  }
  for (const { pageId, downMs } of downtime) {
    if (scope.by === 'page') table.put({ key: pageId, isWhole: false }, { downtime: rounded(downMs) });
    table.add({ key: null, isWhole: true }, 'downtime', Math.round(downMs));
  }
  for (const { userId, ms } of presence) {
    if (scope.by === 'agent') table.put({ key: userId, isWhole: false }, { available: rounded(ms) });
    table.add({ key: null, isWhole: true }, 'available', Math.round(ms));
  }
  for (const { key, handledMs } of handling) {
    const row = { key, isWhole: false };
    const count = table.of(row).ended ?? 0;
    table.put(row, { averageHandling: count > 0 ? Math.round(handledMs / count) : null });
  }
  return {
    from: scope.from.toISOString(),
    to: scope.to.toISOString(),
    by: scope.by,
    rows: await nameRows(ctx, scope, table),
    totals: table.whole,
    outcomes: toOutcomes(outcomes),
    missed: missed.map(presentMissed),
    presences: presences.map(({ userId, userName, ms, ...row }) => ({
      ...row,
      user: { id: userId as UserRef['id'], name: userName },
      ms: Math.round(ms),
    })),
    notice: isOfPeople ? peopleNotice : null,
  };
}

function presentMissed(row: Awaited<ReturnType<typeof listMissed>>[number]): Report['missed'][number] {
  const { id, number, name, psid } = row;
  return {
    conversation: { id: id as ConversationId, number, name: contactName(name, psid) },
    department: {
      id: row.departmentId as DepartmentRef['id'],
      name: row.departmentName,
      color: row.departmentColor,
    },
    begunAt: row.begunAt.toISOString(),
    endedAt: row.endedAt.toISOString(),
  };
}

/** Whose figures: an agent's own, whatever was asked. */
function ownOrAsked(ctx: Context, { agent, by }: Query): string | null {
  if (may(ctx.actor, 'see-all-figures')) return agent ?? null;
  const { userId } = requirePerson(ctx);
  if ((agent !== undefined && agent !== userId) || by === 'agent') {
    throw forbidden('You see your own figures. Those of others are for supervisors and administrators.');
  }
  return userId;
}

/** Figures by key; what nobody told is 0 where it counts, and null where it measures. */
class Table {
  readonly whole: Figures = empty();
  readonly rows = new Map<string, Figures>();

  of({ key, isWhole }: Keyed): Figures {
    if (isWhole) return this.whole;
    const known = this.rows.get(key ?? '');
    if (known) return known;
    const made = empty();
    this.rows.set(key ?? '', made);
    return made;
  }

  put(at: Keyed, figures: Partial<Figures>): void {
    if (at.key === null && !at.isWhole) return;
    Object.assign(this.of(at), figures);
  }

  add(at: Keyed, figure: ReportFigure, value: number): void {
    if (at.key === null && !at.isWhole) return;
    const row = this.of(at);
    row[figure] = (row[figure] ?? 0) + value;
  }
}

function empty(): Figures {
  const entries = Object.entries(reportFigures).map(([name, { unit }]) => [
    name,
    unit === 'count' ? 0 : null,
  ]);
  return Object.fromEntries(entries) as Figures;
}

async function nameRows(
  ctx: Context,
  { by, timeZone, from, to }: ReportScope,
  table: Table,
): Promise<Report['rows']> {
  if (by === 'day' || by === 'hour' || by === 'hour-of-day') {
    return keysOf(by, { from, to, timeZone }).map((key) => ({
      key,
      name: by === 'day' ? key : `${key}:00`,
      figures: table.rows.get(key) ?? empty(),
    }));
  }
  const ids = [...table.rows.keys()].filter((key) => key !== '');
  const names = await readKeyNames(ctx.db, by, ids);
  return [...table.rows]
    .map(([key, figures]) => ({
      key,
      name: key === '' ? 'Nobody' : (names.get(key) ?? 'Gone since'),
      figures,
    }))
    .toSorted((a, b) => Number(a.key === '') - Number(b.key === '') || a.name.localeCompare(b.name, 'en'));
}

const hourMs = 3_600_000;

/** Every day or hour of the time, also where nothing happened. */
function keysOf(
  by: 'day' | 'hour' | 'hour-of-day',
  { from, to, timeZone }: { from: Date; to: Date; timeZone: string },
): string[] {
  if (by === 'hour-of-day') return Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const keys = new Set<string>();
  for (let at = from.getTime(); at < to.getTime(); at += hourMs) {
    const written = format.format(at);
    keys.add(by === 'day' ? written.slice(0, 10) : written.slice(0, 13));
  }
  return [...keys];
}

function toOutcomes(rows: readonly { outcome: string; count: number }[]): Record<Outcome, number> {
  const counted = new Map(rows.map(({ outcome, count }) => [outcome, count]));
  const of = (name: Outcome) => counted.get(name) ?? 0;
  return {
    successful: of('successful'),
    answered: of('answered'),
    dissuaded: of('dissuaded'),
    abandoned: of('abandoned'),
    cancelled: of('cancelled'),
    'no-interaction': of('no-interaction'),
    unfinished: of('unfinished'),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}

function share(kept: number, of: number): number | null {
  return of === 0 ? null : Math.round((kept * 1000) / of) / 10;
}
