import { createHmac } from 'node:crypto';

/**
 * What proves that a delivery is ours and new: `t=<seconds>,v1=<hex>`, an HMAC-SHA256 by the endpoint's secret over the
 * time, a full stop and the body. Who receives it computes the same, and refuses what is some minutes old.
 */
export function signDelivery(secret: string, body: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  const proof = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${proof}`;
}
