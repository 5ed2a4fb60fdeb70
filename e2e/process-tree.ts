import { readdirSync, readFileSync } from 'node:fs';

/** One process of the system, as `/proc` tells it. */
interface Row {
  pid: number;
  parent: number;
  startedAt: string;
}

/** A process, and a mark that tells it from a later one with the same number. */
export type Member = Pick<Row, 'pid' | 'startedAt'>;

/** The process and everything below it. Linux only. */
export function readTree(pid: number): Member[] {
  const rows = readAll();
  const tree = rows.filter((row) => row.pid === pid);
  for (const member of tree) tree.push(...rows.filter((row) => row.parent === member.pid));
  return tree;
}

/** Those who still run. One that has ended and waits to be reaped does not. */
export function stillRunning(members: readonly Member[]): Member[] {
  const rows = readAll();
  return members.filter((member) =>
    rows.some((row) => row.pid === member.pid && row.startedAt === member.startedAt),
  );
}

/** Processes that were started with this text somewhere in their arguments. */
export function listByArgument(text: string): number[] {
  return readAll()
    .map((row) => row.pid)
    .filter((pid) => readArguments(pid).includes(text));
}

function readArguments(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function readAll(): Row[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z' || state === 'X') return [];
        return [{ pid: Number(name), parent: Number(parent), startedAt: rest[17] ?? '' }];
      } catch {
        return [];
      }
    });
}
