import type { TriggerId } from '../../../contract/ids.ts';
import {
  attachment,
  type Activity,
  type Attachment,
  type Author,
  type Failure,
  type Message,
  type QuickReply,
} from '../../../contract/messages.ts';
import { readMessageViews, type AttachmentView, type MessageViewRow } from '../../store/message-views.ts';
import { presentComment } from '../comments/present-comment.ts';
import { contactName } from '../contacts/contact-ref.ts';
import type { Change, Context } from '../context.ts';
import { presentTranslations } from '../translation/present-translations.ts';
import { readTemplate } from './read-template.ts';

/**
 * Messages as the timeline shows them, in the order of `ids`; those that do not exist are left out.
 * One statement for any number. Enforces no visibility: whoever chose the ids did.
 */
export async function presentMessages(
  db: Context['db'] | Change['tx'],
  ids: readonly string[],
): Promise<Message[]> {
  const rows = new Map((await readMessageViews(db, ids)).map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row ? [presentMessage(row)] : [];
  });
}

/** One message in the words of the contract. Ids get their brands here, at the border of the database. */
function presentMessage(row: MessageViewRow): Message {
  const message = presentWhole(row);
  if (!row.withheld) return message;
  return { ...message, withheld: true, attachments: [], edits: [], tapped: null };
}

function presentWhole(row: MessageViewRow): Message {
  return {
    id: row.id as Message['id'],
    conversationId: row.conversationId as Message['conversationId'],
    version: row.version,
    kind: row.kind,
    direction: row.direction,
    author: presentAuthor(row.authorKind, { ...row, userId: row.authorId, sender: row.trigger?.sender }),
    text: row.text,
    at: row.at.toISOString(),
    createdAt: row.createdAt.toISOString(),
    status: row.status,
    failure: row.failure as Failure | null,
    attachments: (row.attachments ?? []).map(presentAttachment),
    quickReplies: row.quickReplies as QuickReply[],
    template: presentTemplate(row),
    tapped: row.tapped as Message['tapped'],
    replyTo: presentQuote(row),
    reactions: row.reactions ?? [],
    editedAt: row.editedAt?.toISOString() ?? null,
    edits: presentEdits(row),
    unsentAt: row.unsentAt?.toISOString() ?? null,
    unsupported: row.unsupported,
    activity: row.activity as Activity | null,
    comment: presentComment(row),
    automation: row.automation,
    answers: row.answers,
    ...(row.hasOriginal ? { hasOriginal: true } : {}),
    // The column is written by our own verbs alone.
    purpose: row.purpose as Message['purpose'],
    ...presentTranslations(row.translations),
    clientId: row.clientId,
    part:
      row.partIndex === null || row.partCount === null ? null : { index: row.partIndex, of: row.partCount },
    sentAt: row.sentAt?.toISOString() ?? null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    readAt: row.readAt?.toISOString() ?? null,
    ...(row.trigger ? { trigger: { id: row.trigger.id as TriggerId, name: row.trigger.name } } : {}),
  };
}

/** What we sent ourselves; of what was sent elsewhere, as far as we draw it too. */
function presentTemplate(row: MessageViewRow): Message['template'] {
  if (row.template !== null) return row.template as Message['template'];
  const [payload] = (row.attachments ?? []).flatMap((each) =>
    each.kind === 'template' ? [each.payload] : [],
  );
  return payload === undefined ? null : readTemplate(payload);
}

interface Names {
  userId: string | null;
  userName: string | null;
  contactName: string | null;
  psid: string;
  pageName: string;
  /** What the installation calls its bot. */
  sender?: string | undefined;
}

function presentAuthor(kind: MessageViewRow['authorKind'], names: Names): Author {
  switch (kind) {
    case 'customer':
      return { kind, name: contactName(names.contactName, names.psid) };
    case 'user':
      // A row without its user is told as the page's: better than a bubble without a name.
      return names.userId === null || names.userName === null
        ? { kind: 'outside', name: names.pageName }
        : { kind, id: names.userId as Extract<Author, { kind: 'user' }>['id'], name: names.userName };
    case 'outside':
      return { kind, name: names.pageName };
    case 'system':
      return { kind, name: names.sender ?? 'Pagedesk' };
  }
}

function presentAttachment(view: AttachmentView): Attachment {
  return {
    id: view.id as Attachment['id'],
    kind: view.kind,
    rawType: view.rawType,
    name: view.name,
    sizeBytes: view.sizeBytes,
    mimeType: view.mimeType,
    width: view.width,
    height: view.height,
    url: view.state === 'stored' ? `/api/attachments/${view.id}/content` : null,
    state: view.state,
    failure: view.state === 'failed' ? readAttachmentFailure(view.failure) : null,
    title: view.title,
    link: view.link,
    coordinates:
      view.latitude === null || view.longitude === null
        ? null
        : { latitude: view.latitude, longitude: view.longitude },
  };
}

/** An older version wrote words of its own for what Facebook no longer had. */
function readAttachmentFailure(value: string | null): Attachment['failure'] {
  return attachment.shape.failure.safeParse(value).data ?? 'expired';
}

function presentQuote(row: MessageViewRow): Message['replyTo'] {
  if (row.quotedId === null) {
    return row.replyToMid === null ? null : { messageId: null, text: null, authorName: null };
  }
  const author = presentAuthor(row.quotedAuthorKind ?? 'customer', {
    ...row,
    userId: row.quotedUserName === null ? null : row.quotedId,
    userName: row.quotedUserName,
  });
  return { messageId: row.quotedId as Message['id'], text: row.quotedText, authorName: author.name };
}

/**
 * Stored with the number that orders them; told without it. An edit that was noticed and then told once more has the
 * same words twice.
 */
function presentEdits(row: MessageViewRow): Message['edits'] {
  const edits = row.edits as { text: string | null; until: string }[];
  return edits
    .map((edit) => ({ text: edit.text, until: new Date(edit.until).toISOString() }))
    .filter(({ text }, at) => text === null || text !== (edits[at + 1]?.text ?? row.text));
}
