import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { KeyHint } from './key-hint.tsx';

type ButtonProps = Omit<ComponentProps<'button'>, 'type'> & {
  /** `primary`: one per pane. `quiet`: without ground. `danger`: what cannot be undone. `success`: what makes good again. `note`: adds a private note. */
  kind?: 'plain' | 'primary' | 'quiet' | 'danger' | 'success' | 'note';
  size?: 'small' | 'medium' | 'large';
  /** An icon drawn at 16 px, before the words. */
  icon?: ReactNode;
  /** The key that does the same, shown after the words. */
  hint?: string;
  /** While the act is under way: the button keeps its size and refuses a second click. */
  busy?: boolean;
  submit?: boolean;
  wide?: boolean;
};

export function Button({
  kind = 'plain',
  size = 'medium',
  icon,
  hint,
  busy = false,
  submit = false,
  wide = false,
  className,
  children,
  disabled,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={classNames(styles.button, className)}
      data-kind={kind}
      data-size={size}
      data-wide={wide || undefined}
      disabled={disabled}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon}
      {children}
      {hint && <KeyHint keys={hint} inverse={kind === 'primary' || kind === 'note'} />}
    </button>
  );
}
