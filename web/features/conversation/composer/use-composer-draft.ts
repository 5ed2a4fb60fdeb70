import { useCallback, useMemo } from 'react';
import type { ConversationId, UserId } from '../../../../contract/ids.ts';
import type { Upload } from '../../../../contract/messages.ts';
import { emptyDraft, keepDraft, readDraft, useDraft, type Draft } from '../../../lib/drafts.ts';

export type WriteKind = 'reply' | 'note';

/** What the composer changes in a draft. Reply and note have words and files of their own. */
export type DraftEdits = {
  setText: (kind: WriteKind, text: string) => void;
  addUpload: (kind: WriteKind, upload: Upload) => void;
  removeUpload: (kind: WriteKind, upload: Upload) => void;
  setButtons: (buttons: Draft['quickReplies']) => void;
  setTemplate: (template: Draft['template']) => void;
  setQuote: (quote: Draft['replyTo']) => void;
  setTranslation: (translation: Draft['translation']) => void;
  setKind: (kind: WriteKind) => void;
  clear: (kind: WriteKind) => void;
  /** The draft at this very moment, not at the last drawing. */
  read: () => Draft;
};

export function useComposerDraft(userId: UserId, id: ConversationId): { draft: Draft; edits: DraftEdits } {
  const draft = useDraft(userId, id) ?? emptyDraft;
  const change = useCallback(
    (make: (draft: Draft) => Draft) => keepDraft(userId, id, make(readDraft(userId, id) ?? emptyDraft)),
    [userId, id],
  );
  const edits = useMemo<DraftEdits>(() => {
    const changeUploads = (kind: WriteKind, make: (uploads: Upload[]) => Upload[]) =>
      change((old) =>
        kind === 'reply'
          ? { ...old, uploads: make(old.uploads) }
          : { ...old, note: { ...old.note, uploads: make(old.note.uploads) } },
      );
    return {
      setText: (kind, text) =>
        change((old) =>
          kind === 'reply' ? { ...old, kind, text } : { ...old, kind, note: { ...old.note, text } },
        ),
      addUpload: (kind, upload) => changeUploads(kind, (uploads) => [...uploads, upload]),
      removeUpload: (kind, upload) =>
        changeUploads(kind, (uploads) => uploads.filter((one) => one.id !== upload.id)),
      setButtons: (quickReplies) => change((old) => ({ ...old, quickReplies })),
      setTemplate: (template) => change((old) => ({ ...old, template })),
      setQuote: (replyTo) => change((old) => ({ ...old, replyTo })),
      setTranslation: (translation) => change((old) => ({ ...old, translation })),
      setKind: (kind) => change((old) => ({ ...old, kind })),
      clear: (kind) =>
        change((old) =>
          kind === 'reply' ? { ...emptyDraft, note: old.note } : { ...old, note: emptyDraft.note },
        ),
      read: () => readDraft(userId, id) ?? emptyDraft,
    };
  }, [change, userId, id]);
  return { draft, edits };
}
