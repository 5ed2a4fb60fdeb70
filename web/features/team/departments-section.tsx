import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Department, User } from '../../../contract/team.ts';
import { departmentsQuery } from '../../lib/desk-queries.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { Table } from '../../ui/table.tsx';
import { usersQuery } from './api/users.ts';
import { DepartmentDialog } from './components/department-dialog.tsx';
import styles from './team.module.css';

const facesShown = 6;

/** The departments, and who is in each. */
export function DepartmentsSection() {
  const departments = useQuery(departmentsQuery);
  const users = useQuery(usersQuery);
  const [edited, setEdited] = useState<Department | 'new' | null>(null);
  return (
    <SectionPage
      title="Departments"
      count={departments.data?.length}
      lead="Agents see the conversations of their departments. What no department is set for goes to the default one."
      action={
        <Button kind="primary" icon={<IconPlus size={16} stroke={1.5} />} onClick={() => setEdited('new')}>
          Add a department
        </Button>
      }
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
          {departments.data?.map((department) => (
            <tr key={department.id}>
              <td>
                <div className="row medium">
                  <DepartmentMark name={department.name} color={department.color} />
                  {department.isDefault && <Chip>Default</Chip>}
                </div>
              </td>
              <td data-head="Members">
                <Members
                  members={(users.data ?? []).filter((user) => department.memberIds.includes(user.id))}
                />
              </td>
              <td className={styles.end}>
                <Button
                  size="small"
                  aria-label={`Edit ${department.name}`}
                  onClick={() => setEdited(department)}
                >
                  Edit
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {edited && (
        <DepartmentDialog
          department={edited === 'new' ? null : edited}
          users={users.data ?? []}
          onClose={() => setEdited(null)}
        />
      )}
    </SectionPage>
  );
}

function Members({ members }: { members: readonly User[] }) {
  if (members.length === 0) return <span className="text-3">Nobody yet</span>;
  const names = members.map((member) => member.name).join(', ');
  return (
    <span className={styles.people} title={names}>
      {members.slice(0, facesShown).map((member) => (
        <Avatar key={member.id} name={member.name} size={28} />
      ))}
      {members.length > facesShown && <span className={styles.more}>+{members.length - facesShown}</span>}
      <span className="sr">{names}</span>
    </span>
  );
}
