import type { MetaApp } from '../../../contract/pages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useRemoveMetaApp } from './api/meta-apps.ts';

/** Takes an app without pages off the desk, after it was said what that means. */
export function RemoveMetaAppDialog({ app, onClose }: { app: MetaApp; onClose: () => void }) {
  const remove = useRemoveMetaApp(app, onClose);
  return (
    <Dialog
      title={`Remove ${app.name}?`}
      onClose={onClose}
      foot={
        <>
          <Button data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            Remove
          </Button>
        </>
      }
    >
      {remove.error && (
        <Notice tone="danger" role="alert" title="The app was not removed">
          {remove.error.message}
        </Notice>
      )}
      <p>
        Its secret goes, and its callback URL no longer answers. At Meta nothing changes. Conversations of
        pages that were connected through it stay; added again, it goes on with them.
      </p>
    </Dialog>
  );
}
