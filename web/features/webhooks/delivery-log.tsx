import { useInfiniteQuery } from '@tanstack/react-query';
import type { WebhookDelivery, WebhookEndpoint } from '../../../contract/webhooks.ts';
import { fullTime, stampOf } from '../../lib/dates.ts';
import { Button } from '../../ui/button.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { deliveriesQuery, useSendWebhook } from './api/webhooks.ts';
import { eventWords } from './webhook-words.ts';
import styles from './webhooks-section.module.css';

/** What one endpoint was told, and what it said. */
export function DeliveryLog({ endpoint }: { endpoint: WebhookEndpoint }) {
  const log = useInfiniteQuery(deliveriesQuery(endpoint.id));
  const send = useSendWebhook(endpoint.id);
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className={styles.head}>
        <h2 className="heading">What it was told</h2>
        <span className="grow" />
        <Button
          size="small"
          busy={send.isPending && send.variables === 'test'}
          onClick={() => send.mutate('test')}
        >
          Send a test
        </Button>
      </div>
      {sectionState(log, 'The log') ??
        (rows.length === 0 ? (
          <EmptyState title="Nothing yet">The next thing that happens appears here.</EmptyState>
        ) : (
          <>
            <Table
              caption="Deliveries"
              heads={[
                { name: 'When', width: '170px' },
                { name: 'What' },
                { name: 'How it went', width: '240px' },
                { name: 'Actions', hidden: true, width: '110px' },
              ]}
            >
              {rows.map((row) => (
                <tr key={row.id}>
                  <td className="num text-2" data-head="When">
                    <time dateTime={row.createdAt} title={fullTime(row.createdAt)}>
                      {stampOf(row.createdAt)}
                    </time>
                  </td>
                  <td data-head="What">{eventWords(row.event)}</td>
                  <td data-head="How it went">
                    <Outcome row={row} />
                  </td>
                  <td>
                    {row.state !== 'waiting' && (
                      <Button
                        size="small"
                        busy={send.isPending && send.variables === row.id}
                        aria-label={`Send again: ${eventWords(row.event)}, ${stampOf(row.createdAt)}`}
                        onClick={() => send.mutate(row.id)}
                      >
                        Send again
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </Table>
            <MoreButton list={log} />
          </>
        ))}
    </>
  );
}

function Outcome({ row }: { row: WebhookDelivery }) {
  const tries = row.attempts > 1 ? ` after ${row.attempts} tries` : '';
  if (row.state === 'delivered') return <Chip tone="success">{`Delivered${tries}`}</Chip>;
  const why = row.failure ?? (row.attempts === 0 ? 'It is on its way.' : '');
  return (
    <div>
      <Chip tone={row.state === 'failed' ? 'danger' : 'warning'}>
        {row.state === 'failed' ? `Given up${tries}` : 'Waits'}
      </Chip>
      {why !== '' && <p className="small text-2">{why}</p>}
    </div>
  );
}
