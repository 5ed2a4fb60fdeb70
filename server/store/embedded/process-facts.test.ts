import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { readProcess } from './process-facts.ts';

test('a living process is known by its command and its start', () => {
  const facts = readProcess(process.pid);
  expect(facts?.commandLine[0]).toMatch(/node/);
  expect(facts?.startedAt).not.toBe('');
  expect(readProcess(process.pid)).toEqual(facts);
});

test('a process that is gone, or never was, has no facts', () => {
  const pid = Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
  expect(readProcess(pid)).toBeNull();
  expect(readProcess(0)).toBeNull();
  expect(readProcess(-1)).toBeNull();
  expect(readProcess(Number.NaN)).toBeNull();
});

test('a process that has ended counts as gone although nobody has reaped it', async () => {
  // The shell starts a child that ends when its input closes, and turns into a program that never reaps.
  const parent = spawn('sh', ['-c', 'cat <&3 & echo $!; exec sleep 60 3<&-'], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  try {
    const [line] = (await once(parent.stdout!, 'data')) as [Buffer];
    const child = Number(line.toString());
    expect(readProcess(child)).not.toBeNull();
    parent.stdio[3]?.destroy();
    // Where ended children are ignored, the kernel reaps it at once, and it is gone as well.
    await expect.poll(() => readProcess(child)).toBeNull();
  } finally {
    parent.kill();
  }
});
