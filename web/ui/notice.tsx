import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { iconSizes, iconStroke } from './icon-sizes.ts';
import styles from './notice.module.css';

type NoticeProps = {
  tone: 'danger' | 'warning' | 'info' | 'success';
  title: string;
  children?: ReactNode;
  /** Instead of the tone's own sign. */
  icon?: ReactNode;
  action?: ReactNode;
  /** `alert` for what went wrong just now. */
  role?: 'alert' | 'status';
};

const signs = {
  danger: IconAlertTriangle,
  warning: IconAlertTriangle,
  info: IconInfoCircle,
  success: IconCircleCheck,
};

/** A tinted band in a pane: a part failed, the rest works. */
export function Notice({ tone, title, children, icon, action, role }: NoticeProps) {
  const Sign = signs[tone];
  return (
    <div className={styles.notice} data-tone={tone} role={role}>
      <span className={styles.sign}>
        {icon ?? <Sign size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
      </span>
      <div className="grow">
        <p className={styles.title}>{title}</p>
        {children && <div className={styles.text}>{children}</div>}
      </div>
      {action}
    </div>
  );
}
