import { IconPaperclip } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AttachmentId, MessageId } from '../../../contract/ids.ts';
import type { ConversationDetails } from '../../../contract/conversations.ts';
import type { Message } from '../../../contract/messages.ts';
import { isProblem } from '../../lib/api.ts';
import { useCommand } from '../../lib/commands.ts';
import { useMinute } from '../../lib/clock.ts';
import { useConversation, useMe } from '../../lib/desk-queries.ts';
import { useDraft } from '../../lib/drafts.ts';
import { flattenPages } from '../../lib/message-pages.ts';
import type { ConversationPaneProps } from '../../lib/pane-props.ts';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { useSkeletons } from '../../ui/skeleton.tsx';
import { FailedState, ForbiddenState } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { WindowRing } from '../../ui/window-ring.tsx';
import { useActOnConversation, type ConversationAct } from './api/act-on-conversation.ts';
import { useDiscardMessage } from './api/discard-message.ts';
import { useMessages } from './api/list-messages.ts';
import { askForTranslation } from './api/translation.ts';
import { useTakeLinkBack } from './api/take-link-back.ts';
import { findAnswered } from './comments/arrange-thread.ts';
import { isStillOpen } from './comments/comment-acts.tsx';
import { mayHandle } from './comments/may-handle.ts';
import { PrivateReplyForm } from './comments/private-reply-form.tsx';
import { Thread } from './comments/thread.tsx';
import { Composer } from './components/composer.tsx';
import { ConversationHeader } from './components/conversation-header.tsx';
import { EndDialog, wantedForEnding } from './components/end-dialog.tsx';
import { Lightbox } from './components/lightbox.tsx';
import { ConversationSkeleton } from './components/conversation-skeleton.tsx';
import { Timeline } from './components/timeline.tsx';
import { TranslationBar } from './components/translation-bar.tsx';
import { TranslationCommand, TranslationMenu } from './components/translation-menu.tsx';
import { useAgain } from './components/use-again.tsx';
import { firstNameOf } from './composer/reply-ground.ts';
import type { ComposerHandle } from './composer/use-composer-handle.ts';
import styles from './conversation-pane.module.css';
import { useOutbox, useOutboxEntries } from './desk-outbox.ts';
import { createMerger } from './timeline/merge-outbox.ts';
import { TimelineProvider, type TimelineContext } from './timeline-context.ts';
import { useTranslating } from './translation/translating.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useMarkSeen } from './use-mark-seen.ts';
import { useUnreadFrom } from './use-unread-from.ts';

/** One conversation: who it is with, what was said, and where one answers. */
export function ConversationPane(props: ConversationPaneProps) {
  const { conversationId } = props;
  const conversation = useConversation(conversationId);
  const showSkeleton = useSkeletons(conversation.isPending);
  // Also when it was open a moment ago: it may have gone to a department that one is not in.
  if (isProblem(conversation.error, 'not-found') || isProblem(conversation.error, 'forbidden')) {
    return <ForbiddenState />;
  }
  if (conversation.data && !showSkeleton) {
    return <OpenConversation {...props} conversation={conversation.data} />;
  }
  if (conversation.error) {
    return (
      <FailedState
        title="The conversation could not be loaded"
        error={conversation.error}
        retrying={conversation.isFetching}
        onRetry={() => void conversation.refetch()}
      />
    );
  }
  return showSkeleton ? <ConversationSkeleton /> : null;
}

type OpenConversationProps = ConversationPaneProps & { conversation: ConversationDetails };

