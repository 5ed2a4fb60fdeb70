import { Tooltip as MantineTooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { KeyHint } from './key-hint.tsx';
import styles from './tooltip.module.css';

type TooltipProps = {
  label: string;
  hint?: string | undefined;
  /** While what the control opened is on screen. */
  hidden?: boolean;
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** One element that can have a ref; it carries its own name, since a tooltip is never the only place of one. */
  children: ReactElement;
};

/** Names a control on hover and focus, with its key. */
export function Tooltip({ label, hint, side = 'bottom', hidden = false, children }: TooltipProps) {
  return (
    <MantineTooltip
      classNames={{ tooltip: styles.tooltip ?? '' }}
      position={side}
      openDelay={400}
      disabled={hidden}
      events={{ hover: true, focus: false, touch: false }}
      label={
        <span className={styles.content}>
          {label}
          {hint && <KeyHint keys={hint} inverse />}
        </span>
      }
    >
      {children}
    </MantineTooltip>
  );
}
