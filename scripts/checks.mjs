import { existsSync, readdirSync } from 'node:fs';
import { inProject } from './project.mjs';
import { runNode } from './run.mjs';

const tool = (file, ...args) => [inProject('node_modules', file), ...args];
// What was looked at before and is still the same is not looked at again; `node_modules/.cache` may be thrown away.
const incremental = (name) => [
  '--incremental',
  '--tsBuildInfoFile',
  inProject('node_modules/.cache', `${name}.tsbuildinfo`),
];

const rooms = ['contract', 'server', 'web', 'sandbox', 'bench', 'e2e'];

/** What `npm run check` does: a name for people, and the arguments of a Node. */
const checks = [
  [
    'format',
    tool(
      'prettier/bin/prettier.cjs',
      '--check',
      '--cache',
      '--cache-strategy',
      'content',
      '--log-level',
      'warn',
      '.',
    ),
  ],
  ['lint', tool('oxlint/bin/oxlint', '--deny-warnings')],
  ['types of the server', tool('typescript/bin/tsc', '-p', 'tsconfig.json', ...incremental('server'))],
  ['types of the browser', tool('typescript/bin/tsc', '-p', 'tsconfig.web.json', ...incremental('web'))],
  [
    'floors',
    tool(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ...rooms.filter((room) => existsSync(inProject(room))),
    ),
  ],
  ['paths in documents', [inProject('scripts/check-doc-paths.mjs')]],
  ...listWriters().map((file) => [
    `${file} is current`,
    ['--import', 'tsx', inProject('scripts', file), '--check'],
  ]),
];

/** Scripts named `write-….ts` make files that are kept in git; `--check` tells whether they are current. */
function listWriters() {
  return readdirSync(inProject('scripts')).filter((name) => /^write-.*(?<!\.test)\.ts$/.test(name));
}

/**
 * Runs every check, two at a time, and tells of each as it ends.
 * @returns how many passed and failed.
 */
export async function runChecks() {
  const waiting = [...checks];
  const count = { passed: 0, failed: 0 };
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, args] = next;
      const { code, output, tookMs } = await runNode(args, { quiet: true });
      count[code === 0 ? 'passed' : 'failed'] += 1;
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${(tookMs / 1000).toFixed(1)} s)`);
      if (code !== 0) console.log(output.trimEnd());
    }
  };
  await Promise.all([work(), work()]);
  return count;
}
