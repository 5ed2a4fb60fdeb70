import type { Page } from '../../../contract/pages.ts';
import { listPages as listRows } from '../../store/page-settings.ts';
import { sightOf } from '../access.ts';
import type { Context } from '../context.ts';
import { presentPage } from './present-page.ts';

/** The pages of the departments that the actor may see, by name; removed ones too, for their history. */
export async function listPages(ctx: Context): Promise<Page[]> {
  return (await listRows(ctx.db, { sight: sightOf(ctx.actor) })).map(presentPage);
}
