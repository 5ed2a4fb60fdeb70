import type { LiveFeed } from '../log/live-feed.ts';
import type { PageRecord, ThreadRecord } from '../world/records.ts';
import type { SandboxClock } from '../world/sandbox-clock.ts';
import type { World } from '../world/world.ts';

/** What it takes to tell who holds a thread. */
export interface Routed {
  clock: SandboxClock;
  world: World;
}

/** Meta's Page Inbox as an app, as the routing guide names it. */
export const pageInboxAppId = '263902037430900';

const lapseMs = 24 * 3_600_000;

/** When the owner's hold on a thread ends by itself: a day after the person's last act, or later if it was extended. */
export function holdEndsAt(thread: ThreadRecord): number {
  const { owner, lastActionAt } = thread;
  if (!owner) return 0;
  return Math.max((lastActionAt ?? owner.since) + lapseMs, owner.extendedUntil ?? 0);
}

/** The app that owns a thread now; null: it is idle. */
export function ownerOf(routed: Routed, thread: ThreadRecord): string | null {
  const isHeld = thread.owner && routed.clock.nowMs() <= holdEndsAt(thread);
  return isHeld ? (thread.owner?.appId ?? null) : null;
}

/** The one app that may answer: the owner, else the page's default app; null: any app may. */
export function holderOf(routed: Routed, thread: ThreadRecord): string | null {
  return ownerOf(routed, thread) ?? pageOf(routed, thread)?.routing.defaultAppId ?? null;
}

export function pageOf({ world }: Routed, thread: ThreadRecord): PageRecord | undefined {
  return world.pages.get(thread.pageId);
}

export function hold(
  { clock, live }: { clock: SandboxClock; live: LiveFeed },
  thread: ThreadRecord,
  appId: string | null,
): void {
  thread.owner = appId === null ? null : { appId, since: clock.nowMs(), extendedUntil: null };
  live.thread(thread);
}
