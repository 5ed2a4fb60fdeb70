import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConversationId } from '../../../../contract/ids.ts';
import type { Macro } from '../../../../contract/macros.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Does with a conversation what a macro says; what changed comes back as live events. */
export function useMacroOn(id: ConversationId) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, Macro>({
    mutationFn: (macro) => request('POST', apiPaths.macroOn(id, macro.id)),
    onSuccess: (_answer, macro) => showToast({ tone: 'success', title: macro.name }),
    onError: (error, macro) =>
      showToast({ tone: 'danger', title: `${macro.name}: nothing was done`, text: error.message }),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.conversation(id) }),
  });
}
