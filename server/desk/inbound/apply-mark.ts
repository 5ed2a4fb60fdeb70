import { heed, moderate, reactToComment } from './comment-marks.ts';
import type { Mark } from './mark.ts';
import { earliest, midKey, type Plan, type PlannedMessage, pushTo } from './plan.ts';

/** Puts a mark on its message, or keeps it until the message comes. @returns the message that changed, if any. */
export function markMessage(plan: Plan, pageId: string, mid: string, mark: Mark): PlannedMessage | null {
  const message = plan.messages.get(midKey(pageId, mid));
  if (!message) {
    pushTo(plan.earlyMarks, midKey(pageId, mid), { pageId, mid, mark });
    return null;
  }
  return applyMark(plan, message, mark) ? message : null;
}

/** Puts what came before a message on it. */
export function applyEarlyMarks(plan: Plan, message: PlannedMessage): void {
  const { pageId, mid } = message.row;
  if (mid === null) return;
  const key = midKey(pageId, mid);
  for (const { mark } of plan.earlyMarks.get(key) ?? []) applyMark(plan, message, mark);
  plan.earlyMarks.delete(key);
}

/** @returns whether the message's own row changed. Reactions are rows of their own: the database tells. */
function applyMark(plan: Plan, message: PlannedMessage, mark: Mark): boolean {
  const isChanged = changeBy(plan, message, mark);
  // What was said in public is kept for the record, whoever removed it.
  const isKept = plan.keepsUnsent.has(message.row.pageId) || plan.threads.comments.has(message.row.id);
  if (isChanged && message.row.unsentAt !== null && !isKept) empty(message);
  if (isChanged) message.isChanged = true;
  return isChanged;
}

/** Of what was taken back the words go; that there was something, and when it was changed, stays. */
function empty({ row }: PlannedMessage): void {
  row.text = null;
  row.withheldText = null;
  row.edits = readEdits(row.edits).map((each) => ({ ...each, text: null }));
}

function changeBy(plan: Plan, message: PlannedMessage, mark: Mark): boolean {
  switch (mark.kind) {
    case 'reaction':
      react(plan, message, mark);
      return false;
    case 'edit':
      return edit(plan, message, mark);
    case 'unsend':
      return unsend(message, mark.at);
    case 'delivered':
      return deliver(message, mark.at);
    case 'quote':
      return linkQuote(plan, message, mark.messageId);
    case 'moderation':
      return moderate(plan, message, mark);
    case 'feed-reaction':
      reactToComment(plan, message, mark);
      return false;
    case 'held':
      return false;
  }
}

function react(plan: Plan, message: PlannedMessage, mark: Extract<Mark, { kind: 'reaction' }>): void {
  const key = `${message.row.id} ${mark.by}`;
  const before = plan.reactions.get(key);
  const isNewer =
    !before ||
    mark.at > before.at ||
    (mark.at.getTime() === before.at.getTime() && (mark.emoji ?? '') > (before.emoji ?? ''));
  if (isNewer)
    plan.reactions.set(key, { messageId: message.row.id, by: mark.by, emoji: mark.emoji, at: mark.at });
}

/** One wording of a message; `from` is null for the first. */
interface Wording {
  number: number;
  text: string | null;
  from: Date | null;
}

/** Puts a wording where it belongs among the others, whatever the order in which we hear of them. */
function edit(plan: Plan, message: PlannedMessage, mark: Extract<Mark, { kind: 'edit' }>): boolean {
  const { row } = message;
  const wordings = wordingsOf(row);
  const isKnown = wordings.some(
    (each) =>
      each.from !== null &&
      (mark.number === null ? each.from.getTime() === mark.at.getTime() : each.number === mark.number),
  );
  if (isKnown) return false;
  if (mark.isIgnorable === false) heed(plan, message);
  const all = [
    ...wordings,
    { number: mark.number ?? wordings.length, text: mark.text, from: mark.at },
  ].toSorted(byTime);
  const last = all.at(-1);
  if (row.withheld) row.withheldText = last?.text ?? null;
  else row.text = last?.text ?? null;
  row.editNumber = last?.number ?? 0;
  row.editedAt = last?.from ?? null;
  row.edits = all.slice(0, -1).map(({ text, number }, at) => ({ text, until: all[at + 1]?.from, number }));
  return true;
}

function wordingsOf(row: PlannedMessage['row']): Wording[] {
  const earlier = readEdits(row.edits);
  return [
    ...earlier.map(({ text, number }, at) => ({ text, number, from: earlier[at - 1]?.until ?? null })),
    { text: row.withheld ? row.withheldText : row.text, number: row.editNumber, from: row.editedAt },
  ];
}

function readEdits(value: unknown): { text: string | null; number: number; until: Date }[] {
  if (!Array.isArray(value)) return [];
  // Written by us alone; in the database the time has become text.
  const edits = value as { text: string | null; number: number; until: string | Date }[];
  return edits.map((each) => ({ ...each, until: new Date(each.until) }));
}

function byTime(a: Wording, b: Wording): number {
  return (a.from?.getTime() ?? 0) - (b.from?.getTime() ?? 0) || a.number - b.number;
}

function unsend({ row }: PlannedMessage, at: Date): boolean {
  const unsentAt = row.unsentAt === null ? at : earliest(row.unsentAt, at);
  if (row.unsentAt?.getTime() === unsentAt.getTime()) return false;
  row.unsentAt = unsentAt;
  return true;
}

function deliver({ row }: PlannedMessage, at: Date): boolean {
  if (row.direction !== 'out' || row.status === 'delivered' || row.status === 'read') return false;
  Object.assign(row, {
    status: 'delivered',
    failure: null,
    sentAt: row.sentAt ?? row.at,
    deliveredAt: row.deliveredAt ?? at,
  });
  return true;
}

function linkQuote(plan: Plan, quoted: PlannedMessage, quotingId: string): boolean {
  const quoting = plan.messagesById.get(quotingId);
  if (quoting && quoting.row.replyToId === null) {
    quoting.row.replyToId = quoted.row.id;
    quoting.isChanged = true;
  }
  return false;
}
