import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeptPromise } from '../../../contract/promises.ts';
import { Button } from '../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { promisesQuery } from './api/promises.ts';
import { PromiseDialog } from './components/promise-dialog.tsx';
import { minutesWords } from './minutes-words.ts';

/** How soon customers are answered, and by whom. */
export function PromisesSection() {
  const promises = useQuery(promisesQuery);
  const [edited, setEdited] = useState<KeptPromise | 'new' | null>(null);
  return (
    <SectionPage
      title="Promises"
      count={promises.data?.length}
      lead="How soon a person answers, and how soon what a customer came with is done. Due times stand in the list; those who lead hear of what is late."
      action={
        <Button
          kind="primary"
          icon={<IconPlus size={iconSizes.control} stroke={iconStroke} />}
          onClick={() => setEdited('new')}
        >
          Add a promise
        </Button>
      }
    >
      {sectionState(promises, 'The promises') ??
        (promises.data?.length === 0 ? (
          <EmptyState title="Nothing is promised yet">
            Add the first promise, for example a first answer within 15 minutes.
          </EmptyState>
        ) : (
          <Table
            caption="Promises"
            heads={[
              { name: 'Promise' },
              { name: 'First answer' },
              { name: 'Done' },
              { name: 'Hours' },
              { name: 'For' },
              { name: 'Actions', hidden: true, width: '80px' },
            ]}
          >
            {promises.data?.map((one) => (
              <tr key={one.id}>
                <td className="medium">{one.name}</td>
                <td data-head="First answer">{minutesWords(one.respondMinutes)}</td>
                <td data-head="Done">{minutesWords(one.resolveMinutes)}</td>
                <td data-head="Hours">{one.hours?.name ?? 'Each department’s own'}</td>
                <td data-head="For">{usersOf(one)}</td>
                <td>
                  <Button size="small" aria-label={`Edit ${one.name}`} onClick={() => setEdited(one)}>
                    Edit
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        ))}
      {edited && <PromiseDialog promise={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SectionPage>
  );
}

function usersOf({ departments, workStreams }: KeptPromise): string {
  const names = [...workStreams, ...departments].map(({ name }) => name);
  return names.length === 0 ? 'Nobody yet' : names.join(', ');
}
