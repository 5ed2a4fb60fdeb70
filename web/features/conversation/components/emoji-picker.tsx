import { Popover } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { emojiGroups } from '../composer/emoji.ts';
import styles from './emoji-picker.module.css';

const perRow = 8;

/** Emoji to put where the caret stands; arrows move, Enter takes, Escape closes. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const [open, setOpen] = useState(false);
  const pick = (sign: string) => {
    setOpen(false);
    onPick(sign);
  };
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="top-start"
      offset={8}
      shadow="none"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <IconButton
          size="small"
          label="Emoji"
          aria-expanded={open}
          icon={<IconMoodSmile size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => setOpen((before) => !before)}
        />
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ''}>
        <div onKeyDown={moveByArrows} role="presentation">
          {emojiGroups.map((group) => (
            <section key={group.name} aria-label={group.name}>
              <h3 className={styles.head}>{group.name}</h3>
              <div className={styles.grid}>
                {group.emoji.map(({ sign, name }) => (
                  <button
                    key={sign}
                    type="button"
                    className={styles.emoji}
                    aria-label={name}
                    title={name}
                    onClick={() => pick(sign)}
                  >
                    {sign}
                  </button>
                ))}
              </div>
            </section>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -perRow, ArrowDown: perRow };

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  if (step === undefined) return;
  const all = [...event.currentTarget.querySelectorAll('button')];
  const at = all.findIndex((one) => one === document.activeElement);
  event.preventDefault();
  all[Math.min(all.length - 1, Math.max(0, at + step))]?.focus();
}
