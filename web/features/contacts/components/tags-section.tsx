import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { tagsQuery } from '../../../lib/desk-queries.ts';
import { Chip } from '../../../ui/chip.tsx';
import { DepartmentMark } from '../../../ui/department-mark.tsx';
import { useSortConversation } from '../api/tag-conversation.ts';
import { Section } from './section.tsx';
import styles from './tags-section.module.css';

type TagsSectionProps = { conversation: Pick<ConversationDetails, 'id' | 'tagIds' | 'mode' | 'kind'> };

/** How the conversation is sorted: its tags, and whether it is a chat or a ticket. */
export function TagsSection({ conversation }: TagsSectionProps) {
  const { id, tagIds, mode, kind } = conversation;
  const tags = useQuery(tagsQuery).data ?? [];
  const sort = useSortConversation(id);
  const borne = tags.filter((tag) => tagIds.includes(tag.id));
  const others = tags.filter((tag) => !tagIds.includes(tag.id));
  return (
    <Section title="Tags">
      {borne.length > 0 && (
        <ul className={styles.tags}>
          {borne.map((tag) => (
            <li key={tag.id}>
              <Chip removeLabel={`Remove ${tag.name}`} onRemove={() => sort.mutate({ remove: tag.id })}>
                <DepartmentMark name={tag.name} color={tag.color} />
              </Chip>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <Select
          aria-label="Add a tag"
          placeholder="Add a tag"
          searchable
          data={others.map((tag) => ({ value: tag.id, label: tag.name }))}
          value={null}
          onChange={(value) => {
            const tag = others.find((one) => one.id === value);
            if (tag) sort.mutate({ add: tag.id });
          }}
        />
      )}
      {tags.length === 0 && <p className="text-3">Administrators make tags in the settings.</p>}
      {kind === 'messenger' && (
        <Select
          className={styles.mode ?? ''}
          label="Handled as"
          data={[
            { value: 'chat', label: 'Chat' },
            { value: 'ticket', label: 'Ticket' },
          ]}
          value={mode}
          allowDeselect={false}
          onChange={(value) => (value === 'chat' || value === 'ticket') && sort.mutate({ mode: value })}
        />
      )}
    </Section>
  );
}
