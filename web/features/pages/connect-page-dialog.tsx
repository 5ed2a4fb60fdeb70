import { PasswordInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Page } from '../../../contract/pages.ts';
import { departmentsQuery } from '../../lib/desk-queries.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormStack } from '../../ui/form-stack.tsx';
import { Link } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useConnectPage } from './api/connect-page.ts';
import { metaAppsQuery } from './api/meta-apps.ts';

/** Connects a page by its token, or gives `page` a new one. Name and id are read off the token. */
export function ConnectPageDialog({
  page,
  metaAppId,
  onClose,
}: {
  page: Page | null;
  /** The app that the key was made for, when it is known. */
  metaAppId?: string | undefined;
  onClose: () => void;
}) {
  const connect = useConnectPage(onClose);
  const apps = useQuery(metaAppsQuery);
  const departments = useQuery(departmentsQuery);
  const [appId, setAppId] = useState<string | null>(page?.metaAppId ?? metaAppId ?? null);
  const [departmentId, setDepartmentId] = useState<string | null>(null);
  const [pageToken, setPageToken] = useState('');
  const [isSent, setIsSent] = useState(false);
  const app =
    apps.data?.find((one) => one.id === appId) ?? (apps.data?.length === 1 ? apps.data[0] : undefined);
  const department = departments.data?.find((one) => one.id === departmentId);

  const mayMove = connect.error?.data['mayMove'] === true;
  const send = (move: boolean) => {
    setIsSent(true);
    const token = pageToken.trim();
    if (token === '') return;
    if (page) connect.mutate({ id: page.id, fields: { pageToken: token } });
    else if (app) {
      const fields = {
        metaAppId: app.id,
        pageToken: token,
        ...(move ? { move } : {}),
        ...(department ? { departmentId: department.id } : {}),
      };
      connect.mutate({ id: null, fields });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(false);
  };
  return (
    <Dialog title={page ? `Connect ${page.name} again` : 'Connect a page'} onClose={onClose}>
      <FormStack
        onSubmit={submit}
        foot={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" submit busy={connect.isPending}>
              Connect
            </Button>
          </>
        }
      >
        {connect.error && (
          <Notice
            tone="danger"
            role="alert"
            title="The page was not connected"
            action={
              mayMove && (
                <Button size="small" busy={connect.isPending} onClick={() => send(true)}>
                  Move it here
                </Button>
              )
            }
          >
            {connect.error.message}
          </Notice>
        )}
        {apps.data?.length === 0 && (
          <Notice tone="info" title="A Meta app comes first">
            <Link className="link" href={screenPaths.settings('meta-apps')}>
              Add the app
            </Link>{' '}
            whose token this is.
          </Notice>
        )}
        {!page && (
          <Select
            label="Meta app"
            data={(apps.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
            value={app?.id ?? null}
            allowDeselect={false}
            error={isSent && !app && 'Choose the app that the token was made for.'}
            onChange={setAppId}
          />
        )}
        <PasswordInput
          label="Page access token"
          description="From the app at Meta: Messenger, API settings, Generate access tokens, the page, Generate. Kept sealed, and never shown again."
          autoComplete="off"
          data-autofocus
          value={pageToken}
          error={isSent && pageToken.trim() === '' && 'Paste the token of the page.'}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the token', tabIndex: 0 }}
          onChange={(event) => setPageToken(event.currentTarget.value)}
        />
        {!page && (
          <Select
            label="Department"
            placeholder="The default one"
            clearable
            data={(departments.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
            value={departmentId}
            onChange={setDepartmentId}
          />
        )}
      </FormStack>
    </Dialog>
  );
}
