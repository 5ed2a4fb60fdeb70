import { fork } from 'node:child_process';

/** The sandbox as a process of its own, beside the desk. */
export interface SandboxProcess {
  url: string;
  stop(): Promise<void>;
}

export interface SandboxInput {
  /** The bundle or source of its `main`. */
  entry: string;
  port: number;
  host: string;
  /** The world is kept here between runs. */
  file: string;
  /** Told each time its clock is moved: how far it is ahead of the machine's, in milliseconds. */
  onClock: (offsetMs: number) => void;
  /** Told when it ends without having been asked to. */
  onLost: (code: number | null) => void;
}

/** The sandbox could not start; the message is what it said, for the terminal. */
export class SandboxProblem extends Error {
  override readonly name = 'SandboxProblem';
}

/**
 * Starts the sandbox and waits until it serves. It ends when this process does, however that ends.
 * @throws SandboxProblem when it cannot start, for example because its port is in use.
 */
export async function runSandbox(input: SandboxInput): Promise<SandboxProcess> {
  const child = fork(input.entry, {
    // A terminal's Ctrl-C reaches the whole group: the sandbox has to outlive the desk's last calls to it.
    detached: true,
    silent: true,
    env: {
      ...process.env,
      SANDBOX_PORT: String(input.port),
      HOST: input.host,
      SANDBOX_FILE: input.file,
    },
  });
  let said = '';
  const keep = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let isStopping = false;

  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { type?: string; url?: string; offsetMs?: number }) => {
      if (message.type === 'listening' && message.url) resolve(message.url);
      if (message.type === 'clock' && message.offsetMs !== undefined) input.onClock(message.offsetMs);
    });
    void ended.then((code) => {
      reject(new SandboxProblem(lastLine(said) ?? `The sandbox ended with ${code}.`));
      if (!isStopping) input.onLost(code);
    });
  });
  return {
    url,
    async stop() {
      isStopping = true;
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1) || undefined;
}
