import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type { firstRun } from '../../../../contract/team.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { noteSession } from '../../../lib/session-hint.ts';

type FirstRunInput = z.input<typeof firstRun>;

/** Makes the first administrator and signs them in. */
export function useFirstRun(onSuccess: () => void) {
  return useMutation<unknown, Problem, FirstRunInput>({
    mutationFn: (body) => request('POST', apiPaths.firstRun, { body }),
    onSuccess: () => {
      noteSession('in');
      onSuccess();
    },
  });
}
