import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import {
  IconBell,
  IconDeviceDesktop,
  IconExternalLink,
  IconKeyboard,
  IconLogout,
  IconMessageCircle,
  IconMoon,
  IconSun,
  IconTicket,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { PresenceChoice } from '../../../contract/team.ts';
import { runCommand } from '../../lib/commands.ts';
import { presencesQuery, useMe, useRight } from '../../lib/desk-queries.ts';
import { boundWords } from '../../lib/load-words.ts';
import { noticesQuery } from '../../lib/notices-query.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PresenceSign, presenceLabel, presenceWords } from '../../ui/presence-sign.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useSetTaking } from './api/set-taking.ts';
import { loadQuery } from './api/load.ts';
import { chosenPresence, useSetPresence } from './api/set-presence.ts';
import { signOut } from './api/sign-out.ts';
import styles from './avatar-menu.module.css';

const choices: { choice: PresenceChoice; meaning: string }[] = [
  { choice: 'available', meaning: 'takes requests' },
  { choice: 'busy', meaning: 'some room left' },
  { choice: 'do-not-disturb', meaning: 'nothing new' },
  { choice: 'away', meaning: 'no requests' },
  { choice: 'offline', meaning: 'not here' },
];

const takings = [
  { key: 'takesChats', name: 'Chats', Icon: IconMessageCircle },
  { key: 'takesTickets', name: 'Tickets and comments', Icon: IconTicket },
] as const;

const schemes: { scheme: MantineColorScheme; name: string; Icon: typeof IconSun }[] = [
  { scheme: 'auto', name: 'As the system', Icon: IconDeviceDesktop },
  { scheme: 'light', name: 'Light', Icon: IconSun },
  { scheme: 'dark', name: 'Dark', Icon: IconMoon },
];

/** Who sits here: presence, look, keys, and the way out. `withWord` under the avatar in the phone's bar. */
export function AvatarMenu({ withWord = false }: { withWord?: boolean }) {
  const { user, units, sandboxUrl } = useMe();
  const mayChoose = useRight('choose-presence');
  const setPresence = useSetPresence();
  const setTaking = useSetTaking();
  const unread = useQuery(noticesQuery).data?.unread ?? 0;
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const named = (useQuery(presencesQuery).data?.items ?? []).filter(
    ({ id, isActive }) => isActive || id === user.customPresence?.id,
  );
  const choosePresence = (value: string) => {
    const chosen =
      value === 'automatic'
        ? value
        : (choices.find(({ choice }) => choice === value)?.choice ?? named.find(({ id }) => id === value));
    if (chosen) setPresence.mutate(chosen);
  };
  const present = chosenPresence(user);
  const seenAs = {
    presence: user.inactiveSince === null ? user.presenceChoice : ('inactive' as const),
    presenceName: user.inactiveSince === null ? (user.customPresence?.name ?? null) : null,
  };
  const chooseScheme = (value: string) => {
    const chosen = schemes.find(({ scheme }) => scheme === value);
    if (chosen) setColorScheme(chosen.scheme);
  };
  const leave = () => {
    signOut().catch((error: Error) =>
      showToast({ tone: 'danger', title: 'You are still signed in', text: error.message }),
    );
  };
  return (
    <Menu position={withWord ? 'top-end' : 'right-end'} width={264}>
      <Menu.Target>
        <button type="button" className={withWord ? styles.place : styles.me}>
          <Avatar
            name={user.name}
            size={withWord ? 28 : 36}
            {...(mayChoose ? { presence: seenAs.presence } : {})}
          />
          {withWord && <span aria-hidden="true">You</span>}
          {withWord && unread > 0 && (
            <>
              <span className={styles.unread} aria-hidden="true">
                {unread > 99 ? '99+' : unread}
              </span>
              <span className="sr">{unread} notices not read. </span>
            </>
          )}
          <span className="sr">
            {mayChoose ? `${user.name}, ${presenceLabel(seenAs)}. Change presence` : user.name}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.places}>
        <div className={styles.head}>
          <p className="strong clip">{user.name}</p>
          <p className="small text-3 clip">{user.email}</p>
          {mayChoose && <OwnLoad />}
          {units.length > 0 && (
            <p className="small text-3 clip">Leads {units.map(({ name }) => name).join(', ')}</p>
          )}
        </div>
        {mayChoose && (
          <>
            <Menu.Divider />
            <Menu.RadioGroup
              value={typeof present === 'string' ? present : present.id}
              onChange={choosePresence}
            >
              {user.mayFollowLoad && (
                <Menu.RadioItem value="automatic" closeMenuOnClick>
                  <span className={styles.line}>
                    <PresenceSign presence={user.followsLoad ? user.presenceChoice : 'available'} />
                    <span className="grow">Automatic</span>
                    <span className={styles.meaning}>
                      {user.followsLoad ? presenceWords[user.presenceChoice] : 'by what you have'}
                    </span>
                  </span>
                </Menu.RadioItem>
              )}
              {choices.map(({ choice, meaning }) => (
                <Menu.RadioItem key={choice} value={choice} closeMenuOnClick>
                  <span className={styles.line}>
                    <PresenceSign presence={choice} />
                    <span className="grow">{presenceWords[choice]}</span>
                    <span className={styles.meaning}>{meaning}</span>
                  </span>
                </Menu.RadioItem>
              ))}
              {named.map(({ id, name, base }) => (
                <Menu.RadioItem key={id} value={id} closeMenuOnClick>
                  <span className={styles.line}>
                    <PresenceSign presence={base} />
                    <span className="grow clip">{name}</span>
                    <span className={styles.meaning}>{presenceWords[base]}</span>
                  </span>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Divider />
            <Menu.Label>While you are there you get</Menu.Label>
            {takings.map(({ key, name, Icon }) => (
              <Menu.CheckboxItem
                key={key}
                checked={user[key]}
                onChange={(isOn) => setTaking.mutate({ [key]: isOn })}
              >
                <span className={styles.line}>
                  <Icon size={16} stroke={1.5} aria-hidden="true" className={styles.sign} />
                  {name}
                </span>
              </Menu.CheckboxItem>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.RadioGroup value={colorScheme} onChange={(value) => chooseScheme(value)}>
          {schemes.map(({ scheme, name, Icon }) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              <span className={styles.line}>
                <Icon size={16} stroke={1.5} aria-hidden="true" className={styles.sign} />
                {name}
              </span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        {withWord && (
          <Menu.Item
            leftSection={<IconBell size={16} stroke={1.5} aria-hidden="true" />}
            rightSection={unread > 0 && <span className={styles.meaning}>{unread} not read</span>}
            onClick={() => runCommand('desk.notices')}
          >
            Notices
          </Menu.Item>
        )}
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

/** What I have in hand, and what bounds it. It stands in the menu, and is asked for when that opens. */
function OwnLoad() {
  const own = useQuery({ ...loadQuery, enabled: useRight('get-requests') }).data;
  if (!own) return null;
  const words = own.bounds.map(boundWords);
  return (
    <p className="small text-2 num">
      {own.conversations === 1 ? '1 conversation in hand' : `${own.conversations} conversations in hand`}
      {words.length > 0 && `: ${words.join(', ')}`}
    </p>
  );
}
