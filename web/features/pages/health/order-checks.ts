import type { DoctorCheck, DoctorVerdict } from '../../../../contract/doctor.ts';

const ranks: Record<DoctorVerdict, number> = { failed: 0, warning: 1, skipped: 2, passed: 3 };

/** What asks for something first; within a verdict in the order of the chain. */
export function orderChecks(checks: readonly DoctorCheck[]): DoctorCheck[] {
  return checks.toSorted((a, b) => ranks[a.verdict] - ranks[b.verdict]);
}

/** How many of each verdict. */
export function countVerdicts(checks: readonly DoctorCheck[]): Record<DoctorVerdict, number> {
  const counts = { failed: 0, warning: 0, skipped: 0, passed: 0 };
  for (const { verdict } of checks) counts[verdict] += 1;
  return counts;
}

/** `16 of 20 passed, 2 warnings, 1 failed, 1 could not be looked at` */
export function verdictWords(checks: readonly DoctorCheck[]): string {
  const { failed, warning, skipped, passed } = countVerdicts(checks);
  return [
    `${passed} of ${checks.length} passed`,
    warning > 0 && `${warning} warning${warning === 1 ? '' : 's'}`,
    failed > 0 && `${failed} failed`,
    skipped > 0 && `${skipped} could not be looked at`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** The arcs of the ring, as parts of its circumference: where each begins and how long it is. */
export function ringArcs(
  checks: readonly DoctorCheck[],
): { verdict: Exclude<DoctorVerdict, 'skipped'>; start: number; length: number }[] {
  const counts = countVerdicts(checks);
  const total = counts.passed + counts.warning + counts.failed;
  let start = 0;
  return (['passed', 'warning', 'failed'] as const).flatMap((verdict) => {
    const length = total === 0 ? 0 : counts[verdict] / total;
    const arc = { verdict, start, length };
    start += length;
    return length === 0 ? [] : [arc];
  });
}
