import { IconCircleCheck, IconSend } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { ConnectionTest } from '../../../../contract/doctor.ts';
import type { Page } from '../../../../contract/pages.ts';
import { useTimeUntil } from '../../../lib/clock.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Button } from '../../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useConnectionTest } from '../api/connection-test.ts';
import { CheckRow } from './check-row.tsx';
import styles from './connection-test-panel.module.css';

/** Waits for one real message to the page: green when it comes, else the link of the chain that failed. */
export function ConnectionTestPanel({ page }: { page: Page }) {
  const { test, error, isRunning, begin, end } = useConnectionTest(page.id);
  const cache = useQueryClient();
  const state = test?.state;
  useEffect(() => {
    // Where it failed, the page was examined, and its state may be another one.
    if (state === 'failed') void cache.invalidateQueries({ queryKey: queryKeys.pageHealth(page.id) });
  }, [cache, page.id, state]);
  return (
    <section className={classNames('card', styles.panel)} aria-label="Test with a real message">
      <div className={styles.head}>
        <div className="grow">
          <h2 className="subheading">Test with a real message</h2>
          <p className="text-2">Write to the page; the desk waits two minutes for it.</p>
        </div>
        {isRunning ? (
          <Button onClick={end}>Stop</Button>
        ) : (
          <Button
            icon={<IconSend size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            onClick={begin}
          >
            {test ? 'Test again' : 'Test'}
          </Button>
        )}
      </div>
      <div aria-live="polite">
        {error && (
          <Notice tone="danger" title="The test could not be made">
            {error.message}
          </Notice>
        )}
        {test && !error && <TestState test={test} />}
      </div>
    </section>
  );
}

function TestState({ test }: { test: ConnectionTest }) {
  if (test.state === 'waiting') return <Waiting test={test} />;
  if (test.state === 'arrived') {
    return (
      <Notice
        tone="success"
        title="A message arrived"
        icon={<IconCircleCheck size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
      >
        Everything from Facebook to the desk works.
      </Notice>
    );
  }
  return (
    <>
      <Notice tone="danger" title="No message came within two minutes" />
      {test.broken && (
        <ul>
          <CheckRow check={test.broken} />
        </ul>
      )}
    </>
  );
}

function Waiting({ test }: { test: ConnectionTest }) {
  const nowMs = useTimeUntil(test.endsAt);
  const leftS = Math.max(0, Math.ceil((Date.parse(test.endsAt) - nowMs) / 1000));
  const left = `${Math.floor(leftS / 60)}:${String(leftS % 60).padStart(2, '0')}`;
  return (
    <Notice tone="info" title="Waiting for a message">
      <a className="link" href={test.writeAt} target="_blank" rel="noreferrer">
        Write to the page
      </a>{' '}
      now.{' '}
      <span className="num" aria-hidden="true">
        {left} left.
      </span>
    </Notice>
  );
}
