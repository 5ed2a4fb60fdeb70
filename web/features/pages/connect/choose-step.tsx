import { Checkbox, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConnectedPages, FacebookLogin, OfferedPage } from '../../../../contract/facebook-logins.ts';
import { departmentsQuery } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button } from '../../../ui/button.tsx';
import { Link } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { useConnectPages, useStartLogin } from '../api/facebook-logins.ts';
import { PermissionList } from '../permission-list.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import styles from './wizard.module.css';

type ChooseStepProps = {
  login: FacebookLogin;
  onDone: (items: ConnectedPages['items']) => void;
  onCancel: () => void;
};

/** The pages that Facebook offered: nothing is ticked at first, and what cannot be chosen says why. */
export function ChooseStep({ login, onDone, onCancel }: ChooseStepProps) {
  const again = useStartLogin();
  const askAgain = () => again.mutate({ metaAppId: login.metaApp.id, asksAgain: true });
  const isLeaving = again.isPending || again.isSuccess;
  const lacksEssential = login.missing.some((one) => one.isEssential);
  const isEmpty = login.pages.length === 0;
  return (
    <>
      {login.missing.length > 0 && (
        <Notice
          tone={lacksEssential ? 'danger' : 'warning'}
          role={lacksEssential ? 'alert' : 'status'}
          title={
            lacksEssential ? 'Facebook did not grant what a page needs' : 'Some permissions were left out'
          }
          action={
            <Button size="small" busy={isLeaving} onClick={askAgain}>
              Retry
            </Button>
          }
        >
          <PermissionList permissions={login.missing} />
        </Notice>
      )}
      {again.error && (
        <Notice tone="danger" role="alert" title="The login could not begin">
          {again.error.message}
        </Notice>
      )}
      {isEmpty ? (
        <NoPages login={login} isBusy={isLeaving} onReload={askAgain} onCancel={onCancel} />
      ) : (
        <PageChoice
          login={login}
          isClosed={lacksEssential}
          isLeaving={isLeaving}
          onAgain={askAgain}
          onDone={onDone}
          onCancel={onCancel}
        />
      )}
    </>
  );
}

type NoPagesProps = { login: FacebookLogin; isBusy: boolean; onReload: () => void; onCancel: () => void };

function NoPages({ login, isBusy, onReload, onCancel }: NoPagesProps) {
  return (
    <EmptyState
      kind="search"
      title="Facebook named no page"
      action={
        <div className={styles.acts}>
          <Button kind="primary" size="small" busy={isBusy} onClick={onReload}>
            Reload
          </Button>
          <Button size="small" kind="quiet" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      }
    >
      {login.facebookUser?.name ?? 'This account'} manages no page, or none was ticked in the dialog.{' '}
      <a className="link" href="https://www.facebook.com/pages/create" target="_blank" rel="noreferrer">
        Create a page
      </a>{' '}
      at Facebook, then press Reload.
    </EmptyState>
  );
}

type PageChoiceProps = ChooseStepProps & { isClosed: boolean; isLeaving: boolean; onAgain: () => void };

function PageChoice({ login, isClosed, isLeaving, onAgain, onDone, onCancel }: PageChoiceProps) {
  const connect = useConnectPages(login.id, onDone);
  const departments = useQuery(departmentsQuery);
  const standard = departments.data?.find((one) => one.isDefault);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [departmentId, setDepartmentId] = useState<string | null>(null);
  const department = departments.data?.find((one) => one.id === departmentId);
  const submit = () =>
    connect.mutate({
      facebookIds: [...ticked],
      ...(department ? { departmentId: department.id } : {}),
    });
  return (
    <>
      <SettingsGroup
        title="Which pages?"
        lead={`Logged in as ${login.facebookUser?.name ?? 'your account'}, through ${login.metaApp.name}.`}
      >
        <ul className={styles.pages}>
          {login.pages.map((page) => (
            <PageTick
              key={page.facebookId}
              page={page}
              isClosed={isClosed}
              isTicked={ticked.includes(page.facebookId)}
              onTick={(isTicked) =>
                setTicked(
                  isTicked ? [...ticked, page.facebookId] : ticked.filter((id) => id !== page.facebookId),
                )
              }
            />
          ))}
        </ul>
        <p className="small text-3">
          A page is missing here? It was left out in Facebook’s dialog, or this account has no role on it.{' '}
          <button type="button" className="link" disabled={isLeaving} onClick={onAgain}>
            Choose again at Facebook
          </button>
          , press Edit settings there and tick it.
        </p>
      </SettingsGroup>
      <SettingsGroup title="Who answers them">
        <Select
          label="Department"
          description="Where conversations of these pages begin. Each page can have another one later."
          data={(departments.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
          value={departmentId ?? standard?.id ?? null}
          allowDeselect={false}
          onChange={setDepartmentId}
        />
      </SettingsGroup>
      {connect.error && (
        <Notice tone="danger" role="alert" title="Nothing was connected">
          {connect.error.message}
        </Notice>
      )}
      <div className={styles.acts}>
        <Button kind="primary" disabled={ticked.length === 0} busy={connect.isPending} onClick={submit}>
          {ticked.length < 2 ? 'Connect' : `Connect ${ticked.length} pages`}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  );
}

type PageTickProps = {
  page: OfferedPage;
  isClosed: boolean;
  isTicked: boolean;
  onTick: (isTicked: boolean) => void;
};

function PageTick({ page, isClosed, isTicked, onTick }: PageTickProps) {
  const isFree = page.choice !== 'none' && !isClosed;
  return (
    <li className={styles.page} data-free={isFree || undefined}>
      <Checkbox
        aria-label={page.name}
        aria-describedby={page.reason === null ? undefined : `why-${page.facebookId}`}
        checked={isTicked}
        disabled={!isFree}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      <Avatar name={page.name} size={36} square />
      <div className="grow">
        <p className="medium">{page.name}</p>
        <p className="small text-3 num">
          {page.facebookId}
          {page.category !== null && ` · ${page.category}`}
        </p>
        {page.reason !== null && (
          <p id={`why-${page.facebookId}`} className="small text-2">
            {page.reason}{' '}
            {page.pageId !== null && page.choice === 'none' && (
              <Link className="link" href={screenPaths.page(page.pageId, 'connection')}>
                Its settings
              </Link>
            )}
          </p>
        )}
      </div>
    </li>
  );
}
