import type { OfferTemplate } from '../../../../contract/offer-templates.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useDeleteTemplate } from './api.ts';

type DeleteTemplateDialogProps = { template: OfferTemplate; onClose: () => void; onDeleted: () => void };

/** Says what hangs on a template before it goes. */
export function DeleteTemplateDialog({ template, onClose, onDeleted }: DeleteTemplateDialogProps) {
  const remove = useDeleteTemplate(onDeleted);
  const names = template.workStreams.map(({ name }) => name);
  return (
    <Dialog
      title={`Delete ${template.name}?`}
      onClose={onClose}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate(template.id)}>
            Delete the template
          </Button>
        </>
      }
    >
      {remove.error && (
        <Notice tone="danger" role="alert" title="It was not deleted">
          {remove.error.message}
        </Notice>
      )}
      <p>
        {names.length === 0
          ? 'No work stream uses it.'
          : `The requests of ${names.join(', ')} look as they always did from then on, and run as the work stream itself says.`}{' '}
        Requests that run keep their look.
      </p>
    </Dialog>
  );
}
