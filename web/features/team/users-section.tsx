import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Department, User } from '../../../contract/team.ts';
import { departmentsQuery, useRight } from '../../lib/desk-queries.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { presenceLabel } from '../../ui/presence-sign.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { Table } from '../../ui/table.tsx';
import { usersQuery } from './api/users.ts';
import { UserDialog } from './components/user-dialog.tsx';
import { roleWords } from './role-words.ts';
import styles from './team.module.css';

/** Everybody who may sign in, what they are, and where they belong. */
export function UsersSection() {
  const users = useQuery(usersQuery);
  const departments = useQuery(departmentsQuery);
  const mayManage = useRight('manage-users');
  const [edited, setEdited] = useState<User | 'new' | null>(null);
  return (
    <SectionPage
      title="Users"
      count={users.data?.length}
      {...(mayManage
        ? {
            action: (
              <Button
                kind="primary"
                icon={<IconPlus size={16} stroke={1.5} />}
                onClick={() => setEdited('new')}
              >
                Add a user
              </Button>
            ),
          }
        : {})}
    >
      {sectionState(users, 'The users') ?? (
        <Table
          caption="Users"
          heads={[
            { name: 'Name' },
            { name: 'Role', width: '130px' },
            { name: 'Departments' },
            { name: 'Actions', hidden: true, width: '80px' },
          ]}
        >
          {users.data?.map((user) => (
            <UserRow
              key={user.id}
              user={user}
              departments={departments.data ?? []}
              {...(mayManage || user.role === 'agent' ? { onEdit: () => setEdited(user) } : {})}
            />
          ))}
        </Table>
      )}
      {edited && (
        <UserDialog
          user={edited === 'new' ? null : edited}
          departments={departments.data ?? []}
          isStaffing={!mayManage}
          onClose={() => setEdited(null)}
        />
      )}
    </SectionPage>
  );
}

type UserRowProps = { user: User; departments: readonly Department[]; onEdit?: () => void };

function UserRow({ user, departments, onEdit }: UserRowProps) {
  const isDisabled = user.disabledAt !== null;
  return (
    <tr>
      <td>
        <div className={styles.person}>
          <span className={styles.onTable}>
            <Avatar name={user.name} size={36} {...(isDisabled ? {} : { presence: user.presence })} />
          </span>
          <div className="grow">
            <p className="medium clip">
              {user.name} {!isDisabled && <span className="sr">{presenceLabel(user)}</span>}
            </p>
            <p className="small text-3 clip">{user.email}</p>
          </div>
          {isDisabled && <Chip tone="warning">Disabled</Chip>}
        </div>
      </td>
      <td className="text-2" data-head="Role">
        {roleWords[user.role]}
      </td>
      <td data-head="Departments">
        <div className={styles.marks}>
          {departments
            .filter((one) => user.departmentIds.includes(one.id))
            .map((one) => (
              <DepartmentMark key={one.id} name={one.name} color={one.color} />
            ))}
        </div>
      </td>
      <td className={styles.end}>
        {onEdit && (
          <Button size="small" aria-label={`Edit ${user.name}`} onClick={onEdit}>
            Edit
          </Button>
        )}
      </td>
    </tr>
  );
}
