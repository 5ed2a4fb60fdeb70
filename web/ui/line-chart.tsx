import type { CSSProperties } from 'react';
import styles from './line-chart.module.css';
import { linePath, niceTop } from './chart-scale.ts';

const width = 640;

/** A few values as a line, beside the figure that they lead to. Decoration: the figure says it. */
export function Sparkline({
  values,
  size = [84, 24],
}: {
  values: readonly number[];
  size?: [number, number];
}) {
  const [across, high] = size;
  const top = Math.max(1, ...values);
  const line = linePath(values, { width: across, height: high, top, inset: 3 });
  const lastY = high - 3 - ((values.at(-1) ?? 0) / top) * (high - 6);
  return (
    <svg
      className={styles.spark}
      width={across}
      height={high}
      viewBox={`0 0 ${across} ${high}`}
      aria-hidden="true"
    >
      <path className={styles.area} d={`${line}V${high}H0z`} />
      <path className={styles.line} d={line} />
      <circle className={styles.dot} cx={across - 2} cy={lastY} r="2.200" />
    </svg>
  );
}

type Series = { name: string; values: readonly number[] };

type LineChartProps = {
  /** What the chart shows, found in words: `Conversations per hour: 41 begun, 37 ended`. */
  label: string;
  /** One in the accent, and perhaps a second one dashed beside it. */
  series: readonly [Series] | readonly [Series, Series];
  /** Words under the points; not each has some. */
  ticks: readonly { at: number; words: string }[];
  height?: number;
  /** How a value is said at the side. */
  say?: (value: number) => string;
};

/** One or two lines over the same points, from zero. The figures stand in a table beside it, or behind a switch. */
export function LineChart({ label, series, ticks, height = 120, say = String }: LineChartProps) {
  const top = niceTop(Math.max(...series.flatMap(({ values }) => values)));
  const [first, second] = series;
  const count = Math.max(2, first.values.length);
  const box = { width, height, top, inset: 0 };
  return (
    <figure className={styles.chart} style={{ '--height': `${height}px` } as CSSProperties}>
      <div className={styles.plot}>
        <div className={styles.scale} aria-hidden="true">
          <span>{say(top)}</span>
          <span>{say(top / 2)}</span>
          <span>{say(0)}</span>
        </div>
        <svg
          className={styles.drawing}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          {[0, 0.5, 1].map((part) => (
            <line
              key={part}
              className={styles.rule}
              x1="0"
              x2={width}
              y1={height * part}
              y2={height * part}
            />
          ))}
          <path className={styles.area} d={`${linePath(first.values, box)}V${height}H0z`} />
          {second && <path className={styles.second} d={linePath(second.values, box)} />}
          <path className={styles.line} d={linePath(first.values, box)} />
        </svg>
      </div>
      <div className={styles.ticks} aria-hidden="true">
        {ticks.map(({ at, words }) => (
          <span key={at} style={{ '--at': `${(at * 100) / (count - 1)}%` } as CSSProperties}>
            {words}
          </span>
        ))}
      </div>
      <figcaption className={styles.legend} aria-hidden="true">
        {series.map(({ name }, index) => (
          <span key={name} data-second={index === 1 || undefined}>
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
