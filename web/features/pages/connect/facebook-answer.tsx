import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { useGo } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useCompleteLogin } from '../api/facebook-logins.ts';
import { answerOfUrl } from './answer-of-url.ts';
import styles from './facebook-answer.module.css';

/** Between Facebook and the settings: hands in what Facebook's dialog answered, and goes on. */
export function FacebookAnswer() {
  const go = useGo();
  const search = useSearch({ strict: false });
  const [answer] = useState(() => answerOfUrl(search));
  const complete = useCompleteLogin((login) =>
    go(
      login.pageId === null
        ? screenPaths.connectPages(login.id)
        : screenPaths.page(login.pageId, 'connection'),
      { replace: true },
    ),
  );
  const { mutate } = complete;
  const isHandedIn = useRef(false);
  useEffect(() => {
    if (answer === null || isHandedIn.current) return;
    isHandedIn.current = true;
    mutate(answer);
  }, [answer, mutate]);
  const fault = answer === null ? 'This is not an answer of Facebook’s.' : complete.error?.message;
  return (
    <main className={styles.place}>
      {fault === undefined ? (
        <p role="status">Back from Facebook. One moment…</p>
      ) : (
        <Notice
          tone="danger"
          role="alert"
          title="The login was not taken"
          action={
            <Button size="small" onClick={() => go(screenPaths.settings('pages'), { replace: true })}>
              To the pages
            </Button>
          }
        >
          {fault}
        </Notice>
      )}
    </main>
  );
}
