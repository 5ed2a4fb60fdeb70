import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconStroke } from '../../../ui/icon-sizes.ts';
import { useUploadFile } from '../api/saved-replies.ts';
import type { ReplyDraft } from '../reply-draft.ts';
import styles from '../saved-replies.module.css';

type ReplyFilesProps = {
  draft: ReplyDraft;
  fault: string | undefined;
  onChange: (change: Partial<ReplyDraft>) => void;
};

/** The files that go out with it, in every language. */
export function ReplyFiles({ draft, fault, onChange }: ReplyFilesProps) {
  const { files, uploads } = draft;
  const picker = useRef<HTMLInputElement>(null);
  const upload = useUploadFile((file) => onChange({ uploads: [...uploads, file] }));
  return (
    <div className={styles.files}>
      {files.map((file) => (
        <File
          key={file.id}
          name={file.name}
          onRemove={() => onChange({ files: files.filter((each) => each.id !== file.id) })}
        />
      ))}
      {uploads.map((file) => (
        <File
          key={file.id}
          name={file.name}
          onRemove={() => onChange({ uploads: uploads.filter((each) => each.id !== file.id) })}
        />
      ))}
      <input
        ref={picker}
        type="file"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) upload.mutate(file);
          // Emptied, so that the same file can be chosen once more.
          event.currentTarget.value = '';
        }}
      />
      <div>
        <Button
          size="small"
          busy={upload.isPending}
          icon={<IconPaperclip size={14} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => picker.current?.click()}
        >
          Attach a file
        </Button>
      </div>
      {(upload.error ?? fault) && (
        <p className="small text-danger" role="alert">
          {upload.error?.message ?? fault}
        </p>
      )}
    </div>
  );
}

function File({ name, onRemove }: { name: string; onRemove: () => void }) {
  return (
    <p className={styles.file}>
      <IconPaperclip size={14} stroke={iconStroke} aria-hidden="true" />
      <span className="clip">{name}</span>
      <IconButton
        size="small"
        label={`Remove ${name}`}
        icon={<IconX size={14} stroke={iconStroke} aria-hidden="true" />}
        onClick={onRemove}
      />
    </p>
  );
}
