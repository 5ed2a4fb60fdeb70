import type { ComponentProps } from 'react';
import type { Attachments } from '../composer/use-attachments.ts';
import { Button } from '../../../ui/button.tsx';
import { AttachmentChips } from './attachment-chips.tsx';
import styles from './composer-additions.module.css';
import { QuickReplyEditor } from './quick-reply-editor.tsx';
import { TemplateChip } from './template-chip.tsx';

type ComposerAdditionsProps = {
  attachments: Attachments;
  /** Send was pressed, and waits for the files; null: it was not. */
  promised: { onTakeBack: () => void } | null;
  /** Null while nothing is drawn by Messenger. */
  template: ComponentProps<typeof TemplateChip> | null;
  /** Null while none are shown. */
  buttons: ComponentProps<typeof QuickReplyEditor> | null;
};

/** What goes out with the words: files, then the buttons below the last message. */
export function ComposerAdditions({ attachments, promised, template, buttons }: ComposerAdditionsProps) {
  const { uploads, pending, isUploading, remove, removePending } = attachments;
  const hasFiles = uploads.length + pending.length > 0;
  if (!hasFiles && template === null && buttons === null) return null;
  return (
    <div className={styles.added}>
      <AttachmentChips
        uploads={uploads}
        pending={pending}
        onRemove={remove}
        onRemovePending={removePending}
      />
      {hasFiles && (
        <p className={styles.promised} role="status">
          {promised !== null && 'It goes out when the file is there.'}
          {promised === null && isUploading && 'Sending waits for the file.'}
        </p>
      )}
      {promised !== null && (
        <Button size="small" kind="quiet" onClick={promised.onTakeBack}>
          Do not send yet
        </Button>
      )}
      {template !== null && <TemplateChip {...template} />}
      {buttons !== null && (
        <>
          {hasFiles && <span className={styles.parting} />}
          <QuickReplyEditor {...buttons} />
        </>
      )}
    </div>
  );
}
