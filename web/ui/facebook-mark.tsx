import { IconBrandFacebook } from '@tabler/icons-react';
import styles from './facebook-mark.module.css';
import { iconSizes } from './icon-sizes.ts';

/** Beside a name: this person writes on Facebook. */
export function FacebookMark() {
  return (
    <span className={styles.mark} role="img" aria-label="Facebook" title="Facebook">
      <IconBrandFacebook size={iconSizes.chip} stroke={1.7} aria-hidden="true" />
    </span>
  );
}
