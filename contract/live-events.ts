import { z } from 'zod';
import { conversationId, customerId, messageId } from './ids.ts';
import { conversationSummary } from './conversations.ts';
import { floorNeed } from './floor.ts';
import { message } from './messages.ts';
import { noticeBox } from './notices.ts';
import { offer } from './offers.ts';
import { page } from './pages.ts';
import { roomMessage } from './setup-room.ts';
import { score } from './score.ts';
import { colleague, departmentRef, userRef } from './team.ts';

/**
 * What the server tells a browser. Each event carries the state after it, not a difference:
 * state fetched before, plus events, equals state fetched after; applying one twice changes nothing.
 */
export const liveEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('conversation.changed'), conversation: conversationSummary }),
  /** It left what the listener may see. */
  z.object({ kind: z.literal('conversation.removed'), conversationId }),
  z.object({ kind: z.literal('message.added'), conversationId, message }),
  z.object({ kind: z.literal('message.changed'), conversationId, message }),
  /** A failed message that its writer threw away, or the second copy of one. */
  z.object({ kind: z.literal('message.removed'), conversationId, messageId }),
  /** Who else has it open; the listener is never among them. */
  z.object({ kind: z.literal('viewers.changed'), conversationId, viewers: z.array(userRef) }),
  /** What stands beside its messages changed: fetch the opened conversation anew. */
  z.object({ kind: z.literal('conversation.details-changed'), conversationId }),
  /** A customer answered a survey; told to those who lead, and to the agent whose conversation it was. */
  z.object({
    kind: z.literal('survey.answered'),
    requestId: z.uuid(),
    conversationId,
    number: z.number().int(),
    contactName: z.string(),
    /** Null while the rating is not answered. */
    score: score.nullable(),
    isLow: z.boolean(),
  }),
  z.object({ kind: z.literal('colleague.changed'), colleague }),
  z.object({ kind: z.literal('department.changed'), department: departmentRef }),
  z.object({ kind: z.literal('page.changed'), page }),
  /** Said in the setup room; told to administrators, and a command with its answer to its writer alone. */
  z.object({ kind: z.literal('room.message-added'), message: roomMessage }),
  /** How far Facebook is set up: fetch it anew, since it is judged by more than the database holds. */
  z.object({ kind: z.literal('checklist.changed') }),
  /** Units, or who is set for them: fetch them anew. Told to administrators. */
  z.object({ kind: z.literal('units.changed') }),
  /** Operating hours, or what goes by them: fetch them anew. */
  z.object({ kind: z.literal('operating-hours.changed') }),
  /** What is offered to the listener now. */
  z.object({ kind: z.literal('offers.changed'), offers: z.array(offer) }),
  /** Somebody was shut out, or is let in again: fetch the list anew. */
  z.object({ kind: z.literal('bans.changed') }),
  /** What is set for the texts of all pages: fetch it anew. */
  z.object({ kind: z.literal('automated-texts.changed') }),
  /** What is set for the whole house: fetch it anew. */
  z.object({ kind: z.literal('privacy-policy.changed') }),
  /** A customer's card, or what hangs on it: fetch it anew. It may be gone. */
  z.object({ kind: z.literal('customer.changed'), customerId }),
  /** What is asked of customers, or how they are found again: fetch it anew. */
  z.object({ kind: z.literal('customer-fields.changed') }),
  /** Work streams or their rules: fetch them anew. */
  z.object({ kind: z.literal('work-stream.changed') }),
  /** Which presences can be chosen: fetch them, and oneself, anew. */
  z.object({ kind: z.literal('presences.changed') }),
  /** Something that those who lead should look at; told to them alone. */
  z.object({ kind: z.literal('alert.raised'), need: floorNeed }),
  /** Triggers or their order: fetch them anew. */
  z.object({ kind: z.literal('triggers.changed') }),
  /** The service that translates: fetch what is told of it anew. */
  z.object({ kind: z.literal('translation.changed') }),
  /** What the listener should look at. */
  z.object({ kind: z.literal('notices.changed'), box: noticeBox }),
  /** The listener's own rights changed: fetch everything anew. */
  z.object({ kind: z.literal('me.changed') }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;
export type LiveEventKind = LiveEvent['kind'];

/** From the server. Frames of `events` follow one another without a gap from the cursor on. */
export const serverFrame = z.discriminatedUnion('type', [
  /** The first frame. `cursor` is where the stream stands. */
  z.object({ type: z.literal('hello'), cursor: z.string() }),
  z.object({ type: z.literal('events'), cursor: z.string(), events: z.array(liveEvent) }),
  /** The cursor was too old, or the socket too slow: fetch everything anew, go on from `cursor`. */
  z.object({ type: z.literal('resync'), cursor: z.string() }),
  z.object({ type: z.literal('pong') }),
]);
export type ServerFrame = z.infer<typeof serverFrame>;

/** From the browser. */
export const clientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ping') }),
  /** The conversation that this desk has open now, null when none. */
  z.object({ type: z.literal('viewing'), conversationId: conversationId.nullable() }),
]);
export type ClientFrame = z.infer<typeof clientFrame>;
