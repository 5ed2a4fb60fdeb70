import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { policyWindow, sendGround } from '../../facebook/messenger/policy-window.ts';
import { parseItem } from '../../facebook/webhook/parse.ts';
import type { JsonValue } from '../../facebook/json.ts';
import { adMessageAt } from '../conversations/ad-message.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import { planEvent } from './plan-event.ts';
import { createPlan, personKey } from './plan.ts';

/**
 * A hundred thousand histories of one person and one page: acts of the person's that open the window and others that
 * do not, time, the permission coming and going, and sends by people and by rules in between. What the product
 * would send, and what it would refuse, is compared with an oracle that is written in another way: it knows no
 * windows, only the list of what happened, and asks of each send whether Meta's sentences allow it.
 */
const HISTORIES = 100_000;
const SEED = 20261120;

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

type Step =
  /** The borders come up often: exactly a day and a week, and a millisecond to each side. */
  | { do: 'wait'; ms: number }
  | { do: 'act'; act: 'message' | 'ad-message' | 'postback' | 'quick-reply' | 'referral'; lateMs: number }
  | { do: 'noise'; act: 'read' | 'delivery' | 'reaction' | 'our-own' }
  | { do: 'permission'; granted: boolean }
  | { do: 'send'; by: 'person' | 'rule' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait'),
      ms: fc.oneof(
        fc.constantFrom(
          ...[0, 1, -1].flatMap((more) => [DAY + more, 7 * DAY + more, 6 * DAY + more]),
          HOUR,
          12 * HOUR,
        ),
        fc.integer({ min: 0, max: 8 * DAY }),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('act'),
      act: fc.constantFrom('message', 'ad-message', 'postback', 'quick-reply', 'referral'),
      // A webhook that came late tells of what was before; the newest act counts whatever comes last.
      lateMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * DAY })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('noise'),
      act: fc.constantFrom('read', 'delivery', 'reaction', 'our-own'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('permission'), granted: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('send'), by: fc.constantFrom('person', 'rule') }) },
);

const page: PageFact = {
  id: 'page',
  facebookId: '700',
  name: 'Page',
  departmentId: 'department',
  hasOwnDepartment: false,
  rulesFirst: false,
  workStreamId: 'stream',
  rulesVersion: 0,
  streamVersion: 1,
  units: 20,
  keepsAgent: true,
  reopenHours: 72,
  isUnsubscribed: false,
  lastWebhookAt: null,
  settings: {},
  maskingVersion: null,
  keepsOriginals: false,
  channelTexts: {},
  hasHours: false,
  appId: '9001',
};
const psid = '28';
const from = { sender: { id: psid }, recipient: { id: page.facebookId } };

type Act = Extract<Step, { do: 'act' | 'noise' }>['act'];

/** In Meta's shapes, so that reading them and planning by them is part of what is tried. */
const items: Record<Act, (mid: string, timestamp: number) => JsonValue> = {
  message: (mid, timestamp) => ({ ...from, timestamp, message: { mid, text: 'Hello' } }),
  'quick-reply': (mid, timestamp) => ({
    ...from,
    timestamp,
    message: { mid, text: 'Yes', quick_reply: { payload: 'YES' } },
  }),
  'ad-message': (mid, timestamp) => ({
    ...from,
    timestamp,
    message: { mid, text: 'From the ad', referral: { source: 'ADS', type: 'OPEN_THREAD', ad_id: '6071' } },
  }),
  postback: (mid, timestamp) => ({ ...from, timestamp, postback: { mid, title: 'Start', payload: 'START' } }),
  referral: (mid, timestamp) => ({
    ...from,
    timestamp,
    referral: { ref: mid, source: 'SHORTLINK', type: 'OPEN_THREAD' },
  }),
  read: (_, timestamp) => ({ ...from, timestamp, read: { watermark: timestamp } }),
  delivery: (_, timestamp) => ({ ...from, timestamp, delivery: { watermark: timestamp } }),
  reaction: (mid, timestamp) => ({
    ...from,
    timestamp,
    reaction: { mid: `of ${mid}`, action: 'react', reaction: 'love', emoji: '❤' },
  }),
  'our-own': (mid, timestamp) => ({
    sender: from.recipient,
    recipient: from.sender,
    timestamp,
    message: { mid, text: 'From the page', is_echo: true },
  }),
};

