import { reportFigures, type Report, type ReportFigure } from '../../../contract/reports.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A figure as it is read: `1,204`, `12 min`, `3 h 20 min`, `94.5 %`, `–` where there was nothing to measure. */
export function figureWords(figure: ReportFigure, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  switch (reportFigures[figure].unit) {
    case 'count':
      return value.toLocaleString('en-GB');
    case 'percent':
      return `${value} %`;
    case 'ms':
      return durationWords(value);
  }
}

/** A span of time in two units at most: `40 s`, `6 min 12 s`, `3 h 20 min`, `2 d 4 h`. */
export function durationWords(ms: number): string {
  if (ms < minuteMs) return `${Math.round(ms / 1_000)} s`;
  const [whole, wholeWord, rest, restWord] =
    ms < hourMs
      ? [Math.floor(ms / minuteMs), 'min', Math.floor((ms % minuteMs) / 1_000), 's']
      : ms < 24 * hourMs
        ? [Math.floor(ms / hourMs), 'h', Math.floor((ms % hourMs) / minuteMs), 'min']
        : [Math.floor(ms / (24 * hourMs)), 'd', Math.floor((ms % (24 * hourMs)) / hourMs), 'h'];
  return rest === 0 ? `${whole} ${wholeWord}` : `${whole} ${wholeWord} ${rest} ${restWord}`;
}

export type FigureGroup = { name: string; figures: readonly ReportFigure[] };

/** What is shown together; the first of each is drawn. */
export const figureGroups: readonly FigureGroup[] = [
  { name: 'Volumes', figures: ['begun', 'reopened', 'ended', 'unanswered', 'replies', 'handovers'] },
  { name: 'Waits', figures: ['averageWait', 'taken', 'longWaits'] },
  {
    name: 'Answers',
    figures: ['medianFirstAnswer', 'averageFirstAnswer', 'averageAnswer', 'answered', 'respondInTime'],
  },
  {
    name: 'Handling',
    figures: ['averageHandling', 'longHandlings', 'medianResolution', 'averageResolution', 'resolveInTime'],
  },
  { name: 'Advice', figures: ['consults', 'consultTime'] },
  {
    name: 'Losses',
    figures: [
      'missed',
      'failedReplies',
      'expiredWindows',
      'missedRequests',
      'rejectedRequests',
      'downtime',
      'available',
    ],
  },
];

/** What does not apply to how a report is cut is left out, and not shown as nothing. */
export function appliesTo(figure: ReportFigure, by: Report['by']): boolean {
  if (figure === 'downtime') return by === 'page';
  if (figure === 'available') return by === 'agent';
  if (figure === 'taken' || figure === 'averageWait' || figure === 'longWaits') return by !== 'agent';
  return true;
}

/** `Wed 20 Nov` for a day, `20 Nov, 14:00` for an hour; names stay. */
export function rowName(by: Report['by'], name: string): string {
  if (by === 'day') return dayFormat.format(Date.parse(`${name}T00:00:00Z`));
  if (by === 'hour') {
    const [day = '', time = ''] = name.split(' ');
    return `${shortDayFormat.format(Date.parse(`${day}T00:00:00Z`))}, ${time}`;
  }
  return name;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});
const shortDayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
