import { Select } from '@mantine/core';
import { languageChoices } from '../../../lib/language-choices.ts';

type LanguageFieldProps = {
  label: string;
  description?: string;
  value: string;
  error?: string | undefined;
  /** Tags that are not offered. */
  without?: readonly string[];
  onChange: (language: string) => void;
};

/** One language, by its name. */
export function LanguageField({ value, without = [], onChange, ...field }: LanguageFieldProps) {
  return (
    <Select
      {...field}
      data={languageChoices(value).filter((one) => one.value === value || !without.includes(one.value))}
      value={value}
      searchable
      allowDeselect={false}
      onChange={(language) => language && onChange(language)}
    />
  );
}