/** The product in memory: its parser, its planning, its window. */
class Product {
  #ids = 0;
  #plan = createPlan(
    { pages: [page], contacts: [], conversations: [], messages: [], earlyMarks: [] },
    new Date(0),
    () => `id-${(this.#ids += 1)}`,
  );

  tell(act: Act, atMs: number): void {
    const item = items[act](`m-${(this.#ids += 1)}`, atMs);
    const context = { pageId: page.facebookId, list: 'messaging' as const, entryTime: null };
    for (const event of parseItem(item, context))
      planEvent(this.#plan, page, event, event.at ?? new Date(atMs));
  }

  send(now: number, humanAgentAllowed: boolean, by: 'person' | 'rule'): string {
    const contact = this.#plan.contacts.get(personKey(page.id, psid));
    const window = policyWindow({
      lastCustomerActionAt: contact?.row.windowAnchorAt ?? null,
      adMessageAt: adMessageAt(contact?.conversations[0]?.row.referrals),
      now: new Date(now),
      humanAgentAllowed,
    });
    const ground = sendGround(window, { authorKind: by === 'person' ? 'person' : 'automated' });
    if (ground === null) return 'refused';
    return ground.messagingType === 'RESPONSE' ? 'response' : `tag ${ground.tag}`;
  }
}

interface Done {
  act: Act;
  at: number;
}

/**
 * Meta's sentences, over the whole list of what happened:
 * within 24 hours of any act, and seven days of a message by way of an ad, everybody may answer, and needs no tag;
 * within seven days of any act a person may, under the tag,
 * if the app has the permission at this moment; else nobody may.
 */
function oracle(acts: readonly Done[], now: number, granted: boolean, by: 'person' | 'rule'): string {
  const ages = acts.map(({ act, at }) => ({ act, ms: now - at }));
  if (ages.some(({ act, ms }) => ms / HOUR < 24 || (act === 'ad-message' && ms / DAY < 7))) return 'response';
  const isWithinAWeek = ages.some(({ ms }) => ms / DAY < 7);
  return isWithinAWeek && granted && by === 'person' ? 'tag HUMAN_AGENT' : 'refused';
}

test('in 100,000 histories not one send outside of the policy, and not one refusal inside (behaviours 60 to 68)', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 12 }), (steps) => {
      const product = new Product();
      const acts: Done[] = [];
      let now = Date.UTC(2026, 10, 20, 12);
      let granted = false;
      for (const one of steps) {
        if (one.do === 'wait') now += Math.max(0, one.ms);
        if (one.do === 'permission') granted = one.granted;
        if (one.do === 'act') {
          acts.push({ act: one.act, at: now - one.lateMs });
          product.tell(one.act, now - one.lateMs);
        }
        if (one.do === 'noise') product.tell(one.act, now);
        if (one.do !== 'send') continue;
        const did = product.send(now, granted, one.by);
        if (did !== oracle(acts, now, granted, one.by)) {
          throw new Error(`${did}, and the policy says ${oracle(acts, now, granted, one.by)}`);
        }
        seen.set(`${one.by} ${did}`, (seen.get(`${one.by} ${did}`) ?? 0) + 1);
      }
    }),
    { numRuns: HISTORIES, seed: SEED },
  );
  // The histories met every case, each often; and no rule ever sent under the tag.
  expect([...seen.keys()].toSorted()).toEqual([
    'person refused',
    'person response',
    'person tag HUMAN_AGENT',
    'rule refused',
    'rule response',
  ]);
  for (const count of seen.values()) expect(count).toBeGreaterThan(1_000);
}, 120_000);
