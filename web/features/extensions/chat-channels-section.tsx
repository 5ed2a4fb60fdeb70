import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChatChannel } from '../../../contract/chat-channels.ts';
import { fullTime } from '../../lib/dates.ts';
import { extensionsQuery } from '../../lib/desk-queries.ts';
import { screenPaths } from '../../lib/screen-paths.ts';
import { Button } from '../../ui/button.tsx';
import { Link } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Table } from '../../ui/table.tsx';
import { EditDialog } from '../../ui/edit-dialog.tsx';
import { chatChannelsQuery, useDeleteChatChannel, useSaveChatChannel } from './api/chat-channels.ts';

/** Channels whose messages are worked off as live chats. They need nothing but a name. */
export function ChatChannelsSection() {
  const channels = useQuery(chatChannelsQuery);
  const extensions = useQuery(extensionsQuery);
  const isOff = extensions.data?.some(({ id, isOn }) => id === 'online-chat' && !isOn) ?? false;
  const [edited, setEdited] = useState<ChatChannel | 'new' | null>(null);
  return (
    <SectionPage
      title="Chat channels"
      count={channels.data?.length}
      lead="A page that is linked to a chat channel has its messages worked off as chats."
      action={
        <Button
          kind="primary"
          icon={<IconPlus size={16} stroke={1.5} />}
          disabled={isOff}
          onClick={() => setEdited('new')}
        >
          Add a chat channel
        </Button>
      }
    >
      {isOff && (
        <Notice tone="info" title="Online Chat is switched off">
          No chat channel can be added while it is.{' '}
          <Link className="link" href={screenPaths.settings('extensions')}>
            Extensions
          </Link>
        </Notice>
      )}
      {sectionState(channels, 'The chat channels') ??
        (channels.data?.length === 0 ? (
          <EmptyState title="No chat channel yet">One is enough to begin with.</EmptyState>
        ) : (
          <Table
            caption="Chat channels"
            heads={[
              { name: 'Name' },
              { name: 'Added', width: '220px' },
              { name: 'Change', hidden: true, width: '90px' },
            ]}
          >
            {channels.data?.map((channel) => (
              <tr key={channel.id}>
                <td className="medium">{channel.name}</td>
                <td className="text-2 num" data-head="Added">
                  {fullTime(channel.createdAt)}
                </td>
                <td>
                  <Button
                    size="small"
                    aria-label={`Change ${channel.name}`}
                    onClick={() => setEdited(channel)}
                  >
                    Change
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        ))}
      {edited && <ChannelDialog channel={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SectionPage>
  );
}

function ChannelDialog({ channel, onClose }: { channel: ChatChannel | null; onClose: () => void }) {
  const save = useSaveChatChannel(channel, onClose);
  const remove = useDeleteChatChannel(onClose);
  const [name, setName] = useState(channel?.name ?? '');
  const submit = () => {
    if (!channel || name.trim() !== '') save.mutate(name.trim());
  };
  return (
    <EditDialog
      title={channel ? channel.name : 'Add a chat channel'}
      onClose={onClose}
      onSubmit={submit}
      submit="Save"
      save={save}
      remove={channel ? { ...remove, onClick: () => remove.mutate(channel) } : undefined}
    >
      <TextInput
        label="Name"
        data-autofocus
        placeholder={channel ? undefined : 'Chats'}
        description={channel ? undefined : 'May be left empty.'}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </EditDialog>
  );
}
