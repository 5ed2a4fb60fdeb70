import { queryOptions } from '@tanstack/react-query';
import { noticeBox } from '../../contract/notices.ts';
import { request } from './api.ts';
import { apiPaths } from './paths.ts';
import { queryKeys } from './query-keys.ts';

/** What one should look at, newest first; live events keep it fresh. */
export const noticesQuery = queryOptions({
  queryKey: queryKeys.notices,
  queryFn: ({ signal }) => request('GET', apiPaths.notices, { answer: noticeBox, signal }),
  staleTime: Infinity,
});
