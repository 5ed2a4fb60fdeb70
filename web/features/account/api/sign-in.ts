import { useMutation } from '@tanstack/react-query';
import type { SignIn } from '../../../../contract/team.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { noteSession } from '../../../lib/session-hint.ts';

export function useSignIn(onSuccess: () => void) {
  return useMutation<unknown, Problem, SignIn>({
    mutationFn: (body) => request('POST', apiPaths.session, { body }),
    onSuccess: () => {
      noteSession('in');
      onSuccess();
    },
  });
}
