import { TextInput } from '@mantine/core';

type NameFieldProps = {
  value: string;
  /** Somebody tried to save it. */
  isSent: boolean;
  maxLength?: number;
  onChange: (name: string) => void;
};

/** What a thing is called: the first field of its form, and never empty. */
export function NameField({ value, isSent, maxLength = 80, onChange }: NameFieldProps) {
  return (
    <TextInput
      label="Name"
      data-autofocus
      maxLength={maxLength}
      value={value}
      error={isSent && value.trim() === '' && 'Give it a name.'}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
