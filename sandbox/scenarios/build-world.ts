import type { Simulation } from '../simulation.ts';
import { buildDemo } from './demo.ts';

export type WorldName = 'demo' | 'empty';

export function buildWorld(simulation: Simulation, name: WorldName): void {
  if (name === 'demo') buildDemo(simulation);
}

/**
 * Begins the world anew. With `keepConnections`, apps and pages that are the same again keep their webhook
 * subscriptions and what was granted at login, so that a connected desk stays connected.
 */
export function resetWorld(
  simulation: Simulation,
  options: { world: WorldName; seed: number; keepConnections: boolean },
): void {
  const { world, live } = simulation;
  const webhooks = new Map([...world.apps.values()].map((app) => [app.id, app.webhook]));
  const subscriptions = new Map([...world.pages.values()].map((page) => [page.id, page.subscriptions]));
  const grants = [...world.grants.values()];
  simulation.clear(options.seed);
  buildWorld(simulation, options.world);
  if (options.keepConnections) {
    for (const app of world.apps.values()) app.webhook = webhooks.get(app.id) ?? null;
    for (const page of world.pages.values()) page.subscriptions = subscriptions.get(page.id) ?? {};
    for (const grant of grants) world.setGrant(grant);
  }
  live.announce(() => ({ type: 'reset' }));
}
