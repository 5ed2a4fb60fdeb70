import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What the system tells about one process.
 *
 * `startedAt` is opaque text: the same process always has the same one, and a later process that was
 * given the same number has another. Empty where the system does not tell.
 */
export interface ProcessFacts {
  commandLine: string[];
  startedAt: string;
}

/**
 * Reads the facts of a living process; null when it is gone, and for a zombie as well: a process that
 * nobody has reaped yet still answers `kill(pid, 0)` but will never touch a file again.
 */
export function readProcess(pid: number): ProcessFacts | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return process.platform === 'linux' ? readFromProc(pid) : readFromPs(pid);
}

function readFromProc(pid: number): ProcessFacts | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may itself hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    // Without a command line its memory is given back already, a moment before it is a zombie.
    if (fields[0] === 'Z' || fields[0] === 'X' || commandLine[0] === '') return null;
    return { commandLine, startedAt: fields[19] ?? '' };
  } catch {
    return null;
  }
}

function readFromPs(pid: number): ProcessFacts | null {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=,command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const [state = '', ...rest] = line.split(/\s+/);
    if (line === '' || state.startsWith('Z')) return null;
    // `lstart` is five words: weekday, month, day, time, year.
    return { startedAt: rest.slice(0, 5).join(' '), commandLine: rest.slice(5) };
  } catch {
    return null;
  }
}
