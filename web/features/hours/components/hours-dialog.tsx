import { Select, TextInput } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import {
  createOperatingHours,
  previewHours,
  type Holiday,
  type OperatingHours,
  type WeeklyHours,
} from '../../../../contract/operating-hours.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useDeleteHours, useHoursPreview, useSaveHours } from '../api/operating-hours.ts';
import { ownTimeZone, timeZoneChoices } from '../hours-words.ts';
import { HolidayEditor } from './holiday-editor.tsx';
import { NowLine } from './now-line.tsx';
import { WeekEditor } from './week-editor.tsx';

type HoursDialogProps = { hours: OperatingHours | null; nowMs: number; onClose: () => void };

const usualWeek: WeeklyHours[] = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));

/** Adds operating hours, or changes them; deleting takes a second click where something goes by them. */
export function HoursDialog({ hours, nowMs, onClose }: HoursDialogProps) {
  const save = useSaveHours(onClose);
  const remove = useDeleteHours(onClose);
  const [name, setName] = useState(hours?.name ?? '');
  const [timeZone, setTimeZone] = useState(hours?.timeZone ?? ownTimeZone());
  const [weekly, setWeekly] = useState<WeeklyHours[]>(hours?.weekly ?? usualWeek);
  const [holidays, setHolidays] = useState<Holiday[]>(hours?.holidays ?? []);
  const [isSent, setIsSent] = useState(false);

  const fields = { name, timeZone, weekly, holidays };
  const parsed = createOperatingHours.safeParse(fields);
  const faults = parsed.success ? [] : parsed.error.issues;
  const fault = (path: string) =>
    isSent || path.startsWith('weekly')
      ? faults.find((issue) => issue.path.join('.') === path)?.message
      : undefined;
  const rules = useDeferredValue(previewHours.safeParse({ timeZone, weekly, holidays }).data ?? null);
  const preview = useHoursPreview(rules);
  const users = hours ? [...hours.pages, ...hours.departments].map((one) => one.name) : [];

  const submit = () => {
    setIsSent(true);
    if (!parsed.success) return;
    save.mutate(hours ? { id: hours.id, fields: parsed.data } : { id: null, fields: parsed.data });
  };
  const deleting = hours && {
    ...remove,
    ...(users.length === 0
      ? {}
      : {
          sure: {
            title: 'These would be always open',
            text: `${users.join(', ')} ${users.length === 1 ? 'goes' : 'go'} by these hours.`,
            label: 'Delete all the same',
          },
        }),
    onClick: () => remove.mutate({ id: hours.id, release: users.length > 0 }),
  };
  return (
    <EditDialog
      title={hours ? hours.name : 'Add operating hours'}
      width="820px"
      onClose={onClose}
      onSubmit={submit}
      submit={hours ? 'Save' : 'Add the hours'}
      save={save}
      remove={deleting}
    >
      <TextInput
        label="Name"
        data-autofocus
        placeholder="Support in Europe"
        value={name}
        error={fault('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label="Time zone"
        description="Summer and winter time follow by themselves."
        data={timeZoneChoices(timeZone)}
        value={timeZone}
        searchable
        allowDeselect={false}
        limit={60}
        onChange={(zone) => zone && setTimeZone(zone)}
      />
      {preview.data && <NowLine now={preview.data} timeZone={timeZone} nowMs={nowMs} />}
      <WeekEditor weekly={weekly} onChange={setWeekly} />
      {fault('weekly') && <Notice tone="danger" role="alert" title={fault('weekly') ?? ''} />}
      <HolidayEditor holidays={holidays} fault={(path) => fault(`holidays.${path}`)} onChange={setHolidays} />
    </EditDialog>
  );
}
