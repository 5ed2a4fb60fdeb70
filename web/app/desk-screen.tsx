import { Drawer } from '@mantine/core';
import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ConversationId } from '../../contract/ids.ts';
import { ContextPanel } from '../features/contacts/context-panel.tsx';
import { ConversationPane } from '../features/conversation/conversation-pane.tsx';
import { Inbox } from '../features/inbox/inbox.tsx';
import { runCommand, takesLetters, useCommand } from '../lib/commands.ts';
import { isProblem } from '../lib/api.ts';
import { useConversation } from '../lib/desk-queries.ts';
import type { ConversationPaneProps } from '../lib/pane-props.ts';
import { screenPaths } from '../lib/screen-paths.ts';
import { Button } from '../ui/button.tsx';
import { ChooseDrawing } from '../ui/drawings.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { useGo } from '../ui/link.tsx';
import { ForbiddenState } from '../ui/states.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { InactiveBanner } from './inactive-banner.tsx';
import { PagesBanner } from './pages-banner.tsx';
import { toView, type DeskSearch } from './desk-search.ts';
import styles from './desk-screen.module.css';
import { focusNextTimeline, paneProps } from './panes.ts';
import { useDetailsSetting } from './use-details-setting.ts';
import { useOpenWindow } from './use-open-window.ts';
import { useIsPhone, useIsWide } from './use-widths.ts';

/** Three panes: the list, the work, the details. Narrower, the details float; on a phone one pane at a time. */
export function DeskScreen() {
  const params = useParams({ strict: false });
  const search: DeskSearch = useSearch({ strict: false });
  const view = toView(params.view ?? '');
  const openId = (params.conversationId as ConversationId | undefined) ?? null;
  const listSearch = useMemo(() => {
    const { details: _details, ...rest } = search;
    return rest;
  }, [search]);
  const isPhone = useIsPhone();
  const go = useGo();
  const details = useDetails(search.details ?? false, openId !== null);

  const backToList = useCallback(() => go(screenPaths.inbox(view, listSearch)), [go, view, listSearch]);
  const openNext = useCallback(() => {
    focusNextTimeline();
    runCommand('list.next');
  }, []);
  useEscape(openId !== null, isPhone ? backToList : focusOpenRow);
  useCommand(
    openId
      ? {
          id: 'desk.details',
          title: 'Show or hide the details',
          group: 'Desk',
          keys: ']',
          run: details.toggle,
        }
      : null,
  );

  return (
    <main className={styles.desk} data-showing={openId ? 'work' : 'list'}>
      <div className={styles.list} {...paneProps('list')}>
        <Inbox view={view} search={listSearch} openId={openId} banner={<DeskBanners />} />
      </div>
      <div className={styles.work} {...paneProps('work')}>
        {openId ? (
          <WatchedConversation
            key={openId}
            conversationId={openId}
            onBack={isPhone ? backToList : undefined}
            detailsOpen={details.isOpen}
            onToggleDetails={details.toggle}
            onEnded={openNext}
          />
        ) : (
          <NothingOpen />
        )}
      </div>
      {openId && details.inPane && details.isOpen && <DetailsPane conversationId={openId} />}
      {!details.inPane && (
        <Drawer
          opened={openId !== null && details.isOpen}
          onClose={details.close}
          position={isPhone ? 'bottom' : 'right'}
          size={isPhone ? '88%' : 'var(--context-width)'}
          withCloseButton={false}
          attributes={{ content: { 'aria-label': 'Details' } }}
          padding={0}
          transitionProps={{ duration: 160 }}
          classNames={{
            content: isPhone ? (styles.sheet ?? '') : (styles.drawer ?? ''),
            body: styles.drawerBody ?? '',
          }}
        >
          {openId && <ContextPanel conversationId={openId} onClose={details.close} />}
        </Drawer>
      )}
    </main>
  );
}

/** The conversation, asked for anew when its window ends. */
function WatchedConversation(props: ConversationPaneProps) {
  const { data, error } = useConversation(props.conversationId);
  useOpenWindow(props.conversationId, data);
  const go = useGo();
  if (!isHidden(error)) return <ConversationPane {...props} />;
  const back = props.onBack ?? (() => go(screenPaths.inbox('mine')));
  return (
    <ForbiddenState
      action={
        <Button size="small" onClick={back}>
          Back to the inbox
        </Button>
      }
    >
      The link is wrong, or the conversation belongs to a department you are not in.
    </ForbiddenState>
  );
}

/** Not there, or not for this user: the two look the same. */
function isHidden(error: unknown): boolean {
  return isProblem(error, 'not-found') || isProblem(error, 'forbidden');
}

/** The details in a pane of their own; none of what is not there for this user. */
function DetailsPane({ conversationId }: { conversationId: ConversationId }) {
  const { error } = useConversation(conversationId);
  if (isHidden(error)) return null;
  return (
    <div className={styles.context} {...paneProps('context')}>
      <ContextPanel conversationId={conversationId} onClose={undefined} />
    </div>
  );
}

/** Where the details are, and whether they show: a pane by setting, a drawer by URL, so that Back closes it. */
function useDetails(isInUrl: boolean, hasConversation: boolean) {
  const inPane = useIsWide();
  const [isWanted, setIsWanted] = useDetailsSetting();
  const { history } = useRouter();
  const isOpen = hasConversation && (inPane ? isWanted : isInUrl);
  const close = useCallback(() => {
    if (inPane) setIsWanted(false);
    else if (isInUrl) history.back();
  }, [inPane, isInUrl, history, setIsWanted]);
  const toggle = useCallback(() => {
    if (!hasConversation) return;
    if (isOpen) close();
    else if (inPane) setIsWanted(true);
    else {
      const url = new URL(window.location.href);
      url.searchParams.set('details', 'true');
      history.push(`${url.pathname}${url.search}`);
    }
  }, [hasConversation, isOpen, close, inPane, history, setIsWanted]);
  return { inPane, isOpen, close, toggle };
}

/** Escape goes one step out; menus, dialogs, drawers and the composer take theirs first. */
function useEscape(isOn: boolean, stepOut: () => void): void {
  const latest = useRef<(() => void) | null>(null);
  useEffect(() => {
    latest.current = isOn ? stepOut : null;
  });
  useEffect(() => {
    // What floats closes in its own turn of the same stroke: whether it took it is seen before.
    let isTaken = false;
    const look = (event: KeyboardEvent) => {
      if (event.key === 'Escape') isTaken = document.querySelector('[role="dialog"], [role="menu"]') !== null;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isTaken || event.defaultPrevented || takesLetters(event.target)) return;
      latest.current?.();
    };
    window.addEventListener('keydown', look, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', look, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

function focusOpenRow(): void {
  document.querySelector<HTMLElement>('[data-pane="list"] [aria-current="true"]')?.focus();
}

function NothingOpen() {
  return (
    <div className={styles.nothing}>
      <ChooseDrawing />
      <p className="strong">Choose a conversation</p>
      <p className="text-2">
        <KeyHint keys="J" /> opens the next one, <KeyHint keys="?" /> shows all keys.
      </p>
    </div>
  );
}

/** What one must know before working through the list. */
function DeskBanners() {
  return (
    <>
      <ConnectionBanner />
      <InactiveBanner />
      <PagesBanner />
    </>
  );
}
