import { useQuery } from '@tanstack/react-query';
import type { ConnectedPages } from '../../../../contract/facebook-logins.ts';
import type { Page } from '../../../../contract/pages.ts';
import { useMinute } from '../../../lib/clock.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { pagesQuery } from '../../../lib/desk-queries.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button } from '../../../ui/button.tsx';
import { Link, useGo } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { connectionQuery } from '../api/connection.ts';
import { dayWords } from '../date-words.ts';
import { PageStateChip } from '../page-state-chip.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import styles from './wizard.module.css';

/** What became of each page: how it stands and for how long, or why it was not connected. */
export function DoneStep({ items, onBack }: { items: ConnectedPages['items']; onBack: () => void }) {
  const go = useGo();
  const failed = items.filter((item) => item.page === null);
  const connected = items.flatMap(({ page }) => page ?? []);
  return (
    <>
      {failed.map((item) => (
        <Notice
          key={item.facebookId}
          tone="danger"
          role="alert"
          title={`${item.name} was not connected`}
          action={
            <Button size="small" onClick={onBack}>
              Try again
            </Button>
          }
        >
          {item.problem}
        </Notice>
      ))}
      {connected.length > 0 && (
        <SettingsGroup
          title={connected.length === 1 ? 'The page is connected' : `${connected.length} pages are connected`}
          lead="Write to a page from another Facebook account: the message appears in the inbox."
        >
          <ul className={styles.pages}>
            {connected.map((page) => (
              <ConnectedPage key={page.id} made={page} />
            ))}
          </ul>
        </SettingsGroup>
      )}
      <div className={styles.acts}>
        <Button kind="primary" onClick={() => go(screenPaths.settings('pages'))}>
          Done
        </Button>
        <Button kind="quiet" onClick={onBack}>
          Connect more of them
        </Button>
      </div>
    </>
  );
}

function ConnectedPage({ made }: { made: Page }) {
  const nowMs = useMinute();
  const pages = useQuery(pagesQuery);
  const page = pages.data?.find((one) => one.id === made.id) ?? made;
  const connection = useQuery(connectionQuery(page.id));
  const granted = connection.data?.permissions.filter((one) => one.isGranted);
  const keyEnds =
    page.tokenExpiresAt === null
      ? 'does not end by itself'
      : `lasts until ${dayWords(page.tokenExpiresAt, nowMs)}`;
  return (
    <li className={styles.page} data-free>
      <Avatar
        name={page.name}
        size={40}
        square
        pictureUrl={page.hasPicture ? apiPaths.pagePicture(page.id) : null}
      />
      <div className="grow">
        <p className="row">
          <Link className="link medium" href={screenPaths.page(page.id, 'connection')}>
            {page.name}
          </Link>
          <PageStateChip state={page.state} />
        </p>
        <p className="small text-3 num">{page.facebookId}</p>
        <p className="small text-2">
          Its access key {keyEnds}.
          {page.dataAccessExpiresAt !== null &&
            ` Facebook shows names and pictures until ${dayWords(page.dataAccessExpiresAt, nowMs)}.`}
        </p>
        {granted && (
          <p className="small text-2">
            Granted: {granted.map(({ words }) => words.toLowerCase()).join(', ')}.
          </p>
        )}
      </div>
    </li>
  );
}
