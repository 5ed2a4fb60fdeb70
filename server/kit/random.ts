import { randomBytes } from 'node:crypto';

/**
 * A word that cannot be guessed, safe in addresses and cookies: base64url without padding.
 * @param sizeBytes  strength; the default of 32 makes 43 characters.
 */
export function randomToken(sizeBytes = 32): string {
  return randomBytes(sizeBytes).toString('base64url');
}
