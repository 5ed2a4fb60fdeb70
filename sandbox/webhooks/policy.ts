import type { Simulation } from '../simulation.ts';
import type { PageRecord } from '../world/records.ts';

const reasons: Record<'warning' | 'block', string> = {
  warning: 'The page has sent messages that break the policy on promotional content.',
  block: 'The page has been restricted for repeated breaches of the policy on promotional content.',
};

/** Meta warns a page, restricts its sending, or lifts the restriction; the apps hear of it without a sender. */
export function enforcePolicy(
  simulation: Simulation,
  page: PageRecord,
  action: 'warning' | 'block' | 'unblock',
  reason?: string,
): void {
  if (action !== 'warning') page.restricted = action === 'block';
  const words = action === 'unblock' ? {} : { reason: reason ?? reasons[action] };
  const event = {
    recipient: { id: page.id },
    timestamp: simulation.clock.nowMs(),
    policy_enforcement: { action, ...words },
  };
  simulation.outbox.emit({
    pageId: page.id,
    field: 'messaging_policy_enforcement',
    channel: 'messaging',
    item: event,
    who: page.name,
    psid: page.id,
  });
}
