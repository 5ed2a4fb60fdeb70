import type { MetaApp } from './tokens.ts';

/** What the login dialog is opened with. */
export interface DialogRequest {
  /** Root of Facebook's own site, e.g. `https://www.facebook.com`. */
  facebookUrl: string;
  /** e.g. `v26.0`. */
  version: string;
  app: Pick<MetaApp, 'appId'>;
  /** Where the answer comes; must be among the app's valid redirect addresses, letter by letter. */
  redirectUri: string;
  /** The one-time word that proves whose answer it is. */
  state: string;
  scopes: readonly string[];
  /** Shows the choice of pages and permissions anew, also to who has chosen before. */
  asksAgain: boolean;
}

/**
 * The address of Facebook's login dialog.
 * Source: Meta, Facebook Login, "Manually build a login flow", read 2026-11-20.
 */
export function loginDialogUrl(request: DialogRequest): string {
  const url = new URL(`${request.facebookUrl}/${request.version}/dialog/oauth`);
  url.search = new URLSearchParams({
    client_id: request.app.appId,
    redirect_uri: request.redirectUri,
    state: request.state,
    response_type: 'code',
    scope: request.scopes.join(','),
    ...(request.asksAgain ? { auth_type: 'rerequest' } : {}),
  }).toString();
  return url.href;
}
