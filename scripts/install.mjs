import { existsSync, readFileSync } from 'node:fs';
import { inProject } from './project.mjs';
import { runNpm } from './run.mjs';

/** Installs the packages of package-lock.json unless they are there already. Ends the process on failure. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing packages; this takes half a minute …');
  const { code, output } = await runNpm(
    ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
    {
      quiet: true,
    },
  );
  if (code === 0) return;
  console.error(output);
  console.error('The packages could not be installed: see what npm says above.');
  process.exit(1);
}

/** Whether what npm noted in node_modules is what the lock file asks for. */
export function isInstalled() {
  const wanted = readPackages(inProject('package-lock.json'));
  const found = readPackages(inProject('node_modules/.package-lock.json'));
  return Object.entries(wanted).every(
    // Optional packages of other systems are not installed, and need not be.
    ([name, { version, optional }]) => name === '' || optional || found[name]?.version === version,
  );
}

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}
