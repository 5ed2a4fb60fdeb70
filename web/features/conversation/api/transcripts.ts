import { useMutation, useQuery } from '@tanstack/react-query';
import type { ConversationId } from '../../../../contract/ids.ts';
import { transcriptChoices, type MailTranscript } from '../../../../contract/transcripts.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Where a transcript of this conversation could go. */
export function useTranscriptChoices(id: ConversationId) {
  return useQuery({
    queryKey: ['transcript-choices', id],
    queryFn: () => request('GET', apiPaths.transcripts(id), { answer: transcriptChoices }),
  });
}

/** Sends it. */
export function useMailTranscript(id: ConversationId, onSent: () => void) {
  return useMutation({
    mutationFn: (body: MailTranscript) => request('POST', apiPaths.transcripts(id), { body }),
    onSuccess: (_, { address }) => {
      showToast({ tone: 'success', title: 'The transcript is on its way', text: address });
      onSent();
    },
  });
}
