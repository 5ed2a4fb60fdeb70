import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The key of a desk that was given none: made once, and kept in the data folder where only we can read it.
 * Two processes that start at once get the same one.
 *
 * @throws Error naming the file when it can neither be read nor made.
 */
export function loadOrCreateSecretKey(dataDir: string): string {
  const file = path.join(dataDir, 'secret-key');
  // Others may pass through, since the embedded database can be another user's, but not look around.
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  return readKey(file) ?? createKey(file);
}

function createKey(file: string): string {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${randomBytes(48).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(unfinished, file);
  } catch {
    // Another process was first: its key counts.
  } finally {
    rmSync(unfinished, { force: true });
  }
  const key = readKey(file);
  if (key === null) throw new Error(`The secret key could not be kept in ${file}.`);
  return key;
}

function readKey(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`The secret key in ${file} cannot be read: start as the user that made it.`, {
      cause: error,
    });
  }
}
