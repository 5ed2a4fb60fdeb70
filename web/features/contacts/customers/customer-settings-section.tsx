import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { customerField, type CustomerField } from '../../../../contract/customers.ts';
import { customerFieldsQuery } from '../../../lib/desk-queries.ts';
import { Button } from '../../../ui/button.tsx';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { iconSizes, iconStroke } from '../../../ui/icon-sizes.ts';
import { Notice } from '../../../ui/notice.tsx';
import { SectionPage, sectionState } from '../../../ui/section-page.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { Table } from '../../../ui/table.tsx';
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
  const [edited, setEdited] = useState<CustomerField | 'new' | null>(null);
  return (
    <SectionPage
      title="Customers"
      lead="Fields of your own on every customer’s card."
      action={
        <Button
          kind="primary"
          icon={<IconPlus size={iconSizes.control} stroke={iconStroke} />}
          onClick={() => setEdited('new')}
        >
          Add a field
        </Button>
      }
    >
      {settings && (
        <Switch
          label="Link by name alone"
          description="When exactly one customer has the profile’s name. Off, they are suggested and linked with one click. An e-mail address or phone number that was told always links."
          checked={settings.linksByName}
          disabled={change.isPending}
          onChange={(event) => change.mutate({ linksByName: event.currentTarget.checked })}
        />
      )}
      {sectionState(fields, 'The fields') ??
        (fields.data?.length === 0 ? (
          <EmptyState title="No field of your own yet">
            Add the first one, for example “Customer tier”, a choice of Gold and Silver.
          </EmptyState>
        ) : (
          <Table
            caption="Fields"
            heads={[
              { name: 'Field' },
              { name: 'Holds', width: '220px' },
              { name: 'On cards of', width: '180px' },
              { name: 'Actions', hidden: true, width: '80px' },
            ]}
          >
            {fields.data?.map((field) => (
              <tr key={field.id}>
                <td className="medium">{field.name}</td>
                <td className="text-2" data-head="Holds">
                  {field.type === 'choice' ? field.choices.join(', ') : typeWords[field.type]}
                </td>
                <td className="text-2" data-head="On cards of">
                  {appliesWords[field.appliesTo]}
                </td>
                <td>
                  <Button size="small" aria-label={`Edit ${field.name}`} onClick={() => setEdited(field)}>
                    Edit
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        ))}
      {edited && <FieldDialog field={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SectionPage>
  );
}

/** Adds a field, or changes one; deleting takes a second click, since what is written in it goes too. */
function FieldDialog({ field, onClose }: { field: CustomerField | null; onClose: () => void }) {
  const save = useSaveField(onClose);
  const remove = useDeleteField(onClose);
  const [isSent, setIsSent] = useState(false);
  const [isSure, setIsSure] = useState(false);
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
        field
          ? {
              ...remove,
              label: isSure ? 'Delete with all values' : 'Delete',
              onClick: () => (isSure ? remove.mutate(field.id) : setIsSure(true)),
            }
          : undefined
      }
    >
      {isSure && (
        <Notice tone="warning" role="status" title="It goes from every card">
          Press once more to delete it with what is written in it. This cannot be undone.
        </Notice>
      )}
      <TextInput
        label="Name"
        data-autofocus
        maxLength={60}
        value={name}
        error={isSent && name.trim() === '' && 'Give it a name.'}
        onChange={(event) => setName(event.currentTarget.value)}
      />
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
