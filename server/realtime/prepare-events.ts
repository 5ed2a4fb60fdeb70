import type { LiveEvent } from '../../contract/live-events.ts';
import { isLowScore } from '../../contract/score.ts';
import type { Sight } from '../desk/access.ts';
import type { Context } from '../desk/context.ts';
import { contactName } from '../desk/contacts/contact-ref.ts';
import { presentOffers } from '../desk/distribution/list-offers.ts';
import { presentSummaries } from '../desk/conversations/present.ts';
import { presentMessages } from '../desk/messages/present.ts';
import { presentAlerts } from '../desk/alerts/present-alert.ts';
import { presentBoxes } from '../desk/notices/box.ts';
import { presentPages } from '../desk/pages/present-page.ts';
import { presentRoomMessages } from '../desk/setup-room/present-message.ts';
import { toDepartmentRef } from '../desk/team/departments.ts';
import { presentColleagues } from '../desk/team/present-user.ts';
import { readDepartmentsOf } from '../store/conversation-views.ts';
import { listViewers } from '../store/conversations.ts';
import { listDepartments } from '../store/departments.ts';
import type { LiveLogRow } from '../store/live-log.ts';
import { listAdministratorIds } from '../store/room.ts';
import { listAnsweredRequests } from '../store/survey-requests.ts';
import { listLeads, listUsers } from '../store/users.ts';

/** One event ready to be sent: its text, made once for all, and who hears what. */
export interface PreparedEvent {
  /** Only this user's desks. Null: by departments. */
  userId: string | null;
  /** The department that the thing is in now: who may see it hears `json`. Null: everybody does. */
  departmentId: string | null;
  /** The conversation that it tells of: who takes part in it hears `json` too. */
  conversationId?: string;
  json: string;
  /** Who hears another text in place of `json`, by user: a person is not told of oneself as somebody else. */
  variants?: ReadonlyMap<string, string>;
  /** Departments that it may have left: who may see one of these, and not the present one, hears `leftJson`. */
  leftDepartments: 'all' | readonly string[];
  leftJson: string | null;
}

const text = (event: LiveEvent): string => JSON.stringify(event);
const ME_CHANGED = text({ kind: 'me.changed' });

/**
 * Loads the present state of everything that changed, one statement for each sort of thing, and makes the events.
 * Several changes of one thing become one event; what does not exist any more is told as gone.
 * In the order in which each thing first changed.
 */
export async function prepareEvents(
  ctx: Pick<Context, 'db' | 'clock'>,
  rows: readonly LiveLogRow[],
): Promise<PreparedEvent[]> {
  const changes = gather(rows);
  const state = await load(ctx, changes);
  return changes.flatMap((change) => prepare(change, state));
}

/** All that was told of one thing, together. */
interface GatheredChange {
  kind: LiveLogRow['kind'];
  subjectId: string;
  messageId: string | null;
  departments: Set<string>;
}

function gather(rows: readonly LiveLogRow[]): GatheredChange[] {
  const changes = new Map<string, GatheredChange>();
  for (const row of rows) {
    const isOfMessage = row.kind === 'message.added' || row.kind === 'message.changed';
    const key = isOfMessage ? `message ${row.messageId}` : `${row.kind} ${row.subjectId}`;
    const known = changes.get(key);
    if (!known) {
      changes.set(key, { ...row, departments: new Set(row.departments) });
      continue;
    }
    // Added and changed at once is added, in its newest state.
    if (row.kind === 'message.added') known.kind = row.kind;
    for (const id of row.departments ?? []) known.departments.add(id);
  }
  return [...changes.values()];
}

/** What administrators alone are told. */
const ofAdministrators = new Set<LiveLogRow['kind']>([
  'room.message-added',
  'checklist.changed',
  'units.changed',
]);

type State = Awaited<ReturnType<typeof load>>;

