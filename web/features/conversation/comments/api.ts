import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CommentAct, WritePrivateReply } from '../../../../contract/comments.ts';
import { message as messageSchema, type Message } from '../../../../contract/messages.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { showToast } from '../../../ui/toast-store.ts';
import { putInTimeline } from '../api/put-in-timeline.ts';

/** Like, hide, delete, ban, and back: queued by the server, which answers the comment as it stands now. */
export function useActOnComment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ message, act }: { message: Message; act: CommentAct }) =>
      request('POST', apiPaths.commentActs(message.id), { body: { act }, answer: messageSchema }),
    onSuccess: (message) => putInTimeline(client, message.conversationId, [message]),
    onError: (error) => showToast({ tone: 'danger', title: 'It could not be done', text: error.message }),
  });
}

/** Writes the one private reply of a comment. */
export function useWritePrivateReply() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ to, body }: { to: Message; body: WritePrivateReply }) =>
      request('POST', apiPaths.privateReply(to.id), { body, answer: messageSchema }),
    onSuccess: (message) => putInTimeline(client, message.conversationId, [message]),
  });
}
