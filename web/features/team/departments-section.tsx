import { useQuery } from '@tanstack/react-query';
import { departmentsQuery, useMe, useRight } from '../../lib/desk-queries.ts';
import { Chip } from '../../ui/chip.tsx';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { ItemTable } from '../../ui/item-table.tsx';
import { SectionList } from '../../ui/section-list.tsx';
import { usersQuery } from './api/users.ts';
import { Faces } from './components/faces.tsx';
import { DepartmentDialog } from './components/department-dialog.tsx';

/** The departments, and who is in each. */
export function DepartmentsSection() {
  const departments = useQuery(departmentsQuery);
  const mayManage = useRight('manage-departments');
  const { departments: seen } = useMe();
  const users = useQuery(usersQuery).data ?? [];
  const shown = departments.data?.filter(({ id }) => seen.some((one) => one.id === id));
  return (
    <SectionList
      title="Departments"
      lead="Agents see the conversations of their departments. What no department is set for goes to the default one."
      list={{ ...departments, data: shown }}
      things="The departments"
      add={mayManage && 'Add a department'}
      form={(department, close) => (
        <DepartmentDialog department={department} users={users} isStaffing={!mayManage} onClose={close} />
      )}
    >
      {(items, edit) => (
        <ItemTable
          caption="Departments"
          items={items}
          nameOf={({ name }) => name}
          columns={[
            {
              name: 'Department',
              show: ({ name, color, isDefault }) => (
                <div className="row medium">
                  <DepartmentMark name={name} color={color} />
                  {isDefault && <Chip>Default</Chip>}
                </div>
              ),
            },
            {
              name: 'Members',
              show: ({ memberIds }) => <Faces people={users.filter(({ id }) => memberIds.includes(id))} />,
            },
          ]}
          onEdit={edit}
          mayEdit={({ isDefault }) => mayManage || !isDefault}
        />
      )}
    </SectionList>
  );
}
