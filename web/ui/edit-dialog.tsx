import { useState, type FormEvent, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FormStack } from './form-stack.tsx';
import { Notice } from './notice.tsx';

/** What goes on at the server, and what it said when it could not be done. */
type Doing = { isPending: boolean; error: Error | null };

/** What hangs on a thing: said at the first click, and what the second one says. */
type Sure = { title: string; text: string; label: string };

type EditDialogProps = {
  title: string;
  width?: string;
  onClose: () => void;
  onSubmit: () => void;
  /** What the main button says. */
  submit: string;
  /** Above what the server said no to. */
  failed?: string;
  save: Doing;
  /** For what is there and may go. */
  remove?: (Doing & { label?: string; sure?: Sure; onClick: () => void }) | null | undefined;
  children: ReactNode;
};

/** A short form over everything, that adds a thing or changes it, and may delete it. */
export function EditDialog({
  title,
  width,
  onClose,
  onSubmit,
  submit,
  failed = 'Nothing was saved',
  save,
  remove,
  children,
}: EditDialogProps) {
  const [isSure, setIsSure] = useState(false);
  const error = save.error ?? remove?.error;
  const sure = remove?.sure;
  const isAsked = sure !== undefined && isSure;
  return (
    <Dialog title={title} onClose={onClose} {...(width ? { width } : {})}>
      <FormStack
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onSubmit();
        }}
        foot={
          <>
            {remove && (
              <>
                <Button
                  kind="danger"
                  busy={remove.isPending}
                  onClick={sure && !isSure ? () => setIsSure(true) : remove.onClick}
                >
                  {isAsked ? sure.label : (remove.label ?? 'Delete')}
                </Button>
                <span className="grow" />
              </>
            )}
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" submit busy={save.isPending}>
              {submit}
            </Button>
          </>
        }
      >
        {error && (
          <Notice tone="danger" role="alert" title={save.error ? failed : 'It was not deleted'}>
            {error.message}
          </Notice>
        )}
        {isAsked && (
          <Notice tone="warning" role="status" title={sure.title}>
            {sure.text}
          </Notice>
        )}
        {children}
      </FormStack>
    </Dialog>
  );
}
