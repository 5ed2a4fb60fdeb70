import type { SurveyResults } from '../../../../contract/surveys.ts';
import { useMinute } from '../../../lib/clock.ts';
import { fullTime, shortTime } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Link } from '../../../ui/link.tsx';
import { ScoreMark } from '../../../ui/score-mark.tsx';
import styles from '../surveys.module.css';

type Answer = SurveyResults['low'][number] & { question?: string; text?: string };

/** Single answers, newest first, each with the way to its conversation where one may see it. */
export function Answers({
  title,
  empty,
  answers,
}: {
  title: string;
  empty: string;
  answers: readonly Answer[];
}) {
  const nowMs = useMinute();
  return (
    <section aria-label={title}>
      <h2 className={styles.head}>{title}</h2>
      {answers.length === 0 ? (
        <p className="text-2">{empty}</p>
      ) : (
        <ul className={`card ${styles.answers}`}>
          {answers.map((answer, index) => (
            <li key={`${answer.answeredAt} ${index}`}>
              {answer.text !== undefined && (
                <blockquote className={styles.words} dir="auto">
                  {answer.text}
                </blockquote>
              )}
              <p className={styles.facts}>
                {answer.score && <ScoreMark score={answer.score} />}
                {answer.question !== undefined && <span>{answer.question}</span>}
                {answer.conversation ? (
                  <Link className="link" href={screenPaths.conversation(answer.conversation.id)}>
                    {answer.conversation.contactName}, No. {answer.conversation.number}
                  </Link>
                ) : null}
                {answer.agent && <span>{answer.agent.name}</span>}
                <span>{answer.pageName}</span>
                <time className="num" dateTime={answer.answeredAt} title={fullTime(answer.answeredAt)}>
                  {shortTime(answer.answeredAt, nowMs)}
                </time>
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