function OpenConversation(props: OpenConversationProps) {
  const { conversation, conversationId, onBack, detailsOpen, onToggleDetails, onEnded } = props;
  const { user: me } = useMe();
  const { contact, may } = conversation;
  const outbox = useOutbox(me.id);
  const entries = useOutboxEntries(outbox, conversationId);
  const pages = useMessages(conversationId);
  const showSkeleton = useSkeletons(pages.isPending);
  const loaded = useMemo(() => flattenPages(pages.data), [pages.data]);
  const [merge] = useState(createMerger);
  const messages = useMemo(() => merge(loaded, entries), [merge, loaded, entries]);
  const newestId = loaded.at(-1)?.id ?? null;

  const [atEnd, setAtEnd] = useState(true);
  const [openPicture, setOpenPicture] = useState<AttachmentId | null>(null);
  const unreadFrom = useUnreadFrom(messages, pages.data ? conversation.unreadCount : null, atEnd);
  useMarkSeen({ conversationId, newestId, unreadCount: conversation.unreadCount, atEnd });

  const act = useActOnConversation(conversationId);
  const busyWith = act.isPending ? act.variables.kind : null;
  const { mutate } = act;
  const [asksFor, setAsksFor] = useState<'end' | 'handled' | null>(null);
  const wants = wantedForEnding(conversation) !== null;
  const run = useCallback(
    (what: ConversationAct) => {
      if (wants && (what.kind === 'end' || what.kind === 'handled')) return setAsksFor(what.kind);
      mutate(what, {
        onSuccess: (after) => {
          const done = leaving[what.kind];
          if (!done) return;
          const undo = after?.status === 'closed' ? 'reopen' : 'resume';
          showToast({
            tone: 'success',
            title: done,
            text: contact.name,
            ...(what.kind === 'transfer'
              ? {}
              : { action: { label: 'Undo', run: () => mutate({ kind: undo }) } }),
          });
          onEnded();
        },
      });
    },
    [mutate, contact.name, onEnded, wants],
  );
  useConversationCommands(conversation, run);

  const translating = useTranslating(conversation);
  const composer = useRef<ComposerHandle>(null);
  const pane = useRef<HTMLElement>(null);
  const jump = useRef<((id: MessageId) => boolean) | null>(null);
  const jumpTo = useJump(jump, pages);
  const asksPurpose = conversation.window.state === 'human-agent' && conversation.writing.asksPurpose;
  const { again, dialog: purposeDialog } = useAgain(asksPurpose);
  const { mutate: discardMessage } = useDiscardMessage();
  const { mutate: takeLinkBack } = useTakeLinkBack();
  const context = useMemo<TimelineContext>(
    () => ({
      meId: me.id,
      customerName: contact.name,
      customerFirstName: firstNameOf(contact),
      customerPictureUrl: contact.pictureUrl,
      mayReply: may.reply,
      translating,
      translate: (message) => void askForTranslation(message.id, translating?.language ?? ''),
      quote: (message) => composer.current?.quote(message),
      jumpTo,
      openPicture: setOpenPicture,
      retryMessage: (message) => again(message, 'same'),
      discardMessage: (message) =>
        discardMessage(message, {
          onError: (error) =>
            showToast({ tone: 'danger', title: 'It could not be discarded', text: error.message }),
        }),
      sendAsLink: (message) => again(message, 'link'),
      takeLinkBack,
      retryEntry: (entry) => outbox.retry(entry.clientId),
      editEntry: (entry) => {
        outbox.discard(entry.clientId);
        composer.current?.putBack(entry);
      },
      discardEntry: (entry) => outbox.discard(entry.clientId),
    }),
    // A contact changes its object with every event of its conversation; the screen needs these three alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [
      me.id,
      contact.name,
      contact.firstName,
      contact.pictureUrl,
      may.reply,
      translating,
      jumpTo,
      again,
      discardMessage,
      takeLinkBack,
      outbox,
    ],
  );
  const quoteByKey = useCallback(
    (message: Message) => {
      if (may.reply && message.kind === 'message') composer.current?.quote(message);
    },
    [may.reply],
  );
  const isPublic = conversation.kind === 'comment';
  const quotedId = useDraft(me.id, conversationId)?.replyTo?.messageId;
  const answered = messages.find(({ message }) => message.id === quotedId)?.message ?? findAnswered(messages);
  const [privateTo, setPrivateTo] = useState<Message | null>(null);
  const nowMs = useMinute();
  const isPrivatePossible =
    answered !== null && answered.comment !== null && isStillOpen(answered.comment, nowMs);
  const privateCandidate = may.reply && isPrivatePossible ? answered : null;
  const answer = useCallback(
    (message: Message) => {
      if (!may.reply || message.unsentAt !== null || message.comment === null) return;
      setPrivateTo(null);
      requestAnimationFrame(() => composer.current?.quote(message));
    },
    [may.reply],
  );
  const setJumper = useCallback((go: (id: MessageId) => boolean) => {
    jump.current = go;
  }, []);
  const answerPrivately = useCallback((message: Message) => setPrivateTo(message), []);
  const dropping = useFileDrop(pane, (files) => composer.current?.attach(files));
  const leaveComposer = useCallback(
    () => pane.current?.querySelector<HTMLElement>('[role="log"]')?.focus(),
    [],
  );

  return (
    <section ref={pane} className={styles.pane} aria-label={`Conversation with ${contact.name}`}>
      <ConversationHeader
        conversation={conversation}
        meId={me.id}
        busyWith={busyWith}
        onAct={run}
        onBack={onBack}
        detailsOpen={detailsOpen}
        onToggleDetails={onToggleDetails}
        translating={translating}
      />
      {translating && <TranslationBar conversationId={conversationId} translating={translating} />}
      <div className={styles.window}>
        <WindowRing state={conversation.window.state} endsAt={conversation.window.endsAt} length="long" />
        {translating?.mayAsk && (
          // On a phone the header has no room for it.
          <TranslationMenu conversationId={conversationId} translating={translating} />
        )}
      </div>
      {translating?.mayAsk && (
        <TranslationCommand conversationId={conversationId} translating={translating} />
      )}
      {pages.data && !showSkeleton ? (
        <TimelineProvider value={context}>
          {isPublic ? (
            <Thread
              messages={messages}
              customerName={contact.name}
              answered={answered}
              hasOlder={pages.hasNextPage}
              fetchingOlder={pages.isFetchingNextPage}
              onOlder={() => void pages.fetchNextPage()}
              onAtEnd={setAtEnd}
              onAnswer={answer}
              onPrivateReply={answerPrivately}
              onJumper={setJumper}
            />
          ) : (
            <Timeline
              messages={messages}
              customerName={contact.name}
              unreadFrom={unreadFrom}
              hasOlder={pages.hasNextPage}
              fetchingOlder={pages.isFetchingNextPage}
              onOlder={pages.fetchNextPage}
              onQuote={quoteByKey}
              onAtEnd={setAtEnd}
              jump={jump}
            />
          )}
        </TimelineProvider>
      ) : pages.error ? (
        <div className={styles.failed}>
          <FailedState
            title="The messages could not be loaded"
            error={pages.error}
            retrying={pages.isFetching}
            onRetry={() => void pages.refetch()}
          />
        </div>
      ) : (
        <ConversationSkeleton bodyOnly hidden={!showSkeleton} />
      )}
      {privateTo !== null ? (
        <PrivateReplyForm
          key={privateTo.id}
          to={privateTo}
          mayNote={may.note}
          onChoose={(tab) => {
            if (tab === 'private') return;
            setPrivateTo(null);
            requestAnimationFrame(() => composer.current?.focus(tab));
          }}
          onLeave={leaveComposer}
          onWritten={() => setPrivateTo(null)}
        />
      ) : (
        <Composer
          ref={composer}
          conversation={conversation}
          translating={translating}
          me={me}
          outbox={outbox}
          newestId={newestId}
          busyWith={busyWith}
          onAct={run}
          onLeave={leaveComposer}
          thread={
            isPublic
              ? {
                  answered: answered && {
                    messageId: answered.id,
                    text: answered.text,
                    authorName: answered.author.name,
                  },
                  mayPrivate: privateCandidate !== null,
                  onPrivate: () => setPrivateTo(privateCandidate),
                }
              : null
          }
        />
      )}
      {dropping && (
        <div className={styles.drop} aria-hidden="true">
          <IconPaperclip size={iconSizes.touch} stroke={iconStroke} />
          Drop to attach
        </div>
      )}
      {asksFor && (
        <EndDialog
          conversation={conversation}
          act={asksFor}
          onClose={() => setAsksFor(null)}
          onEnded={() => {
            setAsksFor(null);
            showToast({ tone: 'success', title: leaving[asksFor] ?? 'Ended', text: contact.name });
            onEnded();
          }}
        />
      )}
      {purposeDialog}
      <Lightbox messages={messages} openId={openPicture} onClose={() => setOpenPicture(null)} />
    </section>
  );
}

