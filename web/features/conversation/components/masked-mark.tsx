import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Message } from '../../../../contract/messages.ts';
import type { OriginalText } from '../../../../contract/privacy.ts';
import { fullTime } from '../../../lib/dates.ts';
import { useRight } from '../../../lib/desk-queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { useReadOriginal } from '../api/read-original.ts';
import mark from './edited-mark.module.css';
import styles from './masked-mark.module.css';

/** `masked`, and for administrators the way to what was written. */
export function MaskedMark({ message }: { message: Message }) {
  const mayRead = useRight('manage-privacy');
  const [isOpen, setIsOpen] = useState(false);
  if (!mayRead || message.withheld || message.unsentAt !== null) return null;
  return (
    <>
      <button type="button" className={mark.mark} onClick={() => setIsOpen(true)}>
        masked
      </button>
      {isOpen && <OriginalDialog message={message} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function OriginalDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const read = useReadOriginal(message.id);
  const [reason, setReason] = useState('');
  const [isSent, setIsSent] = useState(false);
  const isShort = reason.trim().length < 3;
  if (read.data) return <Originals texts={read.data} onClose={onClose} />;
  return (
    <EditDialog
      title="Read what was masked?"
      onClose={onClose}
      onSubmit={() => {
        setIsSent(true);
        if (!isShort) read.mutate(reason.trim());
      }}
      submit="Show it"
      failed="It was not shown"
      save={read}
    >
      <p className="text-2">
        The audit log keeps who read it and why, and a line in the conversation says that you did.
      </p>
      <Textarea
        label="Why it has to be read"
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        value={reason}
        error={isSent && isShort && 'Say why it has to be read.'}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </EditDialog>
  );
}

function Originals({ texts, onClose }: { texts: readonly OriginalText[]; onClose: () => void }) {
  return (
    <Dialog
      title="As it was written"
      onClose={onClose}
      foot={
        <Button data-autofocus onClick={onClose}>
          Close
        </Button>
      }
    >
      <ul className={styles.texts}>
        {texts.map(({ text, at }) => (
          <li key={at}>
            <span className={styles.at}>{fullTime(at)}</span>
            <p className={styles.text}>{text}</p>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
