import {
  IconAlertTriangle,
  IconFile,
  IconMicrophone,
  IconPhoto,
  IconVideo,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import type { Upload } from '../../../../contract/messages.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { sizeWords } from '../composer/check-file.ts';
import type { PendingUpload } from '../composer/uploads.ts';
import styles from './attachment-chips.module.css';

const icons: Record<Upload['kind'], Icon> = {
  image: IconPhoto,
  video: IconVideo,
  audio: IconMicrophone,
  file: IconFile,
};

type AttachmentChipsProps = {
  uploads: readonly Upload[];
  pending: readonly PendingUpload[];
  onRemove: (upload: Upload) => void;
  onRemovePending: (key: string) => void;
};

/** The files of a reply: attached, on their way, or refused with the reason. */
export function AttachmentChips({ uploads, pending, onRemove, onRemovePending }: AttachmentChipsProps) {
  return (
    <>
      {uploads.map((upload) => {
        const Sign = icons[upload.kind];
        return (
          <span key={upload.id} className={styles.chip}>
            {upload.kind === 'image' ? (
              <img className={styles.thumb} src={upload.url} alt="" />
            ) : (
              <Sign size={14} stroke={iconStroke} aria-hidden="true" />
            )}
            <span className="clip">{upload.name}</span>
            <span className={styles.size}>{sizeWords(upload.sizeBytes)}</span>
            <Remove name={upload.name} onClick={() => onRemove(upload)} />
          </span>
        );
      })}
      {pending.map((one) =>
        one.fault === null ? (
          <span
            key={one.key}
            className={styles.chip}
            style={{ '--share': one.share } as CSSProperties}
            data-pending
            role="progressbar"
            aria-label={`Uploading ${one.name}`}
            aria-valuenow={Math.round(one.share * 100)}
          >
            <IconFile size={14} stroke={iconStroke} aria-hidden="true" />
            <span className="clip">{one.name}</span>
            <span className={styles.size}>{Math.round(one.share * 100)} %</span>
            <Remove name={one.name} onClick={() => onRemovePending(one.key)} />
          </span>
        ) : (
          <span key={one.key} className={styles.chip} data-fault role="alert">
            <IconAlertTriangle size={14} stroke={iconStroke} aria-hidden="true" />
            <span>{one.fault}</span>
            <Remove name={one.name} onClick={() => onRemovePending(one.key)} />
          </span>
        ),
      )}
    </>
  );
}

function Remove({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.remove} aria-label={`Remove ${name}`} onClick={onClick}>
      <IconX size={iconSizes.chip} stroke={iconStroke} aria-hidden="true" />
    </button>
  );
}
