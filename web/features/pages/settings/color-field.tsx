import { Select } from '@mantine/core';
import { colorNames } from '../../../ui/color-choice.tsx';
import { DepartmentMark } from '../../../ui/department-mark.tsx';

/** The page's colour in the list, or none. */
export function ColorField({
  value,
  onChange,
}: {
  value: number | null;
  onChange: (color: number | null) => void;
}) {
  return (
    <Select
      label="Colour"
      description="Shown beside the page’s name in the list, so that pages are told apart at a glance."
      placeholder="None"
      clearable
      clearButtonProps={{ 'aria-label': 'No colour' }}
      data={colorNames.map((label, index) => ({ value: String(index + 1), label }))}
      value={value === null ? null : String(value)}
      renderOption={({ option }) => <DepartmentMark name={option.label} color={Number(option.value)} />}
      onChange={(color) => onChange(color === null ? null : Number(color))}
    />
  );
}
