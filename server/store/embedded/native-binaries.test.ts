import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureLibraryLinks, findNativeDir } from './native-binaries.ts';

const isRoot = process.getuid?.() === 0;
const ourModule = fileURLToPath(new URL('./native-binaries.ts', import.meta.url));
const root = mkdtempSync(path.join(os.tmpdir(), 'pdn-'));
const nativeDir = path.join(root, 'native');
const fallbackDir = path.join(root, 'lib');

/** The programs as npm unpacks them when it runs no install script: without one link. */
beforeEach(() => {
  mkdirSync(root, { recursive: true });
  chmodSync(root, 0o755);
  cpSync(findNativeDir(), nativeDir, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !lstatSync(file).isSymbolicLink() && !file.endsWith('/share'),
  });
});

afterEach(() => {
  chmodSync(path.join(nativeDir, 'lib'), 0o755);
  rmSync(root, { recursive: true, force: true });
});

function runs(env: Record<string, string>): boolean {
  try {
    execFileSync(path.join(nativeDir, 'bin', 'postgres'), ['--version'], { stdio: 'ignore', env });
    return true;
  } catch {
    return false;
  }
}

test('missing links are made in the package, and the programs run', () => {
  expect(runs({})).toBe(false);
  const { env } = ensureLibraryLinks(nativeDir, fallbackDir);
  expect(env).toEqual({});
  expect(runs(env)).toBe(true);
  // A second time there is nothing to do.
  expect(ensureLibraryLinks(nativeDir, fallbackDir).env).toEqual({});
});

test.runIf(!isRoot || othersMayRead())(
  'in a package that may not be written the links are made elsewhere, and the programs run',
  () => {
    mkdirSync(fallbackDir, { recursive: true });
    chmodSync(fallbackDir, 0o777);
    const { env } = ensureLinksWithoutRights();
    expect(env['LD_LIBRARY_PATH']).toBe(fallbackDir);
    expect(runs({})).toBe(false);
    expect(runs(env)).toBe(true);
  },
);

/** Root may write everywhere: there it is done by a user who may not. */
function ensureLinksWithoutRights(): { env: Record<string, string> } {
  chmodSync(path.join(nativeDir, 'lib'), 0o555);
  if (!isRoot) return ensureLibraryLinks(nativeDir, fallbackDir);
  const code = `
    import { ensureLibraryLinks } from ${JSON.stringify(ourModule)};
    console.log(JSON.stringify(ensureLibraryLinks(${JSON.stringify(nativeDir)}, ${JSON.stringify(fallbackDir)})));`;
  const said = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    encoding: 'utf8',
    uid: 65_534,
    gid: 65_534,
  });
  return JSON.parse(said) as { env: Record<string, string> };
}

function othersMayRead(): boolean {
  try {
    execFileSync('cat', [ourModule], { stdio: 'ignore', uid: 65_534, gid: 65_534 });
    return true;
  } catch {
    return false;
  }
}
