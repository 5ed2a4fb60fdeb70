import { spawnSync } from 'node:child_process';
import { findChromium } from './find-chromium.mjs';

// Measures the built product: build first, then run the benchmarks under tsx.
const build = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
if (build.status !== 0) process.exit(build.status ?? 1);
const chromium = await findChromium();
const run = spawnSync(process.execPath, ['--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, ...(chromium ? { CHROMIUM: chromium } : {}) },
});
process.exit(run.status ?? 1);
