import type { ClipboardEvent, KeyboardEvent, RefObject } from 'react';
import type { WriteKind } from '../composer/use-composer-draft.ts';
import { useWriteKeys } from '../composer/use-write-keys.ts';
import styles from './composer-field.module.css';

type ComposerFieldProps = {
  ref: RefObject<HTMLTextAreaElement | null>;
  kind: WriteKind;
  text: string;
  placeholder: string;
  /** The element that says for how long one may reply, or that a note is not sent. */
  describedBy: string;
  isTooLong: boolean;
  /** The list above the field, while it is open, and its chosen row. */
  picker: { id: string; active: string } | null;
  onText: (text: string, caret: number) => void;
  /** @returns whether the stroke was meant for the list. */
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
  onSend: () => void;
  onFiles: (files: readonly File[]) => void;
  /** Escape: one step out. */
  onLeave: () => void;
};

/** Where the words are written; pasted files are taken as attachments. */
export function ComposerField(props: ComposerFieldProps) {
  const { ref, kind, text, placeholder, describedBy, isTooLong, picker, onText, onSend, onFiles, onLeave } =
    props;
  const writeKeys = useWriteKeys({ onSend, onLeave });
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!props.onKeyDown(event)) writeKeys(event);
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  return (
    <textarea
      ref={ref}
      className={styles.text}
      rows={1}
      dir="auto"
      value={text}
      aria-label={kind === 'note' ? 'Note' : 'Message'}
      aria-describedby={describedBy}
      aria-invalid={isTooLong || undefined}
      placeholder={placeholder}
      aria-controls={picker?.id}
      aria-activedescendant={picker?.active}
      onChange={(event) => onText(event.currentTarget.value, event.currentTarget.selectionStart)}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    />
  );
}
