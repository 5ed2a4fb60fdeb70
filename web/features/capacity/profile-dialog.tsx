import { NumberInput, Select, Switch } from '@mantine/core';
import { useState } from 'react';
import type { CapacityProfile } from '../../../contract/capacity.ts';
import { EditDialog } from '../../ui/edit-dialog.tsx';
import { NameField } from '../../ui/name-field.tsx';
import { useDeleteProfile, useSaveProfile } from './api.ts';

/** Adds a capacity profile, or changes one. Removing takes a second click, and says first what takes of it. */
export function ProfileDialog({
  profile,
  onClose,
}: {
  profile: CapacityProfile | null;
  onClose: () => void;
}) {
  const save = useSaveProfile(onClose);
  const remove = useDeleteProfile(onClose);
  const [isSent, setIsSent] = useState(false);
  const [name, setName] = useState(profile?.name ?? '');
  const [itemLimit, setItemLimit] = useState<number | string>(profile?.itemLimit ?? 3);
  const [resets, setResets] = useState<CapacityProfile['resets']>(profile?.resets ?? 'at-once');
  const [blocks, setBlocks] = useState(profile?.blocks ?? false);
  const isLimit = typeof itemLimit === 'number' && itemLimit >= 0 && itemLimit <= 1000;
  const submit = () => {
    setIsSent(true);
    if (name.trim() === '' || !isLimit) return;
    save.mutate({ id: profile?.id ?? null, fields: { name: name.trim(), itemLimit, resets, blocks } });
  };
  const users = profile?.workStreams.map((one) => one.name) ?? [];
  return (
    <EditDialog
      title={profile ? profile.name : 'Add a profile'}
      onClose={onClose}
      onSubmit={submit}
      submit={profile ? 'Save' : 'Add the profile'}
      save={save}
      remove={
        profile && {
          ...remove,
          sure: {
            title: 'Press once more to delete it',
            text: `${
              users.length === 0
                ? 'No work stream names it.'
                : `${users.join(', ')} no longer ${users.length === 1 ? 'takes' : 'take'} of it.`
            } Agents’ own limits of it go with it.`,
            label: 'Delete it for good',
          },
          onClick: () => remove.mutate(profile.id),
        }
      }
    >
      <NameField value={name} isSent={isSent} onChange={setName} />
      <NumberInput
        label="At most"
        description="For each agent who has no limit of their own."
        suffix=" conversations"
        min={0}
        max={1000}
        allowDecimal={false}
        value={itemLimit}
        error={isSent && !isLimit && 'A whole number from 0 to 1,000.'}
        onChange={setItemLimit}
      />
      <Select
        label="Room is there again"
        data={[
          { value: 'at-once', label: 'As soon as a conversation is out of hand' },
          { value: 'end-of-day', label: 'When the day is over: so many a day' },
        ]}
        value={resets}
        allowDeselect={false}
        onChange={(value) => value && setResets(value as CapacityProfile['resets'])}
      />
      <Switch
        label="Nothing else when it is full"
        description="Who is at the limit is given nothing of other work streams either."
        checked={blocks}
        onChange={(event) => setBlocks(event.currentTarget.checked)}
      />
    </EditDialog>
  );
}
