import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useRight, workStreamsQuery } from '../../lib/desk-queries.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ItemTable } from '../../ui/item-table.tsx';
import { Link, useGo } from '../../ui/link.tsx';
import { SectionList } from '../../ui/section-list.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useCopyWorkStream } from './api/work-streams.ts';
import { NewStreamDialog } from './components/new-stream-dialog.tsx';
import { StreamFactsScreen } from './stream-facts-screen.tsx';
import { StreamScreen } from './stream-screen.tsx';
import { wordStream } from './stream-words.ts';

/** The work streams, or the one that the address names: its settings, or for who only looks what they say. */
export function WorkStreamsSection() {
  const search: { stream?: unknown } = useSearch({ strict: false });
  const streams = useQuery(workStreamsQuery);
  const stream = streams.data?.find(({ id }) => id === search.stream);
  const isEditor = useRight('manage-work-streams');
  if (!stream) return <StreamList />;
  return isEditor ? <StreamScreen key={stream.id} stream={stream} /> : <StreamFactsScreen stream={stream} />;
}

function StreamList() {
  const streams = useQuery(workStreamsQuery);
  const isReadOnly = !useRight('manage-work-streams');
  const seesRules = useRight('see-routing');
  const isOfAll = useRight('see-distribution');
  const go = useGo();
  const copy = useCopyWorkStream(({ id, name }) => {
    showToast({ tone: 'success', title: `${name} was added`, text: 'No page is in it yet.' });
    go(screenPaths.workStreams(id));
  });
  return (
    <SectionList
      title="Work streams"
      lead={
        isOfAll
          ? 'A work stream says how the conversations of its pages come to agents: offered or picked, to whom first, and how much of an agent each takes.'
          : 'How conversations come to you and your colleagues: offered or picked, to whom first, and how much of an agent each takes.'
      }
      list={streams}
      things="The work streams"
      add={!isReadOnly && 'Add a work stream'}
      form={(_, close) => (
        <NewStreamDialog onClose={close} onMade={({ id }) => go(screenPaths.workStreams(id))} />
      )}
    >
      {(items) => (
        <ItemTable
          caption="Work streams"
          items={items}
          nameOf={({ name }) => name}
          columns={[
            {
              name: 'Work stream',
              look: 'medium',
              show: ({ id, name, isDefault }) => (
                <>
                  <Link className="link" href={screenPaths.workStreams(id)}>
                    {name}
                  </Link>{' '}
                  {isDefault && <Chip>Default</Chip>}
                </>
              ),
            },
            { name: 'Pages', show: ({ pages }) => pageWords(pages) },
            { name: 'How it works', look: 'text-2', show: ({ settings }) => wordStream(settings) },
          ]}
          acts={({ id, name }) => (
            <>
              {seesRules && (
                <Button
                  size="small"
                  aria-label={`Routing rules of ${name}`}
                  onClick={() => go(screenPaths.routing(id))}
                >
                  Rules
                </Button>
              )}
              {isReadOnly ? (
                <Button
                  size="small"
                  aria-label={`Look at ${name}`}
                  onClick={() => go(screenPaths.workStreams(id))}
                >
                  Look
                </Button>
              ) : (
                <Button
                  size="small"
                  aria-label={`Copy ${name}`}
                  busy={copy.isPending && copy.variables === id}
                  onClick={() => copy.mutate(id)}
                >
                  Copy
                </Button>
              )}
            </>
          )}
          actsWidth="220px"
          onEdit={isReadOnly ? undefined : ({ id }) => go(screenPaths.workStreams(id))}
        />
      )}
    </SectionList>
  );
}

function pageWords(pages: readonly { name: string }[]): string {
  if (pages.length === 0) return 'none';
  const names = pages.slice(0, 2).map(({ name }) => name);
  return pages.length > 2 ? `${names.join(', ')} and ${pages.length - 2} more` : names.join(', ');
}
