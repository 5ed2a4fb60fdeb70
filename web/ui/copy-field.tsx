import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import styles from './copy-field.module.css';
import { IconButton } from './icon-button.tsx';

/** A value to be carried elsewhere, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <div className={styles.field}>
      <span className={styles.label}>{label}</span>
      <code className={styles.value}>{value}</code>
      <IconButton
        size="small"
        label={clipboard.copied ? 'Copied' : `Copy the ${label.toLowerCase()}`}
        icon={<Icon size={16} stroke={1.5} aria-hidden="true" />}
        onClick={() => clipboard.copy(value)}
      />
    </div>
  );
}
