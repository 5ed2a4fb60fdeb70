import { Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { SettingsGroup } from '../../../ui/settings-group.tsx';
import styles from '../stream-screen.module.css';
import type { StreamGroupProps } from './stream-group.ts';

/** Words that come with a conversation and that routing rules may ask for. */
export function VariableFields({ settings, fault, onSet }: StreamGroupProps) {
  const { variables } = settings;
  const put = (index: number, fields: Partial<(typeof variables)[number]>) =>
    onSet({ variables: variables.map((one, at) => (at === index ? { ...one, ...fields } : one)) });
  return (
    <SettingsGroup
      title="Context variables"
      lead="Words that routing rules may ask for. They come from a link or an ad, as m.me/page?ref=vip=1, from the payload of a button, and from the questions before a chat."
    >
      {fault('variables') && <p className="text-danger">{fault('variables')}</p>}
      <ul className={styles.variables}>
        {variables.map((variable, index) => (
          // A variable has no other name than the one that is being written.
          <li key={index} className={styles.variable}>
            <TextInput
              aria-label={`Name of variable ${index + 1}`}
              placeholder="vip"
              maxLength={200}
              value={variable.name}
              onChange={(event) => put(index, { name: event.currentTarget.value })}
            />
            <Select
              aria-label={`Type of variable ${index + 1}`}
              data={[
                { value: 'text', label: 'Text' },
                { value: 'number', label: 'Number' },
              ]}
              value={variable.type}
              allowDeselect={false}
              onChange={(type) => put(index, { type: type === 'number' ? 'number' : 'text' })}
            />
            <IconButton
              size="medium"
              label={`Remove the variable ${variable.name || index + 1}`}
              icon={<IconTrash size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
              onClick={() => onSet({ variables: variables.filter((_, at) => at !== index) })}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button
          size="small"
          icon={<IconPlus size={iconSizes.control} stroke={iconStroke} aria-hidden="true" />}
          onClick={() => onSet({ variables: [...variables, { name: '', type: 'text' }] })}
        >
          Add a variable
        </Button>
      </div>
    </SettingsGroup>
  );
}
