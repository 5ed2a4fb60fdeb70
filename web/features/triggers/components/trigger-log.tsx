import { useInfiniteQuery } from '@tanstack/react-query';
import { actWords } from '../../../../contract/acts.ts';
import { eventWords, type Trigger, type TriggerRun } from '../../../../contract/triggers.ts';
import { fullTime, stampOf } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { MoreButton } from '../../../ui/more-button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { Link } from '../../../ui/link.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { Table } from '../../../ui/table.tsx';
import { runsQuery } from '../api/triggers.ts';
import styles from '../triggers.module.css';

/** What one trigger did, when and on which conversation, and what was refused. */
export function TriggerLog({ trigger }: { trigger: Trigger }) {
  const log = useInfiniteQuery(runsQuery(trigger.id));
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={`What ${trigger.name} did`}>
      <div className={styles.head}>
        <h2 className="heading">What “{trigger.name}” did</h2>
      </div>
      {sectionState(log, 'The log') ??
        (rows.length === 0 ? (
          <EmptyState title="Nothing yet">What it does next appears here.</EmptyState>
        ) : (
          <>
            <Table
              caption="Runs"
              heads={[
                { name: 'When', width: '170px' },
                { name: 'Conversation', width: '220px' },
                { name: 'Because', width: '220px' },
                { name: 'What became of it' },
              ]}
            >
              {rows.map((run) => (
                <tr key={run.id}>
                  <td className="num text-2" data-head="When">
                    <time dateTime={run.at} title={fullTime(run.at)}>
                      {stampOf(run.at)}
                    </time>
                  </td>
                  <td data-head="Conversation">
                    {run.conversation ? (
                      <Link className="link" href={screenPaths.conversation(run.conversation.id)}>
                        No. {run.conversation.number}, {run.conversation.name}
                      </Link>
                    ) : (
                      <span className="text-3">Not yours to see</span>
                    )}
                  </td>
                  <td className="text-2" data-head="Because">
                    {eventWords[run.event]}
                  </td>
                  <td data-head="What became of it">
                    <Outcomes run={run} />
                  </td>
                </tr>
              ))}
            </Table>
            <MoreButton list={log} />
          </>
        ))}
    </section>
  );
}

function Outcomes({ run }: { run: TriggerRun }) {
  if (run.isHeldBack) {
    return (
      <div>
        <Chip tone="warning">Held back</Chip>
        <p className="small text-2">It acted on this conversation too often within an hour.</p>
      </div>
    );
  }
  return (
    <div className={styles.outcomes}>
      {run.outcomes.map(({ kind, state, why }, index) => (
        // The same act may be there twice: its place is all it has.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index}>
          <Chip tone={state === 'done' ? 'success' : state === 'refused' ? 'warning' : 'danger'}>
            {actWords[kind]}
          </Chip>
          {why && <p className="small text-2">{why}</p>}
        </div>
      ))}
    </div>
  );
}
