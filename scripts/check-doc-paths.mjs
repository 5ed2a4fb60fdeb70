import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { inProject, projectDir } from './project.mjs';

// Fails when a document names a path of the project that is gone.

const roots = readdirSync(projectDir).filter(
  (name) => !['node_modules', 'dist', 'data', '.git'].includes(name),
);

function listDocuments(dir) {
  return readdirSync(inProject(dir)).flatMap((name) => {
    const file = path.join(dir, name);
    if (['node_modules', 'dist', 'data', '.git'].includes(name)) return [];
    if (statSync(inProject(file)).isDirectory()) return listDocuments(file);
    return name.endsWith('.md') ? [file] : [];
  });
}

/** Paths that a document names: link targets, and code in the text that begins with a folder of ours. */
function namedPaths(document) {
  const text = readFileSync(inProject(document), 'utf8').replaceAll(/^```.*?^```/gms, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target.split('#')[0]);
  const code = [...text.matchAll(/`([^`\s]+)`/g)].map(([, word]) => word);
  return [
    ...links
      .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
      .map((target) => ({ name: target, at: path.join(path.dirname(document), target) })),
    ...code.filter(isOurs).map((word) => ({ name: word, at: word })),
  ];
}

/** `server/store/db.ts` is one; `{a,b}`, `<name>` and `*` stand for several and are left alone. */
function isOurs(word) {
  const [first, second] = word.split('/');
  return roots.includes(first) && second !== undefined && /^[\w./-]+$/.test(word);
}

const gone = listDocuments('.').flatMap((document) =>
  namedPaths(document)
    .filter(({ at }) => !existsSync(inProject(at)))
    .map(({ name }) => `${document} names ${name}, which is not there.`),
);
for (const line of new Set(gone)) console.error(line);
process.exit(gone.length > 0 ? 1 : 0);
