import { useQuery } from '@tanstack/react-query';
import type { Page, PageConnection } from '../../../../contract/pages.ts';
import { Notice } from '../../../ui/notice.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { connectionQuery } from '../api/connection.ts';
import { waitingLoginsQuery } from '../api/facebook-logins.ts';
import { PermissionList } from '../permission-list.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { AccessKey } from './access-key.tsx';
import { PageEvents } from './page-events.tsx';
import { PendingUpdate } from './pending-update.tsx';
import { RemovePage } from './remove-page.tsx';

/** How one page hangs on Facebook: its access key, what that may do, and the ways to renew, stop and remove. */
export function ConnectionTab({ page }: { page: Page }) {
  const connection = useQuery(connectionQuery(page.id));
  const logins = useQuery(waitingLoginsQuery);
  const pending = logins.data?.find((login) => login.pageId === page.id);
  if (page.isRemoved) return <RemovedNotice />;
  return (
    <>
      {pending && <PendingUpdate key={pending.id} login={pending} page={page} />}
      {sectionState(connection, 'The connection') ??
        (connection.data && <Connection page={page} connection={connection.data} />)}
    </>
  );
}

function Connection({ page, connection }: { page: Page; connection: PageConnection }) {
  const { permissions, heldReplies } = connection;
  const missing = permissions.filter((one) => !one.isGranted);
  return (
    <>
      {page.reason !== null && page.state !== 'unsubscribed' && (
        <Notice tone={page.canSend ? 'warning' : 'danger'} title={`${page.name} needs attention`}>
          {page.reason}
          {!page.canSend && heldReplies > 0 && ` ${heldWords(heldReplies)}`}
        </Notice>
      )}
      <AccessKey page={page} connection={connection} />
      <SettingsGroup
        title="Permissions"
        lead={
          missing.length === 0
            ? 'Facebook granted all that the desk asks for.'
            : 'Log in with Facebook, press Edit settings there and leave every box ticked to grant what is missing.'
        }
      >
        <PermissionList permissions={permissions} />
      </SettingsGroup>
      <PageEvents page={page} connection={connection} />
      <RemovePage page={page} />
    </>
  );
}

function heldWords(count: number): string {
  const replies = count === 1 ? 'One reply is held' : `${count} replies are held`;
  return `${replies}; what Facebook still allows by then goes out once the page is connected again.`;
}

function RemovedNotice() {
  return (
    <Notice tone="info" title="Removed page">
      Its conversations stay readable. To go on with it, connect it as you would a new page: its history and
      its settings are still here.
    </Notice>
  );
}
