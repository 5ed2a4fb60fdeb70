import { Select, Switch, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { customerField, type CustomerField } from '../../../../contract/customers.ts';
import { customerFieldsQuery } from '../../../lib/desk-queries.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { ItemTable } from '../../../ui/item-table.tsx';
import { NameField } from '../../../ui/name-field.tsx';
import { SectionList } from '../../../ui/section-list.tsx';
import { customerSettingsQuery, useChangeSettings, useDeleteField, useSaveField } from '../api/customers.ts';

const typeWords: Record<CustomerField['type'], string> = {
  text: 'Text',
  number: 'Number',
  date: 'Day',
  choice: 'Choice',
};
const appliesWords: Record<CustomerField['appliesTo'], string> = {
  both: 'People and companies',
  person: 'People',
  company: 'Companies',
};

/** What is asked of customers beside what all have, and how they are found again. */
export function CustomerSettingsSection() {
  const fields = useQuery(customerFieldsQuery);
  const settings = useQuery(customerSettingsQuery).data;
  const change = useChangeSettings();
  return (
    <SectionList
      title="Customers"
      lead="Fields of your own on every customer’s card."
      list={fields}
      things="The fields"
      add="Add a field"
      empty={{
        title: 'No field of your own yet',
        text: 'Add the first one, for example “Customer tier”, a choice of Gold and Silver.',
      }}
      above={
        settings && (
          <Switch
            label="Link by name alone"
            description="When exactly one customer has the profile’s name. Off, they are suggested and linked with one click. An e-mail address or phone number that was told always links."
            checked={settings.linksByName}
            disabled={change.isPending}
            onChange={(event) => change.mutate({ linksByName: event.currentTarget.checked })}
          />
        )
      }
      form={(field, close) => <FieldDialog field={field} onClose={close} />}
    >
      {(items, edit) => (
        <ItemTable
          caption="Fields"
          items={items}
          nameOf={({ name }) => name}
          columns={[
            { name: 'Field', look: 'medium', show: ({ name }) => name },
            {
              name: 'Holds',
              width: '220px',
              look: 'text-2',
              show: ({ type, choices }) => (type === 'choice' ? choices.join(', ') : typeWords[type]),
            },
            {
              name: 'On cards of',
              width: '180px',
              look: 'text-2',
              show: ({ appliesTo }) => appliesWords[appliesTo],
            },
          ]}
          onEdit={edit}
        />
      )}
    </SectionList>
  );
}

/** Adds a field, or changes one; deleting takes a second click, since what is written in it goes too. */
function FieldDialog({ field, onClose }: { field: CustomerField | null; onClose: () => void }) {
  const save = useSaveField(onClose);
  const remove = useDeleteField(onClose);
  const [isSent, setIsSent] = useState(false);
  const [name, setName] = useState(field?.name ?? '');
  const [type, setType] = useState(field?.type ?? 'text');
  const [appliesTo, setAppliesTo] = useState(field?.appliesTo ?? 'both');
  const [choices, setChoices] = useState(field?.choices.join('\n') ?? '');
  const listed = choices
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const lacksChoices = type === 'choice' && listed.length === 0;
  const submit = () => {
    setIsSent(true);
    if (name.trim() === '' || lacksChoices) return;
    const fields = { name: name.trim(), appliesTo, ...(type === 'choice' ? { choices: listed } : {}) };
    save.mutate(field ? { id: field.id, fields } : { id: null, fields: { ...fields, type } });
  };
  return (
    <EditDialog
      title={field ? field.name : 'Add a field'}
      onClose={onClose}
      onSubmit={submit}
      submit={field ? 'Save' : 'Add the field'}
      save={save}
      remove={
        field && {
          ...remove,
          sure: {
            title: 'It goes from every card',
            text: 'Press once more to delete it with what is written in it. This cannot be undone.',
            label: 'Delete with all values',
          },
          onClick: () => remove.mutate(field.id),
        }
      }
    >
      <NameField value={name} isSent={isSent} maxLength={60} onChange={setName} />
      <Select
        label="Holds"
        description={field ? 'What was written under it would mean nothing under another type.' : undefined}
        disabled={field !== null}
        allowDeselect={false}
        data={customerField.shape.type.options.map((value) => ({ value, label: typeWords[value] }))}
        value={type}
        onChange={(value) => value && setType(value)}
      />
      {type === 'choice' && (
        <Textarea
          label="Choices"
          description="One a line."
          autosize
          minRows={2}
          maxRows={10}
          value={choices}
          error={isSent && lacksChoices && 'Give at least one.'}
          onChange={(event) => setChoices(event.currentTarget.value)}
        />
      )}
      <Select
        label="On cards of"
        allowDeselect={false}
        data={customerField.shape.appliesTo.options.map((value) => ({ value, label: appliesWords[value] }))}
        value={appliesTo}
        onChange={(value) => value && setAppliesTo(value)}
      />
    </EditDialog>
  );
}
