import { createHmac } from 'node:crypto';
import { request } from 'undici';
import { Refusal } from '../people/refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { AppRecord, PersonRecord } from '../world/records.ts';

export interface CallBack {
  kind: 'deauthorize' | 'data-deletion';
  person: PersonRecord;
  /** Left out: the address that the app has for it. */
  url?: string | undefined;
  signature: 'right' | 'wrong';
}

const deadlineMs = 10_000;

/**
 * A person removes the app (their consent is gone with it), or asks that their data be deleted: the app's callback is
 * told with a signed request, and what it answered comes back.
 */
export async function callBack(
  simulation: Simulation,
  app: AppRecord,
  { kind, person, url, signature }: CallBack,
): Promise<{ url: string; status: number; body: string }> {
  const address = url ?? (kind === 'deauthorize' ? app.deauthorizeUrl : app.dataDeletionUrl);
  if (address === null) throw new Refusal(400, `The app has no address for ${kind}; give "url".`);
  if (kind === 'deauthorize') removeApp(simulation, app, person);
  const key = signature === 'right' ? app.secret : `not ${app.secret}`;
  const signed = signedRequest(key, person.id, simulation.clock.nowMs());
  try {
    const answer = await request(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ signed_request: signed }).toString(),
      signal: AbortSignal.timeout(deadlineMs),
    });
    return { url: address, status: answer.statusCode, body: await answer.body.text() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(502, `${address} did not answer: ${reason}`);
  }
}

function removeApp(simulation: Simulation, app: AppRecord, person: PersonRecord): void {
  const before = simulation.world.grantOf(app.id, person.id);
  simulation.world.setGrant({
    appId: app.id,
    personId: person.id,
    granted: [],
    declined: before?.declined ?? [],
    pageIds: before?.pageIds ?? null,
    revoked: true,
  });
}

/** `base64url(signature).base64url(payload)`, the signature over the encoded payload. */
export function signedRequest(secret: string, userId: string, atMs: number): string {
  const about = { algorithm: 'HMAC-SHA256', issued_at: Math.floor(atMs / 1000), expires: 0, user_id: userId };
  const payload = Buffer.from(JSON.stringify(about)).toString('base64url');
  return `${createHmac('sha256', secret).update(payload).digest('base64url')}.${payload}`;
}
