import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MacroId } from '../../../../contract/ids.ts';
import type { Macro, SaveMacro } from '../../../../contract/macros.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Makes a macro, or changes the one with this id. */
export function useSaveMacro(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, { id: MacroId | null; fields: SaveMacro }>({
    mutationFn: ({ id, fields }) =>
      id === null
        ? request('POST', apiPaths.macros, { body: fields })
        : request('PUT', apiPaths.macro(id), { body: fields }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.macros });
      onSuccess();
    },
  });
}

export function useDeleteMacro(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, MacroId>({
    mutationFn: (id) => request('DELETE', apiPaths.macro(id)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.macros });
      onSuccess();
    },
  });
}

/** Puts the macros into another order: shown at once, taken back when the server says no. */
export function useOrderMacros() {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, readonly Macro[]>({
    mutationFn: (macros) =>
      request('PUT', apiPaths.macroOrder, { body: { ids: macros.map(({ id }) => id) } }),
    onMutate: (macros) => cache.setQueryData<readonly Macro[]>(queryKeys.macros, macros),
    onError: (error) => showToast({ tone: 'danger', title: 'The order did not change', text: error.message }),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.macros }),
  });
}
