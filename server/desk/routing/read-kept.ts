import { z } from 'zod';
import type { findRoutingDecision } from '../../store/routing-rules.ts';

const kept = z.object({
  departmentId: z.string(),
  departmentName: z.string(),
  because: z.string(),
  tried: z.array(z.object({ name: z.string(), outcome: z.string(), because: z.string() })),
});

export type KeptRouting = z.infer<typeof kept> & { at: Date };

/** A decision as it was kept; null when there is none, or none that can be read. */
export function readKept(row: Awaited<ReturnType<typeof findRoutingDecision>>): KeptRouting | null {
  const read = kept.safeParse(row?.detail);
  return row && read.success ? { ...read.data, at: row.at } : null;
}
