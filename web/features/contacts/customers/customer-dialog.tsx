import { Autocomplete, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ChangeCustomer, CustomerField, CustomerKind } from '../../../../contract/customers.ts';
import { colleaguesQuery, customerFieldsQuery } from '../../../lib/desk-queries.ts';
import { Problem } from '../../../lib/api.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { foundCustomersQuery } from '../api/customers.ts';
import { cardOf, type CardDraft } from './card-draft.ts';
import styles from './customers.module.css';

type CustomerDialogProps = {
  title: string;
  kind: CustomerKind;
  begin: CardDraft;
  submit: string;
  save: { isPending: boolean; error: Error | null };
  onSave: (card: ChangeCustomer) => void;
  onClose: () => void;
  /** What else there is to choose before it is saved. */
  children?: ReactNode;
};

/** A customer's card as a form: for a new one, and for one that is there. */
export function CustomerDialog({
  title,
  kind,
  begin,
  submit,
  save,
  onSave,
  onClose,
  children,
}: CustomerDialogProps) {
  const [draft, setDraft] = useState(begin);
  const [isSent, setIsSent] = useState(false);
  const colleagues = useQuery(colleaguesQuery).data ?? [];
  const fields = useQuery(customerFieldsQuery).data ?? [];
  const companyWords = draft.company.trim();
  const companies =
    useQuery({
      ...foundCustomersQuery({ kind: 'company', ...(companyWords === '' ? {} : { q: companyWords }) }),
      enabled: kind === 'person',
    }).data?.items ?? [];
  const put = (change: Partial<CardDraft>) => setDraft((now) => ({ ...now, ...change }));
  const wrongField = save.error instanceof Problem ? String(save.error.data['field'] ?? '') : '';
  const errorOf = (name: string) => (wrongField.split('.')[0] === name ? save.error?.message : undefined);
  const isNameless = [draft.name, draft.firstName, draft.lastName].every((part) => part.trim() === '');
  const nameError = isSent && isNameless ? 'Give a name.' : errorOf('name');
  const text = (name: 'name' | 'firstName' | 'lastName' | 'location' | 'number', label: string) => (
    <TextInput
      label={label}
      value={draft[name]}
      maxLength={name === 'number' ? 60 : name === 'location' ? 300 : name === 'name' ? 200 : 100}
      error={errorOf(name)}
      onChange={(event) => put({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <EditDialog
      title={title}
      width="520px"
      onClose={onClose}
      submit={submit}
      save={save}
      onSubmit={() => {
        setIsSent(true);
        if (!isNameless) onSave(cardOf(draft, kind, { fields, companies }));
      }}
    >
      {kind === 'person' && (
        <div className={styles.pair}>
          {text('firstName', 'First name')}
          {text('lastName', 'Last name')}
        </div>
      )}
      <TextInput
        label={kind === 'company' ? 'Name' : 'Shown as'}
        data-autofocus
        placeholder={kind === 'person' ? 'First and last name' : ''}
        value={draft.name}
        maxLength={200}
        error={nameError}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <Textarea
          label="E-mail addresses"
          description="One a line."
          autosize
          minRows={1}
          maxRows={5}
          inputMode="email"
          value={draft.emails}
          error={errorOf('emails')}
          onChange={(event) => put({ emails: event.currentTarget.value })}
        />
        <Textarea
          label="Phone numbers"
          description="One a line."
          autosize
          minRows={1}
          maxRows={5}
          inputMode="tel"
          value={draft.phones}
          error={errorOf('phones')}
          onChange={(event) => put({ phones: event.currentTarget.value })}
        />
      </div>
      {kind === 'person' && (
        <Autocomplete
          label="Company"
          data={[...new Set(companies.map(({ name }) => name))]}
          value={draft.company}
          maxLength={200}
          error={errorOf('companyName') ?? errorOf('companyId')}
          onChange={(company) => put({ company })}
        />
      )}
      {text('location', 'Location')}
      <div className={styles.pair}>
        {text('number', 'Number elsewhere')}
        <Select
          label="Looked after by"
          placeholder="Nobody"
          clearable
          searchable
          data={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.managerId}
          error={errorOf('managerId')}
          onChange={(managerId) => put({ managerId })}
        />
      </div>
      {fields
        .filter(({ appliesTo }) => appliesTo === 'both' || appliesTo === kind)
        .map((field) => (
          <OwnField
            key={field.id}
            field={field}
            value={draft.fields[field.id] ?? ''}
            error={wrongField === `fields.${field.id}` ? save.error?.message : undefined}
            onChange={(value) => put({ fields: { ...draft.fields, [field.id]: value } })}
          />
        ))}
      {children}
    </EditDialog>
  );
}

type OwnFieldProps = {
  field: CustomerField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

function OwnField({ field, value, error, onChange }: OwnFieldProps) {
  if (field.type === 'choice') {
    // What was chosen before the choices changed is still shown.
    const choices =
      value !== '' && !field.choices.includes(value) ? [value, ...field.choices] : field.choices;
    return (
      <Select
        label={field.name}
        clearable
        data={choices}
        value={value === '' ? null : value}
        error={error}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    );
  }
  return (
    <TextInput
      label={field.name}
      type={field.type}
      {...(field.type === 'number' ? { step: 'any' } : {})}
      value={value}
      maxLength={2000}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
