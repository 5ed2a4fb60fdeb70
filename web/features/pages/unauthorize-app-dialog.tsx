import { useQuery } from '@tanstack/react-query';
import type { MetaApp } from '../../../contract/pages.ts';
import { pagesQuery } from '../../lib/desk-queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useUnauthorizeApp } from './api/meta-apps.ts';
import styles from './meta-apps-section.module.css';

/** Takes all pages of an app off the desk, after they were named. */
export function UnauthorizeAppDialog({ app, onClose }: { app: MetaApp; onClose: () => void }) {
  const unauthorize = useUnauthorizeApp(app);
  const pages = useQuery(pagesQuery);
  const names = pages.data?.filter((page) => page.metaAppId === app.id && !page.isRemoved) ?? [];
  const results = unauthorize.data?.items;
  return (
    <Dialog
      title={`Remove all pages of ${app.name}?`}
      onClose={onClose}
      foot={
        results ? (
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        ) : (
          <>
            <Button data-autofocus onClick={onClose}>
              Keep them
            </Button>
            <Button kind="danger" busy={unauthorize.isPending} onClick={() => unauthorize.mutate()}>
              Remove them
            </Button>
          </>
        )
      }
    >
      {unauthorize.error && (
        <Notice tone="danger" role="alert" title="The pages were not removed">
          {unauthorize.error.message}
        </Notice>
      )}
      {results ? (
        <ul className={styles.results}>
          {results.map(({ id, name, problem }) => (
            <li key={id}>
              <b>{name}</b>: {problem ?? 'removed.'}
            </li>
          ))}
        </ul>
      ) : (
        <>
          <p>
            These pages stop: {names.map(({ name }) => name).join(', ')}. Their access keys go, they are
            unsubscribed at Facebook, and what people allowed the app there is taken back. Replies that wait
            fail now.
          </p>
          <p>Conversations stay readable, and each page can be connected again later.</p>
        </>
      )}
    </Dialog>
  );
}
