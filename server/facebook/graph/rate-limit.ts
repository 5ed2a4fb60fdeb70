import type { Clock } from '../../kit/clock.ts';
import { asList, asNumber, asObject, type JsonValue, parseJson } from '../json.ts';

/** What a call weighs in Meta's limits per second. `other`: everything that sends no message. */
export type CallWeight = 'text' | 'media' | 'other';

/** Whose limit a usage header speaks of. */
export interface Usage {
  /** `app`, or a page's id. */
  subject: string;
  /** The highest of the percentages told; at 100 Meta stops answering. */
  percent: number;
  /** How long Meta wants to be left alone; null when it does not say. */
  regainSeconds: number | null;
}

/** The answer's headers, names in lower case. */
export type AnswerHeaders = Record<string, string | string[] | undefined>;

// Meta, "Rate limiting" of the Messenger Platform, 23 March 2026: per page 300 texts, links, reactions and stickers
// in a second, 10 messages with audio or video.
const PER_SECOND = { text: 300, media: 10 } as const;

const SLOW_FROM_PERCENT = 80;
// The space between two calls just below 100 %; from 80 % it grows evenly towards this.
const WIDEST_SPACE_MS = 5_000;
// Full without a word of how long: ask again after this.
const FULL_PAUSE_MS = 5 * 60_000;
// Usage is counted over an hour and told with every answer: what is older than this says nothing.
const STALE_AFTER_MS = 10 * 60_000;

/**
 * How fast this process may call the Graph API, per page: learned from the usage headers of the answers, from
 * refusals, and from Meta's fixed limits per second. Decides nothing that two processes must agree on: each
 * learns from its own answers.
 */
export interface RateLimit {
  /** Takes in the usage headers of an answer to a call made for this page. */
  learn(headers: AnswerHeaders, pageId: string | null): void;
  /** Stops the page's calls (or the app's, with null) after a refusal for rate. */
  pause(pageId: string | null, seconds: number): void;
  /** The first moment at which a call of this weight may leave for the page; never before now. Changes nothing. */
  nextAllowedAt(pageId: string, weight: CallWeight): Date;
  /** Counts a call that leaves now. */
  spend(pageId: string, weight: CallWeight): void;
}

interface Allowance {
  percent: number;
  learnedAtMs: number;
  closedUntilMs: number;
  lastSpentAtMs: number;
  buckets: Record<'text' | 'media', Bucket>;
}

/** A token bucket that refills evenly. */
interface Bucket {
  tokens: number;
  atMs: number;
}

/** @param clock  owns the time; nothing here reads the machine's. */
export function createRateLimit(clock: Clock): RateLimit {
  const allowances = new Map<string, Allowance>();
  let seenMs = Number.NEGATIVE_INFINITY;
  const nowMs = () => {
    const now = clock.now().getTime();
    // The clock was put back: what had to wait a second still has to, and not until its old time comes again.
    if (now < seenMs) for (const allowance of allowances.values()) moveBack(allowance, seenMs - now);
    seenMs = now;
    return now;
  };
  const of = (subject: string): Allowance => {
    const known = allowances.get(subject);
    if (known !== undefined) return known;
    const fresh = freshAllowance(nowMs());
    allowances.set(subject, fresh);
    return fresh;
  };

  return {
    learn(headers, pageId) {
      const now = nowMs();
      for (const { subject, percent, regainSeconds } of readUsage(headers, pageId)) {
        const allowance = of(subject);
        allowance.percent = percent;
        allowance.learnedAtMs = now;
        if (regainSeconds !== null)
          allowance.closedUntilMs = Math.max(allowance.closedUntilMs, now + regainSeconds * 1000);
        else if (percent >= 100)
          allowance.closedUntilMs = Math.max(allowance.closedUntilMs, now + FULL_PAUSE_MS);
      }
    },
    pause(pageId, seconds) {
      const allowance = of(pageId ?? 'app');
      allowance.closedUntilMs = Math.max(allowance.closedUntilMs, nowMs() + seconds * 1000);
    },
    nextAllowedAt(pageId, weight) {
      const now = nowMs();
      const page = of(pageId);
      const bucketMs =
        weight === 'other' ? now : nextTokenAtMs(page.buckets[weight], PER_SECOND[weight], now);
      return new Date(Math.max(now, bucketMs, openAtMs(page, now), openAtMs(of('app'), now)));
    },
    spend(pageId, weight) {
      const now = nowMs();
      of('app').lastSpentAtMs = now;
      const page = of(pageId);
      page.lastSpentAtMs = now;
      if (weight !== 'other') takeToken(page.buckets[weight], PER_SECOND[weight], now);
    },
  };
}

