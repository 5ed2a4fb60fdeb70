import { NumberInput } from '@mantine/core';
import type { DepartmentRules } from '../../../../contract/department-rules.ts';

type QueueFieldsProps = {
  rules: DepartmentRules;
  onSet: (fields: Partial<DepartmentRules>) => void;
};

/** How much may wait in a department, and how much of it one agent may have. */
export function QueueFields({ rules, onSet }: QueueFieldsProps) {
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
    </>
  );
}
