import { uuidOf } from '../../kit/uuid-of.ts';
import { writeNews } from '../../store/change-news.ts';
import { countShutOut } from '../../store/bans.ts';
import type { MessageFact } from '../../store/inbound-facts.ts';
import {
  applyWatermarks,
  insertEarlyMarks,
  insertOutsideResponses,
  renewMessages,
  updateMessages,
  upsertReactions,
  writeInbound,
} from '../../store/inbound-writes.ts';
import type { Tx } from '../../store/db.ts';
import { insertRoutingDecisions, moveRouted } from '../../store/routing-rules.ts';
import {
  countSkips,
  insertThreads,
  moveThreads,
  recountContacts,
  recountThreadWaits,
  renameAuthors,
  upsertCommentReactions,
  upsertComments,
} from '../../store/thread-writes.ts';
import type { NewLiveEvent } from '../../store/live-log.ts';
import { translationJobs } from '../translation/jobs-of-plan.ts';
import type { ApplyContext, Plan, PlannedConversation } from './plan.ts';

/** Writes a plan: rows, then the news of them, then what is left to do. */
export async function writePlan({ tx, now }: ApplyContext, plan: Plan): Promise<void> {
  const contacts = [...plan.contacts.values()];
  const threads = [...plan.threads.byId.values()];
  const known = [...contacts, ...threads].flatMap((place) => place.conversations);
  const conversations = known.filter((each) => each.isChanged);
  const opened = conversations.filter((each) => each.isNew);
  const messages = [...plan.messagesById.values()];
  const added = messages.flatMap((message) => (message.isNew ? message.row : []));
  const changed = messages.filter((message) => !message.isNew && message.isChanged);

  const rows = {
    contacts: rowsOf(contacts.filter((each) => each.isChanged)),
    newConversations: opened
      .map(({ row, born }) => ({
        ...row,
        mode: born.mode,
        workStreamId: born.workStreamId,
        units: born.units,
      }))
      .toSorted(byId),
    tags: opened.flatMap(({ row, born }) => born.tagIds.map((tagId) => ({ conversationId: row.id, tagId }))),
    conversations: conversations.filter(needsUpdate).map(updateOf).toSorted(byId),
    messages: added,
    attachments: plan.attachments,
  };
  const isPublic = threads.length > 0 || plan.threads.skips.size > 0;
  if (isPublic) {
    await insertThreads(tx, rowsOf(threads.filter((each) => each.isNew)), now);
    await moveThreads(tx, rowsOf(threads.filter((each) => !each.isNew && each.isMoved === true)));
  }
  await writeInbound(tx, rows, now);
  await moveRouted(tx, plan.routing.moves, now);
  await insertRoutingDecisions(tx, plan.routing.decisions);
  await updateMessages(tx, rowsOf(changed));
  if (isPublic) await writeThreads(tx, plan, conversations, now);
  await insertOutsideResponses(tx, plan.responses);
  await insertEarlyMarks(tx, keptMarks(plan), now);
  await countShutOut(tx, [...plan.shutOut.values()], now);

  const addedIds = new Set(added.map((each) => each.id));
  const reacted = [
    ...(await upsertReactions(tx, [...plan.reactions.values()])),
    ...(await upsertCommentReactions(tx, [...plan.threads.reactions.values()])),
  ];
  const renewed = reacted.filter((id) => !addedIds.has(id)).toSorted();
  await renewMessages(tx, renewed);
  const waiting = contacts.filter((each) => each.needsWatermarks && hasWatermark(each.row));
  const raised = await applyWatermarks(tx, waiting.map((each) => each.row.id).toSorted());

  const changedRows = [
    ...changed.map((each) => each.row),
    ...renewed.flatMap((id) => plan.messagesById.get(id)?.row ?? []),
  ];
  await writeNews(
    tx,
    {
      events: [
        ...newsOf(conversations, added, [...changedRows, ...raised], plan.routing.left),
        ...newsOfFollowed(opened, known),
      ],
      jobs: [...plan.jobs, ...translationJobs(plan)],
    },
    now,
  );
}

