import type { PageRef, PageState } from '../../../contract/pages.ts';

/** Why nothing can be sent in each state; null where sending works. The stored reason, more exact, goes first. */
const whyNot = {
  connected: null,
  expiring: null,
  'in-development': null,
  'subscription-lost': null,
  silent: null,
  expired: 'The page’s token has expired. An administrator must connect the page again.',
  'permission-missing': 'Facebook no longer grants a permission that sending needs.',
  restricted: 'Facebook has restricted this page.',
  unsubscribed: 'The page is no longer connected.',
} satisfies Record<PageState, string | null>;

/** Whether a reply could leave through the page now, and if not, why, in a sentence. */
export function pageReadiness(page: {
  state: PageState;
  stateReason: string | null;
  hasToken: boolean;
}): Pick<PageRef, 'canSend' | 'reason'> {
  const reason = whyNot[page.state];
  if (reason !== null) return { canSend: false, reason: page.stateReason ?? reason };
  if (!page.hasToken)
    return { canSend: false, reason: 'The page has no token. An administrator must connect it again.' };
  return { canSend: true, reason: null };
}

/** A page as conversations show it. */
export function presentPageRef(page: {
  id: string;
  name: string;
  color: number | null;
  state: PageState;
  stateReason: string | null;
  hasToken: boolean;
  removedAt: Date | null;
}): PageRef {
  return {
    id: page.id as PageRef['id'],
    name: page.name,
    ...pageReadiness(page),
    isRemoved: page.removedAt !== null,
    color: page.color,
  };
}
