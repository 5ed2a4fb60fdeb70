import { createHmac } from 'node:crypto';
import type { Settings } from '../world/settings.ts';

/** The headers of a delivery. Meta sends both signatures; older clients check only the SHA-1 one. */
export function headersOf(body: Buffer, secret: string, mode: Settings['signature']): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'user-agent': 'facebookexternalua',
    accept: '*/*',
  };
  if (mode === 'missing') return headers;
  const key = mode === 'wrong' ? `not ${secret}` : secret;
  headers['x-hub-signature'] = `sha1=${createHmac('sha1', key).update(body).digest('hex')}`;
  if (mode !== 'sha1-only') {
    headers['x-hub-signature-256'] = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
  }
  return headers;
}
