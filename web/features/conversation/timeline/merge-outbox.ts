import { splitText } from '../../../../contract/split-text.ts';
import { attachmentId, messageId } from '../../../../contract/ids.ts';
import { limits, type Attachment, type Message, type Upload } from '../../../../contract/messages.ts';
import type { MessageTemplate } from '../../../../contract/templates.ts';
import type { OutboxEntry } from '../outbox.ts';
import { keyOfMessage, type ShownMessage } from './shown-message.ts';

/** The timeline with what is on its way at its end; an entry that the server already has is not shown twice. */
export function mergeOutbox(
  messages: readonly Message[],
  entries: readonly OutboxEntry[],
  shown: WeakMap<Message | OutboxEntry, ShownMessage[]>,
): ShownMessage[] {
  const arrived = new Set(messages.map((message) => message.clientId));
  return [
    ...messages.flatMap((message) => remember(shown, message, () => [toShown(message)])),
    ...entries
      .filter((entry) => !arrived.has(entry.clientId))
      .flatMap((entry) => remember(shown, entry, () => toShownEntry(entry))),
  ];
}

/** `mergeOutbox` that remembers what it made, so that what did not change is the same object at the next drawing. */
export function createMerger(): (
  messages: readonly Message[],
  entries: readonly OutboxEntry[],
) => ShownMessage[] {
  const known = new WeakMap<Message | OutboxEntry, ShownMessage[]>();
  return (messages, entries) => mergeOutbox(messages, entries, known);
}

function remember(
  known: WeakMap<Message | OutboxEntry, ShownMessage[]>,
  of: Message | OutboxEntry,
  make: () => ShownMessage[],
): ShownMessage[] {
  const before = known.get(of);
  if (before) return before;
  const made = make();
  known.set(of, made);
  return made;
}

function toShown(message: Message): ShownMessage {
  return { key: keyOfMessage(message), message, entry: null };
}

/** What one reply goes out as: its text in parts, each file as a message of its own. */
export type ReplyPart =
  | { kind: 'text'; text: string }
  | { kind: 'file'; upload: Upload }
  | { kind: 'template'; template: MessageTemplate; media: Upload | null };

/** In the order in which the server sends them: the words, then each file, then what Messenger draws by itself. */
export function partsOf(
  reply: { text: string; uploads: readonly Upload[]; template?: MessageTemplate | null },
  maxLength: number = limits.textUnits,
): ReplyPart[] {
  const { template = null } = reply;
  const media = template?.kind === 'media' ? (reply.uploads.find(isMedia) ?? null) : null;
  return [
    ...splitText(reply.text, maxLength).map((text): ReplyPart => ({ kind: 'text', text })),
    ...reply.uploads
      .filter((upload) => upload !== media)
      .map((upload): ReplyPart => ({ kind: 'file', upload })),
    ...(template === null ? [] : [{ kind: 'template' as const, template, media }]),
  ];
}

function isMedia({ kind }: Upload): boolean {
  return kind === 'image' || kind === 'video';
}

function toShownEntry(entry: OutboxEntry): ShownMessage[] {
  const parts =
    entry.kind === 'note'
      ? [{ text: entry.text, uploads: entry.uploads, template: null }]
      : partsOf(entry).map(contentOf);
  return parts.map(({ text, uploads, template }, index) => {
    const message = toMessage(entry, {
      text,
      uploads,
      template,
      // As the server does it: in Messenger they vanish with the next message.
      withButtons: index === parts.length - 1,
      part: parts.length > 1 ? { index: index + 1, of: parts.length } : null,
    });
    return { key: keyOfMessage(message), message, entry };
  });
}

function contentOf(
  part: ReplyPart,
): Pick<OutboxEntry, 'text' | 'uploads'> & { template: MessageTemplate | null } {
  switch (part.kind) {
    case 'text':
      return { text: part.text, uploads: [], template: null };
    case 'file':
      return { text: '', uploads: [part.upload], template: null };
    case 'template':
      return { text: '', uploads: part.media === null ? [] : [part.media], template: part.template };
  }
}

function toMessage(
  entry: OutboxEntry,
  content: {
    text: string;
    uploads: readonly Upload[];
    template: MessageTemplate | null;
    withButtons: boolean;
    part: Message['part'];
  },
): Message {
  return {
    // No server has named it yet; the click's own id is unique enough to be drawn by.
    id: messageId.parse(entry.clientId),
    conversationId: entry.conversationId,
    version: 0,
    kind: entry.kind === 'note' ? 'note' : 'message',
    direction: entry.kind === 'note' ? null : 'out',
    author: { kind: 'user', id: entry.author.id, name: entry.author.name },
    text: content.text === '' ? null : content.text,
    at: entry.createdAt,
    createdAt: entry.createdAt,
    status: entry.state === 'refused' ? 'failed' : entry.state === 'waiting' ? 'queued' : 'sending',
    failure: null,
    comment: null,
    attachments: content.uploads.map(toAttachment),
    quickReplies:
      content.withButtons && entry.kind === 'reply'
        ? entry.quickReplies.map(({ title, payload }) => ({ title, payload: payload ?? title }))
        : [],
    template: content.template,
    tapped: null,
    replyTo:
      entry.replyTo === null || (content.part !== null && content.part.index > 1)
        ? null
        : {
            messageId: entry.replyTo.messageId,
            text: entry.replyTo.text,
            authorName: entry.replyTo.authorName,
          },
    reactions: [],
    editedAt: null,
    edits: [],
    unsentAt: null,
    unsupported: false,
    activity: null,
    automation: null,
    answers: null,
    purpose:
      entry.purpose === undefined ? null : { kind: entry.purpose.kind, words: entry.purpose.words ?? null },
    ...ownWordsOf(entry, content.part),
    clientId: entry.clientId,
    part: content.part,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
  };
}

/** As the server keeps them: with the first of its parts. */
function ownWordsOf({ ownWords }: OutboxEntry, part: Message['part']): Pick<Message, 'translations'> {
  if (ownWords === undefined || (part !== null && part.index > 1)) return {};
  const { text, language, sentIn } = ownWords;
  const made = { madeBy: 'author', state: 'done', problem: null } as const;
  return { translations: [{ ...made, language, text, otherLanguage: sentIn }] };
}

function toAttachment(upload: Upload): Attachment {
  return {
    id: attachmentId.parse(upload.id),
    kind: upload.kind,
    rawType: upload.kind,
    name: upload.name,
    sizeBytes: upload.sizeBytes,
    mimeType: upload.mimeType,
    width: upload.width,
    height: upload.height,
    url: upload.url,
    state: 'stored',
    failure: null,
    title: null,
    link: null,
    coordinates: null,
  };
}
