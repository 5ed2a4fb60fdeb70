import { Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import type { ConversationId } from '../../contract/ids.ts';
import { AgentNoticeDialog } from '../features/account/agent-notice.tsx';
import { useOutbox } from '../features/conversation/desk-outbox.ts';
import { useCounters } from '../features/inbox/api/read-counters.ts';
import { NoticesDialog } from '../features/notices/notices-dialog.tsx';
import { useNoticeNews } from '../features/notices/use-notice-news.ts';
import { OfferStack } from '../features/offers/offer-stack.tsx';
import { CommandDialog } from '../features/setup-room/command-dialog.tsx';
import { listenForKeys, useCommand } from '../lib/commands.ts';
import { useFirstSettings, useMe, useRight } from '../lib/desk-queries.ts';
import { areLettersOn } from '../lib/key-setting.ts';
import { screenPaths } from '../lib/screen-paths.ts';
import { useGo } from '../ui/link.tsx';
import styles from './agent-shell.module.css';
import { CommandPalette } from './command-palette.tsx';
import { KeysOverlay } from './keys-overlay.tsx';
import { useLive } from './live-context.ts';
import { listenForPaneKey } from './panes.ts';
import { Rail } from './rail.tsx';
import { useLowScoreNotice } from './use-low-score-notice.ts';

/** What stands around every screen of the desk: the rail, the keys, the palette, and who is looking at what. */
export function AgentShell() {
  const [open, setOpen] = useState<'palette' | 'keys' | 'notices' | null>(null);
  useEffect(() => listenForKeys(areLettersOn), []);
  useEffect(() => listenForPaneKey(), []);
  // What waits to be sent goes out wherever one is on the desk.
  useOutbox(useMe().user.id);
  useViewing();
  useLowScoreNotice();
  useNoticeNews();
  useTitleCount();
  usePaletteKey(() => setOpen('palette'));
  useGoCommands();
  useCommand({ id: 'desk.palette', title: 'All commands', group: 'Desk', run: () => setOpen('palette') });
  useCommand({
    id: 'desk.notices',
    title: 'Notices',
    group: 'Desk',
    keys: 'g n',
    run: () => setOpen('notices'),
  });
  useCommand({
    id: 'desk.keys',
    title: 'Show all keys',
    group: 'Desk',
    keys: '?',
    run: () => setOpen('keys'),
  });
  return (
    <div className={styles.shell}>
      <Rail />
      <Suspense fallback={<div className="grow" />}>
        <Outlet />
      </Suspense>
      <OfferStack />
      <AgentNoticeDialog />
      {open === 'palette' && <CommandPalette onClose={() => setOpen(null)} />}
      <CommandDialog />
      {open === 'notices' && <NoticesDialog onClose={() => setOpen(null)} />}
      {open === 'keys' && <KeysOverlay onClose={() => setOpen(null)} />}
    </div>
  );
}

/** Tells the server which conversation is open, so that colleagues see it. */
function useViewing(): void {
  const live = useLive();
  const { conversationId } = useParams({ strict: false });
  useEffect(() => live.view((conversationId as ConversationId | undefined) ?? null), [live, conversationId]);
}

/** What the screens are called in the tab. */
const names = [
  ['/settings', 'Settings'],
  ['/floor', 'Floor'],
  ['/reports', 'Reports'],
  ['/tickets', 'Tickets'],
  ['/customers', 'Customers'],
] as const;

/** How many of mine are unread stands in the tab's title, in front of what the screen is called. */
function useTitleCount(): void {
  const unread = useCounters()?.mineUnread ?? 0;
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    const name = names.find(([at]) => path.startsWith(at))?.[1] ?? 'Inbox';
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${name} · Pagedesk`;
  }, [unread, path]);
}

function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}

function useGoCommands(): void {
  const go = useGo();
  const settings = useFirstSettings();
  const mayWatch = useRight('watch-the-floor');
  const maySee = useRight('see-conversations');
  const mayWork = useRight('work-on-conversations');
  const mayMeet = useRight('work-with-customers');
  const mayCount = useRight('see-reports');
  const isLead = useRight('see-all-figures');
  useCommand(
    maySee
      ? {
          id: 'go.inbox',
          title: 'Inbox',
          group: 'Go to',
          keys: 'g i',
          run: () => go(screenPaths.inbox('mine')),
        }
      : null,
  );
  useCommand(
    mayWork
      ? {
          id: 'go.unassigned',
          title: 'Unassigned',
          group: 'Go to',
          keys: 'g u',
          run: () => go(screenPaths.inbox('unassigned')),
        }
      : null,
  );
  useCommand(
    mayWork
      ? {
          id: 'go.all',
          title: 'All conversations',
          group: 'Go to',
          keys: 'g a',
          run: () => go(screenPaths.inbox('all')),
        }
      : null,
  );
  useCommand(
    mayMeet
      ? {
          id: 'go.customers',
          title: 'Customers',
          group: 'Go to',
          keys: 'g c',
          run: () => go(screenPaths.customers()),
        }
      : null,
  );
  useCommand(
    mayWork
      ? {
          id: 'go.tickets',
          title: 'Tickets',
          group: 'Go to',
          keys: 'g t',
          run: () => go(screenPaths.tickets()),
        }
      : null,
  );
  useCommand(
    mayWatch
      ? { id: 'go.floor', title: 'Floor', group: 'Go to', keys: 'g f', run: () => go(screenPaths.floor) }
      : null,
  );
  useCommand(
    mayCount
      ? {
          id: 'go.reports',
          title: isLead ? 'Reports' : 'Your figures',
          group: 'Go to',
          keys: 'g r',
          run: () => go(screenPaths.reports),
        }
      : null,
  );
  useCommand({
    id: 'go.settings',
    title: 'Settings',
    group: 'Go to',
    keys: 'g s',
    run: () => go(screenPaths.settings(settings)),
  });
}
