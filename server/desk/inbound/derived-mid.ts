import type { PersonEvent, PostbackEvent, Referral } from '../../facebook/webhook/page-event.ts';
import { uuidOf } from '../../kit/uuid-of.ts';

// Where Meta gives no message id, one is made from the event: its twin has the same and changes nothing.

/** Meta's id of a postback, or one made from it: postbacks of old, and some in standby, have none. */
export function midOfPostback(event: PostbackEvent, at: Date): string {
  return (
    event.mid ??
    `postback:${uuidOf(event.personId, at.toISOString(), event.title ?? '', event.payload ?? '')}`
  );
}

/** The id of the line that tells a referral. */
export function midOfReferral(personId: string, referral: Referral, at: Date): string {
  return `referral:${uuidOf(personId, at.toISOString(), JSON.stringify(referral))}`;
}

/** The id of the line that tells something unknown. */
export function midOfLine(event: PersonEvent, kind: string): string {
  return `line:${uuidOf(event.personId, kind, JSON.stringify(event.raw))}`;
}
