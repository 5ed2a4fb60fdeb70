import {
  IconActivity,
  IconAdjustmentsHorizontal,
  IconBell,
  IconChartBar,
  IconInbox,
  IconSearch,
  IconTicket,
  IconUser,
  IconUserQuestion,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AvatarMenu } from '../features/account/avatar-menu.tsx';
import { useCounters } from '../features/inbox/api/read-counters.ts';
import { runCommand } from '../lib/commands.ts';
import { useFirstSettings, useRight } from '../lib/desk-queries.ts';
import { noticesQuery } from '../lib/notices-query.ts';
import { screenPaths } from '../lib/screen-paths.ts';
import { Mark } from '../ui/drawings.tsx';
import { Link } from '../ui/link.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { paneProps } from './panes.ts';
import styles from './rail.module.css';
import { useIsPhone } from './use-widths.ts';

const icon = { size: 20, stroke: 1.5, 'aria-hidden': true } as const;

/** The way between the places of the desk: at the side, and on a phone below, with words. */
export function Rail() {
  const isPhone = useIsPhone();
  const counters = useCounters();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const isOpenConversation = path.includes('/c/');
  const settings = useFirstSettings();
  const mayWatch = useRight('watch-the-floor');
  const maySee = useRight('see-conversations');
  const mayWork = useRight('work-on-conversations');
  const mayMeet = useRight('work-with-customers');
  const mayCount = useRight('see-reports');
  const isLead = useRight('see-all-figures');
  const isUnassigned = path.startsWith('/inbox/unassigned');
  return (
    <nav
      className={styles.rail}
      aria-label="Main"
      data-hidden={(isPhone && isOpenConversation) || undefined}
      {...paneProps('rail')}
    >
      {!isPhone && (
        <Link className={styles.mark} href={screenPaths.home} aria-label="Pagedesk">
          <Mark />
        </Link>
      )}
      {maySee && (
        <Place
          href={screenPaths.inbox('mine')}
          name="Inbox"
          hint="G I"
          isHere={path.startsWith('/inbox') && !isUnassigned}
          count={counters?.mineUnread ?? 0}
          countWords="unread"
          isPhone={isPhone}
        >
          <IconInbox {...icon} />
        </Place>
      )}
      {mayWork && (
        <Place
          href={screenPaths.inbox('unassigned')}
          name="Unassigned"
          hint="G U"
          isHere={isUnassigned}
          count={counters?.unassigned ?? 0}
          countWords="waiting"
          isPhone={isPhone}
        >
          <IconUserQuestion {...icon} />
        </Place>
      )}
      {mayWatch && (
        <Place
          href={screenPaths.floor}
          name="Floor"
          hint="G F"
          isHere={path.startsWith('/floor')}
          isPhone={isPhone}
        >
          <IconActivity {...icon} />
        </Place>
      )}
      {mayCount && (!isPhone || !maySee) && (
        <Place
          href={screenPaths.reports}
          name={isLead ? 'Reports' : 'Your figures'}
          hint="G R"
          isHere={path.startsWith('/reports')}
          isPhone={isPhone}
        >
          <IconChartBar {...icon} />
        </Place>
      )}
      {mayWork && (
        <Place
          href={screenPaths.tickets()}
          name="Tickets"
          hint="G T"
          isHere={path.startsWith('/tickets')}
          isPhone={isPhone}
        >
          <IconTicket {...icon} />
        </Place>
      )}
      {mayMeet && (
        <Place
          href={screenPaths.customers()}
          name="Customers"
          hint="G C"
          isHere={path.startsWith('/customers')}
          isPhone={isPhone}
        >
          <IconUser {...icon} />
        </Place>
      )}
      {!isPhone && <span className="grow" />}
      <Tooltip label="Search and commands" hint="Ctrl K" side="right">
        <button type="button" className={styles.place} onClick={() => runCommand('desk.palette')}>
          <IconSearch {...icon} />
          <span className={isPhone ? styles.word : 'sr'}>Search</span>
        </button>
      </Tooltip>
      {!isPhone && <NoticesPlace />}
      <Place
        href={screenPaths.settings(settings)}
        name="Settings"
        hint="G S"
        isHere={path.startsWith('/settings')}
        isPhone={isPhone}
      >
        <IconAdjustmentsHorizontal {...icon} />
      </Place>
      <div className={styles.me}>
        <AvatarMenu withWord={isPhone} />
      </div>
    </nav>
  );
}

/** On a phone it stands in the menu of who sits here. */
function NoticesPlace() {
  const unread = useQuery(noticesQuery).data?.unread ?? 0;
  return (
    <Tooltip label="Notices" hint="G N" side="right">
      <button type="button" className={styles.place} onClick={() => runCommand('desk.notices')}>
        <IconBell {...icon} />
        <span className="sr">Notices</span>
        <CountMark count={unread} words="not read" />
      </button>
    </Tooltip>
  );
}

function CountMark({ count, words }: { count: number; words: string | undefined }) {
  if (count === 0) return null;
  return (
    <>
      <span className={styles.count} aria-hidden="true">
        {count > 99 ? '99+' : count}
      </span>
      <span className="sr">
        , {count} {words}
      </span>
    </>
  );
}

type PlaceProps = {
  href: string;
  name: string;
  hint: string;
  isHere: boolean;
  count?: number;
  countWords?: string;
  isPhone: boolean;
  children: ReactNode;
};

function Place({ href, name, hint, isHere, count = 0, countWords, isPhone, children }: PlaceProps) {
  return (
    <Tooltip label={name} hint={hint} side="right">
      <Link className={styles.place} href={href} aria-current={isHere ? 'page' : undefined}>
        {children}
        <span className={isPhone ? styles.word : 'sr'}>{name}</span>
        <CountMark count={count} words={countWords} />
      </Link>
    </Tooltip>
  );
}
