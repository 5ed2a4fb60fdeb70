import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkStream } from '../../../../contract/work-streams.ts';
import { pagesQuery, workStreamsQuery } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { Link } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { useMovePage } from '../api/work-streams.ts';
import styles from '../stream-screen.module.css';

/** The pages whose conversations come this way. Moving one takes effect at once, for conversations that begin from now on. */
export function StreamPages({ stream }: { stream: WorkStream }) {
  const pages = useQuery(pagesQuery).data ?? [];
  const streams = useQuery(workStreamsQuery).data ?? [];
  const move = useMovePage();
  const [chosen, setChosen] = useState<string | null>(null);
  const inside = new Set<string>(stream.pages.map(({ id }) => id));
  const others = pages.filter((page) => !inside.has(page.id) && !page.isRemoved);
  const streamOf = (id: string | null) =>
    streams.find((one) => one.id === id || (id === null && one.isDefault));
  const add = () => {
    const page = others.find(({ id }) => id === chosen);
    if (!page) return;
    move.mutate(
      { pageId: page.id, workStreamId: stream.isDefault ? null : stream.id },
      { onSuccess: () => setChosen(null) },
    );
  };
  return (
    <SettingsGroup
      title="Pages"
      lead="Only Facebook pages can be in this work stream. A page is in one at a time."
    >
      {move.error && (
        <Notice tone="danger" role="alert" title="The page was not moved">
          {move.error.message}
        </Notice>
      )}
      {stream.pages.length === 0 ? (
        <p className="text-2">No page is in it yet.</p>
      ) : (
        <ul className={styles.pages}>
          {stream.pages.map((page) => (
            <li key={page.id} className={styles.page}>
              <Link className="link" href={screenPaths.page(page.id)}>
                {page.name}
              </Link>
              <span className="grow" />
              {!stream.isDefault && (
                <Button
                  size="small"
                  aria-label={`Take ${page.name} out`}
                  busy={move.isPending && move.variables?.pageId === page.id}
                  onClick={() => move.mutate({ pageId: page.id, workStreamId: null })}
                >
                  Take it out
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <div className={styles.adding}>
          <Select
            label="Another page"
            placeholder="Choose a page"
            data={others.map((page) => ({
              value: page.id,
              label: `${page.name} (now in ${streamOf(page.workStreamId)?.name ?? 'another'})`,
            }))}
            value={chosen}
            searchable
            onChange={setChosen}
          />
          <Button disabled={chosen === null} busy={move.isPending} onClick={add}>
            Move it here
          </Button>
        </div>
      )}
    </SettingsGroup>
  );
}
