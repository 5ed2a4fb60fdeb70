import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import type { MessageId } from '../../../../contract/ids.ts';
import { originalText, type OriginalText } from '../../../../contract/privacy.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';

/** Opens what was masked in a message. It stays in the dialog that asked: no cache keeps it. */
export function useReadOriginal(id: MessageId) {
  return useMutation<OriginalText[], Problem, string>({
    gcTime: 0,
    mutationFn: async (reason) => {
      const answer = z.object({ items: z.array(originalText) });
      return (await request('POST', apiPaths.original(id), { body: { reason }, answer })).items;
    },
  });
}
