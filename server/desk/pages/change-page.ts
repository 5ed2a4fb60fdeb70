import type { ChangePage, Page } from '../../../contract/pages.ts';
import { findDepartments } from '../../store/departments.ts';
import { lockPage, updatePage } from '../../store/page-settings.ts';
import { findWorkStream } from '../../store/work-streams.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { requireHours } from '../hours/require-hours.ts';
import { invalid, notFound } from '../problems.ts';
import { tellPage, type PageDeps } from './connect-page.ts';
import { presentPages } from './present-page.ts';
import { renewToken } from './renew-token.ts';

/**
 * Changes a page's department or work stream (of conversations that begin from now on), whether Meta granted Human
 * Agent, when it is open, or its token. Administrators only.
 *
 * @throws Problem `not-found` · `invalid` for an unknown department, work stream or hours, and as `renewToken` does.
 */
export async function changePage(ctx: Context, deps: PageDeps, id: string, input: ChangePage): Promise<Page> {
  requireRight(ctx.actor, 'manage-pages');
  const { pageToken, ...fields } = input;
  if (pageToken !== undefined) await renewToken(ctx, deps, id, { pageToken });
  if (Object.keys(fields).length > 0 || pageToken === undefined) await changeFields(ctx, id, fields);
  const [page] = await presentPages(ctx.db, [id]);
  if (!page) throw notFound('page');
  return page;
}

async function changeFields(ctx: Context, id: string, fields: Omit<ChangePage, 'pageToken'>): Promise<void> {
  await change(ctx, async (story) => {
    const before = await lockPage(story.tx, id);
    if (!before) throw notFound('page');
    const departmentId = fields.departmentId ?? before.departmentId;
    if (!(await findDepartments(story.tx, [departmentId])).has(departmentId)) {
      throw invalid('departmentId', 'There is no such department.');
    }
    const { humanAgentAllowed, workStreamId, operatingHoursId } = fields;
    if (workStreamId && !(await findWorkStream(story.tx, workStreamId))) {
      throw invalid('workStreamId', 'There is no such work stream.');
    }
    await requireHours(story, operatingHoursId ?? null);
    await updatePage(story.tx, id, {
      departmentId,
      ...(humanAgentAllowed === undefined ? {} : { humanAgentAllowed }),
      ...(workStreamId === undefined ? {} : { workStreamId }),
      ...(operatingHoursId === undefined ? {} : { operatingHoursId }),
    });
    await audit(ctx, story, { action: 'page.changed', subjectId: id, detail: fields });
    if (operatingHoursId !== undefined) story.announce({ kind: 'operating-hours.changed', subjectId: id });
    tellPage(story, id, [before.departmentId, departmentId]);
  });
}
