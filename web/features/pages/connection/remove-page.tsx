import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Page } from '../../../../contract/pages.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useGo } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useRemovePage } from '../api/connection.ts';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import styles from './connection.module.css';

/** Takes the page off the desk, after it was said what stays and what goes. */
export function RemovePage({ page }: { page: Page }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <SettingsGroup
      title="Remove this page"
      lead="Its access key goes; its conversations stay readable, and the same page can be connected again later."
    >
      <div className={styles.acts}>
        <Button kind="danger" onClick={() => setAsking(true)}>
          Remove…
        </Button>
      </div>
      {isAsking && <RemoveDialog page={page} onClose={() => setAsking(false)} />}
    </SettingsGroup>
  );
}

function RemoveDialog({ page, onClose }: { page: Page; onClose: () => void }) {
  const go = useGo();
  const remove = useRemovePage(page, () => go(screenPaths.settings('pages')));
  const [erases, setErases] = useState(false);
  return (
    <Dialog
      title={`Remove ${page.name}?`}
      onClose={onClose}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate({ erases })}>
            {erases ? 'Remove and erase' : 'Remove'}
          </Button>
        </>
      }
    >
      {remove.error && (
        <Notice tone="danger" role="alert" title="The page was not removed">
          {remove.error.message}
        </Notice>
      )}
      <p className={styles.what}>
        <b>Goes:</b> its access key and its subscription at Facebook. Replies that wait fail now.
      </p>
      <p className={styles.what}>
        <b>Stays:</b>{' '}
        {erases
          ? 'its settings and its department.'
          : 'all conversations, marked as those of a removed page, its settings and its department. Connecting it again goes on where it stopped.'}
      </p>
      <Checkbox
        mt="md"
        label="Erase its conversations as well"
        description="Messages, files, comments and people of this page go for good, a little at a time. The journal of deliveries forgets them after 30 days."
        checked={erases}
        onChange={(event) => setErases(event.currentTarget.checked)}
      />
    </Dialog>
  );
}
