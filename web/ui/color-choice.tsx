import type { CSSProperties } from 'react';
import styles from './color-choice.module.css';

/** The six colours of the design, as they follow one another in its tokens. */
export const colorNames = ['Violet', 'Blue', 'Rose', 'Ochre', 'Green', 'Slate'] as const;

type ColorChoiceProps = { legend: string; value: number; onChange: (color: number) => void };

/** One of the six colours, 1 to 6. */
export function ColorChoice({ legend, value, onChange }: ColorChoiceProps) {
  return (
    <fieldset>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.colors}>
        {colorNames.map((name, index) => (
          <label
            key={name}
            className={styles.color}
            title={name}
            style={{ '--square': `var(--department-${index + 1})` } as CSSProperties}
          >
            <input
              type="radio"
              name="color"
              className="sr"
              checked={value === index + 1}
              onChange={() => onChange(index + 1)}
            />
            <span className="sr">{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
