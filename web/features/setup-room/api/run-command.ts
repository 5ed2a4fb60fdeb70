import { useMutation, useQueryClient } from '@tanstack/react-query';
import { stoppedPages, type StoppedPages } from '../../../../contract/extensions.ts';
import type { PageId } from '../../../../contract/ids.ts';
import { commandAnswer, type CommandAnswer } from '../../../../contract/setup-room.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { newClientId } from '../../../lib/new-client-id.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';
import { useGo } from '../../../ui/link.tsx';

/** Runs a command; `/facebook edit PAGEID` opens the page's settings by itself. */
export function useRunCommand() {
  const go = useGo();
  return useMutation<CommandAnswer, Problem, string>({
    mutationFn: (text) =>
      request('POST', apiPaths.commands, { body: { clientId: newClientId(), text }, answer: commandAnswer }),
    onSuccess: ({ next }) => {
      if (next?.act === 'edit') go(screenPaths.page(next.pageId));
    },
  });
}

/** Takes the authorisation of these pages back: all there are, as the person has read. */
export function useUnauthorize() {
  const cache = useQueryClient();
  return useMutation<StoppedPages, Problem, PageId[]>({
    mutationFn: (pageIds) =>
      request('POST', apiPaths.unauthorizeFacebook, { body: { pageIds }, answer: stoppedPages }),
    onSettled: () => cache.invalidateQueries(),
  });
}
