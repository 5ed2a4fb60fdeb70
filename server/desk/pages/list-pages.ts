import type { Page } from '../../../contract/pages.ts';
import { listPages as listRows } from '../../store/page-settings.ts';
import { figureSightOf, may, sightOf } from '../access.ts';
import type { Context } from '../context.ts';
import { presentPage } from './present-page.ts';

/** The pages of the departments that the actor may see, or sees figures of, by name; removed ones too, for their history. */
export async function listPages(ctx: Context): Promise<Page[]> {
  const sight = may(ctx.actor, 'see-all-figures') ? figureSightOf(ctx.actor) : sightOf(ctx.actor);
  return (await listRows(ctx.db, { sight })).map(presentPage);
}
