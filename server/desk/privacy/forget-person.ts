import { itemAt, splitEnvelope } from '../../facebook/webhook/envelope.ts';
import { asId, asObject, parseJson, type JsonValue } from '../../facebook/json.ts';
import {
  deleteMessages,
  deleteSetAsideOf,
  emptyConversations,
  findErasure,
  findPerson,
  forgetContacts,
  insertErasure,
  noteErasure,
  readJournal,
  rewriteDelivery,
} from '../../store/person-data.ts';
import { forgetCustomers, listCardsOf } from '../../store/customer-privacy.ts';
import { endAllParticipants } from '../../store/participants.ts';
import { anonymiseSurveys } from '../../store/survey-requests.ts';
import { deleteTranscriptsOf } from '../../store/transcripts.ts';
import { deleteVariablesOf } from '../../store/variables.ts';
import { actorId, requireRight } from '../access.ts';
import { noteErased } from '../backfill/reach-back.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { tellCustomer } from '../customers/tell.ts';
import { erasePersonJob } from '../jobs.ts';
import { conflict, notFound } from '../problems.ts';
import { readContactPrivacy } from './contact-privacy.ts';
import type { ContactPrivacy } from '../../../contract/privacy.ts';

/**
 * Asks for all that is held of a person to be removed: on this page, and on those where something proves that it is
 * the same person. It goes on in the background. Asked again while it is under way, it is the same request.
 *
 * @throws Problem `not-found` · `conflict` while the person is under legal hold.
 */
export async function requestErasure(ctx: Context, contactId: string): Promise<ContactPrivacy> {
  requireRight(ctx.actor, 'manage-privacy');
  const before = await readContactPrivacy(ctx, contactId);
  if (before.erasure) return before;
  await change(ctx, async (story) => {
    const person = await findPerson(story.tx, contactId);
    if (person.length === 0) throw notFound('customer');
    await beginErasure(ctx, story, { person, subjectId: contactId });
  });
  return readContactPrivacy(ctx, contactId);
}

/** The contacts that are one person. */
export type Person = Awaited<ReturnType<typeof findPerson>>;

/** Writes down that these contacts shall be erased, and sets the work going. @throws Problem `conflict` under hold. */
export async function beginErasure(
  ctx: Context,
  story: Change,
  { person, subjectId }: { person: Person; subjectId: string },
): Promise<void> {
  requireFree(person);
  const id = ctx.newId();
  const contactIds = person.map((contact) => contact.id);
  const requestedAt = ctx.clock.now();
  await insertErasure(story.tx, { id, contactIds, requestedBy: actorId(ctx.actor), requestedAt });
  story.enqueue(erasePersonJob({ id }));
  const detail = { erasure: id, contacts: contactIds.length };
  await audit(ctx, story, { action: 'person.erasure-requested', subjectId, detail });
}

function requireFree(person: Person): void {
  if (person.some((contact) => contact.heldAt !== null)) {
    throw conflict('This customer is under legal hold. Take the hold away first.');
  }
}

const messagesAtOnce = 500;
const deliveriesAtOnce = 2_000;

/** What was removed so far, and where the journal is being read. */
interface Progress {
  messages: number;
  attachments: number;
  deliveries: number;
  setAside: number;
  journalAfter: number;
}

const nothingYet: Progress = { messages: 0, attachments: 0, deliveries: 0, setAside: 0, journalAfter: 0 };

/**
 * Does a piece of an erasure: messages first, then the journal, and the person last of all, so that what they write
 * meanwhile is found too. Each piece is a transaction of its own with its progress; safe to run again at any point.
 * Under hold it waits. No access check: who asked was checked.
 *
 * @returns whether it is over.
 */
export async function eraseSome(ctx: Context, erasureId: string): Promise<'done' | 'more' | 'held'> {
  const erasure = await findErasure(ctx.db, erasureId);
  if (!erasure || erasure.doneAt !== null) return 'done';
  const contactIds = erasure.contactIds;
  const progress: Progress = { ...nothingYet, ...(erasure.counts as Partial<Progress>) };
  const person = await personOf(ctx, contactIds);
  if (person.some((contact) => contact.heldAt !== null)) return 'held';

  const deleted = await change(ctx, async (story) => {
    const some = await deleteMessages(story.tx, { contactIds }, messagesAtOnce);
    announceGone(story, some.gone);
    progress.messages += some.messages;
    progress.attachments += some.attachments;
    if (some.messages > 0) await noteErasure(story.tx, erasureId, { counts: progress });
    return some.messages;
  });
  if (deleted > 0) return 'more';

  const psids = person.map(({ facebookPageId, psid }) => ({ facebookPageId, psid }));
  if (await cleanJournal(ctx, erasureId, psids, progress, erasure.requestedAt)) return 'more';
  return finish(ctx, erasureId, contactIds, psids, progress);
}

async function personOf(ctx: Context, contactIds: readonly string[]): Promise<Person> {
  const found = await Promise.all(contactIds.map((id) => findPerson(ctx.db, id)));
  return found.flat().filter((contact) => contactIds.includes(contact.id));
}

