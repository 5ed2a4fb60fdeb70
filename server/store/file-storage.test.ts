import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FileTooLarge, openFileStorage, openFolderStorage, type FileStorage } from './file-storage.ts';

let dir = '';
let storage: FileStorage;

beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'pagedesk-files-'));
  storage = await openFolderStorage(dir);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const hashOf = (content: string) => createHash('sha256').update(content).digest();
const listStaged = () => readdir(path.join(dir, 'incoming'));

test('bytes are kept under their hash and read back, whole and in part', async () => {
  const staged = await storage.stage(Readable.from([Buffer.from('hello '), Buffer.from('world')]), 100);
  expect(staged.sizeBytes).toBe(11);
  expect(staged.sha256).toEqual(hashOf('hello world'));
  await staged.keep();
  expect(await text(storage.read(staged.sha256))).toBe('hello world');
  expect(await text(storage.read(staged.sha256, { first: 6, last: 8 }))).toBe('wor');
  expect(await storage.has(staged.sha256)).toBe(true);
  expect(await listStaged()).toEqual([]);
});

test('the same bytes twice at once are kept once', async () => {
  const bytes = () => Readable.from([Buffer.from('twin')]);
  const [one, two] = await Promise.all([storage.stage(bytes(), 10), storage.stage(bytes(), 10)]);
  await Promise.all([one.keep(), two.keep()]);
  expect(await text(storage.read(one.sha256))).toBe('twin');
  expect(await listStaged()).toEqual([]);
});

test('one byte too many leaves nothing behind', async () => {
  const bytes = Readable.from([Buffer.alloc(50), Buffer.alloc(51)]);
  await expect(storage.stage(bytes, 100)).rejects.toThrow(FileTooLarge);
  await expect(storage.stage(Readable.from([Buffer.alloc(100)]), 100)).resolves.toMatchObject({
    sizeBytes: 100,
  });
});

test('a source that breaks off leaves nothing behind', async () => {
  const before = await listStaged();
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half');
      throw new Error('the line is dead');
    })(),
  );
  await expect(storage.stage(broken, 100)).rejects.toThrow('the line is dead');
  expect(await listStaged()).toEqual(before);
});

test('what is gone says so', async () => {
  expect(await storage.has(hashOf('never'))).toBe(false);
  await expect(text(storage.read(hashOf('never')))).rejects.toThrow('ENOENT');
});

test('an address that is no folder is refused by name', async () => {
  await expect(openFileStorage('s3://bucket')).rejects.toThrow(/FILES_URL.*s3:/);
});
