import {
  IconArrowBackUp,
  IconBan,
  IconDots,
  IconExternalLink,
  IconEye,
  IconEyeOff,
  IconMail,
  IconThumbUp,
  IconTrash,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { CommentAct, CommentPart } from '../../../../contract/comments.ts';
import type { Message } from '../../../../contract/messages.ts';
import { useMinute } from '../../../lib/clock.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Menu } from '../../../ui/menu.tsx';
import { useTimelineContext } from '../timeline-context.ts';
import { leftWords } from './act-words.ts';
import { useActOnComment } from './api.ts';
import styles from './comment-acts.module.css';

type CommentActsProps = {
  message: Message;
  onAnswer: (message: Message) => void;
  onPrivateReply: (message: Message) => void;
};

/** Acts that cannot be undone, or that hit a person: they are asked about first. */
type Asked = 'delete' | 'ban';

/** What can be done with one comment. What Facebook would refuse is not offered. */
export function CommentActs({ message, onAnswer, onPrivateReply }: CommentActsProps) {
  const { mayReply, customerFirstName } = useTimelineContext();
  const { mutate, isPending } = useActOnComment();
  const [asked, setAsked] = useState<Asked | null>(null);
  const nowMs = useMinute();
  const { comment, direction, unsentAt } = message;
  if (comment === null) return null;
  const act = (what: CommentAct) => mutate({ message, act: what });
  const isTheirs = direction === 'in';
  const isThere = unsentAt === null;
  const isPrivatePossible = isThere && isStillOpen(comment, nowMs);
  const busy = isPending || (comment.act !== null && comment.act.status !== 'failed');
  return (
    <div className={styles.acts}>
      {isThere && (
        <Act
          icon={<IconThumbUp size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
          isOn={comment.isLiked}
          disabled={busy}
          onClick={() => act(comment.isLiked ? 'unlike' : 'like')}
        >
          {comment.isLiked ? 'Liked' : 'Like'}
        </Act>
      )}
      {isThere && mayReply && (
        <Act
          icon={<IconArrowBackUp size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onAnswer(message)}
        >
          Reply
        </Act>
      )}
      {isPrivatePossible && mayReply && (
        <Act
          icon={<IconMail size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onPrivateReply(message)}
        >
          Private reply
        </Act>
      )}
      {isThere && isTheirs && (
        <Act
          icon={
            comment.isHidden ? (
              <IconEye size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
            ) : (
              <IconEyeOff size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
            )
          }
          disabled={busy}
          onClick={() => act(comment.isHidden ? 'unhide' : 'hide')}
        >
          {comment.isHidden ? 'Unhide' : 'Hide'}
        </Act>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <button
            type="button"
            className={styles.act}
            aria-label={`More for the comment of ${message.author.name}`}
          >
            <IconDots size={iconSizes.small} stroke={iconStroke} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {comment.permalink !== null && (
            <Menu.Item
              component="a"
              href={comment.permalink}
              target="_blank"
              rel="noreferrer"
              leftSection={
                <IconExternalLink size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
              }
            >
              See it on Facebook
            </Menu.Item>
          )}
          {isTheirs && (
            <Menu.Item
              leftSection={<IconBan size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
              disabled={busy}
              onClick={() => (comment.isAuthorBanned ? act('unban') : setAsked('ban'))}
            >
              {comment.isAuthorBanned ? 'Let the author back' : 'Ban the author from the page'}
            </Menu.Item>
          )}
          {isThere && (
            <Menu.Item
              leftSection={<IconTrash size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
              disabled={busy}
              onClick={() => setAsked('delete')}
            >
              Delete from Facebook
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Reactions comment={comment} />
      {asked !== null && (
        <AskFirst
          act={asked}
          name={isTheirs ? message.author.name : customerFirstName}
          onClose={() => setAsked(null)}
          onDo={() => {
            act(asked);
            setAsked(null);
          }}
        />
      )}
    </div>
  );
}

/** Whether Facebook would take a private reply now. */
export function isStillOpen({ privateReply }: CommentPart, nowMs: number): boolean {
  const { state, endsAt } = privateReply;
  return state === 'open' && endsAt !== null && leftWords(endsAt, nowMs) !== null;
}

type ActProps = {
  icon: ReactNode;
  children: ReactNode;
  isOn?: boolean;
  disabled?: boolean;
  onClick: () => void;
};

function Act({ icon, children, isOn, disabled = false, onClick }: ActProps) {
  return (
    <button type="button" className={styles.act} aria-pressed={isOn} disabled={disabled} onClick={onClick}>
      {icon}
      {children}
    </button>
  );
}

const signs: Record<string, string> = {
  like: '👍',
  love: '❤️',
  care: '🤗',
  haha: '😆',
  wow: '😮',
  sad: '😢',
  angry: '😠',
};

function Reactions({ comment }: { comment: CommentPart }) {
  const { reactions } = comment;
  if (reactions.length === 0) return null;
  const total = reactions.reduce((sum, { count }) => sum + count, 0);
  const words = reactions.map(({ reaction, count }) => `${count} ${reaction}`).join(', ');
  return (
    <span className={styles.reactions} role="img" aria-label={`Reactions: ${words}`} title={words}>
      {reactions.slice(0, 3).map(({ reaction }) => signs[reaction] ?? '💬')} {total}
    </span>
  );
}

const questions = {
  delete: {
    title: 'Delete this comment?',
    text: () =>
      'It goes from Facebook for everybody, and the answers under it with it. This cannot be undone. What it said stays on record here.',
    act: 'Delete from Facebook',
  },
  ban: {
    title: 'Ban the author from the page?',
    text: (name: string) =>
      `${name} can no longer comment on this page, nor write to it. The comments that are there stay. You can let them back.`,
    act: 'Ban from the page',
  },
};

function AskFirst(props: { act: Asked; name: string; onClose: () => void; onDo: () => void }) {
  const { title, text, act } = questions[props.act];
  return (
    <Dialog
      title={title}
      onClose={props.onClose}
      foot={
        <>
          <Button data-autofocus onClick={props.onClose}>
            Cancel
          </Button>
          <Button kind="danger" onClick={props.onDo}>
            {act}
          </Button>
        </>
      }
    >
      {text(props.name)}
    </Dialog>
  );
}
