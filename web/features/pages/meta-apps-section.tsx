import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MetaApp } from '../../../contract/pages.ts';
import { Button } from '../../ui/button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { metaAppsQuery } from './api/meta-apps.ts';
import { MetaAppDialog } from './meta-app-dialog.tsx';
import styles from './meta-apps-section.module.css';

/** The apps at Meta through which pages are connected, and what to paste into their webhook settings. */
export function MetaAppsSection() {
  const apps = useQuery(metaAppsQuery);
  const [isAdding, setIsAdding] = useState(false);
  return (
    <SectionPage
      title="Meta apps"
      count={apps.data?.length}
      lead="Paste the callback URL and the verify token into the webhook settings of the app at Meta, under Messenger."
      action={
        <Button kind="primary" icon={<IconPlus size={16} stroke={1.5} />} onClick={() => setIsAdding(true)}>
          Add an app
        </Button>
      }
    >
      {sectionState(apps, 'The apps') ??
        (apps.data?.length === 0 ? (
          <EmptyState title="No app yet">
            Make an app at developers.facebook.com, then add it here.
          </EmptyState>
        ) : (
          apps.data?.map((app) => <AppCard key={app.id} app={app} />)
        ))}
      {isAdding && <MetaAppDialog onClose={() => setIsAdding(false)} />}
    </SectionPage>
  );
}

function AppCard({ app }: { app: MetaApp }) {
  return (
    <article className={styles.card} aria-label={app.name}>
      <header>
        <h2 className={styles.name}>{app.name}</h2>
        <p className="small text-3 num">App ID {app.appId}</p>
      </header>
      <CopyField label="Callback URL" value={app.callbackUrl} />
      <CopyField label="Verify token" value={app.verifyToken} />
    </article>
  );
}
