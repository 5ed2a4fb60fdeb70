import { MultiSelect, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DepartmentId, TagId } from '../../../contract/ids.ts';
import type { Macro, MacroActs } from '../../../contract/macros.ts';
import { ticketStatus, type TicketStatus } from '../../../contract/tickets.ts';
import { departmentsQuery, tagsQuery } from '../../lib/desk-queries.ts';
import { EditDialog } from '../../ui/edit-dialog.tsx';
import { ticketWords } from '../../ui/ticket-chip.tsx';
import { useDeleteMacro, useSaveMacro } from './api/macros.ts';

type End = NonNullable<MacroActs['finally']>;

/** Adds a macro, or changes one. */
export function MacroDialog({ macro, onClose }: { macro: Macro | null; onClose: () => void }) {
  const save = useSaveMacro(onClose);
  const remove = useDeleteMacro(onClose);
  const tags = useQuery(tagsQuery).data ?? [];
  const departments = useQuery(departmentsQuery).data ?? [];
  const [isSent, setIsSent] = useState(false);
  const [name, setName] = useState(macro?.name ?? '');
  const [takes, setTakes] = useState(macro?.acts.takes ?? false);
  const [tagIds, setTagIds] = useState<TagId[]>(macro?.acts.tagIds ?? []);
  const [note, setNote] = useState(macro?.acts.note ?? '');
  const [end, setEnd] = useState<End | null>(macro?.acts.finally ?? null);
  const choose = (kind: string | null) => {
    const [first] = departments;
    if (kind === 'status') setEnd({ kind, status: 'solved' });
    else if (kind === 'snooze') setEnd({ kind, hours: 24 });
    else if (kind === 'department' && first) setEnd({ kind, departmentId: first.id });
    else setEnd(null);
  };
  const submit = () => {
    setIsSent(true);
    if (name.trim() === '') return;
    const acts = { takes, tagIds, note: note.trim(), finally: end };
    save.mutate({ id: macro?.id ?? null, fields: { name: name.trim(), acts } });
  };
  return (
    <EditDialog
      title={macro ? macro.name : 'Add a macro'}
      onClose={onClose}
      onSubmit={submit}
      submit={macro ? 'Save' : 'Add the macro'}
      save={save}
      remove={macro ? { ...remove, onClick: () => remove.mutate(macro.id) } : undefined}
    >
      <TextInput
        label="Name"
        data-autofocus
        maxLength={80}
        value={name}
        error={isSent && name.trim() === '' && 'Give it a name.'}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Switch
        label="Whoever uses it takes the conversation"
        checked={takes}
        onChange={(event) => setTakes(event.currentTarget.checked)}
      />
      <MultiSelect
        label="Tags"
        data={tags.map((tag) => ({ value: tag.id, label: tag.name }))}
        value={tagIds}
        onChange={(ids) => setTagIds(tags.map((tag) => tag.id).filter((id) => ids.includes(id)))}
      />
      <Textarea
        label="Note"
        description="For the team; of what is ended it is the closing comment."
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Select
        label="In the end"
        placeholder="It stays as it is"
        clearable
        data={[
          { value: 'status', label: 'Set the ticket' },
          { value: 'department', label: 'Hand it to a department' },
          { value: 'snooze', label: 'Put it aside' },
        ]}
        value={end?.kind ?? null}
        onChange={choose}
      />
      {end?.kind === 'status' && (
        <Select
          label="To"
          allowDeselect={false}
          data={ticketStatus.options.map((value) => ({ value, label: ticketWords[value] }))}
          value={end.status}
          onChange={(status) => status && setEnd({ ...end, status: status as TicketStatus })}
        />
      )}
      {end?.kind === 'department' && (
        <Select
          label="Department"
          allowDeselect={false}
          data={departments.map((one) => ({ value: one.id, label: one.name }))}
          value={end.departmentId}
          onChange={(id) => id && setEnd({ ...end, departmentId: id as DepartmentId })}
        />
      )}
      {end?.kind === 'snooze' && (
        <NumberInput
          label="For"
          suffix=" hours"
          min={1}
          max={2160}
          allowDecimal={false}
          value={end.hours}
          onChange={(hours) => setEnd({ ...end, hours: Number(hours) || 1 })}
        />
      )}
    </EditDialog>
  );
}
