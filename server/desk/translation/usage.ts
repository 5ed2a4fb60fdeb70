import { translationMode, type TranslationUsage } from '../../../contract/translation.ts';
import { countCharacters, readTranslationUsage } from '../../store/translation-service.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { dayOf } from './ask-service.ts';

/** How much was sent to the service in a month of UTC, by page; without one, in this one. Administrators only. */
export async function readUsage(ctx: Context, asked?: string): Promise<TranslationUsage> {
  requireRight(ctx.actor, 'manage-translation');
  const today = dayOf(ctx.clock.now());
  const month = asked ?? today.slice(0, 7);
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = dayOf(new Date(Date.UTC(year, number, 1)));
  const rows = await readTranslationUsage(ctx.db, `${month}-01`, next);
  const pages = rows.map((row) => ({
    ...row,
    id: row.id as TranslationUsage['pages'][number]['id'],
    mode: translationMode.catch('off').parse(row.mode),
  }));
  return {
    month,
    characters: sum(pages, 'characters'),
    requests: sum(pages, 'requests'),
    charactersToday: await countCharacters(ctx.db, today),
    pages,
  };
}

function sum(pages: TranslationUsage['pages'], of: 'characters' | 'requests'): number {
  return pages.reduce((total, page) => total + page[of], 0);
}
