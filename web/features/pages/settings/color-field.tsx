import { Select } from '@mantine/core';
import { DepartmentMark } from '../../../ui/department-mark.tsx';

/** The six colours of the design, as they follow one another in its tokens. */
const names = ['Violet', 'Blue', 'Rose', 'Ochre', 'Green', 'Slate'];

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
      data={names.map((label, index) => ({ value: String(index + 1), label }))}
      value={value === null ? null : String(value)}
      renderOption={({ option }) => <DepartmentMark name={option.label} color={Number(option.value)} />}
      onChange={(color) => onChange(color === null ? null : Number(color))}
    />
  );
}
