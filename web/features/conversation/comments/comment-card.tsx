import { IconAlertTriangle, IconEyeOff, IconLoader2, IconMail, IconTrash } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Message } from '../../../../contract/messages.ts';
import { fullTime, timeOfDay } from '../../../lib/dates.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Link } from '../../../ui/link.tsx';
import { AttachmentView } from '../components/attachments/attachment-view.tsx';
import { FailureLine } from '../components/failure-line.tsx';
import { MaskedMark } from '../components/masked-mark.tsx';
import { MessageText } from '../components/message-text.tsx';
import { RichText } from '../components/rich-text.tsx';
import { useTimelineContext } from '../timeline-context.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';
import { doingWords, failedWords, happeningWords } from './act-words.ts';
import { CommentActs } from './comment-acts.tsx';
import styles from './comment-card.module.css';
import { useActOnComment } from './api.ts';

type CommentCardProps = {
  shown: ShownMessage;
  /** It is what a reply would answer now. */
  isAnswered: boolean;
  /** What it stands under was removed: on Facebook it went along. */
  isGoneWithParent?: boolean;
  onAnswer: (message: Message) => void;
  onPrivateReply: (message: Message) => void;
};

/** One comment: who, when, what became of it, its words, and what can be done with it. */
export const CommentCard = memo(function CommentCard(props: CommentCardProps) {
  const { shown, isAnswered, isGoneWithParent = false, onAnswer, onPrivateReply } = props;
  const { message, entry } = shown;
  const { comment, author } = message;
  const isGone = message.unsentAt !== null;
  return (
    <article
      className={styles.card}
      data-key={shown.key}
      data-message={message.id}
      data-hidden={comment?.isHidden || undefined}
      data-answered={isAnswered || undefined}
      data-pending={entry !== null || undefined}
      tabIndex={-1}
      aria-label={`${author.name}, ${timeOfDay(message.at)}`}
    >
      <Avatar name={author.name} pictureUrl={comment?.authorPictureUrl ?? null} size={28} />
      <div className={styles.body}>
        <p className={styles.head}>
          <bdi className={styles.name}>{author.name}</bdi>
          <Badges message={message} />
          <time className={styles.time} dateTime={message.at} title={fullTime(message.at)}>
            {timeOfDay(message.at)}
          </time>
          <SendState message={message} />
        </p>
        {isGone ? <Gone message={message} /> : <Words message={message} />}
        <PrivateReply message={message} />
        <ActState message={message} />
        <FailureLine shown={shown} />
        {comment !== null && !isGoneWithParent && (
          <CommentActs message={message} onAnswer={onAnswer} onPrivateReply={onPrivateReply} />
        )}
      </div>
    </article>
  );
});

/** Who speaks for the page, and what was done with the comment. */
function Badges({ message }: { message: Message }) {
  const { meId } = useTimelineContext();
  const { author, comment, editedAt } = message;
  const hiding = comment?.isHidden ? comment.history.findLast(({ what }) => what === 'hidden') : undefined;
  return (
    <>
      {author.kind === 'user' && <Chip tone="accent">{author.id === meId ? 'Page · you' : 'Page'}</Chip>}
      {author.kind === 'outside' && <Chip tone="outline">Answered on Facebook</Chip>}
      {comment?.origin === 'post' && <Chip>Visitor’s post</Chip>}
      {comment?.origin === 'mention' && <Chip>Mention</Chip>}
      {hiding && (
        <Chip tone="warning" icon={<IconEyeOff size={13} stroke={iconStroke} aria-hidden="true" />}>
          {happeningWords(hiding)}
        </Chip>
      )}
      {editedAt !== null && <Chip tone="outline">Edited {timeOfDay(editedAt)}</Chip>}
      {comment?.isIgnored && <Chip>Nothing to answer</Chip>}
      {comment?.isAuthorBanned && <Chip tone="danger">Banned from the page</Chip>}
    </>
  );
}

function SendState({ message }: { message: Message }) {
  const { status } = message;
  if (status === 'queued' || status === 'sending') return <span className={styles.state}>sending</span>;
  return status === 'unknown' ? <span className={styles.state}>finding out</span> : null;
}

