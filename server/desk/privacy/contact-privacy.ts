import type { ContactPrivacy, OriginalText } from '../../../contract/privacy.ts';
import type { Secrets } from '../../kit/secrets.ts';
import {
  findContactPrivacy,
  findFileOfPerson,
  findPerson,
  readPersonData,
  setHold,
} from '../../store/person-data.ts';
import { readCustomersOf } from '../../store/customer-privacy.ts';
import { listSealedTexts } from '../../store/sealed-texts.ts';
import type { ServedFile } from '../../store/files.ts';
import { actorId, requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { openText } from './read-original.ts';

/** What an administrator may know about one customer's data. @throws Problem `not-found`. */
export async function readContactPrivacy(ctx: Context, contactId: string): Promise<ContactPrivacy> {
  requireRight(ctx.actor, 'manage-privacy');
  const found = await findContactPrivacy(ctx.db, contactId);
  if (!found) throw notFound('customer');
  const { erasure } = found;
  return {
    contactId: found.id as ContactPrivacy['contactId'],
    consent: found.consent ?? 'none',
    consentVersion: found.consentVersion,
    consentAt: found.consentAt?.toISOString() ?? null,
    heldAt: found.heldAt?.toISOString() ?? null,
    erasure: erasure && {
      requestedAt: erasure.requestedAt.toISOString(),
      doneAt: erasure.doneAt?.toISOString() ?? null,
    },
  };
}

/**
 * Puts a person under legal hold, on all pages where they are proved to be the same, or takes it from them: while it
 * stands nothing of theirs is deleted, neither by age nor on request. @throws Problem `not-found`.
 */
export async function holdContact(
  ctx: Context,
  contactId: string,
  { isHeld }: { isHeld: boolean },
): Promise<ContactPrivacy> {
  requireRight(ctx.actor, 'manage-privacy');
  await change(ctx, async (story) => {
    const person = await findPerson(story.tx, contactId);
    if (person.length === 0) throw notFound('customer');
    const hold = isHeld ? { at: ctx.clock.now(), by: actorId(ctx.actor) } : null;
    await setHold(
      story.tx,
      person.map((contact) => contact.id),
      hold,
    );
    const action = isHeld ? 'person.held' : 'person.hold-lifted';
    await audit(ctx, story, { action, subjectId: contactId, detail: { contacts: person.length } });
  });
  return readContactPrivacy(ctx, contactId);
}

/** All that is held of a person, in the shape in which it is stored. Files are named by their hash and fetched beside. */
export type PersonExport = {
  exportedAt: string;
  /** Their cards. */
  customers: Awaited<ReturnType<typeof readCustomersOf>>;
  /** What was masked, by message; absent unless it was asked for. */
  originals?: (OriginalText & { messageId: string })[];
} & Awaited<ReturnType<typeof readPersonData>>;

/**
 * Administrators only; the log keeps that it was done. Notes of the team are not the customer's.
 *
 * @param originals  opens what was masked as well; null: it stays out.
 * @throws Problem `not-found`, and as `openText` does.
 */
export async function exportPerson(
  ctx: Context,
  contactId: string,
  originals: Secrets | null = null,
): Promise<PersonExport> {
  requireRight(ctx.actor, 'manage-privacy');
  return change(ctx, async (story) => {
    const person = await findPerson(story.tx, contactId);
    if (person.length === 0) throw notFound('customer');
    const contactIds = person.map((contact) => contact.id);
    const data = await readPersonData(story.tx, contactIds);
    const customers = await readCustomersOf(story.tx, contactIds);
    const opened = originals && (await openOriginals(story, originals, data));
    const detail = {
      contacts: person.length,
      messages: data.messages.length,
      ...(opened ? { originals: opened.length } : {}),
    };
    await audit(ctx, story, { action: 'person.exported', subjectId: contactId, detail });
    const exportedAt = ctx.clock.now().toISOString();
    return { exportedAt, customers, ...data, ...(opened ? { originals: opened } : {}) };
  });
}

async function openOriginals(
  { tx }: Change,
  secrets: Secrets,
  { messages }: Awaited<ReturnType<typeof readPersonData>>,
): Promise<NonNullable<PersonExport['originals']>> {
  const sealed = await listSealedTexts(
    tx,
    messages.map(({ id }) => String(id)),
  );
  return sealed.map((each) => ({ messageId: each.messageId, ...openText(secrets, each) }));
}

/** A file that an export names. Administrators only. @throws Problem `not-found`. */
export async function openFileOfPerson(
  ctx: Context,
  contactId: string,
  attachmentId: string,
): Promise<ServedFile> {
  requireRight(ctx.actor, 'manage-privacy');
  const file = await findFileOfPerson(ctx.db, contactId, attachmentId);
  if (!file) throw notFound('file');
  return file;
}
