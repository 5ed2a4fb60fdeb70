import { MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { weekdays, type Attribute } from '../../../contract/condition-attributes.ts';
import { operators, type Condition } from '../../../contract/conditions.ts';
import type { ComponentType } from 'react';
import styles from './conditions.module.css';

/** What there is to choose from by name. */
export type Choices = {
  pages: readonly Choice[];
  departments: readonly Choice[];
  /** Only what is asked of a conversation as it is now needs these. */
  people?: readonly Choice[];
  tags?: readonly Choice[];
  /** Looks a card up; absent: there are none to choose from. */
  Card?: ComponentType<CardFieldProps>;
};
export type CardFieldProps = {
  kind: 'any' | 'company';
  label: string;
  value: string | null;
  isDisabled: boolean;
  hasError: boolean;
  onChange: (id: string) => void;
};
type Choice = { id: string; name: string };

type ValueFieldProps = {
  attribute: Attribute;
  condition: Condition;
  choices: Choices;
  isDisabled: boolean;
  error: boolean;
  onChange: (values: Condition['values']) => void;
};

/** What a condition compares with: as many fields, of such a kind, as its operator takes. */
export function ValueField({ attribute, condition, choices, isDisabled, error, onChange }: ValueFieldProps) {
  const { takes } = operators[condition.operator];
  const { values } = condition;
  const label = `Value of ${attribute.label}`;
  const shared = { 'aria-label': label, disabled: isDisabled, error, className: styles.value ?? '' };
  if (takes === 'none') return <span className={styles.value} />;
  if (takes === 'days') {
    return (
      <NumberInput
        {...shared}
        hideControls
        suffix=" days"
        min={1}
        allowDecimal={false}
        value={numberOf(values[0])}
        onChange={(days) => onChange(typeof days === 'number' ? [days] : [])}
      />
    );
  }
  switch (attribute.type) {
    case 'boolean':
      return (
        <Select
          {...shared}
          data={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
          value={values[0] === false ? 'no' : 'yes'}
          allowDeselect={false}
          onChange={(value) => onChange([value === 'yes'])}
        />
      );
    case 'number':
      return <Numbers {...{ shared, label, values, onChange }} isTwo={takes === 'two'} />;
    case 'date':
      return <Dates {...{ shared, label, values, onChange }} isTwo={takes === 'two'} />;
    case 'text':
      return takes === 'some' ? (
        <Words shared={shared} values={values} onChange={onChange} />
      ) : (
        <OneWord shared={shared} values={values} onChange={onChange} />
      );
    case 'choice':
    case 'lookup': {
      const { Card } = choices;
      if (Card && (attribute.choices === 'customers' || attribute.choices === 'companies')) {
        return (
          <Card
            kind={attribute.choices === 'companies' ? 'company' : 'any'}
            label={label}
            value={values[0] === undefined ? null : String(values[0])}
            isDisabled={isDisabled}
            hasError={error}
            onChange={(id) => onChange([id])}
          />
        );
      }
      const data = choicesOf(attribute, choices);
      if (data === null) {
        return takes === 'some' ? (
          <Words shared={shared} values={values} onChange={onChange} />
        ) : (
          <OneWord shared={shared} values={values} onChange={onChange} />
        );
      }
      return takes === 'some' ? (
        <MultiSelect
          {...shared}
          classNames={{ pill: styles.pill ?? '' }}
          data={data}
          value={values.map(String)}
          searchable
          placeholder={values.length === 0 ? 'Choose' : ''}
          onChange={onChange}
        />
      ) : (
        <Select
          {...shared}
          data={data}
          value={values[0] === undefined ? null : String(values[0])}
          searchable
          allowDeselect={false}
          placeholder="Choose"
          onChange={(value) => onChange(value === null ? [] : [value])}
        />
      );
    }
  }
}

type Field = {
  shared: { 'aria-label': string; disabled: boolean; error: boolean; className: string };
  values: Condition['values'];
  onChange: (values: Condition['values']) => void;
};

function Words({ shared, values, onChange }: Field) {
  return (
    <TagsInput
      {...shared}
      classNames={{ pill: styles.pill ?? '' }}
      // A name in the form “first, last” has a comma of its own.
      splitChars={[]}
      value={values.map(String)}
      placeholder={values.length === 0 ? 'Type a word, then Enter' : ''}
      onChange={onChange}
    />
  );
}

function OneWord({ shared, values, onChange }: Field) {
  return (
    <TextInput
      {...shared}
      value={String(values[0] ?? '')}
      onChange={(event) => onChange(event.currentTarget.value === '' ? [] : [event.currentTarget.value])}
    />
  );
}

type Pair = Field & { label: string; isTwo: boolean };

function Numbers({ shared, label, values, onChange, isTwo }: Pair) {
  const put = (index: number, value: string | number) => {
    const next = isTwo ? [values[0] ?? 0, values[1] ?? 0] : [values[0] ?? 0];
    if (typeof value !== 'number') return onChange(isTwo ? values.filter((_, at) => at !== index) : []);
    next[index] = value;
    onChange(next);
  };
  return (
    <span className={styles.pair}>
      <NumberInput {...shared} hideControls value={numberOf(values[0])} onChange={(value) => put(0, value)} />
      {isTwo && (
        <>
          <span className="text-3">and</span>
          <NumberInput
            {...shared}
            aria-label={`${label}, the other end`}
            hideControls
            value={numberOf(values[1])}
            onChange={(value) => put(1, value)}
          />
        </>
      )}
    </span>
  );
}

function Dates({ shared, label, values, onChange, isTwo }: Pair) {
  const put = (index: number, value: string) => {
    const next = isTwo ? [String(values[0] ?? ''), String(values[1] ?? '')] : [''];
    next[index] = value;
    onChange(next.filter((each) => each !== ''));
  };
  return (
    <span className={styles.pair}>
      <TextInput
        {...shared}
        type="date"
        value={String(values[0] ?? '')}
        onChange={(event) => put(0, event.currentTarget.value)}
      />
      {isTwo && (
        <>
          <span className="text-3">and</span>
          <TextInput
            {...shared}
            aria-label={`${label}, the other end`}
            type="date"
            value={String(values[1] ?? '')}
            onChange={(event) => put(1, event.currentTarget.value)}
          />
        </>
      )}
    </span>
  );
}

function numberOf(value: Condition['values'][number] | undefined): number | string {
  return typeof value === 'number' ? value : '';
}

function choicesOf(
  { choices, words = {} }: Attribute,
  { pages, departments, people = [], tags = [] }: Choices,
) {
  const named = (all: readonly Choice[]) => all.map(({ id, name }) => ({ value: id, label: name }));
  const fixed = (all: Readonly<Record<string, string>>) =>
    Object.entries(all).map(([value, label]) => ({ value, label }));
  switch (choices) {
    case 'pages':
      return named(pages);
    case 'departments':
      return named(departments);
    case 'weekdays':
      return fixed(weekdays);
    case 'fixed':
      return fixed(words);
    case 'people':
      return named(people);
    case 'tags':
      return named(tags);
    default:
      return null;
  }
}
