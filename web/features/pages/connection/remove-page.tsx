import { useState } from 'react';
import type { Page } from '../../../../contract/pages.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useGo } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useRemovePage } from '../api/connection.ts';
import { SettingsGroup } from '../settings/settings-group.tsx';
import styles from './connection.module.css';

/** Takes the page off the desk, after it was said what stays and what goes. */
export function RemovePage({ page }: { page: Page }) {
  const go = useGo();
  const [isAsking, setAsking] = useState(false);
  const remove = useRemovePage(page, () => go(screenPaths.settings('pages')));
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
      {isAsking && (
        <Dialog
          title={`Remove ${page.name}?`}
          onClose={() => setAsking(false)}
          foot={
            <>
              <Button data-autofocus onClick={() => setAsking(false)}>
                Keep it
              </Button>
              <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
                Remove
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
            <b>Stays:</b> all conversations, marked as those of a removed page, its settings, and its
            department. Connecting it again goes on where it stopped.
          </p>
        </Dialog>
      )}
    </SettingsGroup>
  );
}
