import {
  deleteOperatingHours as deleteRow,
  listUsersOfHours,
  lockOperatingHours,
  releaseHours,
} from '../../store/operating-hours.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { conflict, notFound } from '../problems.ts';

/**
 * Deletes operating hours. Pages and departments that go by them are named first, and let go only when that is said:
 * they are always open from then on. Administrators only.
 *
 * @throws Problem `not-found` · `conflict` when something goes by them and `release` is not said (`data.pages`,
 * `data.departments`: names).
 */
export async function removeOperatingHours(
  ctx: Context,
  id: string,
  { release }: { release: boolean },
): Promise<void> {
  requireRight(ctx.actor, 'manage-hours');
  await change(ctx, async (story) => {
    const hours = await lockOperatingHours(story.tx, id);
    if (!hours) throw notFound('record of operating hours');
    const users = (await listUsersOfHours(story.tx)).filter((user) => user.hoursId === id);
    const names = (kind: 'page' | 'department') =>
      users.filter((user) => user.kind === kind).map(({ name }) => name);
    const [pages, departments] = [names('page'), names('department')];
    if (users.length > 0 && !release) {
      throw conflict('Pages or departments go by these hours. They would be always open.', {
        pages,
        departments,
      });
    }
    for (const page of await releaseHours(story.tx, id)) {
      story.announce({ kind: 'page.changed', subjectId: page.id, departments: [page.departmentId] });
    }
    await deleteRow(story.tx, id);
    const { name } = hours;
    await audit(ctx, story, {
      action: 'operating-hours.deleted',
      subjectId: id,
      detail: { name, pages, departments },
    });
    story.announce({ kind: 'operating-hours.changed', subjectId: id });
  });
}
