import styles from './segments.module.css';

type SegmentsProps<Value extends string> = {
  /** What is chosen between, read aloud. */
  label: string;
  value: Value;
  choices: readonly { value: Value; name: string; count?: number }[];
  onChange: (value: Value) => void;
};

/** A few ways to look at the same thing, one of them chosen. */
export function Segments<Value extends string>({ label, value, choices, onChange }: SegmentsProps<Value>) {
  return (
    <div className={styles.segments} role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.name}
          {choice.count !== undefined && <span className="num text-3">{choice.count}</span>}
        </button>
      ))}
    </div>
  );
}
