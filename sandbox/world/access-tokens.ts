import { createHmac, timingSafeEqual } from 'node:crypto';

/** What an access token says. It carries its own content, so that tokens outlive a restart of the sandbox. */
export interface TokenContent {
  kind: 'user' | 'page';
  appId: string;
  personId: string;
  /** Of a page token. */
  pageId?: string;
  scopes: string[];
  /** Pages ticked at login; null: all of the person's. */
  pageIds: string[] | null;
  /** Sandbox milliseconds. */
  issuedAt: number;
  /** Null: never. */
  expiresAt: number | null;
  longLived: boolean;
  /** When it was made by the machine's clock, strictly growing: tells tokens made before a break from later ones. */
  serial: number;
}

/** A kind of death: tokens made up to `serial` that match answer 190 with `subcode`. */
export interface TokenBreak {
  subcode: number;
  pageId?: string;
  personId?: string;
  accessToken?: string;
  serial: number;
}

const remembered = 2_000;

export class AccessTokens {
  readonly #keyOf: () => string;
  readonly #machineNowMs: () => number;
  readonly #read = new Map<string, TokenContent | null>();
  readonly #expiries = new Set<number>();
  #lastSerial = 0;
  breaks: TokenBreak[] = [];

  constructor(keyOf: () => string, machineNowMs: () => number) {
    this.#keyOf = keyOf;
    this.#machineNowMs = machineNowMs;
  }

  /** `serial: 0` makes the same token each time, for a world that is the same after each start. */
  issue(content: Omit<TokenContent, 'serial'> & { serial?: number }): string {
    if (content.expiresAt !== null) this.#expiries.add(content.expiresAt);
    const body = Buffer.from(JSON.stringify({ ...content, serial: content.serial ?? this.#nextSerial() }));
    return `EAA${body.toString('base64url')}ZD${this.#signature(body)}`;
  }

  /** When the next of the tokens made since the start expires; null: none does. */
  nextExpiryAfter(nowMs: number): number | null {
    const coming = [...this.#expiries].filter((at) => at > nowMs);
    return coming.length === 0 ? null : Math.min(...coming);
  }

  read(token: string): TokenContent | null {
    const known = this.#read.get(token);
    if (known !== undefined) return known;
    const content = this.#parse(token);
    if (this.#read.size >= remembered) this.#read.clear();
    this.#read.set(token, content);
    return content;
  }

  /** Forgets what was read: the key has changed. */
  clear(): void {
    this.#read.clear();
    this.#expiries.clear();
    this.breaks = [];
  }

  break(fault: Omit<TokenBreak, 'serial'>): void {
    this.breaks.push({ ...fault, serial: this.#nextSerial() });
  }

  breakOf(token: string, content: TokenContent): TokenBreak | undefined {
    return this.breaks.findLast(
      (fault) =>
        content.serial <= fault.serial &&
        (fault.pageId === undefined || fault.pageId === content.pageId) &&
        (fault.personId === undefined || fault.personId === content.personId) &&
        (fault.accessToken === undefined || fault.accessToken === token),
    );
  }

  #nextSerial(): number {
    this.#lastSerial = Math.max(this.#lastSerial + 1, this.#machineNowMs());
    return this.#lastSerial;
  }

  #parse(token: string): TokenContent | null {
    const parts = /^EAA([\w-]+)ZD([0-9a-f]{24})$/.exec(token);
    if (!parts?.[1] || !parts[2]) return null;
    const body = Buffer.from(parts[1], 'base64url');
    if (!timingSafeEqual(Buffer.from(this.#signature(body)), Buffer.from(parts[2]))) return null;
    // The signature shows that the content was written by `issue`.
    return JSON.parse(body.toString()) as TokenContent;
  }

  #signature(body: Buffer): string {
    return createHmac('sha256', this.#keyOf()).update(body).digest('hex').slice(0, 24);
  }
}
