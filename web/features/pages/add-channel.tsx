import { IconBrandFacebook, IconMessages, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ExtensionId } from '../../../contract/extensions.ts';
import { extensionsQuery } from '../../lib/desk-queries.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Button } from '../../ui/button.tsx';
import { iconSizes, iconStroke } from '../../ui/icon-sizes.ts';
import { useGo } from '../../ui/link.tsx';
import { Menu } from '../../ui/menu.tsx';

const kinds: { id: ExtensionId; name: string; Icon: typeof IconPlus; to: string }[] = [
  { id: 'facebook', name: 'Facebook page', Icon: IconBrandFacebook, to: screenPaths.connectPages() },
  { id: 'online-chat', name: 'Chats', Icon: IconMessages, to: screenPaths.settings('chat-channels') },
];

/** Adds a channel of a kind that is switched on; what is off is not offered. */
export function AddChannel() {
  const go = useGo();
  const extensions = useQuery(extensionsQuery);
  const offered = kinds.filter(({ id }) => extensions.data?.find((one) => one.id === id)?.isOn ?? false);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          kind="primary"
          icon={<IconPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          busy={extensions.isPending}
        >
          Add channel
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map(({ id, name, Icon, to }) => (
          <Menu.Item
            key={id}
            leftSection={<Icon size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
            onClick={() => go(to)}
          >
            {name}
          </Menu.Item>
        ))}
        {offered.length === 0 && <Menu.Label>Nothing is switched on. See Settings, Extensions.</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
