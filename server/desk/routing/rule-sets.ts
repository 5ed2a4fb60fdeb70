import type { Tx } from '../../store/db.ts';
import { readRuleSet } from '../../store/routing-rules.ts';
import type { Routing } from './candidate.ts';
import { readKnownVariables } from './known-variables.ts';
import { readRules } from './read-rule-set.ts';

interface Kept {
  rulesVersion: number;
  streamVersion: number;
  routing: Routing;
}

/** The sets of work streams as they were read last. Every change has its version, so an old one is never taken. */
const kept = new Map<string, Kept>();
const mostKept = 200;

/** Rules of a stream under its versions, from memory where they are known; null when the stream is gone. */
export async function loadRouting(
  tx: Tx,
  stream: { id: string; rulesVersion: number; streamVersion: number },
): Promise<Routing | null> {
  const known = kept.get(stream.id);
  if (known?.rulesVersion === stream.rulesVersion && known.streamVersion === stream.streamVersion) {
    return known.routing;
  }
  const stored = await readRuleSet(tx, stream.id);
  if (!stored) return null;
  const variables = await readKnownVariables(tx, stored.settings);
  const routing = {
    set: readRules(stored.rules, variables),
    fallbackDepartmentId: stored.fallbackDepartmentId,
  };
  if (kept.size >= mostKept) kept.clear();
  kept.set(stream.id, { rulesVersion: stored.version, streamVersion: stored.streamVersion, routing });
  return routing;
}
