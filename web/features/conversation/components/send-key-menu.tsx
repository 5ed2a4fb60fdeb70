import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { chooseSendKey, useSendKey, type SendKey } from '../../../lib/send-key.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Menu } from '../../../ui/menu.tsx';
import styles from './send-key-menu.module.css';

const choices: readonly { key: SendKey; label: string; help: string }[] = [
  { key: 'enter', label: 'Enter sends', help: 'Shift Enter makes a new line' },
  { key: 'ctrl-enter', label: 'Ctrl Enter sends', help: 'Enter makes a new line' },
];

/** With which key a reply is sent, chosen right where it is pressed. */
export function SendKeyMenu({ disabled }: { disabled: boolean }) {
  const chosen = useSendKey();
  return (
    <Menu position="top-end">
      <Menu.Target>
        <button
          type="button"
          className={styles.target}
          data-disabled={disabled || undefined}
          aria-label="How to send"
        >
          <IconChevronDown size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ key, label, help }) => (
          <Menu.Item
            key={key}
            role="menuitemradio"
            aria-checked={key === chosen}
            leftSection={
              <IconCheck
                size={iconSizes.control}
                stroke={iconStroke}
                aria-hidden="true"
                className={key === chosen ? undefined : styles.unchosen}
              />
            }
            onClick={() => chooseSendKey(key)}
          >
            {label}
            <span className={styles.help}>{help}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
