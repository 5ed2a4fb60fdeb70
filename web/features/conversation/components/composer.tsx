import { useId, useMemo, useRef, useState, type Ref } from 'react';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import type { MessageId } from '../../../../contract/ids.ts';
import type { UserRef } from '../../../../contract/team.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { useTimeUntil } from '../../../lib/clock.ts';
import { WindowRing } from '../../../ui/window-ring.tsx';
import type { Draft } from '../../../lib/drafts.ts';
import type { ConversationAct } from '../api/act-on-conversation.ts';
import { noPurpose, saidPurpose } from '../composer/purpose.ts';
import { findReplyGround, firstNameOf } from '../composer/reply-ground.ts';
import { useAttachments } from '../composer/use-attachments.ts';
import type { WriteKind } from '../composer/use-composer-draft.ts';
import { useComposerHandle, type ComposerHandle } from '../composer/use-composer-handle.ts';
import { useSending } from '../composer/use-sending.ts';
import { createTypingSignal } from '../composer/typing-signal.ts';
import { useMentionPicker } from '../composer/use-mention-picker.ts';
import { useReplyPicker } from '../composer/use-reply-picker.ts';
import { useTextField } from '../composer/use-text-field.ts';
import { useWriting } from '../composer/use-writing.ts';
import type { Outbox } from '../outbox.ts';
import type { Translating } from '../translation/translating.ts';
import { useReplyTranslation } from '../translation/use-reply-translation.ts';
import { ComposerAdditions } from './composer-additions.tsx';
import { ComposerField } from './composer-field.tsx';
import { ComposerFoot } from './composer-foot.tsx';
import { ComposerTools } from './composer-tools.tsx';
import styles from './composer.module.css';
import { PurposeField } from './purpose-field.tsx';
import { MentionPicker } from './mention-picker.tsx';
import { ReplyBanners } from './reply-banners.tsx';
import { ReplyPicker } from './reply-picker.tsx';
import { ShutComposer } from './shut-composer.tsx';
import { WindowNews } from './window-news.tsx';
import { LanguageQuestion, TranslationPanel } from './translation-panel.tsx';
import { WriteTabs } from './write-tabs.tsx';

type ComposerProps = {
  conversation: ConversationDetails;
  me: UserRef;
  outbox: Outbox;
  /** The newest message of the server that was on screen. */
  newestId: MessageId | null;
  busyWith: ConversationAct['kind'] | null;
  onAct: (act: ConversationAct) => void;
  /** Escape: one step out. */
  onLeave: () => void;
  /** Of a thread of comments: what a reply answers, and the way to the private one; null elsewhere. */
  thread: ComposerThread | null;
  translating: Translating | null;
  ref: Ref<ComposerHandle>;
};

/** What is different where everybody reads. */
export type ComposerThread = {
  /** What a reply answers when nothing else is chosen; null when nothing is there to be answered. */
  answered: Draft['replyTo'];
  mayPrivate: boolean;
  onPrivate: () => void;
};

