import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const scripts = fileURLToPath(new URL('.', import.meta.url));
let project: string;

/** A small project of its own around copies of the scripts. */
beforeEach(() => {
  project = mkdtempSync(path.join(os.tmpdir(), 'pds-'));
  cpSync(scripts, path.join(project, 'scripts'), {
    recursive: true,
    filter: (file) => !file.endsWith('.ts'),
  });
  write('package-lock.json', '{"packages":{}}');
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  writeFileSync(path.join(project, file), text);
}

function evaluate(code: string): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: path.join(project, 'scripts'),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

function stamp(): unknown {
  return evaluate(
    "import { stampOfSources } from './build-stamp.mjs'; console.log(JSON.stringify(stampOfSources()))",
  );
}

function checkPaths(): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, ['scripts/check-doc-paths.mjs'], { cwd: project, encoding: 'utf8' });
}

test('a build is stale when a source changed, came or went, and not when it was only touched or is a test', () => {
  write('server/main.ts', 'one');
  const built = stamp();
  utimesSync(path.join(project, 'server/main.ts'), new Date(), new Date());
  write('server/main.test.ts', 'a test');
  expect(stamp()).toBe(built);

  write('server/main.ts', 'two');
  expect(stamp()).not.toBe(built);
  write('server/main.ts', 'one');
  expect(stamp()).toBe(built);
  write('server/other.ts', '');
  expect(stamp()).not.toBe(built);
});

test('packages are installed when each of the lock file is there in its version; those of other systems need not be', () => {
  const isInstalled = () =>
    evaluate("import { isInstalled } from './install.mjs'; console.log(JSON.stringify(isInstalled()))");
  write(
    'package-lock.json',
    JSON.stringify({
      packages: {
        '': { version: '1.0.0' },
        'node_modules/a': { version: '1.2.3' },
        'node_modules/b-for-other-systems': { version: '1.0.0', optional: true },
      },
    }),
  );
  expect(isInstalled()).toBe(false);
  write('node_modules/.package-lock.json', '{"packages":{"node_modules/a":{"version":"1.2.2"}}}');
  expect(isInstalled()).toBe(false);
  write('node_modules/.package-lock.json', '{"packages":{"node_modules/a":{"version":"1.2.3"}}}');
  expect(isInstalled()).toBe(true);
});

test('a document may name what is there, several things at once, and what is no path', () => {
  write('server/db.ts', '');
  write('docs/other.md', '');
  write(
    'README.md',
    'See `server/db.ts`, `server/{a,b}.ts`, [more](docs/other.md#part), `GET /x`, <https://a.b/c>.',
  );
  expect(checkPaths()).toMatchObject({ status: 0, stderr: '' });
});

test('a document that names a path that is gone is told, in text or link, but not in an example', () => {
  write('server/db.ts', '');
  write('docs/a.md', 'See `server/gone.ts` and [this](gone.md).\n\n```\nserver/also-gone.ts\n```\n');
  const { status, stderr } = checkPaths();
  expect(status).toBe(1);
  expect(stderr.trim().split('\n').toSorted()).toEqual([
    'docs/a.md names gone.md, which is not there.',
    'docs/a.md names server/gone.ts, which is not there.',
  ]);
});

test('each failure of a run is told with file, full name and the first lines of its error', () => {
  write('a.test.ts', "describe('a night', () => { test('is a day', () => { throw new Error('dark'); }); });");
  write('b.test.ts', "test('is well', () => {}); afterAll(() => { throw new Error('left open'); });");
  write('c.test.ts', "import './gone.ts'; test('never runs', () => {});");
  write('d.test.ts', "test('is well', () => { void Promise.reject(new Error('uncaught')); });");
  const file = path.join(project, 'results.json');
  const { status } = spawnSync(
    process.execPath,
    [
      path.join(scripts, '../node_modules/vitest/vitest.mjs'),
      ...['run', '--globals', '--root', project],
      `--reporter=${path.join(scripts, 'results-reporter.mjs')}`,
    ],
    { cwd: project, env: { ...process.env, RESULTS_FILE: file } },
  );
  expect(status).not.toBe(0);
  const results = JSON.parse(readFileSync(file, 'utf8')) as { failures: string[] };
  expect(results).toMatchObject({ passed: 2, failed: 4, skipped: 0 });
  expect(results.failures.toSorted()).toEqual([
    expect.stringMatching(/^✗ Nobody caught this error\n {4}Error: uncaught\n/),
    expect.stringMatching(/^✗ a\.test\.ts > a night > is a day\n {4}Error: dark\n/),
    expect.stringMatching(/^✗ b\.test\.ts\n {4}Error: left open\n/),
    expect.stringMatching(/^✗ c\.test\.ts\n {4}Error: .*gone\.ts/),
  ]);
});

test('every script can be read by Node', () => {
  for (const name of ['start', 'serve', 'build', 'dev', 'check', 'test', 'bench']) {
    const { status, stderr } = spawnSync(process.execPath, ['--check', path.join(scripts, `${name}.mjs`)]);
    expect(stderr.toString()).toBe('');
    expect(status).toBe(0);
  }
});
