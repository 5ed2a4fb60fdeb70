import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../../../contract/messages.ts';
import { request } from '../../../lib/api.ts';
import { takeMessage, type MessagePages } from '../../../lib/message-pages.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Throws away a reply of one's own that the customer never got. */
export function useDiscardMessage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (message: Message) => request('DELETE', apiPaths.message(message.id)),
    onSuccess: (_answer, message) => {
      client.setQueryData<MessagePages>(
        queryKeys.messages(message.conversationId),
        (pages) => pages && takeMessage(pages, message.id),
      );
    },
  });
}
