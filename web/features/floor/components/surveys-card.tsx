import type { Floor } from '../../../../contract/floor.ts';
import { useMinute } from '../../../lib/clock.ts';
import { agoWords, fullTime } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Link } from '../../../ui/link.tsx';
import { ScoreMark } from '../../../ui/score-mark.tsx';
import styles from '../floor.module.css';

/** What customers said of the last 24 hours, and who was unhappy. */
export function SurveysCard({ surveys }: { surveys: NonNullable<Floor['surveys']> }) {
  const nowMs = useMinute();
  const { asked, answered, averageOfFive, low } = surveys;
  const percent = Math.round((answered * 100) / asked);
  return (
    <section className={`surface ${styles.card}`}>
      <h2 className={styles.head}>Surveys</h2>
      <dl className={styles.survey}>
        <div>
          <dt className="small text-3">Average</dt>
          <dd className={`num ${styles.value}`}>
            {averageOfFive === null ? '–' : averageOfFive.toFixed(1)} <span>of 5</span>
          </dd>
        </div>
        <div>
          <dt className="small text-3">Answered</dt>
          <dd className={`num ${styles.value}`}>
            {percent} <span>%</span>
          </dd>
        </div>
      </dl>
      <p className={`small text-3 ${styles.none}`}>
        {answered} of {asked} who were asked in the last 24 hours.
      </p>
      {low.length > 0 && (
        <ul aria-label="The last low scores">
          {low.map(({ conversation, agent, score, answeredAt }) => (
            <li key={`${conversation.id} ${answeredAt}`} className={styles.need}>
              <ScoreMark score={score} />
              <div className="grow">
                <p className="medium clip">
                  <Link className="link" href={screenPaths.conversation(conversation.id)}>
                    {conversation.name}
                  </Link>
                </p>
                <p className="small text-3 clip" title={fullTime(answeredAt)}>
                  {agent ? `${agent.name}, ` : ''}
                  {agoWords(answeredAt, nowMs)}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
