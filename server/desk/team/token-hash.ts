import { createHash } from 'node:crypto';

/**
 * What is kept of a token: its SHA-256. Tokens are 256 random bits, so a slow hash would add nothing,
 * and every request pays for this one.
 */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
