import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  extension,
  stoppedPages,
  type Extension,
  type StoppedPages,
  type SwitchExtension,
  type UninstallFacebook,
} from '../../../../contract/extensions.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Switches a part on or off. */
export function useSwitchExtension(one: Extension, onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<Extension, Problem, SwitchExtension>({
    mutationFn: (body) => request('PATCH', apiPaths.extension(one.id), { body, answer: extension }),
    onSuccess: (now) => {
      cache.setQueryData<Extension[]>(queryKeys.extensions, (all) =>
        all?.map((other) => (other.id === now.id ? now : other)),
      );
      void cache.invalidateQueries({ queryKey: queryKeys.checklist });
      onSuccess();
    },
  });
}

/** Takes Facebook off the desk. The answer tells of each page what became of it. */
export function useUninstall() {
  const cache = useQueryClient();
  return useMutation<StoppedPages, Problem, UninstallFacebook>({
    mutationFn: (body) => request('POST', apiPaths.uninstallFacebook, { body, answer: stoppedPages }),
    onSettled: () => cache.invalidateQueries(),
  });
}
