import { MultiSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { skillId } from '../../../../contract/ids.ts';
import { skillsQuery } from '../../../lib/desk-queries.ts';
import { Button } from '../../../ui/button.tsx';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import { useCreateSkill } from '../api/work-streams.ts';
import styles from '../stream-screen.module.css';
import type { StreamGroupProps } from './stream-group.ts';

/** What an agent must know to be offered its conversations. */
export function SkillFields({ settings, fault, onSet }: StreamGroupProps) {
  const skills = useQuery(skillsQuery).data ?? [];
  const [name, setName] = useState('');
  const create = useCreateSkill(({ id }) => {
    setName('');
    onSet({ requiredSkillIds: [...settings.requiredSkillIds, id] });
  });
  const field = (id: 'requiredSkillIds' | 'preferredSkillIds', label: string, description: string) => (
    <MultiSelect
      label={label}
      description={description}
      data={skills.map((skill) => ({ value: skill.id, label: skill.name }))}
      value={settings[id].filter((one) => skills.some((skill) => skill.id === one))}
      error={fault(id)}
      searchable
      onChange={(ids) => onSet({ [id]: ids.map((one) => skillId.parse(one)) })}
    />
  );
  return (
    <SettingsGroup title="Skills">
      {field('requiredSkillIds', 'Required skills', 'Whoever lacks one of them is not offered it.')}
      {field('preferredSkillIds', 'Preferred skills', 'Whoever has more of them comes first.')}
      <div className={styles.adding}>
        <TextInput
          label="A new skill"
          placeholder="wood"
          maxLength={80}
          value={name}
          error={create.error?.message}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          disabled={name.trim() === ''}
          busy={create.isPending}
          onClick={() => create.mutate(name.trim())}
        >
          Add and require it
        </Button>
      </div>
    </SettingsGroup>
  );
}
