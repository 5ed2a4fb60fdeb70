import { useState } from 'react';
import type { OfferTemplate, OfferTemplateBody } from '../../../../contract/offer-templates.ts';
import { EditDialog } from '../../../ui/edit-dialog.tsx';
import { NameField } from '../../../ui/name-field.tsx';
import { useSaveTemplate } from './api.ts';

type NewTemplateDialogProps = {
  body: OfferTemplateBody;
  onClose: () => void;
  onMade: (template: OfferTemplate) => void;
};

/** Asks for the name; the rest is set on its own screen. */
export function NewTemplateDialog({ body, onClose, onMade }: NewTemplateDialogProps) {
  const save = useSaveTemplate();
  const [name, setName] = useState('');
  const [isSent, setIsSent] = useState(false);
  const submit = () => {
    setIsSent(true);
    if (name.trim() !== '') {
      save.mutate({ id: null, body: { name: name.trim(), body } }, { onSuccess: onMade });
    }
  };
  return (
    <EditDialog
      title="Add a template"
      submit="Add the template"
      save={save}
      onClose={onClose}
      onSubmit={submit}
    >
      <NameField value={name} isSent={isSent} onChange={setName} />
    </EditDialog>
  );
}
