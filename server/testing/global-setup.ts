import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { acquireOwnerLock } from '../store/embedded/owner-lock.ts';
import { isServerOf, readPostmasterFile } from '../store/embedded/postmaster-files.ts';
import { startEmbedded } from '../store/embedded/start-embedded.ts';
import { stopServer } from '../store/embedded/stop-server.ts';
import { migrate } from '../store/migrate.ts';
import { asAdmin } from './as-admin.ts';
import type { TestServer } from './database.ts';

const dirPrefix = 'pagedesk-test-';
const leftoverAgeMs = 10 * 60_000;

/**
 * Gives a whole test run one PostgreSQL with one migrated template database, which `useDatabase` clones.
 * Nothing in it has to outlive the run, so it never waits for the disk. `TEST_DATABASE_URL` names
 * another server to use; its role must be allowed to create databases.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const { server, stop } = given ? useGiven(given) : await startOwn();
  const template = `pagedesk_template_${process.pid}`;
  try {
    await asAdmin(server, (client) => client.query(`create database ${template}`));
    await migrate({ ...server, database: template });
    await asAdmin(server, (client) => client.query(`alter database ${template} with is_template true`));
    project.provide('testServer', { ...server, template });
  } catch (error) {
    await stop();
    throw error;
  }
  return async () => {
    await asAdmin(server, (client) => client.query(`alter database ${template} with is_template false`));
    await asAdmin(server, (client) => client.query(`drop database ${template} with (force)`));
    await stop();
  };
}

type ServerAddress = Omit<TestServer, 'template'>;

async function startOwn(): Promise<{ server: ServerAddress; stop: () => Promise<void> }> {
  await sweepLeftovers();
  const dir = mkdtempSync(path.join(os.tmpdir(), dirPrefix));
  // Run by root, the server is another user and must pass through to its own folder.
  chmodSync(dir, 0o711);
  const embedded = await startEmbedded({
    dir,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '150' },
  });
  const stop = async () => {
    await embedded.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { server: { ...embedded.connection, database: 'postgres' }, stop };
}

function useGiven(url: string): { server: ServerAddress; stop: () => Promise<void> } {
  const { host, port, user, password, database } = new pg.Client(url);
  const server: ServerAddress = {
    host,
    port,
    user: user ?? 'postgres',
    database: database ?? 'postgres',
    ...(password ? { password } : {}),
  };
  return { server, stop: async () => {} };
}

/** A run that was killed leaves its server behind; the next one ends it. */
async function sweepLeftovers(): Promise<void> {
  const dirs = readdirSync(os.tmpdir()).filter((name) => name.startsWith(dirPrefix));
  for (const name of dirs) {
    const dir = path.join(os.tmpdir(), name);
    try {
      if (Date.now() - statSync(dir).mtimeMs > leftoverAgeMs) await sweep(dir);
    } catch {
      // A run that still goes on, or another user's: not ours to clear.
    }
  }
}

async function sweep(dir: string): Promise<void> {
  acquireOwnerLock(dir);
  const clusterDir = path.join(dir, 'pg18');
  const file = readPostmasterFile(clusterDir);
  if (file && isServerOf(clusterDir, file.pid)) await stopServer(clusterDir, file);
  rmSync(dir, { recursive: true, force: true });
}
