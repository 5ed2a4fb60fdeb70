import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DepartmentId } from '../../../../contract/ids.ts';
import type { ChangeDepartment, CreateDepartment, Department } from '../../../../contract/team.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Deletes a department that nothing belongs to; the toast makes it again. */
export function useDeleteDepartment(onSuccess: () => void) {
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: queryKeys.departments });
  const restore = ({ name, color, memberIds, needsTag, needsComment, rules }: Department) =>
    request('POST', apiPaths.departments, {
      body: { name, color, memberIds, needsTag, needsComment, rules },
    }).then(refresh, (error: Error) =>
      showToast({ tone: 'danger', title: `${name} stays deleted`, text: error.message }),
    );
  return useMutation<unknown, Problem, Department>({
    mutationFn: (department) => request('DELETE', apiPaths.department(department.id)),
    onSuccess: async (_answer, department) => {
      showToast({
        tone: 'success',
        title: `${department.name} is deleted`,
        action: { label: 'Undo', run: () => void restore(department) },
      });
      await refresh();
      onSuccess();
    },
  });
}

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
