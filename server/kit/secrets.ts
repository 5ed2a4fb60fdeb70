import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** Seals what must not be read from the database or its backups, and signs links. */
export interface Secrets {
  /**
   * Encrypts a text for one row. The same text sealed twice looks different.
   * @param rowId  the row it is kept in; the text cannot be opened as another row's.
   */
  seal(text: string, rowId: string): string;
  /** @throws SecretUnreadable */
  open(sealed: string, rowId: string): string;
  /** Whether a sealed text should be sealed anew, since an older key than the first one sealed it. */
  isStale(sealed: string): boolean;
  /**
   * Makes a link that proves we made it: adds `until` (seconds) and `signature` to its query.
   * @param link    path with or without a query, no fragment.
   * @param endsAt  first moment at which it is no longer good.
   */
  signLink(link: string, endsAt: Date): string;
  /** Whether a link as it came in, path and query, is one of ours, unaltered, and still good. */
  verifyLink(link: string, now: Date): boolean;
}

/** A sealed text cannot be opened. The message never holds any of it. */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';
}

interface Key {
  id: string;
  sealing: Buffer;
  signing: Buffer;
}

/** Fewer characters are refused: even as plain words they should hold enough chance. */
export const shortestSecretKey = 32;

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const version = 'v1';

/**
 * Secrets under the keys in `SECRET_KEY`, separated by commas: the first one seals and signs, all of them
 * open and verify. So a new key is put in front, and the old one leaves when nothing sealed by it is left.
 *
 * Each key is spread by HKDF-SHA256 into one for sealing (AES-256-GCM) and one for signing (HMAC-SHA256).
 * A sealed text reads `v1.<key id>.<base64url of iv, tag, ciphertext>`.
 *
 * @throws RangeError when there is no key, or one is shorter than 32 characters.
 */
export function createSecrets(secretKey: string): Secrets {
  const keys = secretKey
    .split(',')
    .map((text) => text.trim())
    .map(deriveKey);
  const [first] = keys;
  if (!first) throw new RangeError('SECRET_KEY is empty');

  const findKey = (sealed: string) => keys.find((key) => sealed.startsWith(`${version}.${key.id}.`));
  return {
    seal: (text, rowId) => seal(text, rowId, first),
    open: (sealed, rowId) => {
      const key = findKey(sealed);
      if (!key) throw new SecretUnreadable('It was sealed by a key that SECRET_KEY does not hold.');
      return open(sealed, rowId, key);
    },
    isStale: (sealed) => findKey(sealed) !== first,
    signLink: (link, endsAt) => {
      const until = Math.floor(endsAt.getTime() / 1000);
      const whole = `${link}${link.includes('?') ? '&' : '?'}until=${until}`;
      return `${whole}&signature=${sign(whole, first)}`;
    },
    verifyLink: (link, now) =>
      keys.some((key) => isSignedBy(link, key)) && untilOf(link) > now.getTime() / 1000,
  };
}

function deriveKey(text: string): Key {
  if (text.length < shortestSecretKey) {
    throw new RangeError(`SECRET_KEY must have at least ${shortestSecretKey} characters`);
  }
  const derive = (purpose: string, sizeBytes: number) =>
    Buffer.from(hkdfSync('sha256', text, '', `pagedesk ${purpose} v1`, sizeBytes));
  return {
    id: derive('key id', 4).toString('hex'),
    sealing: derive('seal', 32),
    signing: derive('sign', 32),
  };
}

function seal(text: string, rowId: string, key: Key): string {
  const iv = randomBytes(ivBytes);
  const encryption = createCipheriv(cipher, key.sealing, iv).setAAD(Buffer.from(rowId));
  const body = Buffer.concat([encryption.update(text, 'utf8'), encryption.final()]);
  const sealed = Buffer.concat([iv, encryption.getAuthTag(), body]);
  return `${version}.${key.id}.${sealed.toString('base64url')}`;
}

function open(sealed: string, rowId: string, key: Key): string {
  const bytes = Buffer.from(sealed.split('.')[2] ?? '', 'base64url');
  try {
    const decryption = createDecipheriv(cipher, key.sealing, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    })
      .setAAD(Buffer.from(rowId))
      .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    const body = decryption.update(bytes.subarray(ivBytes + tagBytes));
    return Buffer.concat([body, decryption.final()]).toString('utf8');
  } catch {
    // The cause would tell nothing more, and is left out so that no piece of it reaches a log.
    throw new SecretUnreadable('It was altered, or sealed for another row.');
  }
}

function sign(text: string, key: Key): string {
  return createHmac('sha256', key.signing).update(text).digest('base64url');
}

function isSignedBy(link: string, key: Key): boolean {
  const at = link.lastIndexOf('&signature=');
  if (at < 0) return false;
  const given = Buffer.from(link.slice(at + '&signature='.length));
  const expected = Buffer.from(sign(link.slice(0, at), key));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function untilOf(link: string): number {
  return Number(/[?&]until=(\d+)&signature=[^&]*$/.exec(link)?.[1] ?? 0);
}
