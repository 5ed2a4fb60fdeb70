import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SavedReplyId } from '../../../../contract/ids.ts';
import { upload, type Upload } from '../../../../contract/messages.ts';
import type { ChangeSavedReply, CreateSavedReply, SavedReply } from '../../../../contract/saved-replies.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

type Save = { id: null; fields: CreateSavedReply } | { id: SavedReplyId; fields: ChangeSavedReply };

/** Saves a reply, or changes the one with this id. */
export function useSaveReply(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, Save>({
    mutationFn: ({ id, fields }) =>
      id === null
        ? request('POST', apiPaths.savedReplies, { body: fields })
        : request('PATCH', apiPaths.savedReply(id), { body: fields }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.savedReplies });
      onSuccess();
    },
  });
}

/** Deletes a saved reply for good. */
export function useDeleteReply(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, SavedReply>({
    mutationFn: (reply) => request('DELETE', apiPaths.savedReply(reply.id)),
    onSuccess: async (_answer, reply) => {
      showToast({ tone: 'success', title: `“${reply.title}” is deleted` });
      await cache.invalidateQueries({ queryKey: queryKeys.savedReplies });
      onSuccess();
    },
  });
}

/** Brings one file to the server, to be kept with a reply. */
export function useUploadFile(onSuccess: (file: Upload) => void) {
  return useMutation<Upload, Problem, File>({
    mutationFn: (file) => {
      const body = new FormData();
      body.append('file', file, file.name);
      return request('POST', apiPaths.uploads(null), { body, answer: upload });
    },
    onSuccess,
  });
}
