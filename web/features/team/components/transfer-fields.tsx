import { MultiSelect, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DepartmentRules } from '../../../../contract/department-rules.ts';
import { skillId, type DepartmentId } from '../../../../contract/ids.ts';
import { departmentsQuery, skillsQuery } from '../../../lib/desk-queries.ts';

type TransferFieldsProps = {
  /** Null: of a department that is being added. */
  id: DepartmentId | null;
  transfers: DepartmentRules['transfers'];
  onSet: (transfers: DepartmentRules['transfers']) => void;
};

/** To whom agents may hand the conversations of a department. */
export function TransferFields({ id, transfers, onSet }: TransferFieldsProps) {
  const others = (useQuery(departmentsQuery).data ?? []).filter((one) => one.id !== id);
  const skills = useQuery(skillsQuery).data ?? [];
  return (
    <>
      <Switch
        label="Hand conversations on to some only"
        description="Those who lead hand them to everybody."
        checked={transfers !== null}
        onChange={(event) => onSet(event.currentTarget.checked ? { departmentIds: [], skillIds: [] } : null)}
      />
      {transfers && (
        <>
          <MultiSelect
            label="To these departments"
            description="None: to no other department."
            data={others.map((one) => ({ value: one.id, label: one.name }))}
            value={transfers.departmentIds}
            onChange={(ids) =>
              onSet({
                ...transfers,
                departmentIds: others.map((one) => one.id).filter((one) => ids.includes(one)),
              })
            }
          />
          <MultiSelect
            label="To colleagues with one of these skills"
            description="None: to every colleague."
            data={skills.map((one) => ({ value: one.id, label: one.name }))}
            value={transfers.skillIds}
            searchable
            onChange={(ids) => onSet({ ...transfers, skillIds: ids.map((one) => skillId.parse(one)) })}
          />
        </>
      )}
    </>
  );
}
