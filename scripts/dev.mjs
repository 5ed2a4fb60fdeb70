import './require-node.mjs';
import { spawn } from 'node:child_process';
import { endWithParent } from './end-with-parent.mjs';
import { ensureInstalled } from './install.mjs';
import { loadSettings } from './launch.mjs';
import { inProject, projectDir } from './project.mjs';

// `npm run dev`: the desk with its demo, built anew and started anew at each change of the server or the
// sandbox; the screen comes from Vite (http://localhost:5173), which shows changes at once.
endWithParent();
await ensureInstalled();
loadSettings();
const { context } = await import('esbuild');
const { bundleOptions, bundles, copyMigrations } = await import('./build.mjs');

let server;
let isLeaving = false;

async function restart() {
  await stop();
  if (isLeaving) return;
  copyMigrations();
  server = spawn(process.execPath, ['--enable-source-maps', inProject('dist/server/main.js')], {
    cwd: projectDir,
    stdio: 'inherit',
    env: { ...process.env, PAGEDESK_MODE: 'start' },
  });
}

function stop() {
  const old = server;
  server = undefined;
  if (!old || old.exitCode !== null) return;
  return new Promise((resolve) => {
    old.once('exit', resolve);
    old.kill('SIGTERM');
  });
}

// Changes come in bursts: one restart after the last of them.
let timer;
const restartSoon = {
  name: 'restart-soon',
  setup(build) {
    build.onEnd(({ errors }) => {
      clearTimeout(timer);
      if (errors.length === 0) timer = setTimeout(restart, 100);
    });
  },
};

const watchers = await Promise.all(
  bundles.map((options) => context({ ...bundleOptions, ...options, plugins: [restartSoon] })),
);
await Promise.all(watchers.map((watcher) => watcher.watch()));
const screen = spawn(process.execPath, [inProject('node_modules/vite/bin/vite.js')], {
  cwd: projectDir,
  stdio: 'inherit',
  env: { ...process.env, PAGEDESK_SERVER: `http://127.0.0.1:${process.env.PORT || 3000}` },
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    isLeaving = true;
    clearTimeout(timer);
    screen.kill('SIGTERM');
    await Promise.all([stop(), ...watchers.map((watcher) => watcher.dispose())]);
    process.exit(0);
  });
}
