import type { CommandPage } from '../../../../contract/setup-room.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { useUnauthorize } from '../api/run-command.ts';
import styles from './command-answer.module.css';

/** Asks before every page stops, and names them. */
export function UnauthorizeDialog({
  pages,
  onClose,
}: {
  pages: readonly CommandPage[];
  onClose: () => void;
}) {
  const unauthorize = useUnauthorize();
  const left = unauthorize.data?.items.filter(({ problem }) => problem !== null) ?? [];
  const run = () =>
    unauthorize.mutate(
      pages.map(({ id }) => id),
      {
        onSuccess: ({ isDone }) => {
          if (!isDone) return;
          onClose();
          showToast({
            tone: 'success',
            title: 'The authorisation is taken back',
            text: 'No page is answered from here now.',
          });
        },
      },
    );
  return (
    <Dialog
      title="Take the authorisation back?"
      onClose={onClose}
      width="480px"
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button kind="danger" busy={unauthorize.isPending} onClick={run}>
            {pages.length === 1 ? 'Stop this page' : `Stop these ${pages.length} pages`}
          </Button>
        </>
      }
    >
      <div className={styles.answer}>
        {unauthorize.error && (
          <Notice tone="danger" role="alert" title="Nothing was stopped">
            {unauthorize.error.message}
          </Notice>
        )}
        {left.length > 0 && (
          <Notice tone="warning" role="alert" title="Not every page could be stopped">
            {left.map(({ id, name, problem }) => (
              <p key={id}>
                {name}: {problem}
              </p>
            ))}
          </Notice>
        )}
        <p>
          The desk gives their access keys up and Facebook delivers nothing more. What was written stays
          readable; connecting a page again goes on where it stopped.
        </p>
        <ul className={styles.pages} aria-label="Pages that stop">
          {pages.map((page) => (
            <li key={page.id}>
              <span className="medium">{page.name}</span> <code className="small">{page.facebookId}</code>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
