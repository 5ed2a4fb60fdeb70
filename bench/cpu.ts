import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { postmasterPid, type Stage } from './stage.ts';

/**
 * CPU time used since the start of the processes, in milliseconds. Unlike a rate it hardly depends on what else the
 * machine has to do, so it tells two versions apart on a machine that is not at rest.
 */
export interface CpuUse {
  serverMs: number;
  databaseMs: number;
  /** Of the whole machine, whoever used it. */
  busyMs: number;
  atMs: number;
}

/** CPU time for each thing done, and how much of the machine somebody else had meanwhile. */
export interface CpuCost {
  serverUs: number;
  databaseUs: number;
  /** From 0 to 1, of all cores. */
  othersShare: number;
}

/** Linux counts CPU time in hundredths of a second. */
const TICK_MS = 10;

interface Row {
  parent: number;
  ownMs: number;
  /** Of children that have ended. */
  childrenMs: number;
}

/** @param serverPid  whose CPU time is to be told beside the database's: the product's unless told otherwise. */
export function readCpu(stage: Stage, serverPid = stage.process.pid ?? 0): CpuUse {
  const rows = readAll();
  const postmaster = postmasterPid(stage.dataDir);
  let databaseMs = 0;
  for (const [pid, row] of rows) {
    if (pid === postmaster) databaseMs += row.ownMs + row.childrenMs;
    else if (row.parent === postmaster) databaseMs += row.ownMs;
  }
  return {
    serverMs: rows.get(serverPid)?.ownMs ?? 0,
    databaseMs,
    busyMs: readBusyMs(),
    atMs: performance.now(),
  };
}

/**
 * The cost of each of `count` things done between two looks.
 * @param generatorMs  CPU time of the generator, which is ours as well.
 */
export function costOf(before: CpuUse, after: CpuUse, count: number, generatorMs: number): CpuCost {
  const serverMs = after.serverMs - before.serverMs;
  const databaseMs = after.databaseMs - before.databaseMs;
  const othersMs = after.busyMs - before.busyMs - serverMs - databaseMs - generatorMs;
  const each = (ms: number) => (ms * 1_000) / Math.max(count, 1);
  return {
    serverUs: each(serverMs),
    databaseUs: each(databaseMs),
    othersShare: Math.max(0, othersMs) / ((after.atMs - before.atMs) * cpus().length),
  };
}

function readBusyMs(): number {
  // user nice system idle iowait irq softirq steal …: all but idle and iowait.
  const line = readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '';
  const ticks = line.trim().split(/\s+/).slice(1, 9).map(Number);
  return ticks.reduce((sum, value, at) => (at === 3 || at === 4 ? sum : sum + value), 0) * TICK_MS;
}

function readAll(): Map<number, Row> {
  const rows = new Map<number, Row>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = (at: number) => Number(fields[at] ?? 0);
      rows.set(Number(name), {
        parent: ticks(1),
        ownMs: (ticks(11) + ticks(12)) * TICK_MS,
        childrenMs: (ticks(13) + ticks(14)) * TICK_MS,
      });
    } catch {
      // It ended while we looked.
    }
  }
  return rows;
}
