import type { DistributionDecision, WaitingReason } from '../../../../contract/offers.ts';
import type { UserRef } from '../../../../contract/team.ts';
import { fullTime } from '../../../lib/dates.ts';
import { algorithmWords, exclusionWords, whyThem } from '../../../lib/distribution-words.ts';
import styles from './decision-view.module.css';

const answerWords: Record<DistributionDecision['answers'][number]['state'], string> = {
  offered: 'is being asked',
  accepted: 'accepted',
  rejected: 'said no',
  missed: 'let it go by',
  withdrawn: 'need not answer any more',
};

/** One decision of distribution: who, why, and behind it how everybody stood. */
export function DecisionView({ decision }: { decision: DistributionDecision }) {
  const { to, by, outcome, at, answers } = decision;
  const [first] = to;
  if (!first) return null;
  return (
    <li className={styles.decision}>
      <p>
        {outcome === 'given' ? 'Given to ' : 'Offered to '}
        <b>{namesOf(to)}</b>
        {to.length === 1 ? `, who ${whyThem[by]}` : ''}.
      </p>
      <p className="small text-3">
        <time dateTime={at}>{fullTime(at)}</time>
        {answers.map(({ user, state }) => ` · ${user.name} ${answerWords[state]}`).join('')}
      </p>
      <Judgement {...decision} />
    </li>
  );
}

const waitingWords: Record<WaitingReason['because'], string> = {
  picked: 'Agents of the department pick from the list.',
  asked: 'Being offered to',
  agent: 'Waits a little for',
  service: 'The service of the work stream is asked who gets it.',
  'too-old': 'Waits for longer than the work stream offers: it can be picked.',
  nobody: 'Nobody can take it now. The next who can is offered it.',
  next: 'Comes next to',
};

/** Why one that waits has nobody yet. */
export function WaitingView({ waiting }: { waiting: WaitingReason }) {
  return (
    <div className={styles.decision}>
      <p>
        {waitingWords[waiting.because]}
        {waiting.users.length > 0 && (
          <>
            {' '}
            <b>{namesOf(waiting.users)}</b>.
          </>
        )}
      </p>
      {waiting.because !== 'picked' && <Judgement {...waiting} />}
    </div>
  );
}

function Judgement({
  ranked,
  excluded,
  excludedMore,
  algorithm,
}: Pick<WaitingReason, 'ranked' | 'excluded' | 'excludedMore' | 'algorithm'>) {
  if (ranked.length === 0 && excluded.length === 0) {
    return <p className="small text-3">Nobody works in this department.</p>;
  }
  const more = Object.values(excludedMore).reduce((sum, count) => sum + count, 0);
  return (
    <details className={styles.people}>
      <summary>Who could take it</summary>
      <p className="small text-3">Order: {algorithmWords[algorithm]}.</p>
      <ol>
        {ranked.map(({ user, room, inHand, score }) => (
          <li key={user.id}>
            <span className="grow clip">{user.name}</span>
            <span className="text-3 num">
              {inHand} in hand{room === null ? '' : ` · room ${room}`}
              {score === undefined ? '' : ` · suits ${score}`}
            </span>
          </li>
        ))}
        {excluded.map(({ user, because }) => (
          <li key={user.id} className={styles.out}>
            <span className="grow clip">{user.name}</span>
            <span>{exclusionWords[because]}</span>
          </li>
        ))}
        {more > 0 && <li className={styles.out}>{more} more cannot</li>}
      </ol>
    </details>
  );
}

function namesOf(users: readonly UserRef[]): string {
  const names = users.slice(0, 3).map(({ name }) => name);
  const more = users.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
