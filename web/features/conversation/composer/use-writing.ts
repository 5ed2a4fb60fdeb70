import { useEffect, useState } from 'react';
import type { ConversationId, UserId } from '../../../../contract/ids.ts';
import type { Draft } from '../../../lib/drafts.ts';
import { useStale, type StaleReply } from '../desk-outbox.ts';
import { useComposerDraft, type DraftEdits, type WriteKind } from './use-composer-draft.ts';
import { writtenOf, type Written } from './written.ts';

/** What is being written: a reply or a note, the draft of both, and what a colleague said meanwhile. */
export type Writing = {
  kind: WriteKind;
  setKind: (kind: WriteKind) => void;
  draft: Draft;
  edits: DraftEdits;
  /** The words and files of the kind that is shown. */
  written: Written;
  stale: StaleReply | null;
};

export function useWriting(userId: UserId, id: ConversationId): Writing {
  const { draft, edits } = useComposerDraft(userId, id);
  // Shown is what this window chose: another window that writes the other kind moves nobody's tab.
  const [kind, setShown] = useState<WriteKind>(draft.kind);
  const stale = useStale(id);
  useEffect(() => {
    if (stale !== null) setShown('reply');
  }, [stale]);
  const setKind = (next: WriteKind) => {
    setShown(next);
    edits.setKind(next);
  };
  return { kind, setKind, draft, edits, written: writtenOf(draft, kind), stale };
}
