import { MultiSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { UserId } from '../../../../contract/ids.ts';
import type { Department, User } from '../../../../contract/team.ts';
import { Button } from '../../../ui/button.tsx';
import { ColorChoice } from '../../../ui/color-choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormStack } from '../../../ui/form-stack.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useDeleteDepartment, useSaveDepartment } from '../api/departments.ts';

type DepartmentDialogProps = { department: Department | null; users: readonly User[]; onClose: () => void };

/** Adds a department, or changes one. */
export function DepartmentDialog({ department, users, onClose }: DepartmentDialogProps) {
  const save = useSaveDepartment(onClose);
  const remove = useDeleteDepartment(onClose);
  const error = save.error ?? remove.error;
  const [isSent, setIsSent] = useState(false);
  const [name, setName] = useState(department?.name ?? '');
  const [color, setColor] = useState(department?.color ?? 1);
  const [memberIds, setMemberIds] = useState<UserId[]>(department?.memberIds ?? []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsSent(true);
    if (name.trim() === '') return;
    const fields = { name: name.trim(), color, ...(department?.isDefault ? {} : { memberIds }) };
    save.mutate(department ? { id: department.id, fields } : { id: null, fields });
  };
  return (
    <Dialog title={department ? department.name : 'Add a department'} onClose={onClose}>
      <FormStack
        onSubmit={submit}
        foot={
          <>
            {department && !department.isDefault && (
              <>
                <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate(department)}>
                  Delete
                </Button>
                <span className="grow" />
              </>
            )}
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" submit busy={save.isPending}>
              {department ? 'Save' : 'Add the department'}
            </Button>
          </>
        }
      >
        {error && (
          <Notice
            tone="danger"
            role="alert"
            title={remove.error ? 'It was not deleted' : 'Nothing was saved'}
          >
            {error.message}
          </Notice>
        )}
        <TextInput
          label="Name"
          data-autofocus
          value={name}
          error={isSent && name.trim() === '' && 'Give it a name.'}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ColorChoice legend="Colour of its square" value={color} onChange={setColor} />
        {department?.isDefault ? (
          <Notice tone="info" title="Everybody is a member">
            The default department takes what no other is set for.
          </Notice>
        ) : (
          <MultiSelect
            label="Members"
            data={users.map((user) => ({ value: user.id, label: user.name }))}
            value={memberIds}
            onChange={(ids) => setMemberIds(users.map((user) => user.id).filter((id) => ids.includes(id)))}
          />
        )}
      </FormStack>
    </Dialog>
  );
}
