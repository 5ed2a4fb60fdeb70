import { linkOf, stickerIdOf } from '../webhooks/attachment-shapes.ts';
import { holderOf } from '../routing/holder.ts';
import { isoTime } from '../world/iso-time.ts';
import type { AttachmentRecord, MessageRecord, PageRecord, ThreadRecord } from '../world/records.ts';
import { mayAnswer } from '../world/window.ts';
import { readFields, type FieldSpec, type NodeKind } from './fields.ts';
import { fieldsOf, type Edges, type GraphCall } from './graph-call.ts';
import { GraphError, objectMissing, unmodelled } from './graph-error.ts';
import { askedPage, pageOfList } from './paging.ts';
import { requireMessaging } from './require-messaging.ts';
import { requirePageToken } from './require-page-token.ts';
import { requireScope } from './scopes.ts';

/** Only so many newest messages of a conversation can be read in detail. */
const readable = 20;

interface Subject {
  thread: ThreadRecord;
  message: MessageRecord;
}

const messageKind: NodeKind<Subject, GraphCall> = {
  name: 'Message',
  defaults: ['id', 'created_time'],
  readers: {
    id: ({ message }) => message.mid,
    created_time: ({ message }) => isoTime(message.sentAt),
    from: ({ thread, message }, call) =>
      message.from === 'page' ? asPage(call, thread) : asPerson(call, thread),
    to: ({ thread, message }, call) => ({
      data: [message.from === 'page' ? asPerson(call, thread) : asPage(call, thread)],
    }),
    message: ({ message }) => message.text ?? '',
    attachments: ({ message }, call) => {
      const files = message.attachments.filter(({ type }) => type !== 'sticker' && type !== 'fallback');
      return files.length === 0 ? undefined : { data: files.map((file) => attachmentShape(call, file)) };
    },
    shares: ({ message }) => {
      const links = message.attachments.filter(({ type }) => type === 'fallback');
      return links.length === 0
        ? undefined
        : { data: links.map(({ url, title }) => ({ link: url, name: title })) };
    },
    sticker: ({ message }, { simulation }) => {
      const sticker = message.attachments.find(({ type }) => type === 'sticker');
      return sticker && simulation.links.picture('sticker', stickerIdOf(sticker));
    },
    tags: () => ({ data: [{ name: 'inbox' }, { name: 'source:chat' }] }),
    reply_to: ({ message }) => (message.replyTo === undefined ? undefined : { mid: message.replyTo }),
    reactions: ({ thread, message }, call) => {
      if (message.reactions.length === 0) return undefined;
      const data = message.reactions.map(({ emoji, by }) => ({
        reaction: emoji,
        users: [by === 'page' ? asPage(call, thread) : asPerson(call, thread)],
      }));
      return { data };
    },
    is_unsupported: ({ message }) => message.unsupported || undefined,
  },
};

const conversationKind: NodeKind<ThreadRecord, GraphCall> = {
  name: 'UnifiedThread',
  defaults: ['id', 'link', 'updated_time'],
  readers: {
    id: (thread) => thread.id,
    link: (thread) => `/${thread.pageId}/inbox/${thread.id.slice(2)}/`,
    updated_time: (thread) => isoTime(thread.messages.at(-1)?.sentAt ?? 0),
    message_count: (thread) => thread.messages.length,
    unread_count: (thread) =>
      thread.messages.filter(({ from, sentAt }) => from === 'person' && sentAt > (thread.readByPageAt ?? 0))
        .length,
    participants: (thread, call) => ({ data: [asPerson(call, thread), asPage(call, thread)] }),
    senders: (thread, call) => ({ data: [asPerson(call, thread), asPage(call, thread)] }),
    can_reply: (thread, { simulation }) => mayAnswer(thread, simulation.clock.nowMs()),
    snippet: (thread) => thread.messages.at(-1)?.text ?? '',
    is_owner: (thread, call) => [null, call.caller.app.id].includes(holderOf(call.simulation, thread)),
    messages: (thread, call, spec) => messagesOf(call, thread, spec.parts, spec.args),
  },
};

/** `GET /{page}/conversations`: newest first. People whom the app may not see are left out. */
export function conversationsOf(call: GraphCall, page: PageRecord): unknown {
  requirePageToken(call, page);
  requireScope(call.caller, 'pages_messaging');
  requireMessaging(page);
  call.note.kind = 'conversations';
  limitRate(call, page);
  const platform = call.params.text('platform')?.toLowerCase() ?? 'messenger';
  if (platform !== 'messenger') throw unmodelled(`Conversations of the platform ${platform}`);
  const psid = call.params.text('user_id');
  const threads = [...call.simulation.world.threads]
    .filter((thread) => thread.pageId === page.id && thread.messages.length > 0)
    .filter((thread) => psid === undefined || thread.psid === psid)
    .filter((thread) => call.simulation.isVisible(call.caller.app, thread))
    .toSorted((a, b) => (b.messages.at(-1)?.sentAt ?? 0) - (a.messages.at(-1)?.sentAt ?? 0));
  const list = pageOfList(call, `${page.id}/conversations`, threads, askedPage(call));
  return {
    ...list,
    data: list.data.map((thread) => readFields(conversationKind, thread, call, fieldsOf(call))),
  };
}

