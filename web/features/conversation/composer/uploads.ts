import { useMemo, useSyncExternalStore } from 'react';
import type { WritingRules } from '../../../../contract/conversations.ts';
import type { ConversationId } from '../../../../contract/ids.ts';
import { limits, type Upload } from '../../../../contract/messages.ts';
import { uploadFile } from '../api/upload-file.ts';
import { findFileFault } from './check-file.ts';

/** A file on its way to the server, or one that could not go. Finished ones stand in the draft. */
export type PendingUpload = {
  key: string;
  conversationId: ConversationId;
  kind: 'reply' | 'note';
  name: string;
  sizeBytes: number;
  /** 0 to 1. */
  share: number;
  /** Why it did not go; null while under way. */
  fault: string | null;
};

type Begin = {
  conversationId: ConversationId;
  kind: 'reply' | 'note';
  files: readonly File[];
  /** What the page sends; null for a note, which stays here. */
  rules: WritingRules['files'] | null;
  /** How many the draft holds already. */
  attached: number;
  onDone: (upload: Upload) => void;
};

let pending: readonly PendingUpload[] = [];
let lastKey = 0;
const giveUps = new Map<string, AbortController>();
const listeners = new Set<() => void>();

function publish(next: readonly PendingUpload[]): void {
  pending = next;
  for (const listener of listeners) listener();
}

function change(key: string, facts: Partial<PendingUpload>): void {
  publish(pending.map((one) => (one.key === key ? { ...one, ...facts } : one)));
}

/** Brings files to the server while the agent goes on; what cannot go says why. */
export function beginUploads({ conversationId, kind, files, rules, attached, onDone }: Begin): void {
  const running = pending.filter(
    (one) => one.conversationId === conversationId && one.kind === kind && one.fault === null,
  ).length;
  let free = limits.uploadsPerReply - attached - running;
  for (const file of files) {
    const key = `upload-${(lastKey += 1)}`;
    const fault =
      findFileFault(file, rules) ??
      (free > 0 ? null : `${file.name} is one too many. A reply takes ${limits.uploadsPerReply} files.`);
    const { name, size: sizeBytes } = file;
    publish([...pending, { key, conversationId, kind, name, sizeBytes, share: 0, fault }]);
    if (fault !== null) continue;
    free -= 1;
    void run(key, file, kind === 'reply' ? conversationId : null, onDone);
  }
}

async function run(
  key: string,
  file: File,
  conversationId: ConversationId | null,
  onDone: (upload: Upload) => void,
): Promise<void> {
  const giveUp = new AbortController();
  giveUps.set(key, giveUp);
  try {
    const done = await uploadFile({
      file,
      conversationId,
      onProgress: (share) => change(key, { share }),
      signal: giveUp.signal,
    });
    // First attached, then no longer under way: at no moment is the file missing.
    onDone(done);
    removeUpload(key);
  } catch (error) {
    if (giveUp.signal.aborted) return;
    change(key, { fault: error instanceof Error ? error.message : 'It could not be uploaded.' });
  } finally {
    giveUps.delete(key);
  }
}

/** Gives an upload up, or takes its failure from the screen. */
export function removeUpload(key: string): void {
  giveUps.get(key)?.abort();
  publish(pending.filter((one) => one.key !== key));
}

export function usePendingUploads(id: ConversationId, kind: 'reply' | 'note'): readonly PendingUpload[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    () => pending,
  );
  return useMemo(() => all.filter((one) => one.conversationId === id && one.kind === kind), [all, id, kind]);
}
