import {
  IconArrowBackUp,
  IconLock,
  IconNote,
  IconPaperclip,
  IconSend2,
  IconUser,
  IconX,
} from '@tabler/icons-react';
import {
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
} from 'react';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import type { MessageId } from '../../../../contract/ids.ts';
import { limits, type Message } from '../../../../contract/messages.ts';
import type { UserRef } from '../../../../contract/team.ts';
import { nowMs, useTimeUntil } from '../../../lib/clock.ts';
import { useCommand } from '../../../lib/commands.ts';
import { newClientId } from '../../../lib/new-client-id.ts';
import { isSendStroke, useSendKey } from '../../../lib/send-key.ts';
import { Button } from '../../../ui/button.tsx';
import { ButtonsIcon } from '../../../ui/buttons-icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { WindowRing } from '../../../ui/window-ring.tsx';
import type { ConversationAct } from '../api/act-on-conversation.ts';
import { findReplyGround, firstNameOf } from '../composer/reply-ground.ts';
import { measureReply } from '../composer/reply-size.ts';
import { beginUploads, removeUpload, usePendingUploads } from '../composer/uploads.ts';
import { useComposerDraft, type WriteKind } from '../composer/use-composer-draft.ts';
import { giveBack, setStale, useStale } from '../desk-outbox.ts';
import type { Outbox, OutboxEntry } from '../outbox.ts';
import { AttachmentChips } from './attachment-chips.tsx';
import styles from './composer.module.css';
import { EmojiPicker } from './emoji-picker.tsx';
import { QuickReplyEditor } from './quick-reply-editor.tsx';
import { SendKeyMenu } from './send-key-menu.tsx';
import { ShutComposer } from './shut-composer.tsx';
import { SplitPreview } from './split-preview.tsx';
import { StaleBanner } from './stale-banner.tsx';

/** What the pane asks of its composer. */
export type ComposerHandle = {
  focus: (kind: WriteKind) => void;
  quote: (message: Message) => void;
  attach: (files: readonly File[]) => void;
  /** Puts back what could not be sent, before what has been begun since. */
  putBack: (entry: OutboxEntry) => void;
};

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
  ref: Ref<ComposerHandle>;
};

