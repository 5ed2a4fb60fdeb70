import { MultiSelect, NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OperatingHoursId } from '../../../../contract/ids.ts';
import type { KeptPromise } from '../../../../contract/promises.ts';
import { departmentsQuery, workStreamsQuery } from '../../../lib/desk-queries.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { NameField } from '../../../ui/name-field.tsx';
import { hoursQuery, useDeletePromise, useSavePromise } from '../api/promises.ts';

type PromiseDialogProps = { promise: KeptPromise | null; onClose: () => void };

/** Adds a promise, or changes one, and says for whom it is. */
export function PromiseDialog({ promise, onClose }: PromiseDialogProps) {
  const save = useSavePromise(onClose);
  const remove = useDeletePromise(onClose);
  const departments = useQuery(departmentsQuery).data ?? [];
  const streams = useQuery(workStreamsQuery).data ?? [];
  const hours = useQuery(hoursQuery).data ?? [];
  const [isSent, setIsSent] = useState(false);
  const [name, setName] = useState(promise?.name ?? '');
  const [respond, setRespond] = useState<number | string>(promise?.respondMinutes ?? '');
  const [resolve, setResolve] = useState<number | string>(promise?.resolveMinutes ?? '');
  const [hoursId, setHoursId] = useState<string | null>(promise?.hours?.id ?? null);
  const [departmentIds, setDepartmentIds] = useState<string[]>(
    promise?.departments.map(({ id }) => id) ?? [],
  );
  const [streamIds, setStreamIds] = useState<string[]>(promise?.workStreams.map(({ id }) => id) ?? []);

  const minutes = (value: number | string) => (typeof value === 'number' ? value : null);
  const promisesNothing = minutes(respond) === null && minutes(resolve) === null;
  const submit = () => {
    setIsSent(true);
    if (name.trim() === '' || promisesNothing) return;
    const fields = {
      name: name.trim(),
      respondMinutes: minutes(respond),
      resolveMinutes: minutes(resolve),
      operatingHoursId: hoursId as OperatingHoursId | null,
      departmentIds: departmentIds as KeptPromise['departments'][number]['id'][],
      workStreamIds: streamIds as KeptPromise['workStreams'][number]['id'][],
    };
    save.mutate(promise ? { id: promise.id, fields } : { id: null, fields });
  };
  return (
    <EditDialog
      title={promise ? promise.name : 'Add a promise'}
      onClose={onClose}
      onSubmit={submit}
      submit={promise ? 'Save' : 'Add the promise'}
      save={save}
      remove={
        promise && {
          ...remove,
          sure: {
            title: 'Nothing is due by it any more',
            text: 'Customers who wait for it lose their due times. Press once more to delete it.',
            label: 'Delete the promise',
          },
          onClick: () => remove.mutate(promise.id),
        }
      }
    >
      <NameField value={name} isSent={isSent} onChange={setName} />
      <NumberInput
        label="First answer within"
        description="By a person; automated texts never count. Empty: not promised."
        suffix=" minutes"
        min={1}
        max={525_600}
        allowDecimal={false}
        value={respond}
        error={isSent && promisesNothing && 'Promise a first answer, or that it is done, or both.'}
        onChange={setRespond}
      />
      <NumberInput
        label="Done within"
        description="From its beginning until it is ended. Empty: not promised."
        suffix=" minutes"
        min={1}
        max={525_600}
        allowDecimal={false}
        value={resolve}
        onChange={setResolve}
      />
      <Select
        label="Whose hours count"
        placeholder="Each department’s own"
        description="Around the clock where a department has none."
        clearable
        clearButtonProps={{ 'aria-label': 'Each department’s own' }}
        data={hours.map((one) => ({ value: one.id, label: one.name }))}
        value={hoursId}
        onChange={setHoursId}
      />
      <MultiSelect
        label="Departments"
        description="A department goes by one promise: it leaves the one it had."
        data={departments.map((one) => ({ value: one.id, label: one.name }))}
        value={departmentIds}
        onChange={setDepartmentIds}
      />
      <MultiSelect
        label="Work streams"
        description="What is promised for a work stream comes before what is promised for a department."
        data={streams.map((one) => ({ value: one.id, label: one.name }))}
        value={streamIds}
        onChange={setStreamIds}
      />
    </EditDialog>
  );
}
