import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Tag } from '../../../contract/tags.ts';
import { ColorChoice } from '../../ui/color-choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { EditDialog } from '../../ui/edit-dialog.tsx';
import { useDeleteTag, useSaveTag } from './api/tags.ts';

/** Adds a tag, or changes one. Removing takes a second click: it goes from every conversation. */
export function TagDialog({ tag, onClose }: { tag: Tag | null; onClose: () => void }) {
  const save = useSaveTag(onClose);
  const remove = useDeleteTag(onClose);
  const [isSent, setIsSent] = useState(false);
  const [isSure, setIsSure] = useState(false);
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
        tag
          ? {
              ...remove,
              label: isSure ? 'Remove it everywhere' : 'Remove',
              onClick: () => (isSure ? remove.mutate(tag.id) : setIsSure(true)),
            }
          : undefined
      }
    >
      {isSure && (
        <Notice tone="warning" role="status" title="It goes from every conversation">
          Press once more to remove it. This cannot be undone.
        </Notice>
      )}
      <TextInput
        label="Name"
        data-autofocus
        maxLength={40}
        value={name}
        error={isSent && name.trim() === '' && 'Give it a name.'}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ColorChoice legend="Colour" value={color} onChange={setColor} />
    </EditDialog>
  );
}
