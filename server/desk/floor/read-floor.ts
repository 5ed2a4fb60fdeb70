import type { Floor, FloorNeed, ReadFloor } from '../../../contract/floor.ts';
import { LOW_SHARE } from '../../../contract/score.ts';
import { findDefaultDepartment } from '../../store/departments.ts';
import {
  readAgentFloor,
  readBroken,
  readClosing,
  readDeclined,
  listLowScoresSince,
  readDepartmentFloor,
  readFailedReplies,
  readFirstAnswers,
  readHours,
  readPagesDown,
  readSurveysSince,
  type FloorScope,
  type NamedRow,
} from '../../store/floor.ts';
import { requireInSight, requireRight, sightOf } from '../access.ts';
import { readBounds } from '../capacity/read-load.ts';
import type { Context } from '../context.ts';
import { contactName } from '../contacts/contact-ref.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const shownHours = 12;
const mostBroken = 10;
const mostLow = 5;
/** So often let go by within ten minutes, and somebody who leads should look. */
export const leastDeclined = 3;

/**
 * How the work stands at this moment: a handful of statements, whatever there is. For those who lead.
 * @throws Problem `forbidden` · `not-found` for a department out of sight.
 */
export async function readFloor(ctx: Context, { department, page }: ReadFloor): Promise<Floor> {
  requireRight(ctx.actor, 'watch-the-floor');
  const { db } = ctx;
  requireInSight(sightOf(ctx.actor), department);
  const now = ctx.clock.now();
  const scope: FloorScope = {
    sight: sightOf(ctx.actor),
    departmentId: department ?? null,
    pageId: page ?? null,
  };
  const hoursFrom = new Date(Math.floor(now.getTime() / hourMs) * hourMs - (shownHours - 1) * hourMs);
  const dayAgo = new Date(now.getTime() - dayMs);
  const [
    departments,
    agents,
    closing,
    broken,
    declined,
    failed,
    pagesDown,
    answers,
    surveys,
    low,
    hours,
    home,
  ] = await Promise.all([
    readDepartmentFloor(db, scope, now),
    readAgentFloor(db, scope, now),
    readClosing(db, scope, now),
    readBroken(db, scope, now, mostBroken),
    readDeclined(db, scope, now, leastDeclined),
    readFailedReplies(db, scope, now),
    readPagesDown(db, scope),
    readFirstAnswers(db, scope, dayAgo),
    readSurveysSince(db, scope, dayAgo),
    listLowScoresSince(db, scope, { since: dayAgo, lowShare: LOW_SHARE, most: mostLow }),
    readHours(db, scope, hoursFrom),
    findDefaultDepartment(db),
  ]);
  const bounds = await readBounds(
    db,
    agents.map((row) => ({ ...row, most: row.mostConversations })),
    now,
  );
  const answersOf = new Map(answers.map((row) => [row.departmentId, row]));
  const inTime = (departmentId: string | null) => {
    const row = answersOf.get(departmentId);
    return row && row.promised > 0 ? Math.round((row.kept * 100) / row.promised) : null;
  };
  const refs = new Map(departments.map(({ id, name, color }) => [id, { id, name, color } as DepartmentRef]));
  const needs = needsOf({ departments, agents, closing, broken, declined, failed, pagesDown, refs, now });
  const longest = departments.flatMap(({ longestSince }) => longestSince ?? []);
  const sum = (of: 'waiting' | 'served') => departments.reduce((total, row) => total + row[of], 0);
  return {
    at: now.toISOString(),
    waiting: sum('waiting'),
    longestSince: longest.length === 0 ? null : earliestOf(longest).toISOString(),
    served: sum('served'),
    agentsIn: agents.filter((one) => one.isAtWork).length,
    agents: agents.length,
    away: agents.filter(({ presence, isAtWork }) => !isAtWork && isAside(presence)).length,
    inactive: agents.filter(({ presence }) => presence === 'inactive').length,
    closing: closing.closing,
    closingUnanswered: closing.unanswered,
    medianResponseMs: answersOf.get(null)?.medianMs ?? null,
    inTimePercent: inTime(null),
    departments: departments.map((row) => ({
      department: refs.get(row.id) as DepartmentRef,
      waiting: row.waiting,
      longestSince: row.longestSince?.toISOString() ?? null,
      served: row.served,
      agentsIn: row.agentsIn,
      agents: row.agents,
      inTimePercent: inTime(row.id),
      lastHour: row.lastHour,
    })),
    agentList: agents.map((row) => ({
      user: userRef(row),
      presence: row.presence,
      takesChats: row.takesChats,
      takesTickets: row.takesTickets,
      presenceName: row.presenceName,
      presenceSince: row.presenceSince?.toISOString() ?? null,
      departmentIds: [home, ...row.departmentIds.filter((id) => id !== home)] as Ids,
      usedUnits: row.usedUnits,
      capacityUnits: row.capacityUnits,
      bounds: bounds.get(row.id) ?? [],
      conversations: row.conversations,
      now:
        row.nowId === null
          ? null
          : conversationRef({
              id: row.nowId,
              number: row.nowNumber ?? 0,
              departmentId: '',
              contactId: row.nowContactId ?? '',
              name: row.nowName,
              psid: row.nowPsid ?? '',
            }),
      replies: row.replies,
    })),
    needs,
    surveys:
      surveys.asked === 0
        ? null
        : {
            ...surveys,
            low: low.map((row) => ({
              conversation: conversationRef(row),
              department: {
                id: row.departmentId,
                name: row.departmentName,
                color: row.departmentColor,
              } as DepartmentRef,
              agent: row.agentId === null ? null : userRef({ id: row.agentId, name: row.agentName ?? '' }),
              score: { value: row.score, outOf: row.scoreOf },
              answeredAt: row.answeredAt.toISOString(),
            })),
          },
    hours: Array.from({ length: shownHours }, (_, hour) => {
      const row = hours.find((each) => each.hour === hour);
      const from = new Date(hoursFrom.getTime() + hour * hourMs).toISOString();
      return { from, begun: row?.begun ?? 0, ended: row?.ended ?? 0 };
    }),
  };
}

