import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DepartmentId } from '../../../../contract/ids.ts';
import type { ChangeDepartment, CreateDepartment } from '../../../../contract/team.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Makes a department, or changes the one with this id. */
export function useSaveDepartment(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<
    unknown,
    Problem,
    { id: null; fields: CreateDepartment } | { id: DepartmentId; fields: ChangeDepartment }
  >({
    mutationFn: ({ id, fields }) =>
      id === null
        ? request('POST', apiPaths.departments, { body: fields })
        : request('PATCH', apiPaths.department(id), { body: fields }),
    onSuccess: async () => {
      await Promise.all([
        cache.invalidateQueries({ queryKey: queryKeys.departments }),
        cache.invalidateQueries({ queryKey: queryKeys.users }),
      ]);
      onSuccess();
    },
  });
}
