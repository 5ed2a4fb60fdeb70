import { existsSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './project.mjs';
import { run, runNode } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds a Chromium or Chrome that starts: the one named in `CHROMIUM`, one of the system, or Playwright's.
 * @returns its path, or null.
 */
export async function findChromium() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = [
    process.env.CHROMIUM,
    ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...places,
    await playwrightsOwn(),
  ];
  for (const candidate of new Set(candidates)) {
    if (candidate && existsSync(candidate) && (await starts(candidate))) return candidate;
  }
  return null;
}

/** Finds a Chromium, or installs one: Playwright's own, else (as root) the system's package. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  console.log('No Chromium here: downloading one …');
  await runNode([inProject('node_modules/playwright-core/cli.js'), 'install', 'chromium'], { quiet: true });
  return (await findChromium()) ?? (await installPackage());
}

async function installPackage() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  console.log('That did not work: installing the package chromium …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { quiet: true, env });
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { quiet: true, env });
  return findChromium();
}

async function playwrightsOwn() {
  try {
    const { chromium } = await import('playwright-core');
    return chromium.executablePath();
  } catch {
    return null;
  }
}

/** A browser whose libraries are missing is as good as none. */
async function starts(file) {
  const { code } = await run(file, ['--version'], { quiet: true });
  return code === 0;
}
