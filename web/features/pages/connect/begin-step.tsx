import { Select } from '@mantine/core';
import { IconBrandFacebook, IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FacebookLogin } from '../../../../contract/facebook-logins.ts';
import type { MetaApp } from '../../../../contract/pages.ts';
import { useMinute } from '../../../lib/clock.ts';
import { spanWords } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Button } from '../../../ui/button.tsx';
import { CopyField } from '../../../ui/copy-field.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { useGo } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { sectionState } from '../../../ui/section-page.tsx';
import { useStartLogin, waitingLoginsQuery } from '../api/facebook-logins.ts';
import { metaAppsQuery } from '../api/meta-apps.ts';
import { ConnectPageDialog } from '../connect-page-dialog.tsx';
import { MetaAppDialog } from '../meta-app-dialog.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { AppGuide } from './app-guide.tsx';
import styles from './wizard.module.css';

/** Chooses the Meta app, and leaves for Facebook or takes an access key by hand. */
export function BeginStep() {
  const apps = useQuery(metaAppsQuery);
  const logins = useQuery(waitingLoginsQuery);
  const waiting = logins.data?.find((login) => login.pageId === null);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'app' | 'by-hand' | null>(null);
  const app =
    apps.data?.find((one) => one.id === chosenId) ?? (apps.data?.length === 1 ? apps.data[0] : undefined);
  return (
    <>
      {waiting && <WaitingLogin login={waiting} />}
      {sectionState(apps, 'The Meta apps') ?? (
        <>
          <SettingsGroup
            title="Your Meta app"
            lead={
              apps.data?.length === 0
                ? 'Make an app at Meta first, as told below, then add it here.'
                : 'Pages are connected through it, and Facebook delivers to it.'
            }
          >
            <div className={styles.app}>
              {apps.data && apps.data.length > 0 && (
                <Select
                  label="Meta app"
                  className="grow"
                  placeholder="Choose one of your apps"
                  data={apps.data.map((one) => ({ value: one.id, label: `${one.name} (${one.appId})` }))}
                  value={app?.id ?? null}
                  allowDeselect={false}
                  onChange={setChosenId}
                />
              )}
              <Button
                icon={<IconPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
                kind={apps.data?.length === 0 ? 'primary' : 'plain'}
                onClick={() => setDialog('app')}
              >
                Add an app
              </Button>
            </div>
            {app && <CopyField label="Redirect address" value={app.redirectUrl} />}
            {app && (
              <p className="small text-3">
                Must stand in the app at Meta under Facebook Login, Settings, Valid OAuth redirect URIs,
                letter by letter.
              </p>
            )}
          </SettingsGroup>
          <LoginGroup app={app} onByHand={() => setDialog('by-hand')} />
          <AppGuide isProved={(apps.data?.length ?? 0) > 0} />
        </>
      )}
      {dialog === 'app' && (
        <MetaAppDialog
          onClose={() => setDialog(null)}
          onMade={(made) => {
            setChosenId(made.id);
            setDialog(null);
          }}
        />
      )}
      {dialog === 'by-hand' && (
        <ConnectPageDialog page={null} metaAppId={app?.id} onClose={() => setDialog(null)} />
      )}
    </>
  );
}

function LoginGroup({ app, onByHand }: { app: MetaApp | undefined; onByHand: () => void }) {
  const start = useStartLogin();
  return (
    <SettingsGroup
      title="Log in with Facebook"
      lead="You sign in at Facebook itself, tick the pages there, and come back here to choose which of them to connect."
    >
      {start.error && (
        <Notice tone="danger" role="alert" title="The login could not begin">
          {start.error.message}
        </Notice>
      )}
      <div className={styles.acts}>
        <Button
          kind="primary"
          icon={<IconBrandFacebook size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          disabled={!app}
          busy={start.isPending || start.isSuccess}
          onClick={() => app && start.mutate({ metaAppId: app.id })}
        >
          Start authentication
        </Button>
        <Button
          kind="quiet"
          icon={<IconKey size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          disabled={!app}
          onClick={onByHand}
        >
          By hand, with an access key
        </Button>
      </div>
    </SettingsGroup>
  );
}

function WaitingLogin({ login }: { login: FacebookLogin }) {
  const go = useGo();
  const nowMs = useMinute();
  const left = spanWords(Math.max(0, Date.parse(login.expiresAt) - nowMs));
  return (
    <Notice
      tone="info"
      title="You logged in, and have not finished choosing"
      action={
        <Button size="small" onClick={() => go(screenPaths.connectPages(login.id))}>
          Go on
        </Button>
      }
    >
      Facebook’s answer for {login.facebookUser?.name ?? 'your account'} is kept for another {left}.
    </Notice>
  );
}
