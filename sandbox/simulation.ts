import { FaultList } from './graph/fault-list.ts';
import type { CallRecord } from './log/call-record.ts';
import { LiveFeed } from './log/live-feed.ts';
import { RingLog } from './log/ring-log.ts';
import { Activity } from './webhooks/activity.ts';
import { DeliveryEngine } from './webhooks/delivery-engine.ts';
import type { Delivery } from './webhooks/delivery.ts';
import { fieldOfEvent } from './webhooks/fields.ts';
import { channelOf } from './routing/channel.ts';
import { Outbox, type WebhookItem } from './webhooks/outbox.ts';
import type { Transport } from './webhooks/transport.ts';
import { AccessTokens } from './world/access-tokens.ts';
import { Mint } from './world/mint.ts';
import { reaches } from './world/reach.ts';
import type { AppRecord, ThreadRecord } from './world/records.ts';
import { SandboxClock } from './world/sandbox-clock.ts';
import { defaultSettings, type Settings } from './world/settings.ts';
import { SignedLinks } from './world/signed-links.ts';
import type { Time } from './world/time.ts';
import { World } from './world/world.ts';

const logCapacity = 2_000;

export interface NextLogin {
  personId?: string;
  pageIds?: string[];
  declinedScopes?: string[];
  deny?: boolean;
}

/** The sandbox without its doors: the world, its clock, its webhooks, and the logs of what passed. */
export class Simulation {
  readonly time: Time;
  readonly clock: SandboxClock;
  readonly mint: Mint;
  readonly world: World;
  readonly settings: Settings = defaultSettings();
  readonly tokens: AccessTokens;
  readonly links: SignedLinks;
  readonly live = new LiveFeed();
  readonly calls = new RingLog<CallRecord>(logCapacity);
  readonly deliveries = new RingLog<Delivery>(logCapacity);
  readonly activity = new Activity();
  readonly faults = new FaultList();
  readonly engine: DeliveryEngine;
  readonly outbox: Outbox;
  /** When each page's conversations were read last, by the machine's clock. */
  readonly conversationReads = new Map<string, number[]>();
  /** What the login dialog does next without asking; null: it asks. */
  nextLogin: NextLogin | null = null;

  constructor(options: { time: Time; seed: number; salt: string; transport: Transport }) {
    this.time = options.time;
    this.clock = new SandboxClock(options.time);
    this.mint = new Mint(options.seed, options.salt);
    this.world = new World(this.clock, this.mint);
    this.tokens = new AccessTokens(
      () => this.mint.secret('tokens'),
      () => this.time.nowMs(),
    );
    this.links = new SignedLinks(
      () => this.mint.secret('links'),
      () => this.clock.nowMs(),
    );
    const { time, clock, mint, world, settings, live, activity } = this;
    this.engine = new DeliveryEngine({
      clock,
      time,
      mint,
      settings,
      live,
      activity,
      transport: options.transport,
      log: this.deliveries,
      callbackOf: (appId) => world.apps.get(appId)?.webhook?.callbackUrl ?? null,
      isSubscribed: (appId, pageId) => world.pages.get(pageId)?.subscriptions[appId] !== undefined,
      unsubscribe: (appId, pageId) => {
        delete world.pages.get(pageId)?.subscriptions[appId];
        live.world();
      },
    });
    this.outbox = new Outbox({ world, settings, time, mint, engine: this.engine, activity });
    clock.onMoved((offsetMs) =>
      live.announce(() => ({ type: 'clock', nowMs: clock.nowMs(), offsetMs, isPaused: clock.isPaused })),
    );
  }

  /** Whether an app may see and write to this person at all. */
  isVisible(app: AppRecord, thread: ThreadRecord): boolean {
    return reaches(this, app, thread.personId, 'pages_messaging');
  }

  /** Tells the apps of an event of a thread, each in the channel that is its own. */
  tell(thread: ThreadRecord, event: Record<string, unknown>): Delivery[] {
    const inChannel = channelOf(this, thread);
    return this.outbox.emit(this.#itemOf(thread, event), (app, item) =>
      this.isVisible(app, thread) ? inChannel(app, item) : null,
    );
  }

  /** Tells one app of an event that concerns it alone. */
  tellOnly(thread: ThreadRecord, event: Record<string, unknown>, appId: string): Delivery[] {
    return this.outbox.emit(this.#itemOf(thread, event), (app, item) => (app.id === appId ? item : null));
  }

  #itemOf(thread: ThreadRecord, event: Record<string, unknown>): WebhookItem {
    return {
      pageId: thread.pageId,
      field: fieldOfEvent(event),
      channel: 'messaging',
      item: event,
      who: this.world.people.get(thread.personId)?.name ?? thread.psid,
      psid: thread.psid,
    };
  }

  /** Runs after `delayMs` of the machine's time; until then the sandbox is not idle. */
  later(delayMs: number, run: () => void): void {
    const end = this.activity.begin();
    this.time.after(delayMs, () => {
      run();
      end();
    });
  }

  /** Everything that happened is forgotten; the world is left empty for a scenario to fill. */
  clear(seed = this.mint.seed): void {
    this.engine.clear();
    this.outbox.clear();
    this.clock.clearAlarms();
    this.clock.resume();
    this.clock.shiftTo(0);
    this.mint.reseed(seed);
    this.tokens.clear();
    this.world.clear();
    this.faults.clear();
    this.calls.clear();
    this.deliveries.clear();
    Object.assign(this.settings, defaultSettings());
    this.nextLogin = null;
    this.conversationReads.clear();
  }
}