type DepartmentRef = Floor['departments'][number]['department'];
type Ids = Floor['agentList'][number]['departmentIds'];

interface Facts {
  departments: Awaited<ReturnType<typeof readDepartmentFloor>>;
  agents: Awaited<ReturnType<typeof readAgentFloor>>;
  closing: Awaited<ReturnType<typeof readClosing>>;
  broken: Awaited<ReturnType<typeof readBroken>>;
  declined: Awaited<ReturnType<typeof readDeclined>>;
  failed: Awaited<ReturnType<typeof readFailedReplies>>;
  pagesDown: Awaited<ReturnType<typeof readPagesDown>>;
  refs: ReadonlyMap<string, DepartmentRef>;
  now: Date;
}

/** What cannot wait first. */
function needsOf({
  departments,
  agents,
  closing,
  broken,
  declined,
  failed,
  pagesDown,
  refs,
  now,
}: Facts): FloorNeed[] {
  const of = (row: NamedRow) => ({
    conversation: conversationRef(row),
    department: refs.get(row.departmentId) as DepartmentRef,
  });
  return [
    ...pagesDown.map(({ id, name, stateSince }): FloorNeed => ({
      kind: 'page-down',
      page: { id: id as never, name },
      since: stateSince.toISOString(),
    })),
    ...closing.soonest.map((row): FloorNeed => ({
      kind: 'window-closing',
      ...of(row),
      until: new Date(row.windowAnchorAt.getTime() + dayMs).toISOString(),
      waitingSince: row.waitingSince.toISOString(),
    })),
    ...broken.map((row): FloorNeed => ({
      kind: 'promise-broken',
      ...of(row),
      promise: row.isFirst ? 'respond' : 'resolve',
      dueAt: row.dueNextAt.toISOString(),
    })),
    ...departments.flatMap((row): FloorNeed[] =>
      row.waiting > 0 && row.agentsIn === 0
        ? [
            {
              kind: 'nobody-there',
              department: refs.get(row.id) as DepartmentRef,
              waiting: row.waiting,
              since: (row.longestSince ?? now).toISOString(),
            },
          ]
        : [],
    ),
    ...declined.map((row): FloorNeed => ({ kind: 'declined', ...of(row), times: row.times })),
    ...agents.flatMap((row): FloorNeed[] =>
      row.presence === 'inactive' && row.inactiveSince
        ? [{ kind: 'inactive', user: userRef(row), since: row.inactiveSince.toISOString() }]
        : [],
    ),
    ...failed.map((row): FloorNeed => ({
      kind: 'failed-replies',
      count: row.count,
      conversation: conversationRef(row),
    })),
  ];
}

/** There, and taking nothing by their own choice. */
function isAside(presence: Floor['agentList'][number]['presence']): boolean {
  return presence === 'away' || presence === 'do-not-disturb';
}

function conversationRef({ id, number, name, psid }: NamedRow) {
  return { id: id as never, number, name: contactName(name, psid) };
}

function userRef({ id, name }: { id: string; name: string }) {
  return { id: id as Floor['agentList'][number]['user']['id'], name };
}

function earliestOf(times: readonly Date[]): Date {
  return new Date(Math.min(...times.map((time) => time.getTime())));
}
