import type { Simulation } from '../simulation.ts';
import type { TokenContent } from '../world/access-tokens.ts';

const dataAccessMs = 90 * 24 * 3_600_000;

/**
 * Until when a token may read what belongs to people: 90 days after its person last consented. It goes on sending
 * afterwards. Tokens of the world as it begins belong to scripts and never run out.
 */
export function dataAccessEndsAt(simulation: Simulation, token: TokenContent): number {
  return (token.serial === 0 ? simulation.clock.nowMs() : token.issuedAt) + dataAccessMs;
}

export function hasDataAccess(simulation: Simulation, token: TokenContent): boolean {
  return simulation.clock.nowMs() < dataAccessEndsAt(simulation, token);
}
