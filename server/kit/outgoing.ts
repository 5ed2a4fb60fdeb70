import { isIP, type LookupFunction } from 'node:net';
import { lookup as dnsLookup } from 'node:dns';
import { Agent } from 'undici';
import { isPrivateAddress, PrivateAddress, publicLookup } from './public-address.ts';

/** What became of telling a strange server something. */
export type OutgoingAnswer =
  | { answered: true; status: number }
  /**
   * @property isForGood  it will be no better later.
   * @property isLate     it may be there, and took too long.
   */
  | { answered: false; reason: string; isForGood: boolean; isLate?: true };

/** The same of asking it something. */
export type OutgoingReading =
  { answered: true; status: number; body: string } | Extract<OutgoingAnswer, { answered: false }>;

/** Tells servers that somebody named, and that may be anything. */
export interface Outgoing {
  /** Never throws for what the far side does; follows nothing, and reads no answer but its status. */
  post(url: string, body: string, headers: Record<string, string>): Promise<OutgoingAnswer>;
  /** The same, with the answer's text: at most 64 KB of it, else it counts as none. */
  get(url: string, headers: Record<string, string>): Promise<OutgoingReading>;
  /** Gives something and reads what is made of it: it may take longer, and up to 1 MB. */
  ask(url: string, body: string, headers: Record<string, string>): Promise<OutgoingReading>;
  close(): Promise<void>;
}

/** From the request to the answer's status. */
const TIMEOUT_MS = 5_000;
/** The same where the far side has to work for it. */
const WORK_MS = 20_000;
const MOST_BYTES = 64 * 1024;
const MOST_WORKED_BYTES = 1024 * 1024;

/** @param options.allowsPrivate  also in private networks, where the desk's own neighbours live. */
export function createOutgoing(options: {
  allowsPrivate: boolean;
  timeoutMs?: number;
  workMs?: number;
  lookup?: LookupFunction;
}): Outgoing {
  const { allowsPrivate, timeoutMs = TIMEOUT_MS, workMs = WORK_MS, lookup = dnsLookup } = options;
  const agent = new Agent({
    headersTimeout: workMs,
    bodyTimeout: workMs,
    connect: { timeout: timeoutMs, ...(allowsPrivate ? {} : { lookup: publicLookup(lookup) }) },
  });
  const refused = {
    answered: false,
    reason: 'The address is in a private network.',
    isForGood: true,
  } as const;
  const request = async (
    address: string,
    how: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
    limits: { withinMs: number; mostBytes: number },
  ): Promise<OutgoingReading> => {
    const url = new URL(address);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // A name is judged when it is looked up; what is an address already is not looked up.
    if (!allowsPrivate && isIP(host) !== 0 && isPrivateAddress(host)) return refused;
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), limits.withinMs);
    try {
      const { statusCode, body: answer } = await agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        ...how,
        signal: deadline.signal,
      });
      if (limits.mostBytes > 0) {
        return { answered: true, status: statusCode, body: await readText(answer, limits.mostBytes) };
      }
      answer.on('error', () => {}).destroy();
      return { answered: true, status: statusCode, body: '' };
    } catch (error) {
      if (error instanceof PrivateAddress) return refused;
      if (deadline.signal.aborted)
        return { answered: false, reason: 'It did not answer in time.', isForGood: false, isLate: true };
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
      return { answered: false, reason: `It could not be reached: ${code}.`, isForGood: false };
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    async post(address, body, headers) {
      const how = { method: 'POST' as const, headers, body };
      const answer = await request(address, how, { withinMs: timeoutMs, mostBytes: 0 });
      return answer.answered ? { answered: true, status: answer.status } : answer;
    },
    get: (address, headers) =>
      request(address, { method: 'GET', headers }, { withinMs: timeoutMs, mostBytes: MOST_BYTES }),
    ask: (address, body, headers) =>
      request(address, { method: 'POST', headers, body }, { withinMs: workMs, mostBytes: MOST_WORKED_BYTES }),
    close: () => agent.destroy(),
  };
}

/** The text of an answer; empty when it is longer than anything that is asked for. */
async function readText(answer: AsyncIterable<Uint8Array>, mostBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of answer) {
    size += piece.length;
    // Leaving the loop ends the stream.
    if (size > mostBytes) return '';
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}
