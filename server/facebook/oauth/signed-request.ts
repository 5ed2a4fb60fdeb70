import { createHmac, timingSafeEqual } from 'node:crypto';
import { asId, asObject, asText, asTime, parseJson, type JsonValue } from '../json.ts';

/** What Meta tells about a person who logged in to an app of ours. */
export interface SignedRequest {
  /** The person's id in this app (app-scoped). */
  userId: string;
  /** When Meta wrote it; null when it does not say. */
  issuedAt: Date | null;
}

/**
 * Reads a `signed_request`: `base64url(signature).base64url(payload)`, the signature being an HMAC-SHA256 over the
 * payload as it is encoded, with the app secret as key. Compared in constant time.
 *
 * Its `expires` is not looked at: Meta sends 0, and what such a request asks for may be done at any time and again.
 *
 * @returns null for a signature that is missing, malformed or wrong, for another algorithm, and for a payload without
 * a person. Never throws.
 * Source: Meta, Facebook Login, "Data deletion request callback", read 2026-11-20.
 */
export function readSignedRequest(signedRequest: string, appSecret: string): SignedRequest | null {
  const [signature, payload, ...more] = signedRequest.split('.');
  if (appSecret === '' || !signature || !payload || more.length > 0) return null;
  const claimed = Buffer.from(signature, 'base64url');
  const actual = createHmac('sha256', appSecret).update(payload).digest();
  if (claimed.length !== actual.length || !timingSafeEqual(claimed, actual)) return null;
  const fields = asObject(decode(payload));
  const userId = asId(fields?.['user_id']);
  if (asText(fields?.['algorithm'])?.toUpperCase() !== 'HMAC-SHA256' || userId === null) return null;
  return { userId, issuedAt: asTime(fields?.['issued_at']) };
}

function decode(payload: string): JsonValue | undefined {
  try {
    return parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    // Signed by us both and still no JSON: there is nothing in it that we could do.
    return undefined;
  }
}
