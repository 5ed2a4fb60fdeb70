import { useQuery } from '@tanstack/react-query';
import type { KeptPromise } from '../../../contract/promises.ts';
import { ItemTable } from '../../ui/item-table.tsx';
import { SectionList } from '../../ui/section-list.tsx';
import { promisesQuery } from './api/promises.ts';
import { PromiseDialog } from './components/promise-dialog.tsx';
import { minutesWords } from './minutes-words.ts';

/** How soon customers are answered, and by whom. */
export function PromisesSection() {
  const promises = useQuery(promisesQuery);
  return (
    <SectionList
      title="Promises"
      lead="How soon a person answers, and how soon what a customer came with is done. Due times stand in the list; those who lead hear of what is late."
      list={promises}
      things="The promises"
      add="Add a promise"
      empty={{
        title: 'Nothing is promised yet',
        text: 'Add the first promise, for example a first answer within 15 minutes.',
      }}
      form={(promise, close) => <PromiseDialog promise={promise} onClose={close} />}
    >
      {(items, edit) => (
        <ItemTable
          caption="Promises"
          items={items}
          nameOf={({ name }) => name}
          columns={[
            { name: 'Promise', look: 'medium', show: ({ name }) => name },
            { name: 'First answer', show: ({ respondMinutes }) => minutesWords(respondMinutes) },
            { name: 'Done', show: ({ resolveMinutes }) => minutesWords(resolveMinutes) },
            { name: 'Hours', show: ({ hours }) => hours?.name ?? 'Each department’s own' },
            { name: 'For', show: usersOf },
          ]}
          onEdit={edit}
        />
      )}
    </SectionList>
  );
}

function usersOf({ departments, workStreams }: KeptPromise): string {
  const names = [...workStreams, ...departments].map(({ name }) => name);
  return names.length === 0 ? 'Nobody yet' : names.join(', ');
}
