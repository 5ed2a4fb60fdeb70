import { spawn } from 'node:child_process';
import { projectDir } from './project.mjs';

/**
 * Runs a program to its end in the project's folder.
 * @param options.quiet  keeps what it prints instead of showing it.
 * @returns exit code (null when it could not be started or was killed), output (empty unless quiet), and
 *          the time it took in milliseconds.
 */
export function run(command, args, { quiet = false, env = process.env } = {}) {
  const begunMs = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: projectDir,
      env,
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => (output += `${error.message}\n`));
    child.once('close', (code) => resolve({ code, output, tookMs: performance.now() - begunMs }));
  });
}

/** Runs a script of the project, or of a package, with this very Node. */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/** Runs the npm that runs us, or the one in the path. */
export function runNpm(args, options) {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') ? runNode([own, ...args], options) : run('npm', args, options);
}
