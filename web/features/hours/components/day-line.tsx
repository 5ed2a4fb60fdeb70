import { useState, type PointerEvent } from 'react';
import type { WeeklyHours } from '../../../../contract/operating-hours.ts';
import { weekdays } from '../hours-words.ts';
import { blocksOf, clockOf, minutesAt } from '../week-draft.ts';
import styles from './week.module.css';

type DayLineProps = {
  weekly: readonly WeeklyHours[];
  day: number;
  /** Absent: it is only looked at. */
  onDraw?: (span: readonly [number, number]) => void;
};

const percent = (minutes: number) => `${(minutes / 1440) * 100}%`;

/** The 24 hours of a day with what is open of them; where it may be changed, drawn on with the pointer. */
export function DayLine({ weekly, day, onDraw }: DayLineProps) {
  const [drawn, setDrawn] = useState<readonly [number, number] | null>(null);
  const at = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return minutesAt((event.clientX - box.left) / box.width);
  };
  const drawing = onDraw && {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrawn([at(event), at(event)]);
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      if (drawn) setDrawn([drawn[0], at(event)]);
    },
    onPointerUp: () => {
      if (drawn) onDraw(drawn);
      setDrawn(null);
    },
    onPointerCancel: () => setDrawn(null),
  };
  const blocks = blocksOf(weekly, day);
  const told = blocks.map(({ from, to }) => `${clockOf(from)} to ${clockOf(to)}`).join(', ');
  const shown = drawn && ([Math.min(...drawn), Math.max(...drawn)] as const);
  return (
    // By keyboard the times beside it do the same.
    <div
      className={styles.line}
      data-drawable={onDraw ? true : undefined}
      role="img"
      aria-label={`${weekdays[day - 1]}: ${told || 'closed'}`}
      {...drawing}
    >
      {blocks.map(({ from, to, isSpill }) => (
        <span
          key={`${from}-${to}`}
          className={styles.block}
          data-spill={isSpill || undefined}
          style={{ insetInlineStart: percent(from), inlineSize: percent(to - from) }}
        />
      ))}
      {shown && shown[0] < shown[1] && (
        <span
          className={styles.drawn}
          style={{ insetInlineStart: percent(shown[0]), inlineSize: percent(shown[1] - shown[0]) }}
        >
          {clockOf(shown[0])}–{clockOf(shown[1])}
        </span>
      )}
    </div>
  );
}
