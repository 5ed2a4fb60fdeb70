import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { ConversationId, UserId } from '../../../contract/ids.ts';
import { limits, type Message } from '../../../contract/messages.ts';
import { emptyDraft, keepDraft, readDraft } from '../../lib/drafts.ts';
import { putInTimeline } from './api/put-in-timeline.ts';
import { writeMessage } from './api/write-message.ts';
import { Outbox, type OutboxEntry } from './outbox.ts';

const prefix = 'pagedesk.outbox.';

type DeskOutbox = { userId: UserId; client: QueryClient; outbox: Outbox };

let desk: DeskOutbox | null = null;

/** The outbox of whoever sits here; another person's is never sent under this person's name. */
function openOutbox(userId: UserId, client: QueryClient): Outbox {
  if (desk?.userId === userId && desk.client === client) return desk.outbox;
  const key = `${prefix}${userId}`;
  const outbox = new Outbox(
    {
      write: writeMessage,
      onWritten: (entry, written) => putInTimeline(client, entry.conversationId, written.messages),
      onStale: (entry, newer) => {
        giveBack(userId, entry);
        setStale(entry.conversationId, { newer });
      },
      schedule: (act, delayMs) => {
        const timer = setTimeout(() => {
          if (desk?.outbox === outbox) act();
        }, delayMs);
        return () => clearTimeout(timer);
      },
      keep: (entries) => keepEntries(key, entries),
    },
    readEntries(key),
  );
  desk = { userId, client, outbox };
  return outbox;
}

/** The outbox of this desk, which also goes on when the network or the tab comes back. */
export function useOutbox(userId: UserId): Outbox {
  const client = useQueryClient();
  const outbox = useMemo(() => openOutbox(userId, client), [userId, client]);
  useEffect(() => {
    const key = `${prefix}${userId}`;
    const onStorage = (event: StorageEvent) => {
      if (event.key === key) outbox.replace(parseEntries(event.newValue));
    };
    outbox.flush();
    window.addEventListener('online', outbox.flush);
    document.addEventListener('visibilitychange', outbox.flush);
    window.addEventListener('storage', onStorage);
    return () => {
      window.removeEventListener('online', outbox.flush);
      document.removeEventListener('visibilitychange', outbox.flush);
      window.removeEventListener('storage', onStorage);
    };
  }, [outbox, userId]);
  return outbox;
}

const none: readonly OutboxEntry[] = [];

/** What is on its way in one conversation. */
export function useOutboxEntries(outbox: Outbox, id: ConversationId): readonly OutboxEntry[] {
  const all = useSyncExternalStore(outbox.subscribe, outbox.read);
  return useMemo(() => {
    const own = all.filter((entry) => entry.conversationId === id);
    return own.length === 0 ? none : own;
  }, [all, id]);
}

/** A colleague was faster: what one wrote oneself is back in the composer, below the colleague's words. */
export type StaleReply = { newer: Message };

const stale = new Map<ConversationId, StaleReply>();
const staleListeners = new Set<() => void>();

/** What was not sent is a draft again, before what has been begun since. */
export function giveBack(userId: UserId, entry: OutboxEntry): void {
  const draft = readDraft(userId, entry.conversationId) ?? emptyDraft;
  const { ownWords } = entry;
  const words = ownWords?.text ?? entry.text;
  const join = (text: string) => (text.trim() === '' ? words : `${words}\n\n${text}`);
  keepDraft(
    userId,
    entry.conversationId,
    entry.kind === 'note'
      ? {
          ...draft,
          kind: 'note',
          note: { text: join(draft.note.text), uploads: [...entry.uploads, ...draft.note.uploads] },
        }
      : {
          ...draft,
          kind: 'reply',
          text: join(draft.text),
          uploads: [...entry.uploads, ...draft.uploads],
          quickReplies: [...entry.quickReplies, ...draft.quickReplies].slice(0, limits.quickReplies),
          template: entry.template ?? draft.template,
          replyTo: entry.replyTo ?? draft.replyTo,
          translation: ownWords
            ? { of: ownWords.text, from: ownWords.language, to: ownWords.sentIn, text: entry.text }
            : draft.translation,
        },
  );
}

export function setStale(id: ConversationId, reply: StaleReply | null): void {
  if (reply === null) stale.delete(id);
  else stale.set(id, reply);
  for (const listener of staleListeners) listener();
}

export function useStale(id: ConversationId): StaleReply | null {
  return useSyncExternalStore(
    (listener) => {
      staleListeners.add(listener);
      return () => {
        staleListeners.delete(listener);
      };
    },
    () => stale.get(id) ?? null,
  );
}

function readEntries(key: string): OutboxEntry[] {
  try {
    return parseEntries(localStorage.getItem(key));
  } catch {
    return [];
  }
}

/** The border to what this browser kept, perhaps under an older version of the desk. */
function parseEntries(raw: string | null): OutboxEntry[] {
  if (raw === null) return [];
  try {
    const entries: unknown = JSON.parse(raw);
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is OutboxEntry {
  return (
    typeof value === 'object' &&
    value !== null &&
    'clientId' in value &&
    'conversationId' in value &&
    'text' in value &&
    'state' in value &&
    'uploads' in value &&
    'quickReplies' in value
  );
}

function keepEntries(key: string, entries: readonly OutboxEntry[]): void {
  try {
    if (entries.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(entries));
  } catch {
    // A full or forbidden storage: what waits lives on in this page's memory.
  }
}