interface Key {
  facebookPageId: string;
  psid: string;
}

/** Takes a person's items out of a stretch of the journal. @returns whether there is more of it. */
async function cleanJournal(
  ctx: Context,
  erasureId: string,
  keys: readonly Key[],
  progress: Progress,
  receivedBefore: Date,
): Promise<boolean> {
  if (keys.length === 0) return false;
  return change(ctx, async ({ tx }) => {
    const { lastId, found } = await readJournal(tx, {
      after: progress.journalAfter,
      needles: keys.map((key) => key.psid),
      receivedBefore,
      limit: deliveriesAtOnce,
    });
    for (const delivery of found) {
      const body = withoutPerson(delivery.body, keys);
      if (body === null) continue;
      await rewriteDelivery(tx, { ...delivery, body });
      progress.deliveries += 1;
    }
    if (lastId === null) return false;
    progress.journalAfter = lastId;
    await noteErasure(tx, erasureId, { counts: progress });
    return true;
  });
}

/**
 * A body in which null stands in place of a person's items: the others keep their places, which is how the queue and
 * what was set aside name them. Null when it holds none of theirs.
 */
export function withoutPerson(raw: Buffer, keys: readonly Key[]): Buffer | null {
  const envelope = splitEnvelope(raw);
  if (!envelope.ok) return null;
  const body = parseJson(raw.toString());
  const theirs = envelope.items.filter(({ pageId, personKey, position }) => {
    const author = position.list === 'changes' ? authorOfChange(itemAt(body, position).item) : null;
    return keys.some(
      ({ facebookPageId, psid }) => facebookPageId === pageId && (psid === personKey || psid === author),
    );
  });
  if (theirs.length === 0) return null;
  for (const { position } of theirs) {
    const { list } = position;
    if (list === 'entry' || itemAt(body, position).item === undefined) continue;
    const items = listAt(body, position.entry, list);
    if (items) items[position.index] = null;
  }
  return Buffer.from(JSON.stringify(body));
}

/** Who wrote or did what a change of the feed tells, in its new form and its old one. */
function authorOfChange(item: JsonValue | undefined): string | null {
  const value = asObject(asObject(item)?.['value']);
  return asId(asObject(value?.['from'])?.['id']) ?? asId(value?.['sender_id']);
}

function listAt(body: JsonValue, entry: number, list: string): JsonValue[] | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const entries = body['entry'];
  const at = Array.isArray(entries) ? entries[entry] : undefined;
  if (typeof at !== 'object' || at === null || Array.isArray(at)) return null;
  const items = at[list];
  return Array.isArray(items) ? items : null;
}

/** Nothing of theirs is left: the contact becomes nobody, in the transaction that makes sure of it. */
async function finish(
  ctx: Context,
  erasureId: string,
  contactIds: readonly string[],
  keys: readonly Key[],
  progress: Progress,
): Promise<'done' | 'more'> {
  return change(ctx, async (story) => {
    const { tx } = story;
    const late = await deleteMessages(tx, { contactIds }, messagesAtOnce);
    announceGone(story, late.gone);
    progress.messages += late.messages;
    progress.attachments += late.attachments;
    for (const key of keys) progress.setAside += await deleteSetAsideOf(tx, key);
    if (late.messages >= messagesAtOnce) {
      await noteErasure(tx, erasureId, { counts: progress });
      return 'more';
    }
    const conversations = await emptyConversations(tx, contactIds, ctx.clock.now());
    await deleteVariablesOf(tx, contactIds);
    await deleteTranscriptsOf(tx, contactIds);
    await anonymiseSurveys(tx, contactIds, ctx.clock.now());
    for (const id of await listCardsOf(tx, contactIds)) await tellCustomer(story, id);
    await forgetCustomers(tx, contactIds);
    await forgetContacts(tx, contactIds);
    for (const key of keys) await noteErased(tx, key, ctx.clock.now());
    const { messages, attachments, deliveries, setAside } = progress;
    const counts = { messages, attachments, deliveries, setAside, conversations: conversations.length };
    await noteErasure(tx, erasureId, { counts, doneAt: ctx.clock.now() });
    await audit(ctx, story, { action: 'person.erased', subjectId: contactIds[0] ?? null, detail: counts });
    const ids = conversations.map(({ id }) => id);
    for (const subjectId of await endAllParticipants(tx, ids, ctx.clock.now())) {
      story.announce({ kind: 'me.changed', subjectId });
      story.announce({ kind: 'offers.changed', subjectId });
    }
    for (const { id, departmentId } of conversations) {
      story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
    }
    return 'done';
  });
}

function announceGone(
  story: Change,
  gone: readonly { id: string; conversationId: string; departmentId: string }[],
): void {
  for (const { id, conversationId, departmentId } of gone) {
    const departments = [departmentId];
    story.announce({ kind: 'message.changed', subjectId: conversationId, messageId: id, departments });
  }
}
