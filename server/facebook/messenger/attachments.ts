import { lookup as dnsLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type Readable, Transform, pipeline } from 'node:stream';
import { Agent } from 'undici';
import { PrivateAddress, publicLookup } from '../../kit/public-address.ts';

/** Where attachments may come from, and how much of them. */
export interface AttachmentSourceOptions {
  /** Root of the Graph API. Its host may serve files too, and alone may lie in a private network: that is the sandbox. */
  graphUrl: string;
  /** 25 MB unless said otherwise: the most that Messenger carries. */
  maxBytes?: number;
  /** From the request to the last byte. Two minutes unless said otherwise. */
  timeoutMs?: number;
  /** Instead of the machine's resolver. */
  lookup?: LookupFunction;
}

/** What became of a download. */
export type AttachmentDownload =
  | {
      ok: true;
      /**
       * Must be read to its end or destroyed. Fails with AttachmentTooLarge when there is more than allowed, and with
       * another error when the connection breaks or takes too long: then what was read is to be thrown away.
       */
      bytes: Readable;
      /** As the server says: to be checked against the bytes. */
      mimeType: string | null;
      /** As the server says; null when it does not. */
      sizeBytes: number | null;
    }
  | { ok: false; reason: 'expired' | 'too-large' | 'refused-host' }
  /** It may be there later. */
  | { ok: false; reason: 'unreachable'; detail: string };

/** The one way to fetch files that customers sent. */
export interface AttachmentSource {
  /** Fetches a file; never throws for what the far side does. */
  download(url: string): Promise<AttachmentDownload>;
  close(): Promise<void>;
}

/** The stream of a download held more than is allowed. */
export class AttachmentTooLarge extends Error {
  override readonly name = 'AttachmentTooLarge';
}

const MAX_BYTES = 25 * 1024 * 1024;
const TIMEOUT_MS = 120_000;
const ANSWER_TIMEOUT_MS = 15_000;
const MOST_REDIRECTS = 5;

// Where Meta keeps what people send: its two delivery networks, and facebook.com for older links.
const META_HOSTS = /(?:^|\.)(?:fbcdn\.net|fbsbx\.com|facebook\.com|cdninstagram\.com)$/;

/**
 * Makes the source of attachments. Fetches from Meta's hosts over https and from the host of the Graph API, nowhere
 * else, whatever address an event names; each redirect is checked like the first address, and a Meta host that
 * resolves to a private address is refused.
 */
export function createAttachmentSource(options: AttachmentSourceOptions): AttachmentSource {
  const graphOrigin = new URL(options.graphUrl).origin;
  const maxBytes = options.maxBytes ?? MAX_BYTES;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const timeouts = { headersTimeout: Math.min(ANSWER_TIMEOUT_MS, timeoutMs), bodyTimeout: timeoutMs };
  const metaAgent = new Agent({
    ...timeouts,
    connect: { timeout: 5_000, lookup: publicLookup(options.lookup ?? dnsLookup) },
  });
  const graphAgent = new Agent({ ...timeouts, connect: { timeout: 5_000 } });

  async function follow(address: string, redirects: number, signal: AbortSignal): Promise<Answer> {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null || !isAllowed(url, graphOrigin) || redirects > MOST_REDIRECTS)
      return { ok: false, reason: 'refused-host' };
    const agent = url.origin === graphOrigin ? graphAgent : metaAgent;
    const path = `${url.pathname}${url.search}`;
    const { statusCode, headers, body } = await agent.request({
      origin: url.origin,
      path,
      method: 'GET',
      signal,
    });
    const location = headers['location'];
    if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') {
      body.on('error', () => {}).destroy();
      return follow(
        URL.canParse(location, url.href) ? new URL(location, url).href : '',
        redirects + 1,
        signal,
      );
    }
    if (statusCode !== 200) {
      body.on('error', () => {}).destroy();
      return refusedBy(statusCode);
    }
    const sizeBytes = sizeIn(headers['content-length']);
    if (sizeBytes !== null && sizeBytes > maxBytes) {
      body.on('error', () => {}).destroy();
      return { ok: false, reason: 'too-large' };
    }
    return { ok: true, body, mimeType: mimeTypeIn(headers['content-type']), sizeBytes };
  }

  async function download(url: string): Promise<AttachmentDownload> {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(new Error('The download took too long.')), timeoutMs);
    try {
      const answer = await follow(url, 0, deadline.signal);
      if (!answer.ok) {
        clearTimeout(timer);
        return answer;
      }
      const { body, mimeType, sizeBytes } = answer;
      const bytes = pipeline(body, atMost(maxBytes), () => clearTimeout(timer));
      return { ok: true, bytes, mimeType, sizeBytes };
    } catch (error) {
      clearTimeout(timer);
      if (error instanceof PrivateAddress) return { ok: false, reason: 'refused-host' };
      return { ok: false, reason: 'unreachable', detail: detailOf(error) };
    }
  }

  return {
    download,
    close: async () => void (await Promise.all([metaAgent.destroy(), graphAgent.destroy()])),
  };
}

type Answer =
  | { ok: true; body: Readable; mimeType: string | null; sizeBytes: number | null }
  | Extract<AttachmentDownload, { ok: false }>;

function isAllowed(url: URL, graphOrigin: string): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.origin === graphOrigin) return true;
  return url.protocol === 'https:' && url.port === '' && META_HOSTS.test(url.hostname);
}

/** Meta's signed addresses answer 403 once their time is over; what was taken down is 404 or 410. */
function refusedBy(status: number): Extract<AttachmentDownload, { ok: false }> {
  return status === 401 || status === 403 || status === 404 || status === 410
    ? { ok: false, reason: 'expired' }
    : { ok: false, reason: 'unreachable', detail: `HTTP ${status}` };
}

function detailOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

function sizeIn(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d+$/.test(header) ? Number(header) : null;
}

function mimeTypeIn(header: string | string[] | undefined): string | null {
  const type = typeof header === 'string' ? (header.split(';')[0] ?? '').trim().toLowerCase() : '';
  return type === '' ? null : type;
}

function atMost(maxBytes: number): Transform {
  let seenBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seenBytes += chunk.length;
      if (seenBytes > maxBytes) done(new AttachmentTooLarge(`More than ${maxBytes} bytes.`));
      else done(null, chunk);
    },
  });
}