/** Where replies and notes are written. What is begun stays, whatever happens around it. */
export function Composer(props: ComposerProps) {
  const { conversation, me, outbox, newestId, busyWith, onAct, onLeave, thread, translating, ref } = props;
  const { id, contact, may, window: reply, writing: rules } = conversation;
  const name = firstNameOf(contact);
  const ground = findReplyGround(conversation, useTimeUntil(reply.endsAt));
  const manner = reply.state === 'human-agent' ? 'human' : 'standard';
  const writing = useWriting(me.id, id);
  const { kind, draft, edits, written, stale } = writing;
  const isNote = kind === 'note';
  const [wantsFollowUp, setWantsFollowUp] = useState(false);
  const isFollowUp = wantsFollowUp && ground.kind === 'shut' && ground.mayFollowUp === true;
  const shut = !isNote && ground.kind === 'shut' && !isFollowUp ? ground : null;

  const [buttonsOpen, setButtonsOpen] = useState(false);
  const buttonsShown = buttonsOpen || draft.quickReplies.length > 0;
  const { ref: field, focus: focusField, focusSoon, insert, put } = useTextField(writing, shut !== null);
  const answers = draft.replyTo ?? thread?.answered ?? null;
  const attachments = useAttachments(id, writing, rules.files, shut !== null);
  const { attach } = attachments;
  const [purpose, setPurpose] = useState(noPurpose);
  const [isMissed, setIsMissed] = useState(false);
  const purposeField = useRef<HTMLInputElement>(null);
  const asksPurpose = !isNote && thread === null && manner === 'human' && rules.asksPurpose;
  const inOther = useReplyTranslation(id, writing, translating);
  const translation = inOther === 'unknown' || inOther?.isAsWritten ? null : inOther;
  const onSent = () => {
    setWantsFollowUp(false);
    setButtonsOpen(false);
    focusField();
  };
  const sending = useSending({
    conversationId: id,
    me,
    outbox,
    newestId,
    writing,
    rules,
    attachments,
    purpose: asksPurpose
      ? {
          said: saidPurpose(purpose),
          onMissed: () => {
            setIsMissed(true);
            purposeField.current?.focus();
          },
        }
      : null,
    translation,
    isFollowUp,
    answers,
    onSent,
  });
  const focus = (next: WriteKind) => {
    if (next === 'note' && !may.note) return;
    writing.setKind(next);
    focusSoon();
  };
  useComposerHandle(ref, { meId: me.id, mayNote: may.note, edits, focus, attach });
  const picker = useReplyPicker({ conversationId: id, may, writing, focus: focusSoon });
  const mentions = useMentionPicker({ conversation, meId: me.id, isNote, put });
  const pickerId = useId();
  const shownList = mentions.isOpen ? mentions : picker.isOpen ? picker : null;
  const signalTyping = useMemo(
    () => createTypingSignal(() => request('POST', apiPaths.act(id, 'typing'))),
    [id],
  );
  const sentenceId = useId();

  return (
    <form
      className={styles.composer}
      data-kind={kind}
      data-shut={shut !== null || undefined}
      aria-label={isNote ? 'Private note' : `Reply to ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        sending.send();
      }}
    >
      <div className={styles.top}>
        <WriteTabs
          kind={kind}
          isPublic={thread !== null}
          isShut={ground.kind === 'shut' && !isFollowUp}
          mayNote={may.note}
          mayPrivate={thread?.mayPrivate ?? false}
          onChoose={(tab) => (tab === 'private' ? thread?.onPrivate() : focus(tab))}
        />
        <span className="grow" />
        <span id={sentenceId} className={styles.sentence}>
          {isNote ? (
            <span className={styles.notSent}>not sent to {name}</span>
          ) : thread !== null ? (
            <span className={styles.answering}>
              Answering <b>{answers?.authorName ?? name}</b>
            </span>
          ) : (
            <WindowRing state={reply.state} endsAt={reply.endsAt} length={shut ? 'short' : 'long'} />
          )}
        </span>
        <WindowNews endsAt={reply.endsAt} state={reply.state} />
      </div>
      {shut ? (
        <ShutComposer
          ground={shut}
          draft={draft.text}
          busyWith={busyWith}
          onAct={onAct}
          onFollowUp={() => {
            setWantsFollowUp(true);
            focusSoon();
          }}
          onNote={may.note ? () => focus('note') : null}
        />
      ) : (
        <>
          {!isNote && (
            <ReplyBanners
              manner={manner}
              isFollowUp={isFollowUp}
              stale={stale}
              quote={draft.replyTo}
              onUnquote={() => edits.setQuote(null)}
            >
              {asksPurpose && (
                <PurposeField
                  ref={purposeField}
                  purpose={purpose}
                  isMissed={isMissed}
                  onChange={setPurpose}
                />
              )}
            </ReplyBanners>
          )}
          {mentions.isOpen ? (
            <MentionPicker picker={mentions} id={pickerId} />
          ) : (
            <ReplyPicker picker={picker} id={pickerId} />
          )}
          <ComposerField
            ref={field}
            kind={kind}
            text={written.text}
            placeholder={
              isNote
                ? 'Write a note for the team'
                : thread !== null
                  ? 'Write what everybody may read'
                  : placeholderOf(manner, name)
            }
            describedBy={sentenceId}
            isTooLong={sending.isTooLong}
            picker={shownList && { id: pickerId, active: `${pickerId}-${shownList.activeIndex}` }}
            onText={(text, caret) => {
              picker.onText(text, caret);
              mentions.onText(text, caret);
              if (!isNote) signalTyping(text);
            }}
            onKeyDown={(event) => mentions.onKeyDown(event) || picker.onKeyDown(event)}
            onSend={sending.send}
            onFiles={attach}
            onLeave={onLeave}
          />
          {inOther === 'unknown' && translating ? (
            <LanguageQuestion conversationId={id} translating={translating} />
          ) : (
            inOther !== 'unknown' &&
            inOther && (
              <TranslationPanel
                reply={inOther}
                isBlank={written.text.trim() === ''}
                onSend={sending.send}
                onLeave={onLeave}
              />
            )
          )}
          <ComposerAdditions
            attachments={attachments}
            promised={sending.isPromised ? { onTakeBack: sending.takeBack } : null}
            template={
              isNote || draft.template === null
                ? null
                : { template: draft.template, onRemove: () => edits.setTemplate(null) }
            }
            buttons={
              !isNote && buttonsShown
                ? {
                    buttons: draft.quickReplies,
                    onChange: edits.setButtons,
                    startOpen: buttonsOpen && draft.quickReplies.length === 0,
                  }
                : null
            }
          />
          <ComposerFoot
            kind={kind}
            isPublic={thread !== null}
            isStale={stale !== null}
            quickReplies={draft.quickReplies}
            sending={sending}
            translation={
              translation && { isReady: translation.isReady, isNeeded: written.text.trim() !== '' }
            }
          >
            <ComposerTools
              onFiles={isNote || rules.files.isOn ? attach : null}
              onInsert={insert}
              savedReplies={isNote ? null : { shown: picker.isOpen, onToggle: picker.toggle }}
              buttons={
                isNote || thread !== null
                  ? null
                  : { shown: buttonsShown, onToggle: () => setButtonsOpen((before) => !before) }
              }
            />
          </ComposerFoot>
        </>
      )}
    </form>
  );
}

function placeholderOf(manner: 'standard' | 'human', name: string): string {
  return manner === 'human' ? `Answer ${name} by hand` : `Write to ${name}`;
}
