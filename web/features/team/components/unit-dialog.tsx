import { MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DepartmentId, UserId } from '../../../../contract/ids.ts';
import type { Department, Unit, User } from '../../../../contract/team.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { releasedBy, useDeleteUnit, useSaveUnit } from '../api/units.ts';

type UnitDialogProps = {
  unit: Unit | null;
  departments: readonly Department[];
  users: readonly User[];
  onClose: () => void;
};

/** Adds a unit, or changes one. */
export function UnitDialog({ unit, departments, users, onClose }: UnitDialogProps) {
  const save = useSaveUnit(onClose);
  const remove = useDeleteUnit(onClose);
  const [isSent, setIsSent] = useState(false);
  const [name, setName] = useState(unit?.name ?? '');
  const [departmentIds, setDepartmentIds] = useState<DepartmentId[]>(unit?.departmentIds ?? []);
  const [supervisorIds, setSupervisorIds] = useState<UserId[]>(unit?.supervisorIds ?? []);
  const supervisors = users.filter(({ role }) => role === 'supervisor');
  const released = releasedBy(remove.error);

  const submit = () => {
    setIsSent(true);
    if (name.trim() === '') return;
    const fields = { name: name.trim(), departmentIds, supervisorIds };
    save.mutate(unit ? { id: unit.id, fields } : { id: null, fields });
  };
  return (
    <EditDialog
      title={unit ? unit.name : 'Add a unit'}
      onClose={onClose}
      onSubmit={submit}
      submit={unit ? 'Save' : 'Add the unit'}
      save={save}
      remove={
        unit
          ? {
              isPending: remove.isPending,
              // Named below, with what it means.
              error: released.length > 0 ? null : remove.error,
              ...(released.length > 0 ? { label: 'Delete all the same' } : {}),
              onClick: () => remove.mutate({ id: unit.id, isReleasing: released.length > 0 }),
            }
          : undefined
      }
    >
      {released.length > 0 && (
        <Notice tone="warning" role="alert" title="They would lead the whole desk">
          {released.join(', ')} {released.length === 1 ? 'is' : 'are'} set for no other unit. Without this one
          they see every department. Set them for another unit first, or delete it all the same.
        </Notice>
      )}
      <TextInput
        label="Name"
        data-autofocus
        value={name}
        error={isSent && name.trim() === '' && 'Give it a name.'}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MultiSelect
        label="Departments"
        description="What its supervisors see, lead and measure. A department may belong to several units."
        data={departments.map((one) => ({ value: one.id, label: one.name }))}
        value={departmentIds}
        onChange={(ids) =>
          setDepartmentIds(departments.map((one) => one.id).filter((id) => ids.includes(id)))
        }
      />
      <MultiSelect
        label="Supervisors"
        description="They see nothing beyond their units. Who is set for none leads the whole desk."
        data={supervisors.map((one) => ({ value: one.id, label: one.name }))}
        value={supervisorIds}
        onChange={(ids) =>
          setSupervisorIds(supervisors.map((one) => one.id).filter((id) => ids.includes(id)))
        }
      />
    </EditDialog>
  );
}
