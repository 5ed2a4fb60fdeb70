import type { WritingRules } from '../../../../contract/conversations.ts';
import type { ConversationId, MessageId } from '../../../../contract/ids.ts';
import { limits } from '../../../../contract/messages.ts';
import type { UserRef } from '../../../../contract/team.ts';
import { nowMs } from '../../../lib/clock.ts';
import { emptyDraft, type Draft } from '../../../lib/drafts.ts';
import { newClientId } from '../../../lib/new-client-id.ts';
import { setStale } from '../desk-outbox.ts';
import type { Outbox } from '../outbox.ts';
import { measureReply, type ReplySize } from './reply-size.ts';
import type { Writing } from './use-writing.ts';
import { isBlank, writtenOf } from './written.ts';

/** Whether what is written may go out, and how it does. */
export type Sending = {
  /** Of the reply; a note goes out in one piece and measures nothing. */
  size: ReplySize;
  isTooLong: boolean;
  maySend: boolean;
  send: () => void;
  /** Empties the field, and with it the choice that a faster colleague left. */
  discard: () => void;
};

type SendingFacts = {
  conversationId: ConversationId;
  me: UserRef;
  outbox: Outbox;
  /** The newest message of the server that was on screen. */
  newestId: MessageId | null;
  writing: Writing;
  rules: WritingRules;
  isUploading: boolean;
  isFollowUp: boolean;
  /** What a reply quotes, or under a comment what it answers. */
  answers: Draft['replyTo'];
  onSent: () => void;
};

export function useSending(facts: SendingFacts): Sending {
  const { conversationId, me, outbox, newestId, writing, rules, isUploading, isFollowUp, answers, onSent } =
    facts;
  const { kind, edits, written, stale } = writing;
  const isNote = kind === 'note';
  const size = measureReply(isNote ? { ...emptyDraft.note, template: null } : written, rules);
  const isTooLong = isNote ? written.text.trim().length > limits.replyUnits : size.tooLong;
  const maySend = !isBlank(written) && !isUploading && !isTooLong;

  const discard = () => {
    edits.clear(kind);
    if (kind === 'reply') setStale(conversationId, null);
  };
  const send = () => {
    // Read anew: a second click in the same breath finds nothing left to send.
    const draft = edits.read();
    const now = writtenOf(draft, kind);
    if (!maySend || isBlank(now)) return;
    const { text, uploads, template } = now;
    outbox.add({
      clientId: newClientId(),
      conversationId,
      kind,
      author: { id: me.id, name: me.name },
      text: text.trim(),
      uploads,
      quickReplies: isNote ? [] : draft.quickReplies,
      template,
      replyTo: isNote ? null : (draft.replyTo ?? answers),
      seen: stale?.newer.id ?? newestId,
      ...(isFollowUp && !isNote ? { isFollowUp } : {}),
      createdAt: new Date(nowMs()).toISOString(),
    });
    discard();
    onSent();
  };
  return { size, isTooLong, maySend, send, discard };
}
