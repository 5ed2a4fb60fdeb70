import { IconCheck } from '@tabler/icons-react';
import type { FacebookLogin } from '../../../../contract/facebook-logins.ts';
import type { Page } from '../../../../contract/pages.ts';
import { Button } from '../../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Notice } from '../../../ui/notice.tsx';
import { showToast } from '../../../ui/toast-store.ts';
import { useCancelLogin, useStartLogin, useUpdatePage } from '../api/facebook-logins.ts';
import { PermissionList } from '../permission-list.tsx';
import styles from './connection.module.css';

/** What a login for this page brought: nothing is stored before Update is pressed. */
export function PendingUpdate({ login, page }: { login: FacebookLogin; page: Page }) {
  const update = useUpdatePage(login.id, (updated) =>
    showToast(
      updated.canSend
        ? { tone: 'success', title: `${updated.name} is connected again` }
        : { tone: 'info', title: `${updated.name} is connected in part`, text: updated.reason ?? '' },
    ),
  );
  const cancel = useCancelLogin(() => {});
  const again = useStartLogin();
  const who = login.facebookUser?.name ?? 'Somebody';
  const isPossible = login.mismatch === null;
  return (
    <section className={styles.pending} data-possible={isPossible} aria-label="Answer of Facebook">
      <h2 className={styles.head}>
        {isPossible ? `Facebook granted ${who} a new access key` : 'This is not the page of this channel'}
      </h2>
      {login.mismatch !== null && <p role="alert">{login.mismatch}</p>}
      {login.missing.length > 0 && (
        <>
          <p>
            {isPossible
              ? 'Not everything was granted. With Update the page is connected, and this is missing:'
              : 'This was not granted either:'}
          </p>
          <PermissionList permissions={login.missing} />
        </>
      )}
      {isPossible && login.missing.length === 0 && (
        <p>Every permission is there. Press Update to store it, subscribe the page and send what was held.</p>
      )}
      {update.error && (
        <Notice tone="danger" role="alert" title="The page was not updated">
          {update.error.message}
        </Notice>
      )}
      <div className={styles.acts}>
        {isPossible && (
          <Button
            kind="success"
            icon={<IconCheck size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            busy={update.isPending}
            onClick={() => update.mutate()}
          >
            Update
          </Button>
        )}
        {(!isPossible || login.missing.length > 0) && (
          <Button busy={again.isPending} onClick={() => again.mutate({ pageId: page.id })}>
            Log in again
          </Button>
        )}
        <Button kind="quiet" busy={cancel.isPending} onClick={() => cancel.mutate(login.id)}>
          Cancel
        </Button>
      </div>
    </section>
  );
}
