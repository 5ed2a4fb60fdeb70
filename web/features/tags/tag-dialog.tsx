import { TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Tag } from '../../../contract/tags.ts';
import { Button } from '../../ui/button.tsx';
import { ColorChoice } from '../../ui/color-choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormStack } from '../../ui/form-stack.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useDeleteTag, useSaveTag } from './api/tags.ts';

/** Adds a tag, or changes one. Removing takes a second click: it goes from every conversation. */
export function TagDialog({ tag, onClose }: { tag: Tag | null; onClose: () => void }) {
  const save = useSaveTag(onClose);
  const remove = useDeleteTag(onClose);
  const error = save.error ?? remove.error;
  const [isSent, setIsSent] = useState(false);
  const [isSure, setIsSure] = useState(false);
  const [name, setName] = useState(tag?.name ?? '');
  const [color, setColor] = useState(tag?.color ?? 1);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsSent(true);
    if (name.trim() === '') return;
    const fields = { name: name.trim(), color };
    save.mutate(tag ? { id: tag.id, fields } : { id: null, fields });
  };
  return (
    <Dialog title={tag ? tag.name : 'Add a tag'} onClose={onClose}>
      <FormStack
        onSubmit={submit}
        foot={
          <>
            {tag && (
              <>
                <Button
                  kind="danger"
                  busy={remove.isPending}
                  onClick={() => (isSure ? remove.mutate(tag.id) : setIsSure(true))}
                >
                  {isSure ? 'Remove it everywhere' : 'Remove'}
                </Button>
                <span className="grow" />
              </>
            )}
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" submit busy={save.isPending}>
              {tag ? 'Save' : 'Add the tag'}
            </Button>
          </>
        }
      >
        {error && (
          <Notice tone="danger" role="alert" title="Nothing was saved">
            {error.message}
          </Notice>
        )}
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
      </FormStack>
    </Dialog>
  );
}
