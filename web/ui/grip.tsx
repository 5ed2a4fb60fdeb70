import { IconGripVertical } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import styles from './grip.module.css';
import { iconSizes, iconStroke } from './icon-sizes.ts';

/** Where a thing of an ordered list is taken hold of: by the mouse, or with Alt and the arrows. */
export function Grip({ name, ...props }: { name: string } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className={styles.grip}
      aria-label={`Move ${name}`}
      title="Drag it, or press Alt and an arrow, to move it"
      {...props}
    >
      <IconGripVertical size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
    </button>
  );
}
