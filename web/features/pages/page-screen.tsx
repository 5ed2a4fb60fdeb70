import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Page } from '../../../contract/pages.ts';
import { pagesQuery } from '../../lib/desk-queries.ts';
import { apiPaths } from '../../lib/paths.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { Link } from '../../ui/link.tsx';
import { Screen } from '../../ui/screen.tsx';
import { showWhole } from '../../ui/show-whole.ts';
import { sectionState } from '../../ui/section-page.tsx';
import { ForbiddenState } from '../../ui/states.tsx';
import { PageStateChip } from './page-state-chip.tsx';
import { pageTabs } from './page-tabs.ts';
import styles from './page-screen.module.css';

/** One page: a tab for each subject that is set for it. */
export function PageScreen({ pageId, tab }: { pageId: string; tab: string | undefined }) {
  const pages = useQuery(pagesQuery);
  const page = pages.data?.find((one) => one.id === pageId);
  const shown = tab === undefined ? pageTabs[0] : pageTabs.find((one) => one.tab === tab);
  return (
    <Screen
      label={page?.name ?? 'Page'}
      isNarrow
      bar={
        <>
          <Link className={styles.back} href={screenPaths.settings('pages')} aria-label="All pages">
            <IconArrowLeft size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />
          </Link>
          {page && <PageHead page={page} />}
        </>
      }
      tabs={page && <PageTabs page={page} shown={shown} />}
    >
      {sectionState(pages, 'The page') ??
        (page && shown ? (
          <shown.Screen key={shown.tab} page={page} />
        ) : (
          <ForbiddenState>The link is wrong, or the page is not here any more.</ForbiddenState>
        ))}
    </Screen>
  );
}

function PageTabs({ page, shown }: { page: Page; shown: (typeof pageTabs)[number] | undefined }) {
  return (
    <nav className={styles.tabs} aria-label={`Settings of ${page.name}`}>
      {pageTabs.map((one) => (
        <Link
          key={one.tab}
          className={styles.tab}
          href={screenPaths.page(page.id, one.tab)}
          aria-current={one === shown ? 'page' : undefined}
          ref={one === shown ? showWhole : undefined}
        >
          {one.name}
        </Link>
      ))}
    </nav>
  );
}

function PageHead({ page }: { page: Page }) {
  return (
    <>
      <Avatar
        name={page.name}
        size={32}
        square
        pictureUrl={page.hasPicture ? apiPaths.pagePicture(page.id) : null}
      />
      <div className="grow">
        <h1 className="heading clip">{page.name}</h1>
        <p className="small text-3 num">{page.facebookId}</p>
      </div>
      <PageStateChip state={page.state} />
    </>
  );
}
