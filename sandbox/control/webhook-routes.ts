import { z } from 'zod';
import { fieldOfEvent } from '../webhooks/fields.ts';
import { summaryOf } from '../webhooks/delivery.ts';
import { openWindow } from '../world/window.ts';
import type { Simulation } from '../simulation.ts';
import { found } from './found.ts';
import { bare, route, type ControlCall } from './router.ts';

const event = z.record(z.string(), z.unknown());

export const webhookRoutes = [
  route(
    'POST /_sim/events',
    z.strictObject({
      pageId: z.string(),
      messaging: z.union([event, z.array(event)]).optional(),
      standby: z.union([event, z.array(event)]).optional(),
      changes: z.array(z.strictObject({ field: z.string(), value: z.unknown() })).optional(),
      field: z.string().optional(),
    }),
    ({ simulation }, { pageId, messaging = [], standby = [], changes = [], field }) => {
      found(simulation.world.pages.get(pageId), `page ${pageId}`);
      const emit = (
        channel: 'messaging' | 'standby' | 'changes',
        item: Record<string, unknown>,
        name: string,
      ) => simulation.outbox.emit({ pageId, field: name, channel, item, ...whose(simulation, item) }).length;
      let deliveries = 0;
      for (const item of [messaging].flat()) {
        noteAction(simulation, item);
        deliveries += emit('messaging', item, field ?? fieldOfEvent(item));
      }
      for (const item of [standby].flat()) deliveries += emit('standby', item, 'standby');
      for (const change of changes) deliveries += emit('changes', change, change.field);
      return { deliveries };
    },
  ),
  route(
    'POST /_sim/events/raw',
    z.strictObject({ appId: z.string().optional(), body: z.union([z.string(), event]) }),
    ({ simulation }, { appId, body }) => {
      const apps = [...simulation.world.apps.values()];
      const app = found(
        apps.find(({ id }) => id === appId) ??
          (appId === undefined ? apps.find(({ webhook }) => webhook) : undefined),
        'app with a callback',
      );
      return { deliveryIds: [simulation.outbox.sendRaw(app, body).id] };
    },
  ),
  bare('GET /_sim/deliveries', ({ simulation, query }) => ({
    deliveries: simulation.deliveries
      .newest(limitOf(query), Number(query.get('afterId') ?? 0))
      .map(summaryOf),
  })),
  bare('GET /_sim/deliveries/{id}', (call) => {
    const delivery = deliveryOf(call);
    return { ...summaryOf(delivery), body: delivery.body.toString('utf8'), headers: delivery.headers };
  }),
  route(
    'POST /_sim/deliveries/{id}/redeliver',
    z.strictObject({ times: z.number().int().min(1).default(1) }),
    (call, { times }) => {
      call.simulation.engine.redeliver(deliveryOf(call), times);
      return { times };
    },
  ),
  route(
    'POST /_sim/deliveries/release',
    z.strictObject({
      order: z.enum(['kept', 'reversed', 'shuffled']).default('kept'),
      ids: z.array(z.number()).optional(),
    }),
    ({ simulation }, { order, ids }) => {
      const released = simulation.engine.release(order, ids);
      simulation.live.world();
      return { released };
    },
  ),
  bare('GET /_sim/idle', async ({ simulation, query }) => {
    const patienceMs = Number(query.get('timeoutMs') ?? 5_000);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), patienceMs);
    });
    const idle = await Promise.race([simulation.activity.whenIdle().then(() => true), patience]);
    clearTimeout(timer);
    return { idle };
  }),
];

function deliveryOf(call: ControlCall) {
  return found(call.simulation.deliveries.get(Number(call.path['id'])), `delivery ${call.path['id']}`);
}

export function limitOf(query: URLSearchParams): number {
  return Math.min(Number(query.get('limit') ?? 100) || 100, 2_000);
}

/** Whose event it is, by the PSID among sender and recipient. */
function whose(simulation: Simulation, item: Record<string, unknown>): { who: string; psid: string } {
  for (const side of ['sender', 'recipient']) {
    const psid = idOf(item[side]);
    const thread = simulation.world.threadByPsid(psid);
    if (thread) return { who: simulation.world.people.get(thread.personId)?.name ?? psid, psid };
  }
  const psid = idOf(item['sender']);
  return { who: psid, psid };
}

/** A message or tap that a script makes up opens the window like one that a person wrote. */
function noteAction(simulation: Simulation, item: Record<string, unknown>): void {
  const thread = simulation.world.threadByPsid(idOf(item['sender']));
  const opens = item['message'] ?? item['postback'] ?? item['reaction'] ?? item['referral'];
  if (!thread || opens === undefined) return;
  const at = item['timestamp'];
  openWindow(thread, typeof at === 'number' ? at : simulation.clock.nowMs(), false);
}

function idOf(side: unknown): string {
  return typeof side === 'object' && side !== null && 'id' in side ? String(side.id) : '';
}
