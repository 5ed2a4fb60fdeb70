import { useQuery } from '@tanstack/react-query';
import type { TagId } from '../../../../contract/ids.ts';
import { tagsQuery } from '../../../lib/desk-queries.ts';
import { DepartmentMark } from '../../../ui/department-mark.tsx';

/** The first tag of a row, and how many more there are. */
export function RowTag({ tagIds }: { tagIds: readonly TagId[] }) {
  const { data: tags = [] } = useQuery(tagsQuery);
  const borne = tags.filter((tag) => tagIds.includes(tag.id));
  const [first] = borne;
  if (!first) return null;
  return (
    <span title={borne.map((tag) => tag.name).join(', ')}>
      <DepartmentMark
        name={borne.length > 1 ? `${first.name} +${borne.length - 1}` : first.name}
        color={first.color}
      />
    </span>
  );
}