async function load(ctx: Pick<Context, 'db' | 'clock'>, changes: readonly GatheredChange[]) {
  const { db } = ctx;
  const subjects = (...kinds: LiveLogRow['kind'][]) => [
    ...new Set(changes.filter(({ kind }) => kinds.includes(kind)).map(({ subjectId }) => subjectId)),
  ];
  const messageIds = changes.flatMap(({ messageId }) => messageId ?? []);
  const changed = subjects('conversation.changed');
  const mentioned = subjects(
    'message.added',
    'message.changed',
    'viewers.changed',
    'conversation.details-changed',
  );
  const answered = subjects('survey.answered');
  const viewed = subjects('viewers.changed');
  const userIds = subjects('colleague.changed');
  const departmentIds = subjects('department.changed');
  const raised = subjects('alert.raised');
  const isOfSetup = changes.some(({ kind }) => ofAdministrators.has(kind));
  const [
    summaries,
    messages,
    departmentsOf,
    viewers,
    colleagues,
    users,
    departments,
    pages,
    said,
    administrators,
    requests,
    leads,
    offers,
    alerts,
    boxes,
  ] = await Promise.all([
    presentSummaries(ctx, changed),
    presentMessages(db, messageIds),
    readDepartmentsOf(
      db,
      mentioned.filter((id) => !changed.includes(id)),
    ),
    listViewers(db, viewed),
    presentColleagues(db, userIds),
    userIds.length === 0 ? [] : listUsers(db, userIds),
    departmentIds.length === 0 ? [] : listDepartments(db, departmentIds),
    presentPages(db, subjects('page.changed')),
    presentRoomMessages(db, subjects('room.message-added')),
    isOfSetup ? listAdministratorIds(db) : [],
    listAnsweredRequests(db, answered),
    answered.length + raised.length === 0 ? [] : listLeads(db),
    presentOffers(ctx, subjects('offers.changed')),
    presentAlerts(db, raised),
    presentBoxes(db, subjects('notices.changed')),
  ]);
  const byId = <T extends { id: string }>(items: readonly T[]) =>
    new Map(items.map((item) => [item.id as string, item]));
  return {
    summaries: byId(summaries),
    messages: byId(messages),
    departmentOf: new Map([
      ...departmentsOf.map(({ id, departmentId }) => [id, departmentId] as const),
      ...summaries.map(({ id, department }) => [id as string, department.id as string] as const),
    ]),
    viewers,
    colleagues: byId(colleagues),
    disabled: new Set(users.filter((user) => user.disabledAt !== null).map((user) => user.id)),
    departments: byId(departments),
    pages: byId(pages),
    said: new Map(said.map((one) => [one.message.id, one])),
    administrators,
    requests: byId(requests),
    leads,
    offers,
    alerts,
    boxes,
  };
}

const toEverybody = (json: string): PreparedEvent => ({
  userId: null,
  departmentId: null,
  json,
  leftDepartments: [],
  leftJson: null,
});

function prepare(change: GatheredChange, state: State): PreparedEvent[] {
  const { kind, subjectId } = change;
  switch (kind) {
    case 'conversation.changed':
      return conversationChanged(change, state);
    case 'message.added':
    case 'message.changed': {
      const message = state.messages.get(change.messageId ?? '');
      const departmentId = state.departmentOf.get(subjectId);
      if (!departmentId) return [];
      const json = message
        ? text({ kind, conversationId: message.conversationId, message })
        : messageRemoved(change);
      return [{ ...toEverybody(json), departmentId, conversationId: subjectId }];
    }
    case 'viewers.changed': {
      const departmentId = state.departmentOf.get(subjectId);
      const event = viewersChanged(subjectId, state);
      return departmentId ? [{ ...event, departmentId, conversationId: subjectId }] : [];
    }
    case 'conversation.details-changed': {
      const departmentId = state.departmentOf.get(subjectId);
      const json = JSON.stringify({ kind, conversationId: subjectId });
      return departmentId ? [{ ...toEverybody(json), departmentId, conversationId: subjectId }] : [];
    }
    case 'survey.answered':
      return surveyAnswered(subjectId, state);
    case 'colleague.changed': {
      const colleague = state.colleagues.get(subjectId);
      // Who was disabled leaves the list of colleagues, for which there is no event of its own: it is rare.
      if (!colleague || state.disabled.has(subjectId)) return [toEverybody(ME_CHANGED)];
      return [toEverybody(text({ kind, colleague }))];
    }
    case 'department.changed': {
      const row = state.departments.get(subjectId);
      return [toEverybody(row ? text({ kind, department: toDepartmentRef(row) }) : ME_CHANGED)];
    }
    case 'page.changed': {
      const page = state.pages.get(subjectId);
      if (!page) return [toEverybody(ME_CHANGED)];
      // Who may not see the page may still see a conversation of it that was handed over: its page has changed too.
      const left = { leftDepartments: 'all' as const, leftJson: ME_CHANGED };
      return [{ ...toEverybody(text({ kind, page })), departmentId: page.departmentId, ...left }];
    }
    case 'room.message-added': {
      const one = state.said.get(subjectId);
      if (!one) return [];
      return toAdministrators(text({ kind, message: one.message }), state, one.seenBy);
    }
    case 'checklist.changed':
    case 'units.changed':
      return toAdministrators(text({ kind }), state, null);
    case 'operating-hours.changed':
    case 'bans.changed':
    case 'automated-texts.changed':
    case 'privacy-policy.changed':
    case 'work-stream.changed':
    case 'presences.changed':
    case 'triggers.changed':
    case 'translation.changed':
      return [toEverybody(text({ kind }))];
    case 'offers.changed':
      return [
        {
          ...toEverybody(text({ kind, offers: state.offers.get(subjectId) ?? [] })),
          userId: subjectId,
        },
      ];
    case 'customer.changed': {
      const json = JSON.stringify({ kind, customerId: subjectId });
      if (change.departments.size === 0) return [toEverybody(json)];
      return [...change.departments].map((departmentId) => ({ ...toEverybody(json), departmentId }));
    }
    case 'customer-fields.changed':
      return [toEverybody(text({ kind }))];
    case 'alert.raised': {
      const need = state.alerts.get(subjectId);
      if (!need) return [];
      const json = text({ kind, need });
      return leadsOf('department' in need ? need.department.id : null, state).map((userId) => ({
        ...toEverybody(json),
        userId,
      }));
    }
    case 'notices.changed': {
      const box = state.boxes.get(subjectId);
      return box ? [{ ...toEverybody(text({ kind, box })), userId: subjectId }] : [];
    }
    case 'me.changed':
      return [{ ...toEverybody(ME_CHANGED), userId: subjectId }];
  }
}