function freshAllowance(nowMs: number): Allowance {
  return {
    percent: 0,
    learnedAtMs: nowMs,
    closedUntilMs: 0,
    lastSpentAtMs: 0,
    buckets: {
      text: { tokens: PER_SECOND.text, atMs: nowMs },
      media: { tokens: PER_SECOND.media, atMs: nowMs },
    },
  };
}

function moveBack(allowance: Allowance, byMs: number): void {
  allowance.learnedAtMs -= byMs;
  allowance.closedUntilMs -= byMs;
  allowance.lastSpentAtMs -= byMs;
  for (const bucket of Object.values(allowance.buckets)) bucket.atMs -= byMs;
}

function openAtMs({ percent, learnedAtMs, closedUntilMs, lastSpentAtMs }: Allowance, nowMs: number): number {
  const isFresh = nowMs - learnedAtMs < STALE_AFTER_MS;
  const over = isFresh
    ? Math.min(Math.max(percent - SLOW_FROM_PERCENT, 0) / (100 - SLOW_FROM_PERCENT), 1)
    : 0;
  return Math.max(closedUntilMs, lastSpentAtMs + over * WIDEST_SPACE_MS);
}

function tokensAt(bucket: Bucket, perSecond: number, nowMs: number): number {
  return Math.min(perSecond, bucket.tokens + (Math.max(nowMs - bucket.atMs, 0) * perSecond) / 1000);
}

function nextTokenAtMs(bucket: Bucket, perSecond: number, nowMs: number): number {
  const missing = 1 - tokensAt(bucket, perSecond, nowMs);
  return missing <= 0 ? nowMs : nowMs + Math.ceil((missing * 1000) / perSecond);
}

function takeToken(bucket: Bucket, perSecond: number, nowMs: number): void {
  bucket.tokens = tokensAt(bucket, perSecond, nowMs) - 1;
  bucket.atMs = nowMs;
}

/**
 * Reads `X-App-Usage`, `X-Business-Use-Case-Usage` and `X-Page-Usage`. What is malformed is left out.
 *
 * @param pageId  the page that the call was made for: `X-Page-Usage` does not name it.
 * Source: Meta, Graph API, "Rate limits", read 2026-11-20.
 */
export function readUsage(headers: AnswerHeaders, pageId: string | null): Usage[] {
  const usages: Usage[] = [];
  const app = percentOf(headerJson(headers['x-app-usage']));
  if (app !== null) usages.push({ subject: 'app', percent: app, regainSeconds: null });
  const page = pageId === null ? null : percentOf(headerJson(headers['x-page-usage']));
  if (page !== null && pageId !== null) usages.push({ subject: pageId, percent: page, regainSeconds: null });
  const business = asObject(headerJson(headers['x-business-use-case-usage']));
  for (const [subject, list] of Object.entries(business ?? {})) {
    const told = asList(list).flatMap(usageOfUseCase);
    if (told.length === 0) continue;
    const regain = Math.max(...told.map(({ regainSeconds }) => regainSeconds));
    usages.push({
      subject,
      percent: Math.max(...told.map(({ percent }) => percent)),
      regainSeconds: regain > 0 ? regain : null,
    });
  }
  return usages;
}

/** How long the headers of a refusal ask to be left alone, in seconds; null when they do not say. */
export function readRetryAfterSeconds(headers: AnswerHeaders): number | null {
  const told = asNumber(firstOf(headers['retry-after']));
  const regains = readUsage(headers, null).map(({ regainSeconds }) => regainSeconds ?? 0);
  const longest = Math.max(0, told ?? 0, ...regains);
  return longest > 0 ? longest : null;
}

function usageOfUseCase(value: JsonValue): { percent: number; regainSeconds: number }[] {
  const percent = percentOf(value);
  const regainMinutes = asNumber(asObject(value)?.['estimated_time_to_regain_access']) ?? 0;
  return percent === null && regainMinutes === 0
    ? []
    : [{ percent: percent ?? 0, regainSeconds: Math.max(regainMinutes, 0) * 60 }];
}

function percentOf(value: JsonValue | undefined): number | null {
  const usage = asObject(value);
  const told = [usage?.['call_count'], usage?.['total_time'], usage?.['total_cputime']].flatMap(
    (part) => asNumber(part) ?? [],
  );
  return told.length === 0 ? null : Math.max(...told);
}

function headerJson(header: string | string[] | undefined): JsonValue | undefined {
  const text = firstOf(header);
  if (text === undefined) return undefined;
  try {
    return parseJson(text);
  } catch {
    // A header that is no JSON tells nothing; the call itself is not to fail for it.
    return undefined;
  }
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
