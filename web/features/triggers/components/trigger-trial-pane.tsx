import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ConditionGroup } from '../../../../contract/conditions.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Link } from '../../../ui/link.tsx';
import { trialQuery } from '../api/triggers.ts';
import styles from '../triggers.module.css';

const mostNamed = 5;
const waitMs = 400;

/** For how many of the last conversations its conditions hold as they are now; nothing is done. */
export function TriggerTrialPane({ conditions }: { conditions: ConditionGroup }) {
  const [asked] = useDebouncedValue(conditions, waitMs);
  const trial = useQuery(trialQuery(asked));
  if (!trial.data) {
    return (
      <p className={styles.trial} role="status">
        {trial.isError ? 'It could not be tried.' : 'It is being tried on the last conversations…'}
      </p>
    );
  }
  const { tried, matched, samples } = trial.data;
  const named = samples.filter(({ holds }) => holds).slice(0, mostNamed);
  return (
    <div className={styles.trial} role="status" data-stale={trial.isPlaceholderData || undefined}>
      <p>
        {tried === 0 ? (
          'There is no conversation yet to try it on.'
        ) : (
          <>
            Of the last <b className="num">{tried}</b> conversations it holds for{' '}
            <b className="num">{matched}</b> as they are now.
          </>
        )}
      </p>
      {named.length > 0 && (
        <p className={styles.samples}>
          {named.map(({ conversation }) => (
            <Link key={conversation.id} className="link" href={screenPaths.conversation(conversation.id)}>
              No. {conversation.number}, {conversation.name}
            </Link>
          ))}
        </p>
      )}
    </div>
  );
}
