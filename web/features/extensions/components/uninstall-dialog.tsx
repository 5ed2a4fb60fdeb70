import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Extension } from '../../../../contract/extensions.ts';
import { pagesQuery } from '../../../lib/desk-queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormStack } from '../../../ui/form-stack.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { TickBox } from '../../../ui/tick-box.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { useUninstall } from '../api/extensions.ts';
import styles from './dialogs.module.css';

const word = 'uninstall';

/** Takes Facebook off the desk, in two steps: what goes and what stays is read first, then a word is typed. */
export function UninstallDialog({ extension, onClose }: { extension: Extension; onClose: () => void }) {
  const pages = useQuery(pagesQuery);
  const uninstall = useUninstall();
  const [hasRead, setHasRead] = useState(false);
  const [typed, setTyped] = useState('');
  const [deleteData, setDeleteData] = useState(false);
  const connected = pages.data?.filter((page) => !page.isRemoved) ?? [];
  const isRight = typed.trim().toLowerCase() === word;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!hasRead) return setHasRead(true);
    if (!isRight) return;
    const pageIds = connected.map(({ id }) => id);
    uninstall.mutate(
      { confirm: word, deleteData, pageIds },
      {
        onSuccess: ({ isDone }) => {
          if (!isDone) return;
          onClose();
          showToast({
            tone: 'success',
            title: `${extension.name} is uninstalled`,
            text: deleteData ? 'Conversations are being erased.' : 'Conversations stay readable.',
          });
        },
      },
    );
  };
  const left = uninstall.data?.items.filter(({ problem }) => problem !== null) ?? [];
  return (
    <Dialog title={`Uninstall ${extension.name}?`} onClose={onClose} width="560px">
      <FormStack
        onSubmit={submit}
        foot={
          <>
            <Button data-autofocus onClick={onClose}>
              Cancel
            </Button>
            <Button
              kind="danger"
              submit
              busy={uninstall.isPending}
              disabled={pages.isPending || (hasRead && !isRight)}
            >
              {hasRead ? 'Uninstall for good' : 'Go on'}
            </Button>
          </>
        }
      >
        <div className={styles.body}>
          {uninstall.error && (
            <Notice tone="danger" role="alert" title="Nothing was uninstalled">
              {uninstall.error.message}
            </Notice>
          )}
          {left.length > 0 && (
            <Notice tone="warning" role="alert" title="Not everything could be stopped">
              {left.map(({ id, name, problem }) => (
                <p key={id}>
                  {name}: {problem}
                </p>
              ))}
              Try again in a moment.
            </Notice>
          )}
          <ul className={styles.means}>
            <li>
              {connected.length === 0
                ? 'No page is connected.'
                : `${connected.length === 1 ? 'This page stops' : `These ${connected.length} pages stop`}: Facebook delivers nothing more, and their access keys are deleted.`}
            </li>
            <li>Meta apps are removed with their secrets. At Meta itself they stay.</li>
            <li>
              Conversations stay readable, marked as those of a removed page, unless you tick otherwise.
            </li>
          </ul>
          {connected.length > 0 && (
            <ul className={styles.pages} aria-label="Pages that stop">
              {connected.map((page) => (
                <li key={page.id}>
                  <span className="medium">{page.name}</span>
                  <span className="small text-3 num">{page.facebookId}</span>
                </li>
              ))}
            </ul>
          )}
          {hasRead && (
            <>
              <TickBox
                label="Also delete data"
                description="Every conversation, customer and file of these pages is erased. This cannot be undone."
                checked={deleteData}
                onChange={setDeleteData}
              />
              <TextInput
                label={`Write ${word} to confirm`}
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            </>
          )}
        </div>
      </FormStack>
    </Dialog>
  );
}
