import { IconArrowsExchange, IconLock, IconPlugX, IconUser } from '@tabler/icons-react';
import { Button } from '../../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import type { ConversationAct } from '../api/act-on-conversation.ts';
import type { ReplyGround } from '../composer/reply-ground.ts';
import styles from './shut-composer.module.css';

type ShutComposerProps = {
  ground: Extract<ReplyGround, { kind: 'shut' }>;
  /** What was begun before it was shut. */
  draft: string;
  busyWith: ConversationAct['kind'] | null;
  onAct: (act: ConversationAct) => void;
  onFollowUp: () => void;
  /** Null for who may not write notes. */
  onNote: (() => void) | null;
};

const signs = { window: IconLock, page: IconPlugX, thread: IconArrowsExchange, desk: IconUser };

/** Why no reply can be written, and what remains possible. */
export function ShutComposer({ ground, draft, busyWith, onAct, onFollowUp, onNote }: ShutComposerProps) {
  const Sign = signs[ground.because];
  return (
    <>
      <div className={styles.reason} data-because={ground.because}>
        <Sign size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
        <div>
          <p className="strong">{ground.title}</p>
          <p className="text-2">{ground.text}</p>
          {draft.trim() !== '' && (
            <p className={styles.draft}>
              Your draft is kept: <q>{draft.trim()}</q>
            </p>
          )}
        </div>
      </div>
      <div className={styles.ways}>
        {ground.way === 'take' && (
          <Button
            size="small"
            kind="primary"
            busy={busyWith === 'take'}
            onClick={() => onAct({ kind: 'take' })}
          >
            Take
          </Button>
        )}
        {ground.way === 'reopen' && (
          <Button size="small" busy={busyWith === 'reopen'} onClick={() => onAct({ kind: 'reopen' })}>
            Reopen
          </Button>
        )}
        {ground.mayFollowUp && (
          <Button size="small" onClick={onFollowUp}>
            Send a follow-up
          </Button>
        )}
        {ground.way === 'take-over' && (
          <Button
            size="small"
            kind="primary"
            busy={busyWith === 'thread/take-over'}
            onClick={() => onAct({ kind: 'thread/take-over' })}
          >
            Take over
          </Button>
        )}
        {onNote && (
          <Button size="small" kind="quiet" onClick={onNote}>
            Write a note
          </Button>
        )}
      </div>
    </>
  );
}
