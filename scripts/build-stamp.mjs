import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { inProject, projectDir } from './project.mjs';

const sources = [
  'contract',
  'server',
  'web',
  'sandbox',
  'scripts/build.mjs',
  'scripts/compress-screens.mjs',
  'package-lock.json',
];
export const stampFile = inProject('dist', '.stamp');

/** Whether `dist` was built from the sources as they are. */
export function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stampOfSources();
}

/** A hash over everything that goes into `dist`; tests do not. */
export function stampOfSources() {
  const hash = createHash('sha256');
  const configs = readdirSync(projectDir).filter((name) => /^(vite\..*|tsconfig.*)$/.test(name));
  for (const name of [...sources, ...configs.toSorted()]) {
    for (const file of listFiles(name)) {
      const content = readFileSync(inProject(file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

function listFiles(name) {
  const stat = statSync(inProject(name), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return /\.test\.tsx?$/.test(name) ? [] : [name];
  const children = readdirSync(inProject(name)).toSorted();
  return children.flatMap((child) => listFiles(`${name}/${child}`));
}
