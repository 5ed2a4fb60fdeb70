import type { Caller } from './graph-call.ts';
import { GraphError } from './graph-error.ts';

/** What the desk may ask for at login. */
export const knownScopes = [
  'public_profile',
  'email',
  'pages_show_list',
  'pages_messaging',
  'pages_manage_metadata',
  'pages_read_engagement',
  'pages_read_user_content',
  'pages_manage_engagement',
  'pages_manage_posts',
  'pages_user_locale',
  'pages_user_timezone',
  'pages_user_gender',
  'pages_messaging_phone_number',
  'page_utility_messaging',
  'business_management',
] as const;

export function scopesOf(caller: Caller): readonly string[] {
  return caller.kind === 'app' ? knownScopes : caller.token.scopes;
}

/** Calls with an app's own token pass: they need no person's consent. */
export function requireScope(caller: Caller, scope: string): void {
  if (scopesOf(caller).includes(scope)) return;
  const message = `(#10) This endpoint requires the '${scope}' permission or the 'Page Public Content Access' feature.`;
  throw new GraphError({ code: 10, status: 403, message });
}
