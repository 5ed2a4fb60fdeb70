import { useState } from 'react';
import { AttachmentView } from './attachment-view.tsx';
import { TemplateView } from './template-view.tsx';
import { Icon } from './icon.tsx';
import type { ThreadMessage } from './types.ts';

const emojis = ['❤️', '😆', '😮', '😢', '😠', '👍', '👎'];

interface BubbleProps {
  message: ThreadMessage;
  quoted: ThreadMessage | undefined;
  quote(message: ThreadMessage): void;
  act(what: string, body: unknown): void;
}

/** One message as the customer sees it, with what they can do to it. */
export function Bubble({ message, quoted, quote, act }: BubbleProps) {
  const mine = message.from === 'person';
  if (message.kind === 'referral') return <p className="event">Came by a link or an advertisement</p>;
  if (message.unsent)
    return (
      <p className={`bubble unsent ${mine ? 'mine' : ''}`}>
        {mine ? 'You took back a message' : 'Message taken back'}
      </p>
    );
  const reactions = message.reactions.map(({ emoji }) => emoji).join(' ');
  return (
    <div className={`said ${mine ? 'mine' : ''}`}>
      {message.persona && <p className="persona">{message.persona.name}</p>}
      {message.answers && <p className="quote">In answer to what you wrote on the page</p>}
      {message.replyTo && (
        <p className="quote">{quoted ? (quoted.text ?? 'Attachment') : 'An earlier message'}</p>
      )}
      {message.attachments.map((attachment, at) =>
        attachment.type === 'template' ? (
          <TemplateView key={at} attachment={attachment} message={message} act={act} />
        ) : (
          <AttachmentView key={at} attachment={attachment} />
        ),
      )}
      {message.text && <p className="bubble">{message.text}</p>}
      {message.kind === 'postback' && !message.text && <p className="bubble">Button tapped</p>}
      {message.unsupported && <p className="bubble unsent">Content that only Messenger can show</p>}
      {reactions && <p className="reactions">{reactions}</p>}
      {message.edits > 0 && <p className="note">Edited</p>}
      <Actions message={message} mine={mine} quote={quote} act={act} />
    </div>
  );
}

function Actions({
  message,
  mine,
  quote,
  act,
}: { message: ThreadMessage; mine: boolean } & Pick<BubbleProps, 'quote' | 'act'>) {
  const [isOpen, setOpen] = useState(false);
  const mineReaction = message.reactions.some(({ by }) => by === 'person');
  const choose = (what: string, body: unknown) => {
    act(what, body);
    setOpen(false);
  };
  const edit = () => {
    const text = window.prompt('New wording', message.text ?? '');
    if (text) choose('edit', { mid: message.mid, text });
  };
  return (
    <div className="actions">
      <button
        type="button"
        className="small"
        aria-label="React, reply, more"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="smile" />
      </button>
      {isOpen && (
        <div className="popover" role="group" aria-label="What to do with this message">
          {emojis.map((emoji) => (
            <button
              key={emoji}
              type="button"
              className="emoji"
              aria-label={`React with ${emoji}`}
              onClick={() => choose('reaction', { mid: message.mid, emoji })}
            >
              {emoji}
            </button>
          ))}
          {mineReaction && (
            <button type="button" onClick={() => choose('reaction', { mid: message.mid, action: 'unreact' })}>
              Take the reaction back
            </button>
          )}
          <button
            type="button"
            onClick={() => {
              quote(message);
              setOpen(false);
            }}
          >
            Reply
          </button>
          {mine && message.text && (
            <button type="button" onClick={edit}>
              Edit
            </button>
          )}
          {mine && (
            <button type="button" onClick={() => choose('unsend', { mid: message.mid })}>
              Unsend
            </button>
          )}
        </div>
      )}
    </div>
  );
}
