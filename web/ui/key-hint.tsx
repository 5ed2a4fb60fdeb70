import styles from './key-hint.module.css';

type KeyHintProps = {
  /** What is printed on the key: `E`, `↵`, `Ctrl K`. */
  keys: string;
  /** Drawn on a filled button or a dark ground. */
  inverse?: boolean;
};

/** A key as it looks on the keyboard. Decoration: what it does is said by its button. */
export function KeyHint({ keys, inverse = false }: KeyHintProps) {
  return (
    <kbd className={styles.key} data-inverse={inverse || undefined} aria-hidden="true">
      {keys}
    </kbd>
  );
}
