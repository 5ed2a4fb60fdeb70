import { IconMoodPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Message } from '../../../../contract/messages.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { reactToMessage } from '../api/react-to-message.ts';
import styles from './react-bar.module.css';

/** Those that Messenger itself offers. */
const offered = ['❤️', '😆', '😮', '😢', '😠', '👍', '👎'];

/** The page's reaction to a message: one of them, or none. */
export function ReactBar({ message, className }: { message: Message; className: string | undefined }) {
  const [open, setOpen] = useState(false);
  const mine = message.reactions.find(({ by }) => by === 'page')?.emoji ?? null;
  const react = (emoji: string) => {
    setOpen(false);
    void reactToMessage(message.id, emoji === mine ? null : emoji);
  };
  return (
    <>
      <button
        type="button"
        className={className}
        data-second
        tabIndex={-1}
        aria-label="React"
        aria-expanded={open}
        title="React"
        onClick={() => setOpen((before) => !before)}
      >
        <IconMoodPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
      </button>
      {open && (
        <div className={styles.bar} role="group" aria-label="Reactions">
          {offered.map((emoji) => (
            <button
              key={emoji}
              type="button"
              className={styles.emoji}
              aria-pressed={emoji === mine}
              onClick={() => react(emoji)}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