/** Each by name: supervisors see the same departments, and must not hear it. */
function toAdministrators(json: string, { administrators }: State, onlyTo: string | null): PreparedEvent[] {
  const hearers = administrators.filter((id) => onlyTo === null || id === onlyTo);
  return hearers.map((userId) => ({ ...toEverybody(json), userId }));
}

/** To each of them by name: what others are told of an agent's work is for those who lead. */
function surveyAnswered(requestId: string, state: State): PreparedEvent[] {
  const request = state.requests.get(requestId);
  if (!request) return [];
  const { number, score: value, scoreOf: outOf, agentId } = request;
  const score = value === null || outOf === null ? null : { value, outOf };
  const json = JSON.stringify({
    kind: 'survey.answered',
    requestId,
    conversationId: request.conversationId,
    number,
    contactName: contactName(request.contactName, request.psid),
    score,
    isLow: score !== null && isLowScore(score),
  });
  const leads = leadsOf(request.departmentId, state);
  const hearers = new Set([...leads, ...(agentId === null ? [] : [agentId])]);
  return [...hearers].map((userId) => ({ ...toEverybody(json), userId }));
}

/** Those who lead a department; where it is not known, the whole desk. */
function leadsOf(departmentId: string | null, { leads }: State): string[] {
  return leads
    .filter(({ sight }) => sight === 'all' || (departmentId !== null && sight.includes(departmentId)))
    .map(({ id }) => id);
}

function conversationChanged({ subjectId, departments }: GatheredChange, state: State): PreparedEvent[] {
  const conversation = state.summaries.get(subjectId);
  if (!conversation) {
    // It was erased: who could see it takes it from the screen.
    const json = JSON.stringify({ kind: 'conversation.removed', conversationId: subjectId });
    return [...departments].map((departmentId) => ({ ...toEverybody(json), departmentId }));
  }
  return [
    {
      userId: null,
      departmentId: conversation.department.id,
      conversationId: conversation.id,
      json: text({ kind: 'conversation.changed', conversation }),
      leftDepartments: [...departments],
      leftJson: text({ kind: 'conversation.removed', conversationId: conversation.id }),
    },
  ];
}

/** A message that was told of and is no longer there. */
function messageRemoved({ subjectId, messageId }: GatheredChange): string {
  return JSON.stringify({ kind: 'message.removed', conversationId: subjectId, messageId });
}

/** Who else has it open: each viewer hears of the others. */
function viewersChanged(conversationId: string, state: State): PreparedEvent {
  const viewers = state.viewers
    .filter((viewer) => viewer.conversationId === conversationId)
    .map(({ id, name }) => ({ id, name }));
  const textWithout = (userId: string | null) =>
    JSON.stringify({
      kind: 'viewers.changed',
      conversationId,
      viewers: viewers.filter((viewer) => viewer.id !== userId),
    });
  return {
    ...toEverybody(textWithout(null)),
    variants: new Map(viewers.map(({ id }) => [id, textWithout(id)])),
  };
}

/** Who hears: what they see, and the conversations in which they take part. */
export interface Hearer {
  userId: string;
  sight: Sight;
  parts: readonly string[];
}

/** What somebody hears of an event; null for nothing. */
export function textFor(event: PreparedEvent, { userId, sight, parts }: Hearer): string | null {
  if (event.userId !== null) return event.userId === userId ? event.json : null;
  const takesPart = event.conversationId !== undefined && parts.includes(event.conversationId);
  if (event.departmentId === null || takesPart || sees(sight, event.departmentId)) {
    return event.variants?.get(userId) ?? event.json;
  }
  const { leftDepartments } = event;
  const hasLeft = leftDepartments === 'all' || leftDepartments.some((id) => sees(sight, id));
  return hasLeft ? event.leftJson : null;
}

function sees(sight: Sight, departmentId: string): boolean {
  return sight === 'all' || sight.includes(departmentId);
}
