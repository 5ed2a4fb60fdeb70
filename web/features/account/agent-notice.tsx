import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { agentNotice, type AgentNotice } from '../../../contract/privacy.ts';
import { request, type Problem } from '../../lib/api.ts';
import { apiPaths } from '../../lib/paths.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';

const noticeQuery = queryOptions({
  queryKey: queryKeys.agentNotice,
  queryFn: ({ signal }) => request('GET', apiPaths.agentNotice, { answer: agentNotice, signal }),
  staleTime: 5 * 60_000,
});

/** What the organisation tells who works here about being watched: shown until it is accepted. */
export function AgentNoticeDialog() {
  const cache = useQueryClient();
  const { data: notice } = useQuery(noticeQuery);
  const accept = useMutation<AgentNotice, Problem, number>({
    mutationFn: (version) =>
      request('POST', apiPaths.agentNotice, { body: { version }, answer: agentNotice }),
    // What was refused before is asked for again.
    onSuccess: () => cache.invalidateQueries(),
    onError: () => cache.invalidateQueries({ queryKey: queryKeys.agentNotice }),
  });
  if (!notice || notice.text === '' || notice.acceptedAt !== null) return null;
  return (
    <Dialog
      title="Before you work here"
      // It stays until it is accepted.
      onClose={() => {}}
      foot={
        <Button
          kind="primary"
          data-autofocus
          busy={accept.isPending}
          onClick={() => accept.mutate(notice.version)}
        >
          I have read this
        </Button>
      }
    >
      <p style={{ whiteSpace: 'pre-wrap' }}>{notice.text}</p>
      {accept.error && (
        <Notice tone="danger" role="alert" title="It was not noted">
          {accept.error.message}
        </Notice>
      )}
    </Dialog>
  );
}
