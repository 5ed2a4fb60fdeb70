import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Unit } from '../../../contract/team.ts';
import { departmentsQuery } from '../../lib/desk-queries.ts';
import { Button } from '../../ui/button.tsx';
import { DepartmentMark } from '../../ui/department-mark.tsx';
import { SectionPage, sectionState } from '../../ui/section-page.tsx';
import { Table } from '../../ui/table.tsx';
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
  const [edited, setEdited] = useState<Unit | 'new' | null>(null);
  return (
    <SectionPage
      title="Units"
      count={units.data?.length}
      lead="A supervisor of a unit sees, leads and measures its departments, and nothing else. Supervisors of no unit lead the whole desk."
      action={
        <Button kind="primary" icon={<IconPlus size={16} stroke={1.5} />} onClick={() => setEdited('new')}>
          Add a unit
        </Button>
      }
    >
      {sectionState(units, 'The units') ??
        (units.data?.length === 0 ? (
          <p className="text-2">There is no unit yet: every supervisor leads the whole desk.</p>
        ) : (
          <Table
            caption="Units"
            heads={[
              { name: 'Unit' },
              { name: 'Departments' },
              { name: 'Supervisors' },
              { name: 'Actions', hidden: true, width: '80px' },
            ]}
          >
            {units.data?.map((unit) => (
              <tr key={unit.id}>
                <td className="medium">{unit.name}</td>
                <td data-head="Departments">
                  <div className={styles.marks}>
                    {unit.departmentIds.length === 0 && <span className="text-3">None yet</span>}
                    {departments
                      .filter((one) => unit.departmentIds.includes(one.id))
                      .map((one) => (
                        <DepartmentMark key={one.id} name={one.name} color={one.color} />
                      ))}
                  </div>
                </td>
                <td data-head="Supervisors">
                  <Faces people={users.filter((user) => unit.supervisorIds.includes(user.id))} />
                </td>
                <td className={styles.end}>
                  <Button size="small" aria-label={`Edit ${unit.name}`} onClick={() => setEdited(unit)}>
                    Edit
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        ))}
      {edited && (
        <UnitDialog
          unit={edited === 'new' ? null : edited}
          departments={departments}
          users={users}
          onClose={() => setEdited(null)}
        />
      )}
    </SectionPage>
  );
}
