import { IconArrowBackUp, IconLock, IconTrash } from '@tabler/icons-react';
import { memo } from 'react';
import type { Message } from '../../../../contract/messages.ts';
import { fullTime, timeOfDay } from '../../../lib/dates.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { useTimelineContext } from '../timeline-context.ts';
import { countLoneEmoji } from '../timeline/rich-text.ts';
import type { ShownMessage } from '../timeline/shown-message.ts';
import { AttachmentView, OpenInMessenger } from './attachments/attachment-view.tsx';
import { EditedMark } from './edited-mark.tsx';
import styles from './message-bubble.module.css';
import { MaskedMark } from './masked-mark.tsx';
import { MessageText } from './message-text.tsx';
import { TemplateView } from './template-view.tsx';
import { ReactBar } from './react-bar.tsx';

type MessageBubbleProps = {
  shown: ShownMessage;
  isFirst: boolean;
  look: 'in' | 'out' | 'automated';
};

/** Up to so many emoji alone are drawn large. */
const largeEmojiUpTo = 5;

/** One message: quote, what came with it, words, buttons as sent, reactions on its edge. */
export const MessageBubble = memo(function MessageBubble({ shown, isFirst, look }: MessageBubbleProps) {
  const { mayReply, quote } = useTimelineContext();
  const { message, entry, key } = shown;
  const mayQuote = mayReply && entry === null && message.unsentAt === null;
  return (
    <div
      className={styles.message}
      data-key={key}
      data-message={message.id}
      data-look={look}
      data-first={isFirst || undefined}
      data-state={stateOf(shown)}
      tabIndex={-1}
      role="article"
      aria-label={`${message.author.name}, ${timeOfDay(message.at)}`}
    >
      <div className={styles.content} title={fullTime(message.at)}>
        <Content message={message} />
        <Reactions message={message} />
      </div>
      {mayQuote && (
        // One per message: without a tooltip part, which would cost more than the message itself.
        <button
          type="button"
          className={styles.quoteIt}
          tabIndex={-1}
          aria-label="Quote in a reply"
          title="Quote in a reply"
          onClick={() => quote(message)}
        >
          <IconArrowBackUp size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
        </button>
      )}
      {mayQuote && look === 'in' && message.tapped?.kind !== 'postback' && (
        <ReactBar message={message} className={styles.quoteIt} />
      )}
      {message.quickReplies.length > 0 && (
        <ul className={styles.buttons} aria-label="Buttons that were sent">
          {message.quickReplies.map((button, index) => (
            <li key={index} className={styles.button}>
              {button.title}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
});

function stateOf({ message, entry }: ShownMessage): 'failed' | 'unknown' | 'pending' | undefined {
  if (message.status === 'failed') return 'failed';
  if (message.status === 'unknown') return 'unknown';
  return entry !== null ? 'pending' : undefined;
}

function Content({ message }: { message: Message }) {
  const { customerFirstName } = useTimelineContext();
  if (message.unsentAt !== null) {
    return (
      <p className={styles.unsent} title={`Taken back ${fullTime(message.unsentAt)}`}>
        <IconTrash size={14} stroke={iconStroke} aria-hidden="true" />
        {message.direction === 'in' ? customerFirstName : message.author.name} took this message back
      </p>
    );
  }
  if (message.withheld) {
    return (
      <p className={styles.unsent} title="Shown once the customer agrees to the notice of this page">
        <IconLock size={14} stroke={iconStroke} aria-hidden="true" />
        {customerFirstName} has not agreed to be read
      </p>
    );
  }
  if (message.tapped !== null && message.attachments.length === 0 && message.replyTo === null) {
    return <p className={styles.tap}>{message.text ?? message.tapped.payload ?? 'Button'}</p>;
  }
  const { template } = message;
  const isEmpty = message.text === null && message.attachments.length === 0 && template === null;
  // What is drawn whole is not told of a second time.
  const attachments = template === null ? message.attachments : message.attachments.filter(isNoTemplate);
  const hasCards = message.attachments.length > 0 || message.unsupported || isEmpty;
  return (
    <>
      {hasCards && <Quote message={message} alone />}
      {attachments.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      {template !== null && <TemplateView template={template} />}
      {(message.unsupported || isEmpty) && <OpenInMessenger title="This can be seen in Messenger only" />}
      {message.text !== null && <Words message={message} withQuote={!hasCards} />}
    </>
  );
}

function isNoTemplate({ kind }: Message['attachments'][number]): boolean {
  return kind !== 'template';
}

function Words({ message, withQuote }: { message: Message; withQuote: boolean }) {
  const text = message.text ?? '';
  const emoji = message.replyTo === null && message.editedAt === null ? countLoneEmoji(text) : 0;
  if (emoji > 0 && emoji <= largeEmojiUpTo) return <p className={styles.emoji}>{text.trim()}</p>;
  return (
    <div className={styles.bubble}>
      {withQuote && <Quote message={message} />}
      <MessageText message={message} />
      {message.editedAt !== null && <EditedMark message={message} />}
      {message.hasOriginal && <MaskedMark message={message} />}
    </div>
  );
}

/** What the message answers to; a click goes there. */
function Quote({ message, alone = false }: { message: Message; alone?: boolean }) {
  const { jumpTo } = useTimelineContext();
  const { replyTo } = message;
  if (replyTo === null) return null;
  const { messageId } = replyTo;
  const inside = (
    <>
      <b>{replyTo.authorName ?? 'Earlier'}</b>
      <span className={styles.quoted}>{replyTo.text ?? 'A message without text'}</span>
    </>
  );
  const quote =
    messageId === null ? (
      <span className={styles.quote}>{inside}</span>
    ) : (
      <button type="button" className={styles.quote} onClick={() => jumpTo(messageId)}>
        {inside}
        <span className="sr">, go to this message</span>
      </button>
    );
  return alone ? <div className={styles.bubble}>{quote}</div> : quote;
}

function Reactions({ message }: { message: Message }) {
  const { customerFirstName } = useTimelineContext();
  if (message.reactions.length === 0) return null;
  const words = message.reactions
    .map(({ by, emoji, name }) => {
      const who = by === 'customer' ? customerFirstName : (name ?? 'The page');
      return `${who} reacted with ${emoji}`;
    })
    .join(', ');
  return (
    <span className={styles.reactions} role="img" aria-label={words} title={words}>
      {[...new Set(message.reactions.map(({ emoji }) => emoji))].join(' ')}
      {message.reactions.length > 1 && <span className={styles.count}>{message.reactions.length}</span>}
    </span>
  );
}
