import type { WritingRules } from '../../../../contract/conversations.ts';
import type { ConversationId } from '../../../../contract/ids.ts';
import type { Upload } from '../../../../contract/messages.ts';
import { beginUploads, removeUpload, usePendingUploads, type PendingUpload } from './uploads.ts';
import type { Writing } from './use-writing.ts';

/** The files of what is being written. */
export type Attachments = {
  uploads: readonly Upload[];
  pending: readonly PendingUpload[];
  isUploading: boolean;
  attach: (files: readonly File[]) => void;
  remove: (upload: Upload) => void;
  /** Gives up what is under way, or takes a refused file away. */
  removePending: (key: string) => void;
};

/** @param isShut while no reply may be written nothing is attached: a file would stay unseen. */
export function useAttachments(
  id: ConversationId,
  writing: Writing,
  rules: WritingRules['files'],
  isShut: boolean,
): Attachments {
  const { kind, edits, written } = writing;
  const { uploads } = written;
  const pending = usePendingUploads(id, kind);
  return {
    uploads,
    pending,
    isUploading: pending.some((one) => one.fault === null),
    attach: (files) => {
      if (files.length === 0 || isShut) return;
      beginUploads({
        conversationId: id,
        kind,
        files,
        rules: kind === 'reply' ? rules : null,
        attached: uploads.length,
        onDone: (upload) => edits.addUpload(kind, upload),
      });
    },
    remove: (upload) => edits.removeUpload(kind, upload),
    removePending: removeUpload,
  };
}