export const conversationEdges: Edges<ThreadRecord> = {
  '': {
    GET(call, thread) {
      requireOwner(call, thread, thread.id);
      return readFields(conversationKind, thread, call, fieldsOf(call));
    },
  },
  messages: {
    GET(call, thread) {
      requireOwner(call, thread, thread.id);
      return messagesOf(call, thread, fieldsOf(call), askedPage(call));
    },
  },
};

export const messageEdges: Edges<ThreadRecord> = {
  '': {
    GET(call, thread) {
      const mid = call.request.path[0] ?? '';
      requireOwner(call, thread, mid);
      const message = thread.messages.find((candidate) => candidate.mid === mid);
      if (!message) throw objectMissing('GET', mid);
      if (!isReadable(thread, message)) {
        const text = 'This message has been deleted by the user or the business.';
        throw new GraphError({ code: 9000001, message: text });
      }
      return readFields(messageKind, { thread, message }, call, fieldsOf(call));
    },
  },
};

/** What a conversation shows: messages and taps, less what was taken back; newest first. */
function shownOf(thread: ThreadRecord): MessageRecord[] {
  return thread.messages.filter(({ unsent, kind }) => !unsent && kind !== 'referral').toReversed();
}

function isReadable(thread: ThreadRecord, message: MessageRecord): boolean {
  return shownOf(thread).slice(0, readable).includes(message);
}

/** All messages by their ids and times; what they say only of the newest twenty. */
function messagesOf(
  call: GraphCall,
  thread: ThreadRecord,
  fields: FieldSpec[] | null,
  asked: { limit?: string | undefined; after?: string | undefined; before?: string | undefined },
): unknown {
  const messages = shownOf(thread);
  const newest = new Set(messages.slice(0, readable));
  const list = pageOfList(call, `${thread.id}/messages`, messages, asked);
  return {
    ...list,
    data: list.data.map((message) =>
      readFields(messageKind, { thread, message }, call, newest.has(message) ? fields : null),
    ),
  };
}

/** The Conversations API takes so many calls of a page in a second; 0: as many as come. */
function limitRate({ simulation }: GraphCall, page: PageRecord): void {
  const { conversationsPerSecond } = simulation.settings;
  if (conversationsPerSecond === 0) return;
  const nowMs = simulation.time.nowMs();
  const recent = (simulation.conversationReads.get(page.id) ?? []).filter((at) => nowMs - at < 1_000);
  simulation.conversationReads.set(page.id, [...recent, nowMs]);
  if (recent.length < conversationsPerSecond) return;
  const message = '(#613) Calls to this api have exceeded the rate limit.';
  throw new GraphError({ code: 613, message });
}

function requireOwner(call: GraphCall, thread: ThreadRecord, id: string): void {
  const { caller } = call;
  if (caller.kind !== 'page' || caller.page.id !== thread.pageId) throw objectMissing('GET', id);
  requireScope(caller, 'pages_messaging');
}

function asPerson(call: GraphCall, thread: ThreadRecord): Record<string, unknown> {
  const name = call.simulation.world.people.get(thread.personId)?.name;
  return { name, email: `${thread.psid}@facebook.com`, id: thread.psid };
}

function asPage(call: GraphCall, thread: ThreadRecord): Record<string, unknown> {
  const name = call.simulation.world.pages.get(thread.pageId)?.name;
  return { name, email: `${thread.pageId}@facebook.com`, id: thread.pageId };
}

function attachmentShape(call: GraphCall, attachment: AttachmentRecord): Record<string, unknown> {
  const { type, title, name, mimeType, sizeBytes, fileId } = attachment;
  const url = linkOf(call.simulation, attachment);
  const file = { id: fileId, mime_type: mimeType, name, size: sizeBytes };
  switch (type) {
    case 'image':
      return {
        ...file,
        image_data: { url, preview_url: url, width: 480, height: 320, max_width: 480, max_height: 320 },
      };
    case 'video':
      return {
        ...file,
        video_data: { url, preview_url: url, width: 64, height: 48, length: 2, video_type: 1 },
      };
    case 'audio':
    case 'file':
      return { ...file, file_url: url };
    case 'template':
      return { generic_template: templateShape(attachment.payload) };
    default:
      return { type, url, title, ...asObject(attachment.payload) };
  }
}

/** A template as conversations show it: the first of its elements, its buttons as calls to action. */
function templateShape(payload: unknown): Record<string, unknown> {
  const template = asObject(payload);
  const elements: unknown[] = Array.isArray(template['elements']) ? template['elements'] : [];
  const element = asObject(elements[0] ?? template);
  const buttons: unknown[] = Array.isArray(element['buttons']) ? element['buttons'] : [];
  return {
    title: element['title'] ?? template['text'],
    subtitle: element['subtitle'],
    media_url: element['image_url'] ?? element['url'],
    cta: buttons.length === 0 ? undefined : { data: buttons.map((button) => asObject(button)) },
  };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
