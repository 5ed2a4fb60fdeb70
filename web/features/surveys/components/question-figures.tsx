import type { SurveyResults } from '../../../../contract/surveys.ts';
import { averageWords } from '../figures.ts';
import styles from '../surveys.module.css';

/** How often each answer to a question was given. */
export function QuestionFigures({ question }: { question: SurveyResults['questions'][number] }) {
  const { text, average, answered, distribution } = question;
  const most = Math.max(1, ...distribution.map(({ count }) => count));
  return (
    <section className="card" aria-label={text}>
      <div className={styles.questionHead}>
        <h2 className={styles.head}>{text}</h2>
        <span className="grow" />
        <span className="small text-3 num">
          {average === null ? '' : `${averageWords(average)} on average · `}
          {answered === 1 ? '1 answer' : `${answered} answers`}
        </span>
      </div>
      {distribution.length > 0 && (
        <dl className={styles.bars} data-kind={question.kind}>
          {distribution.map(({ answer, label, count }) => (
            <div key={answer} className={styles.barRow}>
              <dt className="clip">{label}</dt>
              <dd>
                <span className={styles.track} aria-hidden="true">
                  <span style={{ inlineSize: `${(count / most) * 100}%` }} />
                </span>
                <span className="num">{count}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
