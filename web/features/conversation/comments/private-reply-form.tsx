import { IconLock } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { commentLimits } from '../../../../contract/comments.ts';
import type { Message } from '../../../../contract/messages.ts';
import { useMinute } from '../../../lib/clock.ts';
import { newClientId } from '../../../lib/new-client-id.ts';
import { Button } from '../../../ui/button.tsx';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import { WriteTabs, type WriteTab } from '../components/write-tabs.tsx';
import { useWriteKeys } from '../composer/use-write-keys.ts';
import { useWritePrivateReply } from './api.ts';
import { leftWords } from './act-words.ts';
import styles from './private-reply-form.module.css';

type PrivateReplyFormProps = {
  /** The comment whose author is written to. */
  to: Message;
  mayNote: boolean;
  onChoose: (tab: WriteTab) => void;
  onLeave: () => void;
  /** It is on its way. */
  onWritten: () => void;
};

/** Writes to one person in Messenger. Nothing about it looks like the public field, so that nobody mixes them up. */
export function PrivateReplyForm({ to, mayNote, onChoose, onLeave, onWritten }: PrivateReplyFormProps) {
  const [text, setText] = useState('');
  // Made once for these words: a second click is the same reply.
  const clientId = useRef(newClientId());
  const field = useRef<HTMLTextAreaElement>(null);
  const { mutate, isPending, error } = useWritePrivateReply();
  const nowMs = useMinute();
  useEffect(() => field.current?.focus(), []);
  const name = to.author.name;
  const { endsAt } = to.comment?.privateReply ?? { endsAt: null };
  const left = endsAt === null ? null : leftWords(endsAt, nowMs);
  const over = text.trim().length - commentLimits.privateReplyUnits;
  const maySend = text.trim() !== '' && over <= 0 && left !== null;
  const send = () => {
    if (!maySend || isPending) return;
    mutate({ to, body: { clientId: clientId.current, text: text.trim() } }, { onSuccess: onWritten });
  };
  const onKeyDown = useWriteKeys({ onSend: send, onLeave });
  return (
    <form
      className={styles.form}
      aria-label={`Private reply to ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={styles.top}>
        <WriteTabs kind="private" isPublic isShut={false} mayNote={mayNote} mayPrivate onChoose={onChoose} />
        <span className="grow" />
        <span className={styles.sentence}>to {name}, in Messenger</span>
      </div>
      <textarea
        ref={field}
        className={styles.text}
        rows={2}
        dir="auto"
        value={text}
        aria-label="Private reply"
        placeholder={`Only ${name} will read this`}
        onChange={(event) => {
          setText(event.currentTarget.value);
          clientId.current = newClientId();
        }}
        onKeyDown={onKeyDown}
      />
      {error && (
        <p className={styles.fault} role="alert">
          {error.message}
        </p>
      )}
      <div className={styles.foot}>
        <span className={styles.hint}>
          <IconLock size={14} stroke={iconStroke} aria-hidden="true" />
          {left === null
            ? 'Older than seven days: no private reply any more'
            : `Once for this comment, ${left}. What they write back opens a conversation.`}
        </span>
        <span className="grow" />
        {over > 0 && <span className={styles.fault}>{over} too many</span>}
        <Button submit kind="primary" busy={isPending} disabled={!maySend}>
          Send privately
        </Button>
      </div>
    </form>
  );
}
