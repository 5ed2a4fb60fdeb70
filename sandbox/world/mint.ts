import { createHash } from 'node:crypto';

/**
 * Makes every id of the sandbox. Ids of lasting things (apps, pages, people, PSIDs) depend on the seed and on what
 * they name, never on the order of calls. Ids of events also depend on `salt` and a counter: a sandbox that is
 * started anew must not reuse a message id that the desk has already stored.
 */
export class Mint {
  #seed: number;
  readonly salt: string;
  #counter = 0;

  constructor(seed: number, salt: string) {
    this.#seed = seed;
    this.salt = salt;
  }

  get seed(): number {
    return this.#seed;
  }

  get counter(): number {
    return this.#counter;
  }

  /** Another seed, another world; the counter goes on, so that no event id comes twice. */
  reseed(seed: number): void {
    this.#seed = seed;
  }

  /** Goes on after `counter` events, as a world read from a file does. */
  resume(counter: number): void {
    this.#counter = Math.max(this.#counter, counter);
  }

  /** A decimal id of `digits` digits, the same for the same seed and name. */
  lasting(digits: number, ...name: string[]): string {
    return decimal(this.#digest('lasting', ...name), digits);
  }

  /** The page-scoped id of a person: 17 digits, above 2^53. */
  psid(pageId: string, personId: string): string {
    return `2${decimal(this.#digest('psid', pageId, personId), 16)}`;
  }

  secret(...name: string[]): string {
    return this.#digest('secret', ...name)
      .toString('hex')
      .slice(0, 32);
  }

  /** Like `m_` and 86 letters, as Meta's message ids look today. */
  mid(): string {
    return `m_${this.#next('mid').toString('base64url')}`;
  }

  /** A decimal id of 16 digits for an attachment, a persona, a login code and the like. */
  id(): string {
    return decimal(this.#next('id'), 16);
  }

  word(length: number): string {
    return this.#next('word').toString('base64url').replace(/[-_]/g, 'x').slice(0, length);
  }

  /** A number from 0 up to, not including, 1. */
  chance(): number {
    return this.#next('chance').readUInt32BE(0) / 2 ** 32;
  }

  #next(kind: string): Buffer {
    this.#counter += 1;
    return this.#digest(kind, this.salt, String(this.#counter));
  }

  #digest(...parts: string[]): Buffer {
    return createHash('sha512')
      .update(`${this.#seed}\u0000${parts.join('\u0000')}`)
      .digest();
  }
}

/** The first digit is never 0, so that the id keeps its length when somebody reads it as a number. */
function decimal(digest: Buffer, digits: number): string {
  const lowest = 10n ** BigInt(digits - 1);
  return (lowest + (digest.readBigUInt64BE(0) % (9n * lowest))).toString();
}
