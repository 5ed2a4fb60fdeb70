import type { Page } from '../../../contract/pages.ts';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** `14 Jan`, with the year when it is another one. */
export function dayWords(at: string, nowMs: number): string {
  const date = new Date(at);
  const isThisYear = date.getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? day : dayAndYear).format(date);
}

/**
 * How long a page's access key lasts: `until 14 Jan`, `ended 17 Nov`. A key without an end of its own is told by the
 * end of Facebook's leave to read people's data, and a page without a key by a dash.
 */
export function keyWords(
  page: Pick<Page, 'tokenExpiresAt' | 'dataAccessExpiresAt' | 'isRemoved' | 'state' | 'stateSince'>,
  nowMs: number,
): string {
  if (page.isRemoved) return '–';
  if (page.state === 'expired') return `since ${dayWords(page.stateSince, nowMs)}`;
  const end = page.tokenExpiresAt ?? page.dataAccessExpiresAt;
  if (end === null) return 'does not end';
  return Date.parse(end) <= nowMs ? `ended ${dayWords(end, nowMs)}` : `until ${dayWords(end, nowMs)}`;
}
