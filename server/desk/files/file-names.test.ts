import { expect, test } from 'vitest';
import { cleanFileName, endingOf, nameOfReceived } from './file-names.ts';

test.each([
  ['setup.exe', 'exe'],
  ['setup.EXE', 'exe'],
  ['invoice.pdf.exe', 'exe'],
  ['invoice.exe. ', 'exe'],
  ['invoice.', null],
  ['exe', null],
  ['.htaccess', 'htaccess'],
])('the ending of %j is %j', (name, expected) => {
  expect(endingOf(name)).toBe(expected);
});

test.each([
  ['C:\\Users\\me\\slip.pdf', 'slip.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['a\u202egnp.exe', 'agnp.exe'],
  ['line\r\nbreak.txt', 'linebreak.txt'],
  ['.htaccess', 'htaccess'],
  ['  ', 'file'],
  ['Straße 7.pdf', 'Straße 7.pdf'],
])('the name %j becomes %j', (name, expected) => {
  expect(cleanFileName(name)).toBe(expected);
});

test('a long name is cut and keeps its ending', () => {
  const name = cleanFileName(`${'😀'.repeat(300)}.docx`);
  expect([...name].length).toBe(120);
  expect(name.endsWith('😀.docx')).toBe(true);
});

const at = new Date('2026-11-20T14:31:05.000Z');

test.each([
  ['https://cdn.example/v/461234567_1084567890123456_n.jpg?oh=1', 'jpg', 'Casa-Azul-2026-11-20-143105.jpg'],
  ['https://cdn.example/audioclip-1795000000-2048.mp4', 'mp4', 'Casa-Azul-2026-11-20-143105.mp4'],
  ['https://cdn.example/blob/9f86d081884c7d659a2feaa0c55ad015', null, 'Casa-Azul-2026-11-20-143105'],
  ['https://cdn.example/f/Invoice%20March.pdf?oe=2', 'pdf', 'Invoice March.pdf'],
  ['https://cdn.example/f/100%.pdf', 'pdf', '100%.pdf'],
  [null, 'png', 'Casa-Azul-2026-11-20-143105.png'],
])('what came from %j is called after the page only when its name says nothing', (link, ending, expected) => {
  expect(nameOfReceived(link, 'Casa Azul', at, ending)).toBe(expected);
});

test('a page whose name is all accents and signs still names its files', () => {
  expect(nameOfReceived(null, 'Café ☕ & Más', at, 'jpg')).toBe('Cafe-Mas-2026-11-20-143105.jpg');
  expect(nameOfReceived(null, '☕', at, 'jpg')).toBe('Page-2026-11-20-143105.jpg');
});
