import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project, whatever the working directory. */
export const projectDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** A path inside the project. */
export function inProject(...parts) {
  return path.join(projectDir, ...parts);
}
