import { useState } from 'react';
import type { Page, PageConnection } from '../../../../contract/pages.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { usePageAct } from '../api/connection.ts';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import styles from './connection.module.css';

/** Whether the page tells us what happens on it, and the switch for it. */
export function PageEvents({ page, connection }: { page: Page; connection: PageConnection }) {
  const act = usePageAct(page);
  const [isAsking, setAsking] = useState(false);
  const { subscribedFields, ignoredCount } = connection;
  const isStopped = page.state === 'unsubscribed';
  return (
    <SettingsGroup title="What the page tells us" lead={isStopped ? stoppedWords(ignoredCount) : undefined}>
      {!isStopped && (
        <p className="text-2">
          {subscribedFields === null
            ? 'It is not known that Facebook delivers anything of this page. Subscribe it anew.'
            : `Subscribed to ${subscribedFields.length} kinds of events: ${subscribedFields.join(', ')}.`}
        </p>
      )}
      <div className={styles.acts}>
        <Button busy={act.isPending} onClick={() => act.mutate('subscribe')}>
          {isStopped ? 'Subscribe' : 'Subscribe anew'}
        </Button>
        {!isStopped && (
          <Button kind="quiet" onClick={() => setAsking(true)}>
            Unsubscribe…
          </Button>
        )}
      </div>
      {isAsking && (
        <Dialog
          title={`Unsubscribe ${page.name}?`}
          onClose={() => setAsking(false)}
          foot={
            <>
              <Button data-autofocus onClick={() => setAsking(false)}>
                Keep it
              </Button>
              <Button
                kind="danger"
                onClick={() => {
                  setAsking(false);
                  act.mutate('unsubscribe');
                }}
              >
                Unsubscribe
              </Button>
            </>
          }
        >
          <p>
            Nothing arrives from this page and nothing can be sent any more; replies that wait fail now. Its
            key, its settings, its history and open conversations stay, and Subscribe lets it go on.
          </p>
        </Dialog>
      )}
    </SettingsGroup>
  );
}

function stoppedWords(ignored: number): string {
  const came =
    ignored === 0
      ? ''
      : ` ${ignored === 1 ? 'One event' : `${ignored} events`} came all the same, and ${ignored === 1 ? 'was' : 'were'} left unread.`;
  return `The page is unsubscribed: nothing arrives, and nothing can be sent.${came}`;
}
