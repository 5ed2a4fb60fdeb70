import type { Tag } from '../../../contract/tags.ts';
import { listTags as listRows } from '../../store/tags.ts';
import type { Context } from '../context.ts';

/** Every tag, by name; everybody on the desk may know them. */
export async function listTags(ctx: Context): Promise<Tag[]> {
  return (await listRows(ctx.db)).map(presentTag);
}

export function presentTag(row: { id: string; name: string; color: number }): Tag {
  return { id: row.id as Tag['id'], name: row.name, color: row.color };
}
