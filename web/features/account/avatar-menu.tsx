import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconExternalLink,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
} from '@tabler/icons-react';
import type { PresenceChoice } from '../../../contract/team.ts';
import { runCommand } from '../../lib/commands.ts';
import { useMe } from '../../lib/desk-queries.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PresenceSign, presenceWords } from '../../ui/presence-sign.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useSetPresence } from './api/set-presence.ts';
import { signOut } from './api/sign-out.ts';
import styles from './avatar-menu.module.css';

const choices: { choice: PresenceChoice; meaning: string }[] = [
  { choice: 'available', meaning: 'takes requests' },
  { choice: 'busy', meaning: 'some room left' },
  { choice: 'away', meaning: 'no requests' },
  { choice: 'offline', meaning: 'not here' },
];

const schemes: { scheme: MantineColorScheme; name: string; Icon: typeof IconSun }[] = [
  { scheme: 'auto', name: 'As the system', Icon: IconDeviceDesktop },
  { scheme: 'light', name: 'Light', Icon: IconSun },
  { scheme: 'dark', name: 'Dark', Icon: IconMoon },
];

const tick = <IconCheck size={16} stroke={1.5} aria-hidden="true" />;

/** Who sits here: presence, look, keys, and the way out. `withWord` under the avatar in the phone's bar. */
export function AvatarMenu({ withWord = false }: { withWord?: boolean }) {
  const { user, sandboxUrl } = useMe();
  const setPresence = useSetPresence();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = () => {
    signOut().catch((error: Error) =>
      showToast({ tone: 'danger', title: 'You are still signed in', text: error.message }),
    );
  };
  return (
    <Menu position={withWord ? 'top-end' : 'right-end'} width={248}>
      <Menu.Target>
        <button type="button" className={withWord ? styles.place : styles.me}>
          <Avatar name={user.name} size={withWord ? 28 : 36} presence={user.presenceChoice} />
          {withWord && <span aria-hidden="true">You</span>}
          <span className="sr">
            {user.name}, {presenceWords[user.presenceChoice]}. Change presence
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.head}>
          <p className="strong clip">{user.name}</p>
          <p className="small text-3 clip">{user.email}</p>
        </div>
        <Menu.Divider />
        {choices.map(({ choice, meaning }) => (
          <Menu.Item
            key={choice}
            role="menuitemradio"
            aria-checked={user.presenceChoice === choice}
            leftSection={<PresenceSign presence={choice} />}
            rightSection={
              user.presenceChoice === choice ? tick : <span className={styles.meaning}>{meaning}</span>
            }
            onClick={() => setPresence.mutate(choice)}
          >
            {presenceWords[choice]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {schemes.map(({ scheme, name, Icon }) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            leftSection={<Icon size={16} stroke={1.5} aria-hidden="true" />}
            rightSection={colorScheme === scheme ? tick : null}
            closeMenuOnClick={false}
            onClick={() => setColorScheme(scheme)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconKeyboard size={16} stroke={1.5} aria-hidden="true" />}
          rightSection={<span className={styles.meaning}>?</span>}
          onClick={() => runCommand('desk.keys')}
        >
          Keyboard
        </Menu.Item>
        {sandboxUrl && (
          <Menu.Item
            component="a"
            href={sandboxUrl}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconExternalLink size={16} stroke={1.5} aria-hidden="true" />}
          >
            Open the sandbox
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} aria-hidden="true" />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
