import { NumberInput } from '@mantine/core';
import type { WorkStreamSettings } from '../../../../contract/work-streams.ts';

type NumberField = {
  [Field in keyof WorkStreamSettings]: WorkStreamSettings[Field] extends number | null ? Field : never;
}[keyof WorkStreamSettings];

type WholeProps = {
  fault: (field: string) => string | undefined;
  onSet: (fields: Partial<WorkStreamSettings>) => void;
  label: string;
  description?: string;
  suffix?: string;
  field: NumberField;
  value: number | null;
  /** Empty is a setting of its own. */
  isOptional?: boolean;
};

/** A whole number. What is not one is kept as written, and told when it is saved. */
export function WholeField({
  field,
  value,
  isOptional = false,
  fault,
  onSet,
  suffix = '',
  ...words
}: WholeProps) {
  return (
    <NumberInput
      {...words}
      suffix={suffix}
      hideControls
      allowDecimal={false}
      allowNegative={false}
      value={value ?? ''}
      error={fault(field)}
      onChange={(next) => onSet({ [field]: next === '' ? (isOptional ? null : 0) : Number(next) })}
    />
  );
}
