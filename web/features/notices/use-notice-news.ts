import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Notice } from '../../../contract/notices.ts';
import { noticesQuery } from '../../lib/notices-query.ts';
import { useGo } from '../../ui/link.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { isToasted, noticePath, noticeWords } from './notice-words.ts';

/** Tells of each notice that comes: over the screen, and outside of the tab while it is not looked at. */
export function useNoticeNews(): void {
  const go = useGo();
  const { data } = useQuery(noticesQuery);
  // Null: what was there when one came is no news.
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!data) return;
    const before = known.current;
    known.current = new Set(data.items.map(({ id }) => id));
    if (before === null) return;
    const news = data.items.filter(({ id, readAt }) => readAt === null && !before.has(id));
    for (const notice of news.toReversed()) tell(notice, () => go(noticePath(notice)));
  }, [data, go]);
}

function tell(notice: Notice, open: () => void): void {
  const { title, text } = noticeWords(notice);
  if (isToasted(notice)) showToast({ tone: 'info', title, text, action: { label: 'Open', run: open } });
  if (document.hasFocus() || !('Notification' in window) || Notification.permission !== 'granted') return;
  const shown = new Notification(title, { body: text, tag: notice.id });
  shown.addEventListener('click', () => {
    window.focus();
    shown.close();
    open();
  });
}