function Words({ message }: { message: Message }) {
  const isEmpty = message.text === null && message.attachments.length === 0;
  return (
    <>
      {message.text !== null && (
        <p className={styles.text}>
          <MessageText message={message} mentions />
          {message.hasOriginal && <MaskedMark message={message} />}
        </p>
      )}
      {isEmpty && (
        <p className={styles.without}>Without words: a sticker, or something that only Facebook shows.</p>
      )}
      {message.attachments.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      <History message={message} />
    </>
  );
}

/** What it said before, and what was done with it. */
function History({ message }: { message: Message }) {
  const { edits, comment } = message;
  const happenings = comment?.history ?? [];
  const [isOpen, setIsOpen] = useState(false);
  // What stands in the badge alone needs no history.
  const isWorthwhile =
    edits.length > 0 || happenings.length > 1 || (happenings.length === 1 && !comment?.isHidden);
  if (!isWorthwhile) return null;
  return (
    <details
      className={styles.history}
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary>{edits.length > 0 ? 'Before the edit' : 'What happened to it'}</summary>
      <ul>
        {edits.map((edit, index) => (
          <li key={`edit ${index}`}>
            <span className={styles.until}>
              until <time dateTime={edit.until}>{timeOfDay(edit.until)}</time>
            </span>
            {edit.text === null ? <span>Not kept</span> : <RichText text={edit.text} />}
          </li>
        ))}
        {happenings.map((happening, index) => (
          <li key={`happening ${index}`}>{happeningWords(happening)}</li>
        ))}
      </ul>
    </details>
  );
}

/** It is no longer on Facebook; what it said stays on record. */
function Gone({ message }: { message: Message }) {
  const removal = message.comment?.history.findLast(({ what }) => what === 'removed');
  return (
    <>
      <p className={styles.gone}>
        <IconTrash size={14} stroke={iconStroke} aria-hidden="true" />
        {removal ? happeningWords(removal) : 'Deleted'}. It can no longer be answered.
      </p>
      {message.text !== null && (
        <details className={styles.history}>
          <summary>What it said</summary>
          <p className={styles.text}>
            <RichText text={message.text} />
          </p>
        </details>
      )}
    </>
  );
}

const privately = {
  queued: 'Writing privately',
  doing: 'Writing privately',
  done: 'Answered privately',
  unknown: 'Finding out whether the private reply went out',
  failed: 'The private reply did not go out',
} as const;

/** The one private reply, apart from what everybody reads. */
function PrivateReply({ message }: { message: Message }) {
  const written = message.comment?.privateReply.written;
  if (!written) return null;
  return (
    <div className={styles.private} data-failed={written.status === 'failed' || undefined}>
      <p className={styles.privateHead}>
        <IconMail size={14} stroke={iconStroke} aria-hidden="true" />
        <b>{privately[written.status]}</b>
        <span>
          by {written.by}, {timeOfDay(written.at)}
        </span>
        {written.conversationId !== null && (
          <Link className={styles.toMessenger} href={screenPaths.conversation(written.conversationId)}>
            Open in Messenger
          </Link>
        )}
      </p>
      <p>{written.text}</p>
      {written.failure && (
        <p className={styles.fault} role="alert">
          {written.failure.message} {written.failure.advice}
        </p>
      )}
    </div>
  );
}

/** What is under way on Facebook, or did not succeed there. */
function ActState({ message }: { message: Message }) {
  const { mutate, isPending } = useActOnComment();
  const act = message.comment?.act;
  if (!act) return null;
  if (act.status !== 'failed') {
    return (
      <p className={styles.doing} role="status">
        <IconLoader2 size={14} stroke={iconStroke} aria-hidden="true" />
        {doingWords[act.act]} on Facebook
      </p>
    );
  }
  return (
    <p className={styles.fault} role="alert">
      <IconAlertTriangle size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
      <span>
        <b>{failedWords[act.act]}</b> {act.failure?.message.replace(/^Not done\. /, '')} {act.failure?.advice}
      </span>
      {act.failure?.mayRetry !== false && (
        <button type="button" disabled={isPending} onClick={() => mutate({ message, act: act.act })}>
          Try again
        </button>
      )}
    </p>
  );
}
