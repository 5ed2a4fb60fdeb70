import { existsSync } from 'node:fs';
import { inProject } from './project.mjs';

/** Settings in a file `.env` of the working directory count where the environment has none. */
export function loadSettings() {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/**
 * Runs the built server in this very process, so that Ctrl-C reaches it and leaves nothing behind. Whoever starts it gives
 * node `--max-semi-space-size=32`: what a batch of events leaves behind is then cleared away before it costs more.
 */
export async function launch(mode) {
  loadSettings();
  // A terminal that is closed must not leave the database behind either.
  process.once('SIGHUP', () => process.kill(process.pid, 'SIGTERM'));
  process.env.PAGEDESK_MODE = mode;
  process.setSourceMapsEnabled(true);
  await import(inProject('dist/server/main.js'));
}
