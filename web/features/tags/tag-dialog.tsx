import { useState } from 'react';
import type { Tag } from '../../../contract/tags.ts';
import { ColorChoice } from '../../ui/color-choice.tsx';
import { EditDialog } from '../../ui/edit-dialog.tsx';
import { NameField } from '../../ui/name-field.tsx';
import { useDeleteTag, useSaveTag } from './api/tags.ts';

/** Adds a tag, or changes one. Removing takes a second click: it goes from every conversation. */
export function TagDialog({ tag, onClose }: { tag: Tag | null; onClose: () => void }) {
  const save = useSaveTag(onClose);
  const remove = useDeleteTag(onClose);
  const [isSent, setIsSent] = useState(false);
  const [name, setName] = useState(tag?.name ?? '');
  const [color, setColor] = useState(tag?.color ?? 1);
  const submit = () => {
    setIsSent(true);
    if (name.trim() === '') return;
    const fields = { name: name.trim(), color };
    save.mutate(tag ? { id: tag.id, fields } : { id: null, fields });
  };
  return (
    <EditDialog
      title={tag ? tag.name : 'Add a tag'}
      onClose={onClose}
      onSubmit={submit}
      submit={tag ? 'Save' : 'Add the tag'}
      save={save}
      remove={
        tag && {
          ...remove,
          label: 'Remove',
          sure: {
            title: 'It goes from every conversation',
            text: 'Press once more to remove it. This cannot be undone.',
            label: 'Remove it everywhere',
          },
          onClick: () => remove.mutate(tag.id),
        }
      }
    >
      <NameField value={name} isSent={isSent} maxLength={40} onChange={setName} />
      <ColorChoice legend="Colour" value={color} onChange={setColor} />
    </EditDialog>
  );
}
