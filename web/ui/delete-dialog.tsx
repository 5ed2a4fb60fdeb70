import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Notice } from './notice.tsx';

type DeleteDialogProps = {
  name: string;
  /** What the button says: “Delete the template”. */
  act: string;
  remove: { isPending: boolean; error: Error | null };
  /** What hangs on it is not known yet. */
  isWaiting?: boolean;
  onClose: () => void;
  onDelete: () => void;
  /** What hangs on it, and what becomes of that. */
  children: ReactNode;
};

/** Says what hangs on a thing before it goes. */
export function DeleteDialog(props: DeleteDialogProps) {
  const { name, act, remove, isWaiting = false, onClose, onDelete, children } = props;
  return (
    <Dialog
      title={`Delete ${name}?`}
      onClose={onClose}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button kind="danger" disabled={isWaiting} busy={remove.isPending} onClick={onDelete}>
            {act}
          </Button>
        </>
      }
    >
      {remove.error && (
        <Notice tone="danger" role="alert" title="It was not deleted">
          {remove.error.message}
        </Notice>
      )}
      {children}
    </Dialog>
  );
}
