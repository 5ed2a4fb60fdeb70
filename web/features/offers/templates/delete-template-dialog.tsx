import type { OfferTemplate } from '../../../../contract/offer-templates.ts';
import { DeleteDialog } from '../../../ui/delete-dialog.tsx';
import { useDeleteTemplate } from './api.ts';

type DeleteTemplateDialogProps = { template: OfferTemplate; onClose: () => void; onDeleted: () => void };

/** Says what hangs on a template before it goes. */
export function DeleteTemplateDialog({ template, onClose, onDeleted }: DeleteTemplateDialogProps) {
  const remove = useDeleteTemplate(onDeleted);
  const names = template.workStreams.map(({ name }) => name);
  return (
    <DeleteDialog
      name={template.name}
      act="Delete the template"
      remove={remove}
      onClose={onClose}
      onDelete={() => remove.mutate(template.id)}
    >
      <p>
        {names.length === 0
          ? 'No work stream uses it.'
          : `The requests of ${names.join(', ')} look as they always did from then on, and run as the work stream itself says.`}{' '}
        Requests that run keep their look.
      </p>
    </DeleteDialog>
  );
}