/** Where replies and notes are written. What is begun stays, whatever happens around it. */
export function Composer(props: ComposerProps) {
  const { conversation, me, outbox, newestId, busyWith, onAct, onLeave, ref } = props;
  const { id, contact, may, window: reply } = conversation;
  const { draft, edits } = useComposerDraft(me.id, id);
  const [kind, setKindShown] = useState<WriteKind>(draft.kind);
  const [buttonsOpen, setButtonsOpen] = useState(false);
  const stale = useStale(id);
  const sendKey = useSendKey();
  const pending = usePendingUploads(id, kind);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const sentenceId = useId();
  const ground = findReplyGround(conversation, useTimeUntil(reply.endsAt));
  const name = firstNameOf(contact);

  const isNote = kind === 'note';
  const { text, uploads } = isNote ? draft.note : draft;
  const size = measureReply({ text: isNote ? '' : text, uploads: isNote ? [] : uploads });
  const isUploading = pending.some((one) => one.fault === null);
  const hasContent = text.trim() !== '' || uploads.length > 0;
  const isTooLong = isNote ? text.trim().length > limits.replyUnits : size.tooLong;
  const maySend = hasContent && !isUploading && !isTooLong;
  const isShut = !isNote && ground.kind === 'shut';

  const setKind = (next: WriteKind) => {
    setKindShown(next);
    edits.setKind(next);
  };
  const focus = (next: WriteKind) => {
    if (next === 'note' && !may.note) return;
    setKind(next);
    // The field may only come with this change.
    requestAnimationFrame(() => field.current?.focus());
  };
  const attach = (files: readonly File[]) => {
    if (files.length === 0 || isShut) return;
    beginUploads({
      conversationId: id,
      kind,
      files,
      attached: uploads.length,
      onDone: (upload) => edits.addUpload(kind, upload),
    });
  };

  useImperativeHandle(ref, () => ({
    focus,
    attach,
    quote: (message) => {
      edits.setQuote({ messageId: message.id, text: message.text, authorName: message.author.name });
      focus('reply');
    },
    putBack: (entry) => {
      giveBack(me.id, entry);
      focus(entry.kind);
    },
  }));
  useCommand({
    id: 'composer.reply',
    title: 'Write a reply',
    group: 'Composer',
    keys: 'r',
    run: () => focus('reply'),
  });
  useCommand(
    may.note
      ? {
          id: 'composer.note',
          title: 'Write a private note',
          group: 'Composer',
          keys: 'n',
          run: () => focus('note'),
        }
      : null,
  );
  useEffect(() => {
    if (stale !== null) setKindShown('reply');
  }, [stale]);
  useLayoutEffect(() => {
    if (field.current) fitHeight(field.current);
  }, [text, kind, isShut]);

  const send = () => {
    // Read anew: a second click in the same breath finds nothing left to send.
    const now = edits.read();
    const { text: words, uploads: files } = isNote ? now.note : now;
    if (!maySend || (words.trim() === '' && files.length === 0)) return;
    outbox.add({
      clientId: newClientId(),
      conversationId: id,
      kind,
      author: { id: me.id, name: me.name },
      text: words.trim(),
      uploads: files,
      quickReplies: isNote ? [] : now.quickReplies,
      replyTo: isNote ? null : now.replyTo,
      seen: stale?.newer.id ?? newestId,
      createdAt: new Date(nowMs()).toISOString(),
    });
    edits.clear(kind);
    setButtonsOpen(false);
    setStale(id, null);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onLeave();
      return;
    }
    const { key, ctrlKey, metaKey, shiftKey } = event;
    const { isComposing } = event.nativeEvent;
    if (!isSendStroke({ key, ctrlKey, metaKey, shiftKey, isComposing }, sendKey)) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    attach(files);
  };
  const insert = (words: string) => {
    const box = field.current;
    const at = box?.selectionStart ?? text.length;
    const end = box?.selectionEnd ?? at;
    edits.setText(kind, text.slice(0, at) + words + text.slice(end));
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(at + words.length, at + words.length);
    });
  };

  return (
    <form
      className={styles.composer}
      data-kind={kind}
      data-shut={isShut || undefined}
      aria-label={isNote ? 'Private note' : `Reply to ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={styles.top}>
        <Tabs kind={kind} isShut={ground.kind === 'shut'} mayNote={may.note} onChoose={focus} />
        <span className="grow" />
        <span id={sentenceId} className={styles.sentence}>
          {isNote ? (
            <span className={styles.notSent}>not sent to {name}</span>
          ) : (
            <WindowRing
              state={reply.state}
              endsAt={reply.endsAt}
              length={ground.kind === 'open' ? 'long' : 'short'}
            />
          )}
        </span>
        <WindowNews endsAt={reply.endsAt} state={reply.state} />
      </div>
      {!isNote && ground.kind === 'shut' ? (
        <ShutComposer
          ground={ground}
          draft={draft.text}
          busyWith={busyWith}
          onAct={onAct}
          onNote={may.note ? () => focus('note') : null}
        />
      ) : (
        <>
          {!isNote && ground.kind === 'open' && ground.manner === 'human' && (
            <p className={styles.rule}>
              <IconUser size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
              No offers or advertising. Automated texts and surveys stay off.
            </p>
          )}
          {!isNote && stale !== null && <StaleBanner newer={stale.newer} />}
          {!isNote && draft.replyTo !== null && (
            <div className={styles.quote}>
              <span className={styles.quoted}>
                <b>{draft.replyTo.authorName}</b>
                <span className="clip">{draft.replyTo.text ?? 'A message without text'}</span>
              </span>
              <IconButton
                size="small"
                label="Do not quote"
                icon={<IconX size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
                onClick={() => edits.setQuote(null)}
              />
            </div>
          )}
          <textarea
            ref={field}
            className={styles.text}
            rows={1}
            dir="auto"
            value={text}
            aria-label={isNote ? 'Note' : 'Message'}
            aria-describedby={sentenceId}
            aria-invalid={isTooLong || undefined}
            placeholder={placeholderOf(kind, ground.kind === 'open' ? ground.manner : 'standard', name)}
            onChange={(event) => edits.setText(kind, event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
          />
          {(uploads.length > 0 || pending.length > 0 || (!isNote && showsButtons())) && (
            <div className={styles.added}>
              <AttachmentChips
                uploads={uploads}
                pending={pending}
                onRemove={(upload) => edits.removeUpload(kind, upload)}
                onRemovePending={removeUpload}
              />
              {!isNote && showsButtons() && (
                <>
                  {uploads.length + pending.length > 0 && <span className={styles.parting} />}
                  <QuickReplyEditor
                    buttons={draft.quickReplies}
                    onChange={(buttons) => edits.setButtons(buttons)}
                    startOpen={buttonsOpen && draft.quickReplies.length === 0}
                  />
                </>
              )}
            </div>
          )}
          <div className={styles.foot}>
            <input
              ref={picker}
              type="file"
              multiple
              hidden
              onChange={(event) => {
                attach([...(event.currentTarget.files ?? [])]);
                event.currentTarget.value = '';
              }}
            />
            <IconButton
              size="small"
              label="Attach a file"
              icon={<IconPaperclip size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
              onClick={() => picker.current?.click()}
            />
            <EmojiPicker onPick={insert} />
            {!isNote && (
              <IconButton
                size="small"
                label="Quick reply buttons"
                on={showsButtons()}
                icon={<ButtonsIcon size={iconSizes.regular} />}
                onClick={() => setButtonsOpen((before) => !before)}
              />
            )}
            {isNote && <span className={styles.hint}>Only your team sees this</span>}
            <span className="grow" />
            {isUploading && <span className={styles.waits}>Sending waits for the upload</span>}
            {isNote && isTooLong && <span className={styles.waits}>A note may have 20,000 characters</span>}
            {!isNote && <SplitPreview size={size} buttons={draft.quickReplies} />}
            {!isNote && stale !== null ? (
              <>
                <Button
                  kind="quiet"
                  onClick={() => {
                    edits.clear('reply');
                    setStale(id, null);
                  }}
                >
                  Discard mine
                </Button>
                <Button submit disabled={!maySend}>
                  Send as well
                </Button>
              </>
            ) : (
              <SendButton isNote={isNote} disabled={!maySend} sendKey={sendKey} />
            )}
          </div>
        </>
      )}
    </form>
  );

  function showsButtons(): boolean {
    return buttonsOpen || draft.quickReplies.length > 0;
  }
}

function placeholderOf(kind: WriteKind, manner: 'standard' | 'human', name: string): string {
  if (kind === 'note') return 'Write a note for the team';
  return manner === 'human' ? `Answer ${name} by hand` : `Write to ${name}`;
}

type TabsProps = {
  kind: WriteKind;
  isShut: boolean;
  mayNote: boolean;
  onChoose: (kind: WriteKind) => void;
};

function Tabs({ kind, isShut, mayNote, onChoose }: TabsProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    onChoose(kind === 'reply' ? 'note' : 'reply');
  };
  return (
    <div className={styles.tabs} role="tablist" aria-label="What to write">
      <button
        type="button"
        role="tab"
        className={styles.tab}
        aria-selected={kind === 'reply'}
        tabIndex={kind === 'reply' ? 0 : -1}
        data-shut={isShut || undefined}
        onClick={() => onChoose('reply')}
        onKeyDown={onKeyDown}
      >
        <IconArrowBackUp size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
        Reply
        {kind === 'note' && <KeyHint keys="R" />}
      </button>
      <button
        type="button"
        role="tab"
        className={styles.tab}
        aria-selected={kind === 'note'}
        disabled={!mayNote}
        tabIndex={kind === 'note' ? 0 : -1}
        onClick={() => onChoose('note')}
        onKeyDown={onKeyDown}
      >
        {kind === 'note' ? (
          <IconLock size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
        ) : (
          <IconNote size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
        )}
        Note
        {kind === 'reply' && <KeyHint keys="N" />}
      </button>
    </div>
  );
}

type SendButtonProps = { isNote: boolean; disabled: boolean; sendKey: 'enter' | 'ctrl-enter' };

function SendButton({ isNote, disabled, sendKey }: SendButtonProps) {
  const hint = sendKey === 'enter' ? '↵' : 'Ctrl ↵';
  if (isNote) {
    return (
      <Button submit kind="note" disabled={disabled}>
        Add note
      </Button>
    );
  }
  return (
    <span className={styles.send}>
      <Button
        submit
        kind="primary"
        hint={hint}
        disabled={disabled}
        className={styles.sendMain}
        icon={
          <IconSend2
            className={styles.sendIcon}
            size={iconSizes.regular}
            stroke={iconStroke}
            aria-hidden="true"
          />
        }
      >
        <span className={styles.sendWord}>Send</span>
      </Button>
      <SendKeyMenu disabled={disabled} />
    </span>
  );
}

type WindowNewsProps = { state: ConversationDetails['window']['state']; endsAt: string | null };

/** Told once to screen readers: an hour before the window closes, and ten minutes before. */
function WindowNews({ state, endsAt }: WindowNewsProps) {
  const now = useTimeUntil(endsAt);
  const leftMinutes = endsAt === null ? Infinity : (Date.parse(endsAt) - now) / 60_000;
  const news =
    state === 'closed' || leftMinutes <= 0
      ? ''
      : leftMinutes <= 10
        ? 'Ten minutes left to reply.'
        : leftMinutes <= 60
          ? 'One hour left to reply.'
          : '';
  return (
    <span className="sr" role="status">
      {news}
    </span>
  );
}

/** The field is as high as its text, up to what the sheet allows. */
function fitHeight(box: HTMLTextAreaElement): void {
  box.style.blockSize = 'auto';
  box.style.blockSize = `${box.scrollHeight}px`;
}
