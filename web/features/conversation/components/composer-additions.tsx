import type { ComponentProps } from 'react';
import type { Attachments } from '../composer/use-attachments.ts';
import { AttachmentChips } from './attachment-chips.tsx';
import styles from './composer-additions.module.css';
import { QuickReplyEditor } from './quick-reply-editor.tsx';
import { TemplateChip } from './template-chip.tsx';

type ComposerAdditionsProps = {
  attachments: Attachments;
  /** Null while nothing is drawn by Messenger. */
  template: ComponentProps<typeof TemplateChip> | null;
  /** Null while none are shown. */
  buttons: ComponentProps<typeof QuickReplyEditor> | null;
};

/** What goes out with the words: files, then the buttons below the last message. */
export function ComposerAdditions({ attachments, template, buttons }: ComposerAdditionsProps) {
  const { uploads, pending, remove, removePending } = attachments;
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
