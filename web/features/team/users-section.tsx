import { useQuery } from '@tanstack/react-query';
import type { User } from '../../../contract/team.ts';
import { departmentsQuery, useRight } from '../../lib/desk-queries.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { ItemTable } from '../../ui/item-table.tsx';
import { presenceLabel } from '../../ui/presence-sign.tsx';
import { SectionList } from '../../ui/section-list.tsx';
import { usersQuery } from './api/users.ts';
import { UserDialog } from './components/user-dialog.tsx';
import { roleWords } from './role-words.ts';
import styles from './team.module.css';

/** Everybody who may sign in, what they are, and where they belong. */
export function UsersSection() {
  const users = useQuery(usersQuery);
  const departments = useQuery(departmentsQuery).data ?? [];
  const mayManage = useRight('manage-users');
  return (
    <SectionList
      title="Users"
      list={users}
      things="The users"
      add={mayManage && 'Add a user'}
      form={(user, close) => (
        <UserDialog user={user} departments={departments} isStaffing={!mayManage} onClose={close} />
      )}
    >
      {(items, edit) => (
        <ItemTable
          caption="Users"
          items={items}
          nameOf={({ name }) => name}
          columns={[
            { name: 'Name', show: (user) => <Person user={user} /> },
            { name: 'Role', width: '130px', look: 'text-2', show: ({ role }) => roleWords[role] },
            {
              name: 'Departments',
              show: ({ departmentIds }) => (
                <div className={styles.marks}>
                  {departments
                    .filter((one) => departmentIds.includes(one.id))
                    .map((one) => (
                      <DepartmentMark key={one.id} name={one.name} color={one.color} />
                    ))}
                </div>
              ),
            },
          ]}
          onEdit={edit}
          mayEdit={({ role }) => mayManage || role === 'agent'}
        />
      )}
    </SectionList>
  );
}

function Person({ user }: { user: User }) {
  const isDisabled = user.disabledAt !== null;
  return (
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
  );
}
