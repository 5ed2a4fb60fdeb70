import type { Mint } from '../world/mint.ts';
import type { AppRecord } from '../world/records.ts';
import type { Settings } from '../world/settings.ts';
import type { Time } from '../world/time.ts';
import type { World } from '../world/world.ts';
import type { Activity } from './activity.ts';
import type { DeliveryEngine } from './delivery-engine.ts';
import type { Delivery } from './delivery.ts';
import { encodeBody } from './encode.ts';
import { headersOf } from './sign.ts';

export interface WebhookItem {
  pageId: string;
  /** The subscription field that lets it through. */
  field: string;
  channel: 'messaging' | 'standby' | 'changes';
  /** The messaging object, or `{ field, value }` of a change. */
  item: unknown;
  /** Whose it is: a name for the log, and what keeps its events in order: a PSID, or a post. */
  who: string;
  psid: string;
}

/** What one app hears of an event: it may be less than what another hears, or nothing. */
export type FormForApp = (app: AppRecord, item: WebhookItem) => WebhookItem | null;

export interface OutboxParts {
  world: World;
  settings: Settings;
  time: Time;
  mint: Mint;
  engine: DeliveryEngine;
  activity: Activity;
}

/** Finds the apps that hear of an event, puts events into envelopes, signs them and hands them to the engine. */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #gathered = new Map<string, WebhookItem[]>();
  readonly #gathering = new Map<string, () => void>();

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** @returns the deliveries made for it; while batches are gathered, none yet. */
  emit(whole: WebhookItem, formFor: FormForApp = (_app, item) => item): Delivery[] {
    const { world, settings } = this.#parts;
    const page = world.pages.get(whole.pageId);
    if (!page) return [];
    const deliveries: Delivery[] = [];
    for (const app of world.apps.values()) {
      const item = app.webhook?.active ? formFor(app, whole) : null;
      const isHeard =
        item !== null &&
        app.webhook?.fields.includes(item.field) &&
        page.subscriptions[app.id]?.includes(item.field);
      if (!isHeard) continue;
      if (settings.batchSize > 1) this.#gather(app, item);
      else deliveries.push(this.#send(app, [item]));
    }
    return deliveries;
  }

  /** Sends a body as it is, whoever subscribed to what. */
  sendRaw(app: AppRecord, body: unknown): Delivery {
    const text = typeof body === 'string' ? body : encodeBody(body);
    return this.#submit(app, Buffer.from(text, 'utf8'), {
      pageIds: [],
      kinds: ['raw'],
      who: '',
      orderKey: 'raw',
    });
  }

  clear(): void {
    this.#gathered.clear();
    for (const end of this.#gathering.values()) end();
    this.#gathering.clear();
  }

  #gather(app: AppRecord, item: WebhookItem): void {
    const { settings, time, activity } = this.#parts;
    const items = this.#gathered.get(app.id) ?? [];
    items.push(item);
    this.#gathered.set(app.id, items);
    if (!this.#gathering.has(app.id)) {
      const cancel = time.after(settings.batchWaitMs, () => this.#flush(app));
      const end = activity.begin();
      this.#gathering.set(app.id, () => {
        cancel();
        end();
      });
    }
    if (items.length >= settings.batchSize) this.#flush(app);
  }

  #flush(app: AppRecord): void {
    const items = this.#gathered.get(app.id);
    this.#gathered.delete(app.id);
    const end = this.#gathering.get(app.id);
    this.#gathering.delete(app.id);
    if (items) this.#send(app, items);
    end?.();
  }

  #send(app: AppRecord, items: WebhookItem[]): Delivery {
    const body = Buffer.from(encodeBody({ object: 'page', entry: this.#entriesOf(items) }), 'latin1');
    const first = items[0];
    return this.#submit(app, body, {
      pageIds: [...new Set(items.map((item) => item.pageId))],
      kinds: items.map((item) => item.field),
      who: [...new Set(items.map((item) => item.who))].join(', '),
      orderKey: items.length === 1 && first ? `${first.pageId} ${first.psid}` : 'batch',
    });
  }

  #entriesOf(items: WebhookItem[]): Record<string, unknown>[] {
    const nowMs = this.#parts.world.clock.nowMs();
    const entries: { id: string; channel: string; parts: unknown[] }[] = [];
    for (const { pageId, channel, item } of items) {
      const open = entries.at(-1);
      const mostParts = channel === 'changes' ? 1 : this.#parts.settings.messagingPerEntry;
      if (open?.id === pageId && open.channel === channel && open.parts.length < mostParts)
        open.parts.push(item);
      else entries.push({ id: pageId, channel, parts: [item] });
    }
    return entries.map(({ id, channel, parts }) => ({
      id,
      // Meta gives seconds for changes and milliseconds for messaging.
      time: channel === 'changes' ? Math.floor(nowMs / 1000) : nowMs,
      [channel]: parts,
    }));
  }

  #submit(
    app: AppRecord,
    body: Buffer,
    about: Pick<Delivery, 'pageIds' | 'kinds' | 'who' | 'orderKey'>,
  ): Delivery {
    const { settings, engine } = this.#parts;
    const signature = settings.signature;
    return engine.submit({
      ...about,
      appId: app.id,
      signature,
      body,
      headers: headersOf(body, app.secret, signature),
    });
  }
}
