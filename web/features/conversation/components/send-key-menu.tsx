import { IconChevronDown } from '@tabler/icons-react';
import { chooseSendKey, useSendKey, type SendKey } from '../../../lib/send-key.ts';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Menu } from '../../../ui/menu.tsx';
import styles from './send-key-menu.module.css';

const choices: readonly { key: SendKey; label: string; help: string }[] = [
  { key: 'enter', label: 'Enter sends', help: 'Shift Enter makes a new line' },
  { key: 'ctrl-enter', label: 'Ctrl Enter sends', help: 'Enter makes a new line' },
];

const toSendKey = (key: string): SendKey => (key === 'ctrl-enter' ? 'ctrl-enter' : 'enter');

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
        <Menu.RadioGroup value={chosen} onChange={(key) => chooseSendKey(toSendKey(key))}>
          {choices.map(({ key, label, help }) => (
            <Menu.RadioItem key={key} value={key} closeMenuOnClick>
              {label}
              <span className={styles.help}>{help}</span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
