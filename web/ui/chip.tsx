import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './chip.module.css';
import { iconSizes } from './icon-sizes.ts';

export type ChipTone = 'plain' | 'success' | 'warning' | 'danger' | 'info' | 'accent' | 'note' | 'outline';

type ChipProps = {
  children: ReactNode;
  tone?: ChipTone;
  /** An icon drawn at 13 px. */
  icon?: ReactNode;
  /** Gives the chip a cross that takes it away. */
  onRemove?: () => void;
  /** Name of the cross, e.g. `Remove damaged`. */
  removeLabel?: string;
};

/** A fact in 20 px: grey when it is merely so, coloured when it asks for something. */
export function Chip({ children, tone = 'plain', icon, onRemove, removeLabel = 'Remove' }: ChipProps) {
  return (
    <span className={styles.chip} data-tone={tone}>
      {icon}
      <span className="clip">{children}</span>
      {onRemove && (
        <button type="button" className={styles.remove} aria-label={removeLabel} onClick={onRemove}>
          <IconX size={iconSizes.chip} stroke={1.7} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
