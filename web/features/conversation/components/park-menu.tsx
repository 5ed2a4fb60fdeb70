import { IconClockPause, IconHandStop, IconHourglass, IconMessageCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { nowMs } from '../../../lib/clock.ts';
import { useCommand } from '../../../lib/commands.ts';
import { timeOfDay, weekdayOf } from '../../../lib/dates.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Menu } from '../../../ui/menu.tsx';
import type { ConversationAct } from '../api/act-on-conversation.ts';
import { snoozeChoices } from '../snooze-choices.ts';
import styles from './park-menu.module.css';

type ParkMenuProps = {
  conversation: Pick<ConversationDetails, 'may' | 'window'>;
  onAct: (act: ConversationAct) => void;
};

/** Puts the conversation aside, until the customer writes or until a time. */
export function ParkMenu({ conversation, onAct }: ParkMenuProps) {
  const [open, setOpen] = useState(false);
  const { may, window } = conversation;
  useCommand(
    may.park
      ? {
          id: 'conversation.park',
          title: 'Put the conversation aside',
          group: 'Conversation',
          keys: 'p',
          run: () => setOpen(true),
        }
      : null,
  );
  if (!may.park) return null;
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end">
      <Menu.Target>
        <IconButton
          label="Put aside"
          hint="P"
          icon={<IconClockPause size={iconSizes.regular} stroke={iconStroke} aria-hidden="true" />}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconMessageCircle size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onAct({ kind: 'park' })}
        >
          Until the customer writes
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHandStop size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onAct({ kind: 'hold' })}
        >
          On hold: we owe an answer
        </Menu.Item>
        <Menu.Divider />
        {open &&
          snoozeChoices(new Date(nowMs()), window).map(({ words, until }) => (
            <Menu.Item
              key={words}
              leftSection={<IconHourglass size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
              rightSection={
                <span className={styles.time}>
                  {weekdayOf(until)} {timeOfDay(until.toISOString())}
                </span>
              }
              onClick={() => onAct({ kind: 'snooze', until })}
            >
              {words}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