/** What one is done with: the next one is opened. */
const leaving: Partial<Record<ConversationAct['kind'], string>> = {
  end: 'Ended',
  handled: 'Handled',
  close: 'Closed',
  park: 'Parked',
  hold: 'On hold',
  snooze: 'Put aside',
  transfer: 'Handed on',
};

function useConversationCommands(
  conversation: ConversationDetails,
  run: (act: ConversationAct) => void,
): void {
  const { may, status, assignee } = conversation;
  const isOver = status === 'closed' || status === 'wrapup';
  const isHandled = mayHandle(conversation);
  useCommand(
    isHandled || may.end || may.close
      ? {
          id: 'conversation.end',
          title: isHandled ? 'Mark as handled' : may.end ? 'End the conversation' : 'Close the conversation',
          group: 'Conversation',
          keys: 'e',
          run: () => run({ kind: isHandled ? 'handled' : may.end ? 'end' : 'close' }),
        }
      : null,
  );
  useCommand(
    may.resume
      ? {
          id: 'conversation.resume',
          title: 'Go on with the conversation',
          group: 'Conversation',
          run: () => run({ kind: 'resume' }),
        }
      : null,
  );
  useCommand(
    may.take && !isOver
      ? {
          id: 'conversation.take',
          title: 'Take the conversation',
          group: 'Conversation',
          run: () => run({ kind: 'take' }),
        }
      : null,
  );
  useCommand(
    may.assign && assignee !== null && !isOver
      ? {
          id: 'conversation.release',
          title: 'Give the conversation back to the department',
          group: 'Conversation',
          run: () => run({ kind: 'assign', to: null }),
        }
      : null,
  );
  useCommand(
    may.reopen
      ? {
          id: 'conversation.reopen',
          title: 'Reopen the conversation',
          group: 'Conversation',
          run: () => run({ kind: 'reopen' }),
        }
      : null,
  );
}

/** A quoted message may stand so many pages further back; after that the jump gives up. */
const mostPagesBack = 20;

function useJump(
  jump: { current: ((id: MessageId) => boolean) | null },
  pages: ReturnType<typeof useMessages>,
): (id: MessageId) => void {
  const latest = useRef(pages);
  useEffect(() => {
    latest.current = pages;
  });
  return useCallback(
    (id) => {
      void (async () => {
        for (let page = 0; page <= mostPagesBack; page += 1) {
          if (jump.current?.(id) === true) return;
          if (!latest.current.hasNextPage) break;
          await latest.current.fetchNextPage();
          // The timeline learns of the new page with its next drawing.
          await new Promise((drawn) => requestAnimationFrame(drawn));
        }
        showToast({ tone: 'info', title: 'That message is not here any more' });
      })();
    },
    [jump],
  );
}
