import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a link to an attachment or a picture lives: Meta's live from hours to weeks. */
export const linkLifetimeMs = 3 * 24 * 3_600_000;

export type LinkFault = 'expired' | 'mismatch';

/** Links of the CDN: `oe` is the expiry in hex seconds, `oh` the signature over path and expiry. */
export class SignedLinks {
  readonly #keyOf: () => string;
  readonly #nowMs: () => number;
  /** Where the sandbox is reached; known once it listens. */
  baseUrl = '';

  constructor(keyOf: () => string, nowMs: () => number) {
    this.#keyOf = keyOf;
    this.#nowMs = nowMs;
  }

  /** `path` begins with `/_cdn/` and is percent-encoded already. */
  sign(path: string, lifetimeMs = linkLifetimeMs): string {
    const expires = Math.floor((this.#nowMs() + lifetimeMs) / 1000).toString(16);
    return `${this.baseUrl}${path}?oh=${this.#signature(path, expires)}&oe=${expires}`;
  }

  check(path: string, query: URLSearchParams): LinkFault | null {
    const expires = query.get('oe') ?? '';
    const given = Buffer.from(query.get('oh') ?? '');
    const expected = Buffer.from(this.#signature(path, expires));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'mismatch';
    return Number.parseInt(expires, 16) * 1000 <= this.#nowMs() ? 'expired' : null;
  }

  file(file: { id: string; name: string }): string {
    return this.sign(`/_cdn/f/${file.id}/${encodeURIComponent(file.name)}`);
  }

  picture(kind: 'person' | 'page' | 'sticker', id: string, lifetimeMs?: number): string {
    return this.sign(`/_cdn/${kind}/${id}.png`, lifetimeMs);
  }

  #signature(path: string, expires: string): string {
    return createHmac('sha256', this.#keyOf()).update(`${path} ${expires}`).digest('hex').slice(0, 32);
  }
}
