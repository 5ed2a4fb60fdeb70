import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Backfill } from '../../../../contract/backfills.ts';
import type { Page } from '../../../../contract/pages.ts';
import { fullTime } from '../../../lib/dates.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { backfillsQuery, useStartBackfill, useSteerBackfill, type BackfillSteer } from '../api/backfills.ts';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { reasonWords, resultWords, stateWords } from './backfill-words.ts';
import styles from './past-tab.module.css';

const spans = [
  { value: '1', label: 'The last day' },
  { value: '7', label: 'The last 7 days' },
  { value: '30', label: 'The last 30 days' },
  { value: '90', label: 'The last 90 days' },
];

/** What no webhook told: how far Facebook's own conversations were read, and reading them once more. */
export function PastTab({ page }: { page: Page }) {
  const backfills = useQuery(backfillsQuery(page.id));
  const start = useStartBackfill(page.id);
  const steer = useSteerBackfill(page.id);
  const [days, setDays] = useState('7');
  const error = start.error ?? steer.error;
  const isConnected = page.state !== 'unsubscribed' && page.removedAt === null;
  return (
    <>
      <SettingsGroup
        title="Read what was missed"
        lead="Messages and comments that Facebook could not deliver are read from its own conversations and posts: by itself after an outage and when the page is connected again, and here whenever you want. Nothing is added twice; only what still waits for an answer opens a conversation."
      >
        {error && (
          <Notice tone="danger" role="alert" title="It was not done">
            {error.message}
          </Notice>
        )}
        <div className={styles.ask}>
          <Select
            label="How far back"
            data={spans}
            value={days}
            allowDeselect={false}
            onChange={(value) => setDays(value ?? '7')}
          />
          <Button
            kind="primary"
            busy={start.isPending}
            disabled={!isConnected}
            onClick={() => start.mutate({ days: Number(days) })}
          >
            Read what was missed
          </Button>
        </div>
        {!isConnected && (
          <p className="small text-2">Connect the page first: nothing can be read without it.</p>
        )}
      </SettingsGroup>
      {sectionState(backfills, 'What was read') ??
        (backfills.data?.length === 0 ? (
          <p className={styles.nothing}>Nothing was read yet.</p>
        ) : (
          <ul className={styles.list} aria-label="What was read">
            {backfills.data?.map((backfill) => (
              <li key={backfill.id}>
                <Reading
                  backfill={backfill}
                  busyWith={
                    steer.isPending && steer.variables.id === backfill.id ? steer.variables.steer : null
                  }
                  onSteer={(what) => steer.mutate({ id: backfill.id, steer: what })}
                />
              </li>
            ))}
          </ul>
        ))}
    </>
  );
}

function troubleTitle(state: Backfill['state']): string {
  if (state === 'failed') return 'It stopped';
  return state === 'done' ? 'Not all could be read' : 'It waits';
}

type ReadingProps = {
  backfill: Backfill;
  busyWith: BackfillSteer | null;
  onSteer: (steer: BackfillSteer) => void;
};

function Reading({ backfill, busyWith, onSteer }: ReadingProps) {
  const { state, trouble, progress, startedAt, reason } = backfill;
  const isUnderWay = state === 'running' || state === 'paused';
  const percent = Math.round(progress * 100);
  return (
    <article className={styles.reading}>
      <div className={styles.head}>
        <p className="medium">{reasonWords[reason]}</p>
        <p className="small text-3" title={fullTime(startedAt)}>
          {stateWords(backfill)}
        </p>
      </div>
      {isUnderWay && (
        <div
          className={styles.bar}
          role="progressbar"
          aria-label={reasonWords[reason]}
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <span style={{ inlineSize: `${percent}%` }} data-paused={state === 'paused' || undefined} />
        </div>
      )}
      <p className="small text-2 num">{resultWords(backfill)}</p>
      {trouble !== null && (
        <Notice tone={state === 'failed' ? 'danger' : 'warning'} title={troubleTitle(state)}>
          {trouble}
        </Notice>
      )}
      <div className={styles.ways}>
        {state === 'running' && (
          <Button size="small" busy={busyWith === 'pause'} onClick={() => onSteer('pause')}>
            Pause
          </Button>
        )}
        {(state === 'paused' || state === 'failed') && (
          <Button size="small" busy={busyWith === 'resume'} onClick={() => onSteer('resume')}>
            {state === 'failed' ? 'Try again' : 'Go on'}
          </Button>
        )}
        {isUnderWay && (
          <Button size="small" kind="quiet" busy={busyWith === 'cancel'} onClick={() => onSteer('cancel')}>
            Stop for good
          </Button>
        )}
      </div>
    </article>
  );
}
