import type { Page } from '../../../../contract/pages.ts';

/** Leads straight into a conversation with the page, from wherever it stands. */
export function messengerLink({ facebookId }: Pick<Page, 'facebookId'>): string {
  return `https://m.me/${facebookId}`;
}

/** How the button under the page's cover is made to open Messenger: Facebook lets no app set it. */
export const buttonSteps: readonly string[] = [
  'Open the page on Facebook as somebody with full control of it.',
  'Under the cover, press Add action button, or Edit beside the one that is there.',
  'Choose Send message, and save.',
];
