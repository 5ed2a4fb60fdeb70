import { NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { overflowAction, type DepartmentRules } from '../../../../contract/department-rules.ts';
import type { DepartmentId } from '../../../../contract/ids.ts';
import { departmentsQuery } from '../../../lib/desk-queries.ts';

type QueueFieldsProps = {
  /** Null: of a department that is being added. */
  id: DepartmentId | null;
  rules: DepartmentRules;
  onSet: (fields: Partial<DepartmentRules>) => void;
};

const actionWords = {
  none: 'Nothing: it waits',
  department: 'It goes to another department',
  text: 'The customer is told (Automated messages: Too many wait)',
  end: 'It is ended, with that text',
} as const;

/** How much may wait in a department, what becomes of the rest, and how much of it one agent may have. */
export function QueueFields({ id, rules, onSet }: QueueFieldsProps) {
  const others = (useQuery(departmentsQuery).data ?? []).filter((one) => one.id !== id);
  return (
    <>
      <NumberInput
        label="Conversations at once"
        description="Of this department, for each agent who has no number of their own. Empty: as the house says."
        min={0}
        max={1000}
        allowDecimal={false}
        value={rules.mostConversations ?? ''}
        onChange={(next) => onSet({ mostConversations: next === '' ? null : Number(next) })}
      />
      <NumberInput
        label="Full while so many wait"
        description="Routing rules pass a full department over. Empty: it is never full."
        min={1}
        max={100_000}
        allowDecimal={false}
        value={rules.waitingLimit ?? ''}
        onChange={(next) => onSet({ waitingLimit: next === '' ? null : Number(next) })}
      />
      <Select
        label="What becomes of what is too much"
        description="Of what waits beyond that number, or for too long; within the hours."
        data={overflowAction.options.map((value) => ({ value, label: actionWords[value] }))}
        value={rules.overflow}
        allowDeselect={false}
        onChange={(value) => value && onSet({ overflow: overflowAction.parse(value) })}
      />
      {rules.overflow === 'department' && (
        <Select
          label="Goes to"
          description="Unless that is full as well."
          placeholder="Choose a department"
          data={others.map((one) => ({ value: one.id, label: one.name }))}
          value={rules.overflowDepartmentId}
          allowDeselect={false}
          searchable
          onChange={(to) => onSet({ overflowDepartmentId: others.find((one) => one.id === to)?.id ?? null })}
        />
      )}
      {rules.overflow !== 'none' && (
        <NumberInput
          label="Also after a wait of"
          description="Empty: only what is beyond that number."
          suffix=" minutes"
          min={1}
          max={10_080}
          allowDecimal={false}
          value={rules.overflowMinutes ?? ''}
          onChange={(next) => onSet({ overflowMinutes: next === '' ? null : Number(next) })}
        />
      )}
    </>
  );
}
