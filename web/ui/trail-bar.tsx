import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { iconSizes, iconStroke } from './icon-sizes.ts';
import { Link } from './link.tsx';
import styles from './trail-bar.module.css';

type TrailBarProps = {
  /** The list that it lies in, and where that is. */
  list: string;
  href: string;
  name: string;
  /** What may be done with it. */
  children?: ReactNode;
};

/** The bar over one thing of a list: the way back, its name, and its acts. On a phone an arrow leads back. */
export function TrailBar({ list, href, name, children }: TrailBarProps) {
  return (
    <>
      <Link className={`link ${styles.list}`} href={href} aria-label={list}>
        <span className={styles.arrow}>
          <IconArrowLeft size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
        </span>
        <span className={styles.words}>{list}</span>
      </Link>
      <span className={`text-3 ${styles.words}`} aria-hidden="true">
        /
      </span>
      <h1 className={`title clip ${styles.name}`}>{name}</h1>
      {children && <span className={styles.acts}>{children}</span>}
    </>
  );
}
