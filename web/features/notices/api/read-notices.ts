import { useMutation, useQueryClient } from '@tanstack/react-query';
import { noticeBox, type NoticeBox } from '../../../../contract/notices.ts';
import type { NoticeId } from '../../../../contract/ids.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Marks some notices as read; null: all. */
export function useReadNotices() {
  const cache = useQueryClient();
  return useMutation<NoticeBox, Problem, readonly NoticeId[] | null>({
    mutationFn: (ids) =>
      request('POST', apiPaths.readNotices, { body: ids === null ? {} : { ids }, answer: noticeBox }),
    onSuccess: (box) => cache.setQueryData(queryKeys.notices, box),
  });
}
