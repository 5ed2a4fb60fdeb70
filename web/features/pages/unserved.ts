import type { Page } from '../../../contract/pages.ts';
import type { Department } from '../../../contract/team.ts';

/** Departments that answer pages and have nobody in them; everybody is in the default one. */
export function findUnserved(
  pages: readonly Page[],
  departments: readonly Department[],
): { department: Department; pageNames: string[] }[] {
  return departments.flatMap((department) => {
    const pageNames = pages
      .filter((page) => !page.isRemoved && page.departmentId === department.id)
      .map((page) => page.name);
    const isEmpty = !department.isDefault && department.memberIds.length === 0;
    return isEmpty && pageNames.length > 0 ? [{ department, pageNames }] : [];
  });
}
