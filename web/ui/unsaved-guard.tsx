import { useBlocker } from '@tanstack/react-router';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

type UnsavedGuardProps = {
  isDirty: boolean;
  /** Resolves to whether it was saved. */
  onSave: () => Promise<boolean>;
};

/** Asks before somebody leaves with something unsaved: within the desk by a dialog, else by the browser's own. */
export function UnsavedGuard({ isDirty, onSave }: UnsavedGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  const { proceed, reset } = blocker;
  const saveAndLeave = async () => ((await onSave()) ? proceed() : reset());
  return (
    <Dialog
      title="Leave without saving?"
      onClose={reset}
      foot={
        <>
          <Button kind="quiet" onClick={proceed}>
            Leave without saving
          </Button>
          <Button data-autofocus onClick={reset}>
            Stay
          </Button>
          <Button kind="primary" onClick={() => void saveAndLeave()}>
            Save and leave
          </Button>
        </>
      }
    >
      What you changed here has not taken effect yet.
    </Dialog>
  );
}
