import { useEffect, useState } from 'react';
import type { WritingRules } from '../../../../contract/conversations.ts';
import type { ConversationId, MessageId } from '../../../../contract/ids.ts';
import { limits } from '../../../../contract/messages.ts';
import type { WritePurpose } from '../../../../contract/send-purpose.ts';
import type { UserRef } from '../../../../contract/team.ts';
import { nowMs } from '../../../lib/clock.ts';
import { emptyDraft, type Draft } from '../../../lib/drafts.ts';
import { newClientId } from '../../../lib/new-client-id.ts';
import { setStale } from '../desk-outbox.ts';
import type { Outbox } from '../outbox.ts';
import { measureReply, type ReplySize } from './reply-size.ts';
import { settlePromise, stepOfPress, type SendPromise } from './send-step.ts';
import type { ReplyTranslation } from '../translation/use-reply-translation.ts';
import type { Attachments } from './use-attachments.ts';
import type { Writing } from './use-writing.ts';
import { isBlank, writtenOf } from './written.ts';

/** Whether what is written may go out, and how it does. */
export type Sending = {
  /** Of the reply; a note goes out in one piece and measures nothing. */
  size: ReplySize;
  isTooLong: boolean;
  maySend: boolean;
  /** Sends, or promises to when the files are there. */
  send: () => void;
  /** It goes out by itself when the files are there. */
  isPromised: boolean;
  takeBack: () => void;
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
  attachments: Attachments;
  /** What the answer is for; null: it needs none. `said` is null while something of it is missing. */
  purpose: { said: WritePurpose | null; onMissed: () => void } | null;
  /** It goes out in the customer's language; null: as it is written. */
  translation: Pick<ReplyTranslation, 'readyOf' | 'ask'> | null;
  isFollowUp: boolean;
  /** What a reply quotes, or under a comment what it answers. */
  answers: Draft['replyTo'];
  onSent: () => void;
};

export function useSending(facts: SendingFacts): Sending {
  const { conversationId, me, outbox, newestId, writing, rules, isFollowUp, answers, onSent } = facts;
  const { attachments, purpose, translation } = facts;
  const { isUploading } = attachments;
  const { kind, draft: shown, edits, written, stale } = writing;
  const isNote = kind === 'note';
  const ready = translation?.readyOf(shown) ?? null;
  // Measured is what goes out.
  const leaving = ready === null ? written : { ...written, text: ready.text };
  const size = measureReply(isNote ? { ...emptyDraft.note, template: null } : leaving, rules);
  const isTooLong = isNote ? written.text.trim().length > limits.replyUnits : size.tooLong;
  const step = stepOfPress({
    isBlank: isBlank(written),
    isUploading,
    isTooLong,
    lacksPurpose: purpose !== null && purpose.said === null,
    lacksTranslation: translation !== null && written.text.trim() !== '' && ready === null,
  });
  const [promise, setPromise] = useState<SendPromise | null>(null);
  const here: SendPromise = {
    kind,
    text: written.text,
    files: written.uploads.length + attachments.pending.length,
  };

  const discard = () => {
    edits.clear(kind);
    if (kind === 'reply') setStale(conversationId, null);
  };
  const sendNow = () => {
    // Read anew: a second click in the same breath finds nothing left to send.
    const draft = edits.read();
    const now = writtenOf(draft, kind);
    if (isBlank(now)) return;
    const { uploads, template } = now;
    const isTranslated = translation !== null && now.text.trim() !== '';
    const seen = isTranslated ? translation.readyOf(draft) : null;
    // What nobody has seen in that language does not go out in it.
    if (isTranslated && seen === null) return;
    outbox.add({
      clientId: newClientId(),
      conversationId,
      kind,
      author: { id: me.id, name: me.name },
      text: seen?.text ?? now.text.trim(),
      ...(seen ? { ownWords: seen.ownWords } : {}),
      uploads,
      quickReplies: isNote ? [] : draft.quickReplies,
      template,
      replyTo: isNote ? null : (draft.replyTo ?? answers),
      seen: stale?.newer.id ?? newestId,
      ...(purpose?.said ? { purpose: purpose.said } : {}),
      ...(isFollowUp && !isNote ? { isFollowUp } : {}),
      createdAt: new Date(nowMs()).toISOString(),
    });
    discard();
    onSent();
  };
  const send = () => {
    if (step === 'send') sendNow();
    if (step === 'wait') setPromise(here);
    if (step === 'ask-purpose') purpose?.onMissed();
    if (step === 'translate') translation?.ask();
  };
  const hasFault = attachments.pending.some((one) => one.fault !== null);
  const settled = promise && settlePromise(promise, { ...here, isUploading, hasFault, step });
  useEffect(() => {
    if (settled === null || settled === 'wait') return;
    setPromise(null);
    if (settled === 'send') sendNow();
    // What is sent is read at that moment; nothing else starts it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  const takeBack = () => setPromise(null);
  return {
    size,
    isTooLong,
    maySend: step !== 'nothing',
    send,
    isPromised: settled === 'wait',
    takeBack,
    discard,
  };
}
