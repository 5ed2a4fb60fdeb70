import './require-node.mjs';
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { build as bundle } from 'esbuild';
import { build as buildScreen } from 'vite';
import { compressScreens } from './compress-screens.mjs';
import { stampFile, stampOfSources } from './build-stamp.mjs';
import { inProject, projectDir } from './project.mjs';

// `npm run build`: everything that runs goes into `dist`, which then needs only the packages in
// `dependencies` beside it. The stamp comes last: a build that broke off is not taken for one.

/** One file of JavaScript for each process; packages stay outside, in node_modules. */
export const bundleOptions = {
  absWorkingDir: projectDir,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
};

/** The processes there are: where each begins, and where its file goes. */
export const bundles = [
  { entryPoints: ['server/main.ts'], outfile: 'dist/server/main.js' },
  { entryPoints: ['sandbox/main.ts'], outfile: 'dist/sandbox/main.js' },
].filter(({ entryPoints: [entry] }) => existsSync(inProject(entry)));

const screens = ['vite.config.ts', 'vite.sandbox.config.ts', 'sandbox/screen/vite.config.ts'];

/** Migrations are read at start, from beside the bundle. */
export function copyMigrations() {
  cpSync(inProject('server/store/migrations'), inProject('dist/server/migrations'), { recursive: true });
}

async function build() {
  const stamp = stampOfSources();
  rmSync(stampFile, { force: true });
  rmSync(inProject('dist/server'), { recursive: true, force: true });
  rmSync(inProject('dist/sandbox'), { recursive: true, force: true });
  await Promise.all(bundles.map((options) => bundle({ ...bundleOptions, ...options })));
  copyMigrations();
  for (const configFile of screens.filter((name) => existsSync(inProject(name)))) {
    await buildScreen({
      configFile: inProject(configFile),
      logLevel: 'warn',
      // The desk is opened once a day and then stays: one larger file is quicker than a dozen small ones.
      build: { chunkSizeWarningLimit: 2_000 },
    });
  }
  compressScreens(inProject('dist/web'));
  writeFileSync(stampFile, stamp);
}

if (process.argv[1] === inProject('scripts/build.mjs')) await build();
