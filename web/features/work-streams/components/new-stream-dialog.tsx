import { Select } from '@mantine/core';
import { useState } from 'react';
import type { WorkStream } from '../../../../contract/work-streams.ts';
import { useCreateWorkStream } from '../../../lib/work-streams.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { NameField } from '../../../ui/name-field.tsx';

/** Adds a work stream; all that it does is set afterwards. */
export function NewStreamDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (made: WorkStream) => void;
}) {
  const create = useCreateWorkStream();
  const [name, setName] = useState('');
  const [isSent, setIsSent] = useState(false);
  const submit = () => {
    setIsSent(true);
    if (name.trim() === '') return;
    create.mutate(
      { name: name.trim() },
      {
        onSuccess: (made) => {
          onClose();
          onMade(made);
        },
      },
    );
  };
  return (
    <EditDialog
      title="Add a work stream"
      onClose={onClose}
      onSubmit={submit}
      submit="Add the work stream"
      save={create}
    >
      <NameField value={name} isSent={isSent} onChange={setName} />
      <Select
        label="Channel"
        description="Only Facebook pages can be in it."
        data={[{ value: 'facebook', label: 'Facebook' }]}
        value="facebook"
        allowDeselect={false}
      />
    </EditDialog>
  );
}
