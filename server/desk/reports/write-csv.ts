import { reportFigures, type Report, type ReportFigure } from '../../../contract/reports.ts';

const figures = Object.entries(reportFigures) as [ReportFigure, (typeof reportFigures)[ReportFigure]][];

/** A report as a table for other programs: a row for each part, the whole last. Spans of time are in seconds. */
export function writeCsv(report: Report): string {
  const head = [
    'Key',
    'Name',
    ...figures.map(([, { name, unit }]) =>
      unit === 'count' ? name : `${name} (${unit === 'ms' ? 's' : '%'})`,
    ),
  ];
  const line = (key: string, name: string, values: Report['totals']) => [
    key,
    name,
    ...figures.map(([figure, { unit }]) => {
      const value = values[figure];
      if (value === null || value === undefined) return '';
      return String(unit === 'ms' ? Math.round(value / 100) / 10 : value);
    }),
  ];
  const lines = [
    head,
    ...report.rows.map((row) => line(row.key, row.name, row.figures)),
    line('', 'Total', report.totals),
  ];
  return lines.map((cells) => cells.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** Quoted where it must be. What a table program would take for a formula is made a text. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
