import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

type IconButtonProps = Omit<ComponentProps<'button'>, 'type' | 'aria-label' | 'title' | 'children'> & {
  /** What it does, a verb; its name and its tooltip. */
  label: string;
  /** An icon drawn at 18 px. */
  icon: ReactNode;
  hint?: string;
  size?: 'small' | 'medium';
  /** Chosen: tinted. Also sets aria-pressed unless told otherwise. */
  on?: boolean;
};

export function IconButton({ label, icon, hint, size = 'medium', on, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} hint={hint} hidden={rest['aria-expanded'] === true}>
      <button
        aria-pressed={on}
        {...rest}
        type="button"
        aria-label={label}
        className={classNames(styles.button, className)}
        data-size={size}
        data-on={on || undefined}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
