import { useEffect, useMemo, useRef, type RefObject } from 'react';
import type { Message } from '../../../../contract/messages.ts';
import { ActivityLines } from '../components/activity-lines.tsx';
import { NoteCard } from '../components/note-card.tsx';
import timeline from '../components/timeline.module.css';
import type { ShownMessage } from '../timeline/shown-message.ts';
import { useMessageKeys } from '../timeline/use-message-keys.ts';
import { arrangeThread, type ThreadRow } from './arrange-thread.ts';
import { CommentCard } from './comment-card.tsx';
import styles from './thread.module.css';

type ThreadProps = {
  /** Everything that is loaded, oldest first. */
  messages: readonly ShownMessage[];
  customerName: string;
  /** The comment that would be answered now. */
  answered: Message | null;
  hasOlder: boolean;
  fetchingOlder: boolean;
  onOlder: () => void;
  /** Whether the end is on screen changed. */
  onAtEnd: (atEnd: boolean) => void;
  /** Enter on a comment. */
  onAnswer: (message: Message) => void;
  onPrivateReply: (message: Message) => void;
  /** Hands out how to jump to a comment; it answers false when it is not loaded. */
  onJumper: (jump: (id: Message['id']) => boolean) => void;
};

/** So near to the end counts as there. */
const nearEndPx = 40;

/** A thread as Facebook shows it: comments with what was said under them, and the team's notes between. */
export function Thread(props: ThreadProps) {
  const {
    messages,
    customerName,
    answered,
    hasOlder,
    fetchingOlder,
    onOlder,
    onAtEnd,
    onAnswer,
    onPrivateReply,
    onJumper,
  } = props;
  const rows = useMemo(() => arrangeThread(messages), [messages]);
  const scroller = useRef<HTMLDivElement>(null);
  useStartAtEnd(scroller, messages.length > 0);
  useMessageKeys(scroller, (id) => {
    const found = messages.find((shown) => shown.message.id === id);
    if (found && found.entry === null) onAnswer(found.message);
  });
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => onAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < nearEndPx);
    look();
    box.addEventListener('scroll', look, { passive: true });
    return () => box.removeEventListener('scroll', look);
  }, [onAtEnd, messages.length]);
  useEffect(() => {
    onJumper((id) => {
      const target = scroller.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);
      target?.scrollIntoView({ block: 'center' });
      target?.focus({ preventScroll: true });
      return target !== null && target !== undefined;
    });
  }, [onJumper]);
  return (
    <div className={timeline.frame}>
      <div
        ref={scroller}
        className={timeline.scroller}
        role="log"
        aria-label={`Comments of ${customerName}`}
        data-pane="timeline"
        tabIndex={0}
      >
        <div className={styles.content}>
          {hasOlder && (
            <button type="button" className={styles.older} disabled={fetchingOlder} onClick={onOlder}>
              {fetchingOlder ? 'Fetching earlier comments' : 'Show earlier comments'}
            </button>
          )}
          {rows.map((row) => (
            <Row
              key={row.key}
              row={row}
              answeredId={answered?.id ?? null}
              onAnswer={onAnswer}
              onPrivateReply={onPrivateReply}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

type RowProps = Pick<ThreadProps, 'onAnswer' | 'onPrivateReply'> & {
  row: ThreadRow;
  answeredId: Message['id'] | null;
};

function Row({ row, answeredId, onAnswer, onPrivateReply }: RowProps) {
  const card = (shown: ShownMessage, isGoneWithParent = false) => (
    <CommentCard
      key={shown.key}
      shown={shown}
      isAnswered={shown.message.id === answeredId}
      isGoneWithParent={isGoneWithParent}
      onAnswer={onAnswer}
      onPrivateReply={onPrivateReply}
    />
  );
  switch (row.kind) {
    case 'comment':
      return (
        <div className={styles.thread}>
          {card(row.shown)}
          {row.replies.length > 0 && (
            <div className={styles.replies}>
              {row.replies.map((reply) => card(reply, row.shown.message.unsentAt !== null))}
            </div>
          )}
        </div>
      );
    case 'note':
      return <NoteCard author={row.shown.message.author} items={[row.shown]} />;
    case 'activity':
      return <ActivityLines items={[row.shown]} folded={false} />;
  }
}

/** Opened at its end, where the newest word is; there it stays while one looks at it. */
function useStartAtEnd(scroller: RefObject<HTMLElement | null>, isFilled: boolean): void {
  useEffect(() => {
    const box = scroller.current;
    if (!box || !isFilled) return;
    box.scrollTo({ top: box.scrollHeight });
    if (document.activeElement === document.body) box.focus({ preventScroll: true });
  }, [scroller, isFilled]);
}
