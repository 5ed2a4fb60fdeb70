import { useState } from 'react';
import type { ReactionType, Written } from './types.ts';

const emojis: Record<ReactionType, string> = {
  like: '👍',
  love: '❤️',
  haha: '😆',
  wow: '😮',
  sad: '😢',
  angry: '😠',
  care: '🤗',
};
const types = Object.keys(emojis) as ReactionType[];

/** `👍 ❤️ 3`: which reactions there are, and how many people stand behind them. */
export function reactionsLine({ reactions }: Pick<Written, 'reactions'>): string {
  if (reactions.length === 0) return '';
  const present = types.filter((type) => reactions.some((reaction) => reaction.type === type));
  return `${present.map((type) => emojis[type]).join(' ')} ${reactions.length}`;
}

interface ReactButtonProps {
  written: Written;
  actorId: string;
  react(body: { type?: ReactionType; action?: 'unreact' }): void;
}

/** React as the chosen person, or take it back. */
export function ReactButton({ written, actorId, react }: ReactButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const mine = written.reactions.find(({ by }) => (by ?? 'page') === actorId);
  if (mine)
    return (
      <button type="button" className="link" onClick={() => react({ action: 'unreact' })}>
        Take {emojis[mine.type]} back
      </button>
    );
  if (!isOpen)
    return (
      <button type="button" className="link" aria-expanded={false} onClick={() => setOpen(true)}>
        React
      </button>
    );
  return (
    <span role="group" aria-label="Reactions" className="reaction-row">
      {types.map((type) => (
        <button
          key={type}
          type="button"
          className="link emoji"
          aria-label={type}
          onClick={() => {
            react({ type });
            setOpen(false);
          }}
        >
          {emojis[type]}
        </button>
      ))}
    </span>
  );
}
