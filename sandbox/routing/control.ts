import type { Simulation } from '../simulation.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import type { ThreadRecord } from '../world/records.ts';
import { hold, ownerOf, pageOf } from './holder.ts';

/** Each act takes effect at once; calling what it answers tells the app that it concerns. */
type Tell = () => Delivery[];

interface Handover {
  /** Who acts. */
  appId: string;
  metadata?: string | undefined;
}

/** The thread goes to another app, which is told. */
export function passControl(
  simulation: Simulation,
  thread: ThreadRecord,
  handover: Handover & { toAppId: string },
): Tell {
  const previous = ownerOf(simulation, thread);
  hold(simulation, thread, handover.toAppId);
  return tellApp(simulation, thread, handover.toAppId, {
    pass_thread_control: {
      previous_owner_app_id: idOf(simulation, previous),
      new_owner_app_id: idOf(simulation, handover.toAppId),
      metadata: handover.metadata,
    },
  });
}

/** An app takes the thread; who owned it is told. Taking what one has already tells nobody. */
export function takeControl(simulation: Simulation, thread: ThreadRecord, handover: Handover): Tell {
  const previous = ownerOf(simulation, thread);
  hold(simulation, thread, handover.appId);
  if (previous === null || previous === handover.appId) return () => [];
  return tellApp(simulation, thread, previous, {
    take_thread_control: {
      previous_owner_app_id: idOf(simulation, previous),
      new_owner_app_id: idOf(simulation, handover.appId),
      metadata: handover.metadata,
    },
  });
}

/** An app asks for the thread: the default app is told, or the owner where there is no default. */
export function requestControl(simulation: Simulation, thread: ThreadRecord, handover: Handover): Tell {
  const asked = pageOf(simulation, thread)?.routing.defaultAppId ?? ownerOf(simulation, thread);
  if (asked === null) return () => [];
  return tellApp(simulation, thread, asked, {
    request_thread_control: {
      requested_owner_app_id: idOf(simulation, handover.appId),
      metadata: handover.metadata,
    },
  });
}

/** An answer makes its app the owner where a default app is set: in an idle thread, or when it may step in. */
export function holdByAnswering(simulation: Simulation, thread: ThreadRecord, appId: string): Tell {
  const isRouted = pageOf(simulation, thread)?.routing.defaultAppId !== null;
  if (!isRouted && ownerOf(simulation, thread) === null) return () => [];
  if (ownerOf(simulation, thread) === appId) return () => [];
  return takeControl(simulation, thread, { appId });
}

function tellApp(
  simulation: Simulation,
  thread: ThreadRecord,
  appId: string,
  event: Record<string, unknown>,
): Tell {
  const whole = {
    sender: { id: thread.psid },
    recipient: { id: thread.pageId },
    timestamp: simulation.clock.nowMs(),
    ...event,
  };
  return () => simulation.tellOnly(thread, whole, appId);
}

/** Meta's samples show these ids with and without quotes; the setting `appId` tells which. */
function idOf(simulation: Simulation, appId: string | null): number | string | null {
  return appId === null || simulation.settings.appId === 'string' ? appId : Number(appId);
}
