import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { doctorReport, pageHealth, type MendAction } from '../../../../contract/doctor.ts';
import type { PageId } from '../../../../contract/ids.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Looks anew each time the tab is opened: it takes a second or two, and Facebook is asked. */
export const doctorQuery = (id: PageId) =>
  queryOptions({
    queryKey: queryKeys.doctor(id),
    queryFn: ({ signal }) => request('GET', apiPaths.doctor(id), { answer: doctorReport, signal }),
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });

export const pageHealthQuery = (id: PageId) =>
  queryOptions({
    queryKey: queryKeys.pageHealth(id),
    queryFn: ({ signal }) => request('GET', apiPaths.pageHealth(id), { answer: pageHealth, signal }),
    staleTime: 0,
  });

/** Does what the doctor offers to do, and shows the page as it stands then. */
export function useMend(id: PageId) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (action: MendAction) =>
      request('POST', apiPaths.mend(id), { answer: doctorReport, body: { action } }),
    onSuccess: (report) => {
      cache.setQueryData(queryKeys.doctor(id), report);
      return cache.invalidateQueries({ queryKey: queryKeys.pageHealth(id) });
    },
    onError: (error) => showToast({ tone: 'danger', title: 'It was not mended', text: error.message }),
  });
}