/** What only comments have; none of it for a batch of messages alone. */
async function writeThreads(
  tx: Tx,
  { threads }: Plan,
  conversations: readonly PlannedConversation[],
  now: Date,
): Promise<void> {
  const changed = [...threads.comments.values()].filter((each) => each.isNew || each.isChanged);
  await upsertComments(tx, changed.map((each) => each.row).toSorted(byMessage));
  await renameAuthors(tx, threads.authors);
  const recounted = conversations.filter((each) => each.recountContact).map((each) => each.row.id);
  await recountContacts(tx, recounted.toSorted());
  const waits = conversations.filter((each) => each.recountWaiting && each.row.kind === 'comment');
  await recountThreadWaits(tx, waits.map((each) => each.row.id).toSorted());
  await countSkips(tx, [...threads.skips.values()], now);
}

function byMessage(a: { messageId: string }, b: { messageId: string }): number {
  return a.messageId < b.messageId ? -1 : 1;
}

function rowsOf<R extends { id: string }>(planned: readonly { row: R }[]): R[] {
  return planned.map((each) => each.row).toSorted(byId);
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

/** A new one is whole already, unless its messages must be asked who waits. */
function needsUpdate(conversation: PlannedConversation): boolean {
  return !conversation.isNew || (conversation.recountWaiting && conversation.row.kind === 'messenger');
}

/** In a thread who waits is asked when all is written: removals and what is kept aside count too. */
function updateOf({ row, recountWaiting }: PlannedConversation) {
  return { ...row, recountWaiting: recountWaiting && row.kind === 'messenger' };
}

function hasWatermark({
  deliveredUntil,
  readUntil,
}: {
  deliveredUntil: Date | null;
  readUntil: Date | null;
}): boolean {
  return deliveredUntil !== null || readUntil !== null;
}

/** Keys in one order: a mark that waited in the database has them in another than the one it was written with. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function keptMarks(plan: Plan) {
  return [...plan.earlyMarks.values()].flat().map(({ pageId, mid, mark }) => ({
    id: uuidOf(pageId, mid, JSON.stringify(mark, inOrder)),
    pageId,
    mid,
    event: mark,
    at: mark.at,
  }));
}

/** Who looks at a ticket is shown the one that follows on it. */
function newsOfFollowed(
  opened: readonly PlannedConversation[],
  known: readonly PlannedConversation[],
): NewLiveEvent[] {
  const previousIds = new Set(opened.flatMap(({ row }) => row.previousId ?? []));
  if (previousIds.size === 0) return [];
  return known
    .filter(({ row, isNew }) => !isNew && previousIds.has(row.id))
    .map(({ row: { id: subjectId, departmentId } }) => ({
      kind: 'conversation.details-changed',
      subjectId,
      departments: [departmentId],
    }));
}

/** One piece of news per conversation and per message, whatever happened to them. */
function newsOf(
  conversations: readonly PlannedConversation[],
  added: readonly MessageFact[],
  changed: readonly { id: string; conversationId: string; departmentId: string }[],
  left: ReadonlyMap<string, string>,
): NewLiveEvent[] {
  const told = new Set(added.map((each) => each.id));
  const news: NewLiveEvent[] = conversations.map(({ row }) => ({
    kind: 'conversation.changed',
    subjectId: row.id,
    departments: [row.departmentId, ...(left.has(row.id) ? [left.get(row.id) ?? ''] : [])],
  }));
  for (const { conversationId: subjectId, id: messageId, departmentId } of added) {
    news.push({ kind: 'message.added', subjectId, messageId, departments: [departmentId] });
  }
  for (const { id: messageId, conversationId: subjectId, departmentId } of changed) {
    if (told.has(messageId)) continue;
    told.add(messageId);
    news.push({ kind: 'message.changed', subjectId, messageId, departments: [departmentId] });
  }
  return news;
}
