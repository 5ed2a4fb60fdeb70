import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Department } from '../../../contract/team.ts';
import { departmentsQuery, useMe, useRight } from '../../lib/desk-queries.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { Table } from '../../ui/table.tsx';
import { usersQuery } from './api/users.ts';
import { Faces } from './components/faces.tsx';
import { DepartmentDialog } from './components/department-dialog.tsx';
import styles from './team.module.css';

/** The departments, and who is in each. */
export function DepartmentsSection() {
  const departments = useQuery(departmentsQuery);
  const mayManage = useRight('manage-departments');
  const { departments: seen } = useMe();
  const users = useQuery(usersQuery);
  const [edited, setEdited] = useState<Department | 'new' | null>(null);
  const shown = departments.data?.filter(({ id }) => seen.some((one) => one.id === id));
  return (
    <SectionPage
      title="Departments"
      count={shown?.length}
      lead="Agents see the conversations of their departments. What no department is set for goes to the default one."
      {...(mayManage
        ? {
            action: (
              <Button
                kind="primary"
                icon={<IconPlus size={16} stroke={1.5} />}
                onClick={() => setEdited('new')}
              >
                Add a department
              </Button>
            ),
          }
        : {})}
    >
      {sectionState(departments, 'The departments') ?? (
        <Table
          caption="Departments"
          heads={[
            { name: 'Department' },
            { name: 'Members' },
            { name: 'Actions', hidden: true, width: '80px' },
          ]}
        >
          {shown?.map((department) => (
            <tr key={department.id}>
              <td>
                <div className="row medium">
                  <DepartmentMark name={department.name} color={department.color} />
                  {department.isDefault && <Chip>Default</Chip>}
                </div>
              </td>
              <td data-head="Members">
                <Faces people={(users.data ?? []).filter((user) => department.memberIds.includes(user.id))} />
              </td>
              <td className={styles.end}>
                {(mayManage || !department.isDefault) && (
                  <Button
                    size="small"
                    aria-label={`Edit ${department.name}`}
                    onClick={() => setEdited(department)}
                  >
                    Edit
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {edited && (
        <DepartmentDialog
          department={edited === 'new' ? null : edited}
          users={users.data ?? []}
          isStaffing={!mayManage}
          onClose={() => setEdited(null)}
        />
      )}
    </SectionPage>
  );
}
