import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadOrCreateSecretKey } from './secret-key-file.ts';

const dir = mkdtempSync(path.join(os.tmpdir(), 'pagedesk-key-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('the key is made once, is long, and is for our eyes only', () => {
  const dataDir = path.join(dir, 'data');
  const key = loadOrCreateSecretKey(dataDir);
  expect(key.length).toBeGreaterThanOrEqual(64);
  expect(loadOrCreateSecretKey(dataDir)).toBe(key);
  expect(statSync(path.join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir)).toEqual(['secret-key']);
});

test('a key that cannot be read is not replaced by a new one', () => {
  expect(() => loadOrCreateSecretKey(path.join(dir, 'data', 'secret-key'))).toThrow();
});
