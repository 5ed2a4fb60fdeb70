import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startSandbox } from './sandbox.ts';

const port = Number(process.env['SANDBOX_PORT'] ?? 3100);
const host = process.env['HOST'] ?? '127.0.0.1';

function refuse(message: string): never {
  process.stderr.write(`sandbox: ${message}\n`);
  process.exit(1);
}

function screensFolder(): string | null {
  const folder = process.env['SANDBOX_SCREENS'] ?? fileURLToPath(new URL('./screen', import.meta.url));
  return existsSync(`${folder}/index.html`) ? folder : null;
}

function failureOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `port ${port} is in use. Choose another with SANDBOX_PORT.`;
  if (code === 'EACCES') return `port ${port} may not be used. Choose another with SANDBOX_PORT.`;
  return error instanceof Error ? error.message : String(error);
}

if (!Number.isInteger(port) || port < 0 || port > 65_535)
  refuse('SANDBOX_PORT must be a number from 0 to 65535.');
const world = process.env['SANDBOX_WORLD'] ?? 'demo';
if (world !== 'demo' && world !== 'empty') refuse('SANDBOX_WORLD must be demo or empty.');
const seed = Number(process.env['SANDBOX_SEED'] ?? 4217);
if (!Number.isInteger(seed)) refuse('SANDBOX_SEED must be a whole number.');
const publicUrl = process.env['SANDBOX_URL'];

try {
  const sandbox = await startSandbox({
    port,
    host,
    seed,
    world,
    screens: screensFolder(),
    ...(publicUrl !== undefined && { publicUrl }),
    file: process.env['SANDBOX_FILE'] || null,
    onClock: (offsetMs) =>
      process.send?.({
        type: 'clock',
        offsetMs,
      }),
  });
  if (process.send) process.send({ type: 'listening', url: sandbox.url });
  else process.stdout.write(`sandbox: ${sandbox.url}\n`);

  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    void sandbox.close().then(() => process.exit(0));
  };
  process.on('disconnect', stop);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  refuse(failureOf(error));
}
