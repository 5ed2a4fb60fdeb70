import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useRight, workStreamsQuery } from '../../lib/desk-queries.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { Link, useGo } from '../../ui/link.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { Table } from '../../ui/table.tsx';
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
  const [isAdding, setIsAdding] = useState(false);
  const copy = useCopyWorkStream(({ id, name }) => {
    showToast({ tone: 'success', title: `${name} was added`, text: 'No page is in it yet.' });
    go(screenPaths.workStreams(id));
  });
  return (
    <SectionPage
      title="Work streams"
      count={streams.data?.length}
      lead={
        isOfAll
          ? 'A work stream says how the conversations of its pages come to agents: offered or picked, to whom first, and how much of an agent each takes.'
          : 'How conversations come to you and your colleagues: offered or picked, to whom first, and how much of an agent each takes.'
      }
      action={
        !isReadOnly && (
          <Button
            kind="primary"
            icon={<IconPlus size={iconSizes.control} stroke={iconStroke} />}
            onClick={() => setIsAdding(true)}
          >
            Add a work stream
          </Button>
        )
      }
    >
      {sectionState(streams, 'The work streams') ?? (
        <Table
          caption="Work streams"
          heads={[
            { name: 'Work stream' },
            { name: 'Pages' },
            { name: 'How it works' },
            { name: 'Actions', hidden: true, width: '220px' },
          ]}
        >
          {streams.data?.map((stream) => (
            <tr key={stream.id}>
              <td className="medium">
                <Link className="link" href={screenPaths.workStreams(stream.id)}>
                  {stream.name}
                </Link>{' '}
                {stream.isDefault && <Chip>default</Chip>}
              </td>
              <td data-head="Pages">{pageWords(stream.pages)}</td>
              <td data-head="How it works" className="text-2">
                {wordStream(stream.settings)}
              </td>
              <td>
                <span className="row">
                  {seesRules && (
                    <Button
                      size="small"
                      aria-label={`Routing rules of ${stream.name}`}
                      onClick={() => go(screenPaths.routing(stream.id))}
                    >
                      Rules
                    </Button>
                  )}
                  {!isReadOnly && (
                    <Button
                      size="small"
                      aria-label={`Copy ${stream.name}`}
                      busy={copy.isPending && copy.variables === stream.id}
                      onClick={() => copy.mutate(stream.id)}
                    >
                      Copy
                    </Button>
                  )}
                  <Button
                    size="small"
                    aria-label={`${isReadOnly ? 'Look at' : 'Edit'} ${stream.name}`}
                    onClick={() => go(screenPaths.workStreams(stream.id))}
                  >
                    {isReadOnly ? 'Look' : 'Edit'}
                  </Button>
                </span>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {isAdding && (
        <NewStreamDialog
          onClose={() => setIsAdding(false)}
          onMade={({ id }) => go(screenPaths.workStreams(id))}
        />
      )}
    </SectionPage>
  );
}

function pageWords(pages: readonly { name: string }[]): string {
  if (pages.length === 0) return 'none';
  const names = pages.slice(0, 2).map(({ name }) => name);
  return pages.length > 2 ? `${names.join(', ')} and ${pages.length - 2} more` : names.join(', ');
}
