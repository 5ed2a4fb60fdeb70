import { IconFlask, IconPlugX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { pagesQuery, useRight } from '../lib/desk-queries.ts';
import { screenPaths } from '../lib/screen-paths.ts';
import { iconSizes, iconStroke } from '../ui/icon-sizes.ts';
import { Link } from '../ui/link.tsx';
import styles from './pages-banner.module.css';
import { findPageNews, type PageNews } from './pages-news.ts';

/** Of more, the number is said: the list below matters too. */
const mostShown = 2;

/** Over the list: pages that cannot send or hear now, for whoever answers them; administrators get the way to mend it. */
export function PagesBanner() {
  const pages = useQuery(pagesQuery);
  const isAdministrator = useRight('manage-pages');
  const news = findPageNews(pages.data ?? []);
  const more = news.length - mostShown;
  return (
    <output className={styles.region}>
      {news.slice(0, mostShown).map((one) => (
        <Banner key={one.page.id} news={one} isAdministrator={isAdministrator} />
      ))}
      {more > 0 && <p className={styles.more}>{more === 1 ? 'One page more' : `${more} pages more`}</p>}
    </output>
  );
}

function Banner({ news, isAdministrator }: { news: PageNews; isAdministrator: boolean }) {
  const Sign = news.tone === 'danger' ? IconPlugX : IconFlask;
  return (
    <div className={styles.banner} data-tone={news.tone}>
      <Sign size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" className={styles.sign} />
      <p className="grow">{news.text}</p>
      {isAdministrator && (
        <Link
          className={styles.way}
          href={screenPaths.page(news.page.id, 'health')}
          aria-label={`Mend ${news.page.name}`}
        >
          Mend
        </Link>
      )}
    </div>
  );
}
