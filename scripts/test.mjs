import './require-node.mjs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildWhenStale } from './ensure-built.mjs';
import { ensureInstalled } from './install.mjs';
import { inProject } from './project.mjs';
import { runNode } from './run.mjs';

// `npm test`: everything, in order of speed: checks, then the tests that need no browser, then the journeys.
// `npm test -- server/desk` runs the tests of some files alone; `npm run e2e` the journeys alone.
await ensureInstalled();

const args = process.argv.slice(2);
const isJourneysOnly = args[0] === 'e2e';
const patterns = isJourneysOnly ? args.slice(1) : args;
const isWhole = args.length === 0;
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

if (isWhole) await check();
if (!isJourneysOnly) await runTests('vitest.config.ts', patterns);
if (isWhole || isJourneysOnly) await runJourneys();

for (const failure of failures) console.log(`${failure}\n`);
if (total.skipped > 0) console.log(`${total.skipped} do not apply here`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

async function check() {
  const { runChecks } = await import('./checks.mjs');
  const { passed, failed } = await runChecks();
  total.passed += passed;
  total.failed += failed;
}

async function runJourneys() {
  if (!(await buildWhenStale())) {
    total.failed += 1;
    console.error('The browser journeys need a build, and it failed: see above.');
    return;
  }
  const { ensureChromium } = await import('./find-chromium.mjs');
  const chromium = await ensureChromium();
  if (!chromium) {
    total.failed += 1;
    console.error(
      'The browser journeys need a Chromium or Chrome, and none could be found, downloaded or installed: ' +
        'name one in CHROMIUM.',
    );
    return;
  }
  await runTests('vitest.e2e.config.ts', patterns, { ...process.env, CHROMIUM: chromium });
}

async function runTests(config, filters, env = process.env) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'pagedesk-results-'));
  const file = path.join(dir, 'results.json');
  const reporters = ['--reporter=default', `--reporter=${inProject('scripts/results-reporter.mjs')}`];
  const { code } = await runNode(
    [inProject('node_modules/vitest/vitest.mjs'), 'run', '--config', config, ...reporters, ...filters],
    { env: { ...env, RESULTS_FILE: file } },
  );
  const results = readResults(file);
  rmSync(dir, { recursive: true, force: true });
  total.passed += results.passed;
  total.skipped += results.skipped;
  failures.push(...results.failures);
  // A run that was killed, or found no test, tells of no failure.
  total.failed += code === 0 ? results.failed : Math.max(results.failed, 1);
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const failure = `✗ The run ended without telling its results: see its output above.`;
    return { passed: 0, failed: 1, skipped: 0, failures: [failure] };
  }
}
