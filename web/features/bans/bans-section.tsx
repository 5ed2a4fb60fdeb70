import { useInfiniteQuery } from '@tanstack/react-query';
import type { Ban } from '../../../contract/bans.ts';
import { useLiftBan } from '../../lib/bans.ts';
import { useMinute } from '../../lib/clock.ts';
import { fullTime, stampOf } from '../../lib/dates.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Link } from '../../ui/link.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { bansQuery } from './api/list-bans.ts';
import styles from './bans-section.module.css';

/** Who is shut out, until when and why; and who was. */
export function BansSection() {
  const bans = useInfiniteQuery(bansQuery);
  const rows = bans.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <SectionPage
      title="Bans"
      lead="Customers who are shut out call nobody. Whether what they say is kept is set for each page, under Life."
    >
      {sectionState(bans, 'The bans') ??
        (rows.length === 0 ? (
          <EmptyState title="Nobody is shut out">
            An agent shuts a customer out from the details of a conversation.
          </EmptyState>
        ) : (
          <>
            <Table
              caption="Bans"
              heads={[
                { name: 'Customer' },
                { name: 'Until', width: '170px' },
                { name: 'Set', width: '170px' },
                { name: 'Since then', width: '150px' },
                { name: 'Actions', hidden: true, width: '90px' },
              ]}
            >
              {rows.map((row) => (
                <BanRow key={row.id} row={row} />
              ))}
            </Table>
            <MoreButton list={bans} />
          </>
        ))}
    </SectionPage>
  );
}

function BanRow({ row }: { row: Ban }) {
  const lift = useLiftBan();
  const nowMs = useMinute();
  const isOver = row.state === 'over' || (row.until !== null && Date.parse(row.until) <= nowMs);
  const isOn = row.state === 'on' && !isOver;
  return (
    <tr>
      <td>
        <Who row={row} />
      </td>
      <td data-head="Until">
        {row.state === 'lifted' ? (
          <span title={row.liftedAt ? fullTime(row.liftedAt) : undefined}>
            <Chip>Lifted by {row.liftedBy?.name ?? 'the desk'}</Chip>
          </span>
        ) : isOver ? (
          <Chip>Over</Chip>
        ) : row.until === null ? (
          <Chip tone="danger">Until it is lifted</Chip>
        ) : (
          <time className="num" dateTime={row.until} title={fullTime(row.until)}>
            {stampOf(row.until)}
          </time>
        )}
      </td>
      <td className="text-2" data-head="Set">
        <SetBy row={row} />
      </td>
      <td className="text-2 num" data-head="Since then">
        {saidSince(row)}
      </td>
      <td>
        {isOn && (
          <Button
            size="small"
            busy={lift.isPending}
            aria-label={`Lift the ban of ${row.contact.name}`}
            onClick={() => lift.mutate(row.id)}
          >
            Lift
          </Button>
        )}
      </td>
    </tr>
  );
}

function Who({ row }: { row: Ban }) {
  return (
    <div className={styles.who}>
      <Avatar name={row.contact.name} pictureUrl={row.contact.pictureUrl} size={28} />
      <div className={styles.words}>
        <p className="medium clip">
          {row.conversation ? (
            <Link className="link" href={screenPaths.conversation(row.conversation.id, 'closed')}>
              {row.contact.name}
            </Link>
          ) : (
            row.contact.name
          )}
          <span className="text-3"> · {row.pageName}</span>
        </p>
        {row.note !== '' && <p className="small text-2">{row.note}</p>}
      </div>
    </div>
  );
}

function SetBy({ row }: { row: Ban }) {
  return (
    <div>
      <p>{row.setBy?.name ?? 'the desk'}</p>
      <time className="small text-3 num" dateTime={row.setAt} title={fullTime(row.setAt)}>
        {stampOf(row.setAt)}
      </time>
    </div>
  );
}

/** What they said while they were shut out. */
function saidSince({ keptCount, droppedCount }: Ban): string {
  if (keptCount + droppedCount === 0) return 'nothing';
  const parts = [
    keptCount > 0 ? `${keptCount} kept` : null,
    droppedCount > 0 ? `${droppedCount} not kept` : null,
  ];
  return parts.filter(Boolean).join(', ');
}
