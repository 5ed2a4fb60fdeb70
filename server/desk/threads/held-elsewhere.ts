import type { ThreadOwner } from '../../../contract/conversations.ts';
import { pageInboxAppIds } from '../../facebook/messenger/thread-control.ts';

/** As `contact.thread_owner` says it when Meta did not tell which app. */
export const unknownApp = 'unknown';

/** Meta lets go of a thread a day after the person's last message. */
const lapseMs = 24 * 3_600_000;

export interface OwnerFacts {
  threadOwner: string | null;
  threadOwnerAt: Date | null;
  windowAnchorAt: Date | null;
  /** Of the Meta app with this id, if it is one of ours. */
  threadOwnerName?: string | null;
}

/** Who else holds a person's thread now; null when the desk may write into it, as far as anybody has told. */
export function heldElsewhere(facts: OwnerFacts, now: Date): ThreadOwner | null {
  const { threadOwner, threadOwnerAt, windowAnchorAt } = facts;
  if (threadOwner === null) return null;
  const lastMs = Math.max(threadOwnerAt?.getTime() ?? 0, windowAnchorAt?.getTime() ?? 0);
  const until = new Date(lastMs + lapseMs);
  if (now >= until) return null;
  return {
    appId: threadOwner === unknownApp ? null : threadOwner,
    name: appName(threadOwner, facts.threadOwnerName ?? null),
    until: until.toISOString(),
  };
}

/** What people call an app that holds a thread. */
export function appName(appId: string | null, knownName: string | null): string {
  if (knownName !== null) return knownName;
  if (appId === null || appId === unknownApp) return 'another app';
  return pageInboxAppIds.includes(appId) ? 'the Page Inbox' : `another app (${appId})`;
}
