import { useRef, useState, type ChangeEvent, type FormEvent } from 'react';
import { Icon } from './icon.tsx';
import { uploadFile } from './sim.ts';
import type { Thread, ThreadMessage } from './types.ts';

interface ComposerProps {
  name: string;
  menu: Thread['menu'];
  /** Nobody has written yet: Messenger offers Get Started. */
  isNew: boolean;
  quoted: ThreadMessage | null;
  clearQuote(): void;
  act(what: string, body: unknown): void;
  run(act: () => Promise<unknown>): void;
}

/** Things a customer may send that take no typing. */
const extras: { title: string; what: string; body: unknown }[] = [
  { title: 'A picture', what: 'messages', body: { attachments: [{ type: 'image', sample: true }] } },
  {
    title: 'Three pictures at once',
    what: 'messages',
    body: { attachments: [1, 2, 3].map(() => ({ type: 'image', sample: true })) },
  },
  { title: 'A voice message', what: 'messages', body: { attachments: [{ type: 'audio', sample: true }] } },
  { title: 'A film', what: 'messages', body: { attachments: [{ type: 'video', sample: true }] } },
  {
    title: 'A document',
    what: 'messages',
    body: { attachments: [{ type: 'file', sample: true, name: 'order-48213.pdf' }] },
  },
  { title: 'A sticker', what: 'messages', body: { attachments: [{ type: 'sticker' }] } },
  {
    title: 'A place',
    what: 'messages',
    body: { attachments: [{ type: 'location', lat: 52.0907, long: 5.1214, title: 'Oudegracht, Utrecht' }] },
  },
  {
    title: 'A link with preview',
    what: 'messages',
    body: {
      text: 'https://example.com/lund-desk',
      attachments: [{ type: 'fallback', url: 'https://example.com/lund-desk', title: 'Lund desk, oak' }],
    },
  },
  {
    title: 'A shared post',
    what: 'messages',
    body: {
      attachments: [
        {
          type: 'post',
          url: 'https://www.facebook.com/harbourandpine/posts/900',
          title: 'Slow Sundays begin here',
        },
      ],
    },
  },
  {
    title: 'A reel',
    what: 'messages',
    body: {
      attachments: [{ type: 'reel', url: 'https://www.facebook.com/reel/900', title: 'Planing an oak top' }],
    },
  },
  {
    title: 'Ask for an appointment',
    what: 'messages',
    body: { attachments: [{ type: 'appointment' }] },
  },
  {
    title: 'Something nobody knows yet',
    what: 'messages',
    body: {
      attachments: [{ type: 'raw', raw: { type: 'hologram', payload: { url: 'https://example.com/h' } } }],
    },
  },
  { title: 'Content the API cannot express', what: 'messages', body: { unsupported: true } },
  {
    title: 'Come from an advertisement',
    what: 'referral',
    body: {
      source: 'ADS',
      ref: 'autumn',
      adId: '23850001',
      adsContextData: { ad_title: 'Autumn desks, 20 % off' },
    },
  },
  {
    title: 'The page answers in Meta’s inbox',
    what: 'inbox-reply',
    body: { text: 'From my phone: we will look at it.' },
  },
  { title: 'Meta’s inbox takes the thread', what: 'control', body: { action: 'take' } },
  { title: 'Whoever has the thread lets it go', what: 'control', body: { action: 'release' } },
  { title: 'Come by a link (m.me)', what: 'referral', body: { ref: 'newsletter', source: 'SHORTLINK' } },
];

/** Writing as the customer. Enter sends. */
export function PhoneComposer({ name, menu, isNew, quoted, clearQuote, act, run }: ComposerProps) {
  const [text, setText] = useState('');
  const [isMoreOpen, setMoreOpen] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const firstName = name.split(' ')[0] ?? name;

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    act('messages', { text, ...(quoted ? { replyTo: quoted.mid } : {}) });
    setText('');
    clearQuote();
  };
  const sendFiles = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])];
    target.value = '';
    if (files.length === 0) return;
    run(async () => {
      const ids = await Promise.all(files.map(uploadFile));
      act('messages', { attachments: files.map((file, at) => ({ type: kindOf(file), fileId: ids[at] })) });
    });
  };

  return (
    <form className="composer" onSubmit={send}>
      {quoted && (
        <p className="quoting">
          Reply to “{quoted.text ?? 'attachment'}”
          <button type="button" className="small" onClick={clearQuote} aria-label="Do not quote">
            ×
          </button>
        </p>
      )}
      {isNew && text === '' && (
        <button type="button" className="start" onClick={() => act('postback', { getStarted: true })}>
          Get Started
        </button>
      )}
      {isMoreOpen && (
        <div className="popover more" role="group" aria-label="More to send">
          {[
            ...menu
              .filter(({ payload }) => payload)
              .map(({ title, payload }) => ({ title, what: 'postback', body: { title, payload } })),
            ...extras,
          ].map(({ title, what, body }) => (
            <button
              key={title}
              type="button"
              onClick={() => {
                act(what, body);
                setMoreOpen(false);
              }}
            >
              {title}
            </button>
          ))}
        </div>
      )}
      <button
        type="button"
        className="tool"
        aria-label="Send pictures or files"
        onClick={() => picker.current?.click()}
      >
        <Icon name="clip" />
      </button>
      <input ref={picker} type="file" multiple hidden onChange={sendFiles} aria-label="Files" />
      <button
        type="button"
        className="tool"
        aria-label="More to send"
        aria-expanded={isMoreOpen}
        onClick={() => setMoreOpen(!isMoreOpen)}
      >
        <Icon name="plus" />
      </button>
      <input
        className="write"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={`Write as ${firstName}`}
        aria-label={`Write as ${firstName}`}
        autoComplete="off"
      />
      {text.trim() === '' ? (
        <button
          type="button"
          className="tool"
          aria-label="Send a thumbs up"
          onClick={() => act('messages', { attachments: [{ type: 'like' }] })}
        >
          <Icon name="thumb" />
        </button>
      ) : (
        <button type="submit" className="tool" aria-label="Send">
          <Icon name="send" />
        </button>
      )}
    </form>
  );
}

function kindOf({ type }: File): 'image' | 'audio' | 'video' | 'file' {
  const family = type.split('/')[0];
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file';
}
