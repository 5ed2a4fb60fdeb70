import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { colleaguesQuery } from '../../../lib/desk-queries.ts';
import { Chip } from '../../../ui/chip.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useInviting } from '../api/invite-helper.ts';
import { Section } from './section.tsx';
import styles from './tags-section.module.css';

type HelpersSectionProps = { conversation: Pick<ConversationDetails, 'id' | 'participants' | 'may'> };

/** Helpers who see this conversation and write notes in it; where one may, with a way to ask them in and let them go. */
export function HelpersSection({ conversation: { id, participants = [], may } }: HelpersSectionProps) {
  const helpers = (useQuery(colleaguesQuery).data ?? []).filter(({ role }) => role === 'helper');
  const inviting = useInviting(id);
  const invited = helpers.filter((one) => participants.some(({ user }) => user.id === one.id));
  const others = helpers.filter((one) => !invited.includes(one));
  if (invited.length === 0 && (!may.invite || others.length === 0)) return null;
  return (
    <Section title="Helpers" aside={invited.length > 0 ? invited.length : undefined}>
      {invited.length > 0 && (
        <ul className={styles.tags}>
          {invited.map((one) => (
            <li key={one.id}>
              {may.invite ? (
                <Chip
                  removeLabel={`Let ${one.name} go`}
                  onRemove={() => inviting.mutate({ act: 'let-go', userId: one.id })}
                >
                  {one.name}
                </Chip>
              ) : (
                <Chip>{one.name}</Chip>
              )}
            </li>
          ))}
        </ul>
      )}
      {may.invite && others.length > 0 && (
        <Select
          aria-label="Invite a helper"
          placeholder="Invite a helper"
          description="They see this conversation and write notes, until you let them go or it is closed."
          inputWrapperOrder={['input', 'description']}
          searchable
          disabled={inviting.isPending}
          data={others.map((one) => ({ value: one.id, label: one.name }))}
          value={null}
          onChange={(value) => {
            const one = others.find((each) => each.id === value);
            if (one) inviting.mutate({ act: 'invite', userId: one.id });
          }}
        />
      )}
      {inviting.error && (
        <Notice tone="danger" role="alert" title="Nothing changed">
          {inviting.error.message}
        </Notice>
      )}
    </Section>
  );
}
