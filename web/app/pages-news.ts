import type { Page, PageState } from '../../contract/pages.ts';

/** What an agent must know of a page, in a line over the list. */
export type PageNews = { page: Page; tone: 'danger' | 'info'; text: string };

/** States that concern who answers; what merely threatens is for administrators and their list of pages. */
const told: ReadonlySet<PageState> = new Set([
  'expired',
  'permission-missing',
  'restricted',
  'subscription-lost',
  'in-development',
]);

/** What stands over the list: pages that cannot send or hear, before those that reach few people only. */
export function findPageNews(pages: readonly Page[]): PageNews[] {
  const news = pages
    .filter((page) => told.has(page.state) && !page.isRemoved)
    .map((page): PageNews => {
      if (page.state === 'in-development') {
        return {
          page,
          tone: 'info',
          text: `${page.name}: only people with a role on its Meta app can write, and be answered.`,
        };
      }
      if (page.state === 'subscription-lost') {
        return {
          page,
          tone: 'danger',
          text: `${page.name} hears nothing from Facebook now: what customers write does not arrive.`,
        };
      }
      return { page, tone: 'danger', text: `${page.name} cannot send: ${firstSentence(page.reason)}` };
    });
  return news.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ tone }: PageNews): number {
  return tone === 'danger' ? 0 : 1;
}

/** Agents read what is the matter; what an administrator has to do stands elsewhere. */
function firstSentence(reason: string | null): string {
  const text = reason ?? 'its connection to Facebook does not work.';
  return /^.*?[.!](?=\s|$)/.exec(text)?.[0] ?? text;
}
