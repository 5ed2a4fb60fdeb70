import { IconStarFilled } from '@tabler/icons-react';
import { isLowScore, type Score } from '../../contract/score.ts';
import styles from './score-mark.module.css';

/** What a customer thought of it: a star and how many. */
export function ScoreMark({ score }: { score: Score }) {
  const { value, outOf } = score;
  return (
    <span
      className={styles.score}
      data-low={isLowScore(score) || undefined}
      role="img"
      aria-label={`Rated ${value} of ${outOf}`}
      title={`Rated ${value} of ${outOf}`}
    >
      <IconStarFilled size={12} aria-hidden="true" />
      {value}
    </span>
  );
}
