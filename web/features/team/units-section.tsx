import { useQuery } from '@tanstack/react-query';
import { departmentsQuery } from '../../lib/desk-queries.ts';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { ItemTable } from '../../ui/item-table.tsx';
import { SectionList } from '../../ui/section-list.tsx';
import { unitsQuery } from './api/units.ts';
import { usersQuery } from './api/users.ts';
import { Faces } from './components/faces.tsx';
import { UnitDialog } from './components/unit-dialog.tsx';
import styles from './team.module.css';

/** Departments that some supervisors are set for. */
export function UnitsSection() {
  const units = useQuery(unitsQuery);
  const departments = useQuery(departmentsQuery).data ?? [];
  const users = useQuery(usersQuery).data ?? [];
  return (
    <SectionList
      title="Units"
      lead="A supervisor of a unit sees, leads and measures its departments, and nothing else. Supervisors of no unit lead the whole desk."
      list={units}
      things="The units"
      add="Add a unit"
      empty={{ title: 'No unit yet', text: 'Every supervisor leads the whole desk.' }}
      form={(unit, close) => (
        <UnitDialog unit={unit} departments={departments} users={users} onClose={close} />
      )}
    >
      {(items, edit) => (
        <ItemTable
          caption="Units"
          items={items}
          nameOf={({ name }) => name}
          columns={[
            { name: 'Unit', look: 'medium', show: ({ name }) => name },
            {
              name: 'Departments',
              show: ({ departmentIds }) => (
                <div className={styles.marks}>
                  {departmentIds.length === 0 && <span className="text-3">None yet</span>}
                  {departments
                    .filter((one) => departmentIds.includes(one.id))
                    .map((one) => (
                      <DepartmentMark key={one.id} name={one.name} color={one.color} />
                    ))}
                </div>
              ),
            },
            {
              name: 'Supervisors',
              show: ({ supervisorIds }) => (
                <Faces people={users.filter((user) => supervisorIds.includes(user.id))} />
              ),
            },
          ]}
          onEdit={edit}
        />
      )}
    </SectionList>
  );
}
