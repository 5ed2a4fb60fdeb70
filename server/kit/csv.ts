/**
 * A table as CSV (RFC 4180), with a mark that it is UTF-8, so that spreadsheets show every letter. What a spreadsheet
 * would take for a formula begins with an apostrophe: a customer's words must not become one.
 */
export function toCsv(lines: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
