import { Checkbox, MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Act } from '../../../contract/acts.ts';
import { purposeKind, purposeWords, type WritePurpose } from '../../../contract/send-purpose.ts';
import { ticketStatus } from '../../../contract/tickets.ts';
import { LanguageBar } from '../language-bar.tsx';
import { ticketWords } from '../ticket-chip.tsx';
import styles from './act-list.module.css';
import type { Named } from './choices.ts';
import { purposeOf, type ActChoices } from './new-act.ts';

type ActFieldsProps = {
  act: Act;
  choices: ActChoices;
  /** A person does it: a reply may say what it is for. */
  isOfPerson: boolean;
  onChange: (act: Act) => void;
};

/** What one act needs to know. */
export function ActFields({ act, choices, isOfPerson, onChange }: ActFieldsProps) {
  // Ids are branded at the border; these came over it.
  const put = (fields: object) => onChange({ ...act, ...fields } as Act);
  switch (act.kind) {
    case 'tag':
    case 'untag':
      return (
        <MultiSelect
          aria-label="Tags"
          placeholder={act.tagIds.length === 0 ? 'Choose tags' : ''}
          data={optionsOf(choices.tags)}
          value={act.tagIds}
          searchable
          onChange={(tagIds) => put({ tagIds })}
        />
      );
    case 'priority':
      return (
        <Select
          aria-label="Priority"
          allowDeselect={false}
          data={priorities}
          value={String(act.priority)}
          onChange={(value) => put({ priority: Number(value) })}
        />
      );
    case 'status':
      return (
        <Select
          aria-label="Status"
          allowDeselect={false}
          data={ticketStatus.options.map((value) => ({ value, label: ticketWords[value] }))}
          value={act.status}
          onChange={(status) => status && put({ status })}
        />
      );
    case 'department':
      return (
        <One
          label="Department"
          all={choices.departments}
          id={act.departmentId}
          field="departmentId"
          put={put}
        />
      );
    case 'assign':
      return <One label="Person" all={choices.people} id={act.userId} field="userId" put={put} />;
    case 'reply':
      return (
        <>
          <One
            label="Saved reply"
            all={choices.savedReplies}
            id={act.savedReplyId}
            field="savedReplyId"
            put={put}
          />
          {isOfPerson && <Purpose purpose={purposeOf(act)} put={put} />}
        </>
      );
    case 'webhook':
      return <One label="Webhook" all={choices.endpoints} id={act.endpointId} field="endpointId" put={put} />;
    case 'snooze':
      return (
        <NumberInput
          aria-label="For how many hours"
          suffix=" hours"
          min={1}
          max={2160}
          allowDecimal={false}
          value={act.hours}
          onChange={(hours) => put({ hours: Number(hours) || 1 })}
        />
      );
    case 'note':
      return (
        <Textarea
          aria-label="Note"
          placeholder="For the team; right before an end it is the closing comment"
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          value={act.text}
          onChange={(event) => put({ text: event.currentTarget.value })}
        />
      );
    case 'say':
      return <Words byLanguage={act.byLanguage} onChange={(byLanguage) => put({ byLanguage })} />;
    case 'notify':
      return (
        <>
          <TextInput
            aria-label="What they are told"
            placeholder="What they are told"
            maxLength={300}
            value={act.text}
            onChange={(event) => put({ text: event.currentTarget.value })}
          />
          <MultiSelect
            aria-label="People"
            placeholder={act.userIds.length === 0 ? 'People by name' : ''}
            data={optionsOf(choices.people)}
            value={act.userIds}
            searchable
            onChange={(userIds) => put({ userIds })}
          />
          <div className={styles.ticks}>
            <Checkbox
              label="Who leads its department"
              checked={act.leads}
              onChange={(event) => put({ leads: event.currentTarget.checked })}
            />
            <Checkbox
              label="Its agent"
              checked={act.agent}
              onChange={(event) => put({ agent: event.currentTarget.checked })}
            />
            <Checkbox
              label="By e-mail too"
              checked={act.byMail}
              onChange={(event) => put({ byMail: event.currentTarget.checked })}
            />
          </div>
        </>
      );
    case 'take':
    case 'park':
    case 'end':
      return null;
  }
}

const priorities = ['1, first', '2', '3', '4', '5, last'].map((label, index) => ({
  value: String(index + 1),
  label,
}));

const optionsOf = (all: readonly Named[]) => all.map(({ id, name }) => ({ value: id, label: name }));

type OneProps = {
  label: string;
  all: readonly Named[];
  id: string;
  field: string;
  put: (fields: object) => void;
};

function One({ label, all, id, field, put }: OneProps) {
  const isThere = all.some((one) => one.id === id);
  return (
    <Select
      aria-label={label}
      placeholder={all.length === 0 ? 'There is none yet' : 'Choose'}
      searchable
      allowDeselect={false}
      error={id !== '' && !isThere && 'It is gone.'}
      data={optionsOf(all)}
      value={isThere ? id : null}
      onChange={(value) => value && put({ [field]: value })}
    />
  );
}

/** What a reply is for after the first 24 hours; pages may insist on it. */
function Purpose({
  purpose,
  put,
}: {
  purpose: WritePurpose | undefined;
  put: (fields: { purpose: WritePurpose | undefined }) => void;
}) {
  return (
    <>
      <Select
        label="After the first 24 hours it is"
        placeholder="Not said: refused where the page wants to know"
        clearable
        clearButtonProps={{ 'aria-label': 'Do not say what it is for' }}
        data={purposeKind.options.map((value) => ({ value, label: purposeWords[value] }))}
        value={purpose?.kind ?? null}
        onChange={(kind) => put({ purpose: kind === null ? undefined : { kind: purposeKind.parse(kind) } })}
      />
      {purpose?.kind === 'other' && (
        <TextInput
          aria-label="What it is for"
          placeholder="In a few words"
          maxLength={200}
          value={purpose.words ?? ''}
          onChange={(event) => put({ purpose: { kind: 'other', words: event.currentTarget.value } })}
        />
      )}
    </>
  );
}

function Words({
  byLanguage,
  onChange,
}: {
  byLanguage: Readonly<Record<string, string>>;
  onChange: (byLanguage: Record<string, string>) => void;
}) {
  const languages = Object.keys(byLanguage);
  const [shown, setShown] = useState('en' in byLanguage ? 'en' : (languages[0] ?? 'en'));
  return (
    <>
      <Textarea
        aria-label="What it says"
        placeholder="Hi {CustomerFirstName}, …"
        description="{CustomerFirstName}, {AgentName}, {QueueName}, {PageName} and {TicketId} are filled in."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={byLanguage[shown] ?? ''}
        onChange={(event) => onChange({ ...byLanguage, [shown]: event.currentTarget.value })}
      />
      <LanguageBar
        languages={languages}
        shown={shown}
        onShow={setShown}
        onAdd={(language) => {
          onChange({ ...byLanguage, [language]: '' });
          setShown(language);
        }}
        onRemove={(language) => {
          const { [language]: _, ...rest } = byLanguage;
          onChange(rest);
          setShown(Object.keys(rest)[0] ?? 'en');
        }}
      />
    </>
  );
}
