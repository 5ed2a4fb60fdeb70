import { IconBrandFacebook, IconKey, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { Page, PageConnection } from '../../../../contract/pages.ts';
import { useMinute } from '../../../lib/clock.ts';
import { agoWords, fullTime } from '../../../lib/dates.ts';
import { Button } from '../../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Notice } from '../../../ui/notice.tsx';
import { usePageAct } from '../api/connection.ts';
import { useStartLogin } from '../api/facebook-logins.ts';
import { ConnectPageDialog } from '../connect-page-dialog.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import styles from './connection.module.css';

/** Whose key it is, how long it lasts, and how to renew it. */
export function AccessKey({ page, connection }: { page: Page; connection: PageConnection }) {
  const nowMs = useMinute();
  const login = useStartLogin();
  const look = usePageAct(page);
  const [isByHand, setByHand] = useState(false);
  const { metaApp, facebookUser, connectedBy, connectedAt, checkedAt } = connection;
  const isLeaving = login.isPending || login.isSuccess;
  return (
    <SettingsGroup title="Access key">
      <dl className={styles.facts}>
        <Fact name="Meta app">{`${metaApp.name} (${metaApp.appId})`}</Fact>
        <Fact name="Facebook account">
          {facebookUser ? (facebookUser.name ?? facebookUser.id) : 'not known'}
        </Fact>
        <Fact name="Connected">
          {connectedAt === null
            ? 'not known'
            : `${fullTime(connectedAt)}${connectedBy ? ` by ${connectedBy.name}` : ''}`}
        </Fact>
        <Fact name="Key lasts">{endOf(page.tokenExpiresAt, nowMs) ?? 'It does not end by itself.'}</Fact>
        <Fact name="Names and pictures">
          {endOf(page.dataAccessExpiresAt, nowMs) ?? 'Facebook names no end.'}
        </Fact>
        <Fact name="Last looked at">{checkedAt === null ? 'never' : agoWords(checkedAt, nowMs)}</Fact>
      </dl>
      {login.error && (
        <Notice tone="danger" role="alert" title="The login could not begin">
          {login.error.message}
        </Notice>
      )}
      <div className={styles.acts}>
        <Button
          kind="primary"
          icon={<IconBrandFacebook size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          busy={isLeaving}
          onClick={() => login.mutate({ pageId: page.id })}
        >
          Login by Facebook
        </Button>
        <Button
          icon={<IconRefresh size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          busy={look.isPending}
          onClick={() => look.mutate('refresh')}
        >
          Look again
        </Button>
        <Button
          kind="quiet"
          icon={<IconKey size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => setByHand(true)}
        >
          Enter a key by hand
        </Button>
      </div>
      <p className="small text-3">
        At Facebook press Edit settings, tick this page, leave every permission on, then Done and OK. Back
        here, press Update: until then the present key stays.
      </p>
      {isByHand && <ConnectPageDialog page={page} onClose={() => setByHand(false)} />}
    </SettingsGroup>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function endOf(at: string | null, nowMs: number): string | null {
  if (at === null) return null;
  return `${Date.parse(at) <= nowMs ? 'ended' : 'until'} ${fullTime(at)}`;
}
