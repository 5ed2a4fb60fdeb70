import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MetaApp } from '../../../contract/pages.ts';
import { Button } from '../../ui/button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { metaAppsQuery } from './api/meta-apps.ts';
import { ChangeMetaAppDialog } from './change-meta-app-dialog.tsx';
import { MetaAppDialog } from './meta-app-dialog.tsx';
import { RemoveMetaAppDialog } from './remove-meta-app-dialog.tsx';
import { UnauthorizeAppDialog } from './unauthorize-app-dialog.tsx';
import styles from './meta-apps-section.module.css';

/** The apps at Meta through which pages are connected, and what to paste into their settings there. */
export function MetaAppsSection() {
  const apps = useQuery(metaAppsQuery);
  const [isAdding, setIsAdding] = useState(false);
  return (
    <SectionPage
      title="Meta apps"
      count={apps.data?.length}
      lead="Paste the callback URL and the verify token into the webhook settings of the app at Meta, under Messenger, and the redirect address into those of Facebook Login. Any number of apps may stand side by side; a page belongs to one."
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

type Act = 'rename' | 'secret' | 'remove' | 'unauthorize';

function AppCard({ app }: { app: MetaApp }) {
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const hasPages = app.pageCount > 0;
  return (
    <article className="card" aria-label={app.name}>
      <header>
        <h2 className="heading">{app.name}</h2>
        <p className="small text-3 num">
          App ID {app.appId} · {pagesWords(app.pageCount)}
        </p>
      </header>
      <CopyField label="Callback URL" value={app.callbackUrl} />
      <CopyField label="Verify token" value={app.verifyToken} />
      <CopyField label="Redirect address" value={app.redirectUrl} />
      <div className={styles.acts}>
        <Button size="small" aria-label={`Rename ${app.name}`} onClick={() => setAct('rename')}>
          Rename
        </Button>
        <Button size="small" aria-label={`New secret of ${app.name}`} onClick={() => setAct('secret')}>
          New secret
        </Button>
        {hasPages ? (
          <Button
            size="small"
            kind="danger"
            aria-label={`Remove all pages of ${app.name}`}
            onClick={() => setAct('unauthorize')}
          >
            Remove all its pages…
          </Button>
        ) : (
          <Button
            size="small"
            kind="danger"
            aria-label={`Remove ${app.name}`}
            onClick={() => setAct('remove')}
          >
            Remove…
          </Button>
        )}
      </div>
      {hasPages && <p className="small text-3">It can be removed once no page hangs on it.</p>}
      {(act === 'rename' || act === 'secret') && <ChangeMetaAppDialog app={app} what={act} onClose={close} />}
      {act === 'remove' && <RemoveMetaAppDialog app={app} onClose={close} />}
      {act === 'unauthorize' && <UnauthorizeAppDialog app={app} onClose={close} />}
    </article>
  );
}

function pagesWords(count: number): string {
  if (count === 0) return 'no page';
  return count === 1 ? 'one page' : `${count} pages`;
}
