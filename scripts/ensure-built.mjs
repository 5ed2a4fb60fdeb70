import { isBuilt } from './build-stamp.mjs';
import { inProject } from './project.mjs';
import { runNode } from './run.mjs';

/**
 * Builds unless `dist` is what the sources would make. In a process of its own: the tools' memory would
 * otherwise stay with the server.
 * @returns whether there is a build now; if not, the builder has said why.
 */
export async function buildWhenStale() {
  if (isBuilt()) return true;
  console.log('Building …');
  const { code } = await runNode([inProject('scripts/build.mjs')]);
  return code === 0;
}

/** The same, for what cannot go on without: ends the process on failure. */
export async function ensureBuilt() {
  if (await buildWhenStale()) return;
  console.error('The build failed: see above.');
  process.exit(1);
}
