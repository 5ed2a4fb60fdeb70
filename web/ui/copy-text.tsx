import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { Button } from './button.tsx';
import styles from './copy-text.module.css';
import { iconSizes, iconStroke } from './icon-sizes.ts';

/** A text of several lines to be carried elsewhere. */
export function CopyText({ label, value }: { label: string; value: string }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <div className={styles.block}>
      <div className={styles.head}>
        <span className={styles.label}>{label}</span>
        <Button
          size="small"
          icon={<Icon size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          aria-label={clipboard.copied ? 'Copied' : `Copy: ${label}`}
          onClick={() => clipboard.copy(value)}
        >
          {clipboard.copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p className={styles.value}>{value}</p>
    </div>
  );
}
