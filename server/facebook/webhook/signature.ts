import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a delivery says about itself, and what we know of the app that it claims to come from. */
export interface SignedDelivery {
  /** The bytes as received: never parsed and written again, or the signature is lost. */
  rawBody: Buffer;
  /** `X-Hub-Signature-256`: `sha256=` and 64 hex digits. */
  sha256Header: string | undefined;
  /** `X-Hub-Signature`: `sha1=` and 40 hex digits; the older twin. */
  sha1Header: string | undefined;
  /** The Meta app's secret. An empty one makes every delivery false. */
  appSecret: string;
  /** Whether the SHA-1 twin will do. Only asked when there is no SHA-256 header at all. */
  allowSha1: boolean;
}

/**
 * Tells whether Meta made this delivery: an HMAC over the raw bytes with the app secret as key.
 * Compared in constant time. A missing, malformed or wrong header is false; never throws.
 *
 * Source: Meta, Messenger Platform, "Webhooks: validate payloads", read 2026-11-20.
 */
export function verifySignature(delivery: SignedDelivery): boolean {
  const { rawBody, sha256Header, sha1Header, appSecret, allowSha1 } = delivery;
  if (appSecret === '') return false;
  if (sha256Header !== undefined) return bears(sha256Header, 'sha256', rawBody, appSecret);
  return allowSha1 && sha1Header !== undefined && bears(sha1Header, 'sha1', rawBody, appSecret);
}

const DIGEST_BYTES = { sha256: 32, sha1: 20 };

function bears(header: string, algorithm: 'sha256' | 'sha1', rawBody: Buffer, appSecret: string): boolean {
  const prefix = `${algorithm}=`;
  if (header.length !== prefix.length + DIGEST_BYTES[algorithm] * 2 || !header.startsWith(prefix))
    return false;
  const claimed = Buffer.from(header.slice(prefix.length), 'hex');
  const actual = createHmac(algorithm, appSecret).update(rawBody).digest();
  // Buffer.from stops at the first character that is no hex digit: a shorter claim is a malformed one.
  return claimed.length === actual.length && timingSafeEqual(claimed, actual);
}
