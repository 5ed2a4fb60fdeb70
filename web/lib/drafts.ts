import { useSyncExternalStore } from 'react';
import type { MessageTemplate } from '../../contract/templates.ts';
import type { Upload } from '../../contract/messages.ts';
import type { ConversationId, MessageId, UserId } from '../../contract/ids.ts';

/** What somebody has begun to write in a conversation and not sent. */
export type Draft = {
  /** Which of the two is being written: the reply, which stands here, or the note. */
  kind: 'reply' | 'note';
  text: string;
  uploads: Upload[];
  quickReplies: { title: string; payload?: string }[];
  /** What Messenger draws by itself, from a saved reply. */
  template: MessageTemplate | null;
  /** The message that is quoted, with the words that are shown above the draft. */
  replyTo: { messageId: MessageId; text: string | null; authorName: string } | null;
  /** The words in the customer's language, and which words they are of; null: not translated. */
  translation: { of: string; from: string; to: string; text: string } | null;
  /** The private note is kept apart, so that no switch of the tab can send its words to the customer. */
  note: { text: string; uploads: Upload[] };
};

/** Nothing written yet. */
export const emptyDraft: Draft = {
  kind: 'reply',
  text: '',
  uploads: [],
  quickReplies: [],
  template: null,
  replyTo: null,
  translation: null,
  note: { text: '', uploads: [] },
};

const prefix = 'pagedesk.draft.';
const listeners = new Set<() => void>();
const known = new Map<string, Draft | null>();

function keyOf(userId: UserId, conversationId: ConversationId): string {
  return `${prefix}${userId}.${conversationId}`;
}

function isEmpty(draft: Draft): boolean {
  return (
    draft.text.trim() === '' &&
    draft.uploads.length === 0 &&
    draft.quickReplies.length === 0 &&
    draft.template === null &&
    draft.replyTo === null &&
    draft.note.text.trim() === '' &&
    draft.note.uploads.length === 0
  );
}

function parse(raw: string | null): Draft | null {
  if (raw === null) return null;
  try {
    const value = JSON.parse(raw) as Partial<Draft>;
    return {
      kind: value.kind === 'note' ? 'note' : 'reply',
      text: value.text ?? '',
      uploads: value.uploads ?? [],
      quickReplies: value.quickReplies ?? [],
      template: value.template ?? null,
      replyTo: value.replyTo ?? null,
      translation: value.translation ?? null,
      note: { text: value.note?.text ?? '', uploads: value.note?.uploads ?? [] },
    };
  } catch {
    return null;
  }
}

/** The draft as it stands, null when there is none. The same object as long as nothing changed. */
export function readDraft(userId: UserId, conversationId: ConversationId): Draft | null {
  const key = keyOf(userId, conversationId);
  const before = known.get(key);
  if (before !== undefined) return before;
  const draft = parse(readRaw(key));
  known.set(key, draft);
  return draft;
}

/** Keeps a draft in this browser; an empty one is forgotten. */
export function keepDraft(userId: UserId, conversationId: ConversationId, draft: Draft | null): void {
  const key = keyOf(userId, conversationId);
  const kept = draft === null || isEmpty(draft) ? null : draft;
  const raw = kept === null ? null : JSON.stringify(kept);
  known.set(key, kept);
  try {
    if (raw === null) localStorage.removeItem(key);
    else localStorage.setItem(key, raw);
  } catch {
    // A full or forbidden storage: the draft lives on in this page's memory.
  }
  for (const listener of listeners) listener();
}

/** The draft of one conversation; renders again when it changes, in another tab too. */
export function useDraft(userId: UserId, conversationId: ConversationId): Draft | null {
  return useSyncExternalStore(subscribe, () => readDraft(userId, conversationId));
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', onStorage);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('storage', onStorage);
  };
}

function onStorage(event: StorageEvent): void {
  if (event.key !== null && !event.key.startsWith(prefix)) return;
  if (event.key === null) known.clear();
  else known.delete(event.key);
  for (const listener of listeners) listener();
}

function readRaw(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
