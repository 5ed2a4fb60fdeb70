/** A permission that the desk asks Facebook for at login. */
export interface Permission {
  /** Meta's name of it. */
  scope: string;
  /** What it allows, as a person would say it. */
  words: string;
  /** Without an essential one a page cannot be served at all. */
  isEssential: boolean;
  /** What does not work without it. */
  without: string;
}

/**
 * What the desk asks for, the essential ones first.
 * Source: Meta, Permissions reference, and Messenger Platform, "Permissions", read 2026-11-20.
 */
export const permissions = [
  {
    scope: 'pages_show_list',
    words: 'See which pages you manage',
    isEssential: true,
    without: 'No page can be chosen.',
  },
  {
    scope: 'pages_messaging',
    words: 'Read and answer the page’s conversations',
    isEssential: true,
    without: 'Nothing can be sent, and no message arrives.',
  },
  {
    scope: 'pages_manage_metadata',
    words: 'Subscribe to what happens on the page',
    isEssential: true,
    without: 'Facebook does not tell the desk what customers write.',
  },
  {
    scope: 'pages_read_engagement',
    words: 'Read what the page publishes',
    isEssential: false,
    without: 'Posts are not shown beside their comments, and missed messages cannot be fetched.',
  },
  {
    scope: 'pages_read_user_content',
    words: 'Read comments on the page',
    isEssential: false,
    without: 'Comments do not arrive, or without their author.',
  },
  {
    scope: 'pages_manage_engagement',
    words: 'Answer, hide and delete comments',
    isEssential: false,
    without: 'Comments cannot be answered or moderated.',
  },
  {
    scope: 'business_management',
    words: 'See pages that belong to a business',
    isEssential: false,
    without: 'Pages of a business portfolio may be missing from the list.',
  },
] as const satisfies readonly Permission[];

/** The permissions that are not among these scopes, the essential ones first. */
export function missingPermissions(scopes: readonly string[]): Permission[] {
  return permissions.filter(({ scope }) => !scopes.includes(scope));
}

/** The permission of this name; one that the desk does not ask for bears its own name as words. */
export function permissionOf(scope: string): Permission {
  const known = permissions.find((one) => one.scope === scope);
  return known ?? { scope, words: scope, isEssential: false, without: '' };
}
