import { closeSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const keptBytes = 4000;

/**
 * Marks the present end of the server's log files, and returns a function that reads what was written
 * since (its end, at most 4,000 bytes of a file). Once the collector runs, the reason why a server
 * did not start is found there alone.
 */
export function followServerLog(clusterDir: string): () => string {
  const dir = path.join(clusterDir, 'log');
  const before = new Map(listFiles(dir).map((file) => [file.path, file.sizeBytes]));
  return () =>
    listFiles(dir)
      .map((file) => readTail(file.path, before.get(file.path) ?? 0, file.sizeBytes))
      .join('');
}

function listFiles(dir: string): { path: string; sizeBytes: number }[] {
  try {
    return readdirSync(dir).map((name) => {
      const file = path.join(dir, name);
      return { path: file, sizeBytes: statSync(file).size };
    });
  } catch {
    return [];
  }
}

function readTail(file: string, from: number, to: number): string {
  const start = Math.max(from, to - keptBytes);
  if (start >= to) return '';
  const bytes = Buffer.alloc(to - start);
  const descriptor = openSync(file, 'r');
  try {
    return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, start));
  } finally {
    closeSync(descriptor);
  }
}
