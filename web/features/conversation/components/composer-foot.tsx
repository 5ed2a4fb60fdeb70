import type { ReactNode } from 'react';
import type { Draft } from '../../../lib/drafts.ts';
import { Button } from '../../../ui/button.tsx';
import type { WriteKind } from '../composer/use-composer-draft.ts';
import type { Sending } from '../composer/use-sending.ts';
import styles from './composer-foot.module.css';
import { SendButton } from './send-button.tsx';
import { SplitPreview } from './split-preview.tsx';

type ComposerFootProps = {
  kind: WriteKind;
  /** Everybody reads it. */
  isPublic: boolean;
  /** A colleague answered first: to send as well is a choice of its own. */
  isStale: boolean;
  quickReplies: Draft['quickReplies'];
  sending: Sending;
  /** It goes out in another language, and is seen in it before; null: as it is written. */
  translation: { isReady: boolean; isNeeded: boolean } | null;
  /** The tools, before what is said of sending. */
  children: ReactNode;
};

/** Below the field: the tools, why it cannot go out yet, and what sends it. */
export function ComposerFoot(props: ComposerFootProps) {
  const { kind, isPublic, isStale, quickReplies, sending, translation, children } = props;
  const { size, isTooLong, maySend, discard } = sending;
  const isNote = kind === 'note';
  return (
    <div className={styles.foot}>
      {children}
      {isNote && <span className={styles.hint}>Only your team sees this</span>}
      {!isNote && isPublic && <span className={styles.public}>Everybody can read this</span>}
      <span className="grow" />
      {isNote && isTooLong && <span className={styles.waits}>A note may have 20,000 characters</span>}
      {!isNote && <SplitPreview size={size} buttons={quickReplies} />}
      {isNote ? (
        <Button submit kind="note" disabled={!maySend}>
          Add note
        </Button>
      ) : isStale ? (
        <>
          <Button kind="quiet" onClick={discard}>
            Discard mine
          </Button>
          <Button submit disabled={!maySend}>
            Send as well
          </Button>
        </>
      ) : (
        <SendButton disabled={!maySend} word={sendWord(isPublic, translation)} />
      )}
    </div>
  );
}

function sendWord(isPublic: boolean, translation: ComposerFootProps['translation']): string {
  if (translation?.isNeeded && !translation.isReady) return 'Translate';
  return isPublic ? 'Reply publicly' : 'Send';
}
