import { existsSync } from 'node:fs';
import { inProject } from './project.mjs';

/**
 * Runs the built server in this very process, so that Ctrl-C reaches it and leaves nothing behind.
 * Settings in a file `.env` count where the environment has none.
 */
export async function launch(mode) {
  if (existsSync('.env')) process.loadEnvFile('.env');
  process.env.PAGEDESK_MODE = mode;
  process.setSourceMapsEnabled(true);
  await import(inProject('dist/server/main.js'));
}
