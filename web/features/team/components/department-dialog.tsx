import { MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { departmentRules } from '../../../../contract/department-rules.ts';
import { hasRight } from '../../../../contract/rights.ts';
import type { UserId } from '../../../../contract/ids.ts';
import type { Department, User } from '../../../../contract/team.ts';
import { operatingHoursQuery } from '../../../lib/desk-queries.ts';
import { ColorChoice } from '../../../ui/color-choice.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { useDeleteDepartment, useSaveDepartment } from '../api/departments.ts';
import { QueueFields } from './queue-fields.tsx';
import { TransferFields } from './transfer-fields.tsx';

type DepartmentDialogProps = {
  department: Department | null;
  users: readonly User[];
  /** Who leads sets who works in it, and nothing else. */
  isStaffing: boolean;
  onClose: () => void;
};

/** Adds a department, or changes one. */
export function DepartmentDialog({ department, users, isStaffing, onClose }: DepartmentDialogProps) {
  const save = useSaveDepartment(onClose);
  const remove = useDeleteDepartment(onClose);
  const [isSent, setIsSent] = useState(false);
  const [name, setName] = useState(department?.name ?? '');
  const [color, setColor] = useState(department?.color ?? 1);
  const [priority, setPriority] = useState<number | string>(department?.priority ?? 100);
  const [memberIds, setMemberIds] = useState<UserId[]>(department?.memberIds ?? []);

  const [needsTag, setNeedsTag] = useState(department?.needsTag ?? false);
  const [needsComment, setNeedsComment] = useState(department?.needsComment ?? false);

  const [rules, setRules] = useState(department?.rules ?? departmentRules.parse({}));

  const workers = users.filter(({ role }) => hasRight(role, 'get-requests'));
  // Who is not among those one leads stays what they are.
  const unseen = (department?.memberIds ?? []).filter((id) => !workers.some((one) => one.id === id));
  const hours = useQuery(operatingHoursQuery).data ?? [];
  const [hoursId, setHoursId] = useState(department?.operatingHoursId ?? null);

  const submit = () => {
    setIsSent(true);
    if (name.trim() === '') return;
    if (department && isStaffing) return save.mutate({ id: department.id, fields: { memberIds } });
    const fields = {
      name: name.trim(),
      color,
      needsTag,
      needsComment,
      rules,
      operatingHoursId: hoursId,
      priority: typeof priority === 'number' ? priority : 100,
      ...(department?.isDefault ? {} : { memberIds }),
    };
    save.mutate(department ? { id: department.id, fields } : { id: null, fields });
  };
  return (
    <EditDialog
      title={department ? department.name : 'Add a department'}
      onClose={onClose}
      onSubmit={submit}
      submit={department ? 'Save' : 'Add the department'}
      save={save}
      remove={
        department && !department.isDefault && !isStaffing
          ? { ...remove, onClick: () => remove.mutate(department) }
          : undefined
      }
    >
      {!isStaffing && (
        <>
          <TextInput
            label="Name"
            data-autofocus
            value={name}
            error={isSent && name.trim() === '' && 'Give it a name.'}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Operating hours"
            description="Whether somebody is meant to answer; where the department has none, its page’s count."
            placeholder="Always open"
            clearable
            data={hours.map((one) => ({ value: one.id, label: one.name }))}
            value={hoursId}
            onChange={(id) => setHoursId(hours.find((one) => one.id === id)?.id ?? null)}
          />
          <ColorChoice legend="Colour of its square" value={color} onChange={setColor} />
          <NumberInput
            label="Priority"
            description="Where agents work for several departments, the lower number is served first."
            min={1}
            max={1000}
            allowDecimal={false}
            value={priority}
            onChange={setPriority}
          />
        </>
      )}
      {department?.isDefault ? (
        <Notice tone="info" title="Everybody is a member">
          The default department takes what no other is set for.
        </Notice>
      ) : (
        <MultiSelect
          label="Members"
          data={workers.map((user) => ({ value: user.id, label: user.name }))}
          value={memberIds.filter((id) => !unseen.includes(id))}
          onChange={(ids) =>
            setMemberIds([...workers.map((user) => user.id).filter((id) => ids.includes(id)), ...unseen])
          }
        />
      )}
      {!isStaffing && (
        <>
          <Switch
            label="A tag before a conversation is ended"
            checked={needsTag}
            onChange={(event) => setNeedsTag(event.currentTarget.checked)}
          />
          <Switch
            label="A closing comment before a conversation is ended"
            checked={needsComment}
            onChange={(event) => setNeedsComment(event.currentTarget.checked)}
          />
          <QueueFields
            id={department?.id ?? null}
            rules={rules}
            onSet={(fields) => setRules({ ...rules, ...fields })}
          />
          <TransferFields
            id={department?.id ?? null}
            transfers={rules.transfers}
            onSet={(transfers) => setRules({ ...rules, transfers })}
          />
        </>
      )}
    </EditDialog>
  );
}
