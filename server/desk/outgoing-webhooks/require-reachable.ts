import { isIP } from 'node:net';
import { isPrivateAddress } from '../../kit/public-address.ts';
import { invalid } from '../problems.ts';

/** An address without a name in it, and in a private network only where that is allowed. @throws Problem `invalid`. */
export function requireReachable(url: string, { allowsPrivate }: { allowsPrivate: boolean }): void {
  const { hostname, username, password } = new URL(url);
  if (username !== '' || password !== '')
    throw invalid('url', 'An address without a name and a password in it.');
  if (allowsPrivate) return;
  const host = hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost' || (isIP(host) !== 0 && isPrivateAddress(host))) {
    throw invalid('url', 'This address is in a private network. WEBHOOKS_TO_PRIVATE=on allows that.');
  }
}
