import { isBuilt } from './build-stamp.mjs';
import { inProject } from './project.mjs';
import { runNode } from './run.mjs';

/**
 * Builds unless `dist` is what the sources would make. In a process of its own: the tools' memory would
 * otherwise stay with the server. Ends the process on failure.
 */
export async function ensureBuilt() {
  if (isBuilt()) return;
  console.log('Building …');
  const { code } = await runNode([inProject('scripts/build.mjs')]);
  if (code === 0) return;
  console.error('The build failed: see above.');
  process.exit(1);
}
