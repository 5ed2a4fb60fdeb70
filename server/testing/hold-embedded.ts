import { startEmbedded } from '../store/embedded/start-embedded.ts';

// A process that owns an embedded PostgreSQL until it is told to stop, for tests that kill it.
// It prints what it started, or why it could not, as one line of JSON.

const [dir = ''] = process.argv.slice(2);

try {
  const { connection, mode, pid, stop } = await startEmbedded({ dir });
  process.once('SIGTERM', () => void stop().then(() => process.exit(0)));
  const alive = setInterval(() => {}, 60_000);
  alive.ref();
  process.stdout.write(`${JSON.stringify({ connection, mode, pid })}\n`);
} catch (error) {
  process.stdout.write(
    `${JSON.stringify({ problem: error instanceof Error ? error.message : String(error) })}\n`,
  );
  process.exitCode = 1;
}
