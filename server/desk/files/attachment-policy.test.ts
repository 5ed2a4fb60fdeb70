import { expect, test } from 'vitest';
import { pageSettings } from '../../../contract/page-settings.ts';
import { refusalOf, type AttachmentPolicy, type JudgedFile } from './attachment-policy.ts';

const policy = (more: Partial<AttachmentPolicy> = {}): AttachmentPolicy => ({
  ...pageSettings.parse({}).attachments,
  ...more,
});
const file = (more: Partial<JudgedFile> = {}): JudgedFile => ({
  name: 'slip.pdf',
  sizeBytes: 1_000,
  mimeType: 'application/pdf',
  extension: 'pdf',
  isProgram: false,
  ...more,
});
const sent = (more: Partial<AttachmentPolicy>, what: Partial<JudgedFile> = {}) =>
  refusalOf(policy(more), 'agents', file(what));

test('R80, R81: each direction has a switch of its own', () => {
  expect(refusalOf(policy({ customers: false }), 'customers', file())).toBe('off');
  expect(refusalOf(policy({ customers: false }), 'agents', file())).toBeNull();
  expect(refusalOf(policy({ agents: false }), 'agents', file())).toBe('off');
  expect(refusalOf(policy({ agents: false }), 'customers', file())).toBeNull();
});

test('R10, G-T2: a file as large as the limit is taken, one byte more is not', () => {
  expect(sent({ maxKb: 5_120 }, { sizeBytes: 5_120 * 1024 })).toBeNull();
  expect(sent({ maxKb: 5_120 }, { sizeBytes: 5_120 * 1024 + 1 })).toBe('too-large');
});

test.each([
  [[], 'application/pdf', 'slip.pdf', null],
  [['image/*'], 'application/pdf', 'slip.pdf', 'type'],
  [['image/*'], 'image/webp', 'a.webp', null],
  [['image/*'], 'imagery/webp', 'a.webp', 'type'],
  [['image/*', 'application/pdf'], 'application/pdf', 'slip.pdf', null],
  [['IMAGE/*'], 'image/png', 'a.png', null],
  [['text/csv'], 'text/plain', 'list.csv', null],
  [['text/csv'], 'text/plain', 'list.txt', 'type'],
  [['text/csv'], 'application/zip', 'list.csv', 'type'],
])('R11: with the accepted types %j a file of %s called %s: %j', (types, mimeType, name, expected) => {
  expect(sent({ types }, { mimeType, name, extension: null })).toBe(expected);
});

test('G-T1: a blocked extension counts in the name and in the bytes, whatever the other says', () => {
  expect(sent({}, { name: 'photo.jpg', extension: 'exe', mimeType: 'application/x-msdownload' })).toBe(
    'blocked',
  );
  expect(sent({}, { name: 'setup.EXE', extension: 'jpg', mimeType: 'image/jpeg' })).toBe('blocked');
  expect(sent({}, { name: 'setup.exe. ', extension: null })).toBe('blocked');
  expect(sent({ blockedExtensions: ['pdf'] })).toBe('blocked');
  expect(sent({ blockedExtensions: [] }, { name: 'setup.exe', extension: null })).toBeNull();
});

test('a program is never taken, whatever is set', () => {
  expect(sent({ blockedExtensions: [] }, { name: 'tool', extension: 'elf', isProgram: true })).toBe(
    'blocked',
  );
});

test('an accepted type does not lift a blocked extension: the block list is asked last', () => {
  expect(sent({ types: ['image/*'] }, { name: 'a.svg', mimeType: 'image/svg+xml', extension: 'svg' })).toBe(
    'blocked',
  );
});
