import { queryOptions } from '@tanstack/react-query';
import { report, type ReadReport } from '../../../../contract/reports.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** What was done in some days. */
export const reportQuery = (asked: ReadReport) =>
  queryOptions({
    queryKey: queryKeys.report(asked),
    queryFn: ({ signal }) => request('GET', apiPaths.report(asked), { answer: report, signal }),
    placeholderData: (before) => before,
  });
