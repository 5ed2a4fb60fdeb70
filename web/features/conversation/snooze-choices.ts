import type { ReplyWindow } from '../../../contract/conversations.ts';

/** Until when something may be put aside, in words and as a time. */
export type SnoozeChoice = { words: string; until: Date };

const hourMs = 60 * 60_000;
const morning = 9;

/**
 * What one is likely to want: soon, tomorrow, next week, and before the window for a reply closes. In the reader's own
 * zone; nothing that is past.
 */
export function snoozeChoices(now: Date, window: ReplyWindow): SnoozeChoice[] {
  const choices: SnoozeChoice[] = [
    { words: 'For an hour', until: new Date(now.getTime() + hourMs) },
    { words: 'For three hours', until: new Date(now.getTime() + 3 * hourMs) },
    { words: 'Until tomorrow morning', until: morningIn(now, 1) },
    { words: 'Until Monday morning', until: morningIn(now, daysToMonday(now)) },
  ];
  const beforeClose = window.endsAt && new Date(Date.parse(window.endsAt) - hourMs);
  if (window.state === 'standard' && beforeClose && beforeClose > now) {
    choices.push({ words: 'Until an hour before the window closes', until: beforeClose });
  }
  return choices;
}

function morningIn(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
}

/** The next one: a week from now on a Monday. */
function daysToMonday(now: Date): number {
  return ((7 - now.getDay()) % 7) + 1;
}
